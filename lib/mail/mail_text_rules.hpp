// Text of messages brought into a form that may be stored and shown.
#pragma once

#include <cstddef>
#include <initializer_list>
#include <string>
#include <string_view>

namespace outdesk {

/// Control characters as their pictures (U+2400 + c; DEL U+2421; C1 as U+FFFD), invalid bytes as U+FFFD.
/// `multiline` lets newline and tab pass, and makes CR LF and a lone CR a newline.
std::string visible_text(std::string_view text, bool multiline = false);

/// One line: runs of space, tab, CR and LF are one space, none at either end; the rest as visible_text.
std::string one_line(std::string_view text);

bool starts_with_any(std::string_view text, std::initializer_list<std::string_view> starts);

/// The longest start of `text` (valid UTF-8) of at most `bytes`, never cut inside a character.
std::string_view start_of(std::string_view text, std::size_t bytes);

/// A file name for an attachment: the last part of a path of either system, without control and deceptive
/// characters, at most 200 bytes; `otherwise` where nothing is left, or it would be "." or "..".
std::string clean_file_name(std::string_view name, const std::string& otherwise);

}  // namespace outdesk
