// Reading the lines of a manifest, which may be huge and hostile; what names in it may be, and how they are written.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "verify/folder_stack.hpp"
#include "verify/hash_file.hpp"

namespace outdesk {

/// Lines of a regular file in bounded memory.  The ends are LF, or CRLF where the first line ends so; a UTF-8 mark at the
/// start is passed over.  Throws InputError (cannot be read, a line of more than 1 MiB, a NUL byte) and Interrupted.
class ManifestLines {
 public:
  /// All bytes that are read are added to `total` too.
  ManifestLines(const std::string& file, BulkSha256& total);
  /// The next line without its end, good until the next call; false behind the last one.
  bool next(std::string_view& line);
  std::int64_t size() const { return size_; }  ///< of the file, in bytes
  long number() const { return number_; }
  Digest digest() { return sum_.finish(); }  ///< of the whole file; once, at its end
  [[noreturn]] void refuse(const std::string& problem, const std::string& next_step = {}) const { refuse_at(number_, problem, next_step); }
  [[noreturn]] void refuse_at(long line, const std::string& problem, const std::string& next_step = {}) const;

 private:
  bool fill();
  std::string file_;
  HeldFd fd_;
  BulkSha256& total_;
  BulkSha256 sum_;
  std::vector<char> piece_;
  std::string text_;  ///< read and not yet given away, from `at_`
  std::size_t at_ = 0;
  std::int64_t size_ = 0;
  long number_ = 0;
  bool crlf_ = false, ended_ = false;
};

/// `raw` as TreeEntry has paths: "./" in front, "//" and a "/" behind taken off.  Returns what is wrong with it: empty,
/// absolute, with "..", longer than 64 KiB.  The root ("." or "./") becomes "".
std::string clean_tree_path(std::string_view raw, std::string& path);

/// A name in a line that says by a backslash in front that it has escapes: newline, carriage return, backslash (and tab,
/// where `tab`) as `\n`, `\r`, `\\`, `\t`.
bool needs_escapes(std::string_view name, bool tab);
void append_escaped(std::string& out, std::string_view name, bool tab);
std::optional<std::string> unescaped_name(std::string_view text, bool tab);

/// One line of sums, without its end.
struct SumLine {
  Digest sum{};
  std::string path;
};
/// Returns what is wrong with it; empty where all is well.
std::string parse_sum_line(std::string_view line, SumLine& out);
void append_sum_line(std::string& out, std::string_view path, const Digest& sum);

}  // namespace outdesk
