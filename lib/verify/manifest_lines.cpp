#include "verify/manifest_lines.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <system_error>
#include <utility>

#include "base/error.hpp"
#include "base/interrupt.hpp"
#include "base/text.hpp"
#include "verify/shown_path.hpp"

namespace outdesk {

namespace {

constexpr std::size_t kLongestLine = 1 << 20, kManifestPiece = 64 * 1024, kLongestManifestPath = 65536;

/// "SHA256 (name) = hash" of `sha256sum --tag`, "SHA2-256(name)= hash" of `openssl dgst`: the places of name and hash.
bool split_tagged(std::string_view line, std::string_view& hash, std::string_view& name) {
  for (std::string_view tag : {"SHA256 (", "SHA2-256(", "SHA256("}) {
    if (!line.starts_with(tag)) continue;
    std::string_view middle = tag == "SHA256 (" ? ") = " : ")= ";
    std::size_t at = line.rfind(middle);
    if (at == line.npos || at < tag.size()) return false;
    name = line.substr(tag.size(), at - tag.size());
    hash = line.substr(at + middle.size());
    return true;
  }
  return false;
}

/// "hash  name", "hash *name", and "hash name" of older programs.
bool split_plain(std::string_view line, std::string_view& hash, std::string_view& name) {
  std::size_t end = line.find_first_of(" \t");
  if (end == line.npos || end + 1 >= line.size()) return false;
  hash = line.substr(0, end);
  name = line.substr(end + 1);
  if (name[0] == ' ' || name[0] == '*') name.remove_prefix(1);
  return true;
}

std::string why_no_sum(std::string_view hash) {
  bool digits = hash.find_first_not_of("0123456789abcdefABCDEF") == hash.npos;
  for (auto [size, method] : {std::pair{32u, "an MD5"}, {40u, "a SHA-1"}, {96u, "a SHA-384"}, {128u, "a SHA-512"}})
    if (digits && hash.size() == size) return "this is " + std::string(method) + " sum, not a SHA-256 sum";
  return "not a line of sha256sum: 64 hexadecimal digits, two spaces, a name";
}

}  // namespace

ManifestLines::ManifestLines(const std::string& file, BulkSha256& total)
    : file_(file), fd_(::open(file.c_str(), O_RDONLY | O_NONBLOCK | O_CLOEXEC | O_NOCTTY)), total_(total), piece_(kManifestPiece) {
  struct stat info;
  if (!fd_ || ::fstat(fd_.fd(), &info) != 0) refuse_at(0, "cannot read: " + std::generic_category().message(errno));
  if (!S_ISREG(info.st_mode)) refuse_at(0, "not a regular file");
  size_ = info.st_size;
}

void ManifestLines::refuse_at(long line, const std::string& problem, const std::string& next_step) const {
  throw InputError(printable(file_), line, problem, next_step);
}

bool ManifestLines::fill() {
  ssize_t size = 0;
  do size = ::read(fd_.fd(), piece_.data(), piece_.size());
  while (size < 0 && errno == EINTR);
  if (size < 0) refuse_at(0, "cannot read: " + std::generic_category().message(errno));
  if (size == 0) return false;
  std::string_view piece(piece_.data(), static_cast<std::size_t>(size));
  total_.add(piece);
  sum_.add(piece);
  text_.erase(0, at_);
  at_ = 0;
  text_ += piece;
  return true;
}

bool ManifestLines::next(std::string_view& line) {
  if (number_ % 4096 == 0) stop_where_asked();
  ++number_;
  std::size_t end = text_.find('\n', at_);
  while (end == text_.npos && !ended_) {
    std::size_t searched = text_.size() - at_;
    if (searched > kLongestLine) refuse("the line is longer than 1 MiB", "is this a file of sums or of metadata?");
    ended_ = !fill();
    end = text_.find('\n', at_ + searched);
    if (number_ == 1 && text_.starts_with("\xEF\xBB\xBF")) text_.erase(0, 3), end = text_.find('\n');
  }
  if (end == text_.npos && at_ == text_.size()) return false;
  line = std::string_view(text_).substr(at_, end == text_.npos ? end : end - at_);
  at_ = end == text_.npos ? text_.size() : end + 1;
  if (number_ == 1) crlf_ = line.ends_with('\r');
  if (crlf_ && line.ends_with('\r')) line.remove_suffix(1);
  if (std::memchr(line.data(), '\0', line.size())) refuse("a NUL byte", "write the file without -z");
  return true;
}

std::string clean_tree_path(std::string_view raw, std::string& path) {
  path.clear();
  if (raw.empty()) return "an empty name";
  if (raw[0] == '/') return "an absolute name: " + shown_path(raw);
  if (raw.size() > kLongestManifestPath) return "a name of more than 64 KiB";
  path.reserve(raw.size());
  while (!raw.empty()) {
    std::string_view part = raw.substr(0, raw.find('/'));
    raw.remove_prefix(std::min(raw.size(), part.size() + 1));
    if (part == "..") return "a name that leads out of the folder";
    if (part.empty() || part == ".") continue;
    if (!path.empty()) path += '/';
    path += part;
  }
  return {};
}

bool needs_escapes(std::string_view name, bool tab) {
  return name.find_first_of(tab ? std::string_view("\\\n\r\t") : std::string_view("\\\n\r")) != name.npos;
}

void append_escaped(std::string& out, std::string_view name, bool tab) {
  for (char c : name) {
    if (c == '\\') out += "\\\\";
    else if (c == '\n') out += "\\n";
    else if (c == '\r') out += "\\r";
    else if (c == '\t' && tab) out += "\\t";
    else out += c;
  }
}

std::optional<std::string> unescaped_name(std::string_view text, bool tab) {
  std::string name;
  name.reserve(text.size());
  for (std::size_t at = 0; at < text.size(); ++at) {
    if (text[at] != '\\') { name += text[at]; continue; }
    if (++at == text.size()) return {};
    if (text[at] == '\\') name += '\\';
    else if (text[at] == 'n') name += '\n';
    else if (text[at] == 'r') name += '\r';
    else if (text[at] == 't' && tab) name += '\t';
    else return {};
  }
  return name;
}

std::string parse_sum_line(std::string_view line, SumLine& out) {
  bool escaped = line.starts_with('\\');
  if (escaped) line.remove_prefix(1);
  std::string_view hash, name;
  if (!split_tagged(line, hash, name) && !split_plain(line, hash, name)) return why_no_sum(line);
  std::optional<Digest> sum = digest_of_hex(hash);
  if (!sum) return why_no_sum(hash);
  out.sum = *sum;
  if (!escaped) return clean_tree_path(name, out.path);
  std::optional<std::string> plain = unescaped_name(name, false);
  return plain ? clean_tree_path(*plain, out.path) : "an escape that is none of \\\\, \\n and \\r: " + shown_path(name);
}

void append_sum_line(std::string& out, std::string_view path, const Digest& sum) {
  bool escaped = needs_escapes(path, false);
  if (escaped) out += '\\';
  out += hex(sum);
  out += "  ";
  if (escaped) append_escaped(out, path, false);
  else out += path;
  out += '\n';
}

}  // namespace outdesk
