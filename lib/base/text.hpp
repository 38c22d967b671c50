// Text: UTF-8 validity, safe display, strict numbers.  All input is hostile until it has been here.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace outdesk {

struct CodePoint {
  char32_t value = 0;
  std::size_t size = 0;  ///< bytes it takes; 0 where the bytes are not valid UTF-8
};

/// The code point that starts at byte `at` of `text`.
CodePoint code_point_at(std::string_view text, std::size_t at);

/// Control characters, and those that are invisible or turn the direction of what stands around them.
bool is_deceptive(char32_t c);

/// Offset of the first byte that is not valid UTF-8 (RFC 3629: no surrogates, no overlong forms,
/// nothing past U+10FFFF); npos where all of it is valid.
std::size_t invalid_utf8(std::string_view text);

/// Offset of the first control character (C0, DEL, C1); npos where there is none.
/// `multiline` lets newline and tab pass.
std::size_t control_character(std::string_view text, bool multiline = false);

/// Why `text` may not be stored ("not valid UTF-8 at byte 7", "control character U+0007 at byte 3");
/// empty where it may.
std::string unstorable(std::string_view text, bool multiline = false);

/// Bytes that cannot be stored replaced by U+FFFD, for sources that cannot be refused.
std::string storable(std::string_view text, bool multiline = false);

/// Text made safe for a terminal, a log or an error message: control characters, bidirectional
/// overrides, zero-width and invalid bytes are shown as `\u{7}` or `\x{ff}`; never executed.
std::string printable(std::string_view text);

/// Columns that `text` takes on a terminal (combining marks 0, wide East Asian 2).
std::size_t display_width(std::string_view text);

/// The longest start of `text` that takes at most `columns`, with an ellipsis where it was cut.
std::string fitted(std::string_view text, std::size_t columns);

/// Number of code points; `text` must be valid UTF-8.
std::size_t code_points(std::string_view text);

/// Lower case of ASCII, Latin-1, Greek and Cyrillic letters, ё as е: a key for search, not for show.
std::string folded(std::string_view text);

/// The same with ё and е told apart, as Windows does with names of folders.
std::string without_case(std::string_view text);

std::string_view trimmed(std::string_view text);
std::vector<std::string_view> split(std::string_view text, char separator);
std::string join(const std::vector<std::string>& parts, std::string_view separator);
std::string replaced(std::string text, std::string_view what, std::string_view with);

/// ASCII digits only, no sign, no space, within int64; empty otherwise.
std::optional<std::int64_t> parse_count(std::string_view text);

/// A number of bytes as people write it: "500", "50M", "1.5G", "2TB" (decimal units; Ki, Mi, Gi, Ti are binary ones).
std::optional<std::int64_t> parse_bytes(std::string_view text);

/// `value` with at least `width` digits.
std::string zero_padded(std::int64_t value, int width);

/// The member of `known` that is nearest to `word` (at most two edits, fewer for short words);
/// empty where none is near.
std::string nearest(std::string_view word, const std::vector<std::string>& known);

/// The last part of a path, made printable: what a message or a report calls a file.
std::string file_name_of(std::string_view path);

/// 'text' in single quotes, made printable: the subject of an error message.
std::string in_quotes(std::string_view text);

/// RFC 4648, with padding.
std::string base64(std::string_view bytes);
/// The bytes of base64 text with padding; empty where it is none.
std::optional<std::string> from_base64(std::string_view text);

/// Lower-case hexadecimal digits of bytes.
std::string hex(std::string_view bytes);

/// The folder of a file's path: "." where the path names none.
std::string folder_of(const std::string& path);

}  // namespace outdesk
