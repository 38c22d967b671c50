#include "mail/plain_text_rules.hpp"

#include <optional>

#include "base/text.hpp"

namespace outdesk {

namespace {

/// The number of '>' at the start of a line.
std::size_t quote_depth(std::string_view line) { return std::min(line.find_first_not_of('>'), line.size()); }

std::optional<std::string> begin_name(std::string_view line) {
  if (!line.starts_with("begin ") || line.size() < 11) return {};
  std::size_t digits = line.find_first_not_of("01234567", 6);
  bool mode = (digits == 9 || digits == 10) && line[digits] == ' ' && digits + 1 < line.size();
  if (!mode) return {};
  return std::string(trimmed(line.substr(digits + 1)));
}

unsigned sextet(char c) { return (static_cast<unsigned char>(c) - 32u) & 63u; }

/// Appends what one line encodes; false where it is no such line.  Programs cut spaces at the end of lines.
bool decode_uu_line(std::string_view line, std::string& bytes) {
  if (line.empty() || line[0] < ' ' || line[0] > '`') return false;
  std::size_t count = sextet(line[0]), needed = 1 + (count + 2) / 3 * 4;
  if (line.size() > needed + 1) return false;
  for (char c : line) if (c < ' ' || c > '`') return false;
  std::string padded(line);
  padded.resize(std::max(needed, line.size()), ' ');
  for (std::size_t i = 1; i + 3 < padded.size() && count > 0; i += 4) {
    unsigned bits = sextet(padded[i]) << 18 | sextet(padded[i + 1]) << 12 | sextet(padded[i + 2]) << 6 | sextet(padded[i + 3]);
    for (int shift = 16; shift >= 0 && count > 0; shift -= 8, --count) bytes += static_cast<char>(bits >> shift & 255u);
  }
  return true;
}

struct UuFound { UuFile file; std::size_t after = 0; };

/// The file whose "begin" stands at `at`; its lines end at `after`.
std::optional<UuFound> uu_file_at(const std::vector<std::string_view>& lines, std::size_t at) {
  auto name = begin_name(lines[at]);
  if (!name) return {};
  UuFound found;
  found.file.name = *name;
  for (std::size_t i = at + 1; i < lines.size(); ++i) {
    std::string_view line = lines[i];
    if (line == "end") {
      found.after = i + 1;
      return found;
    }
    if (line.empty()) continue;  // the last line, of no bytes, whose space was cut
    if (!decode_uu_line(line, found.file.bytes)) return {};
  }
  return {};
}

}  // namespace

std::string unflowed(std::string_view text, bool delete_space) {
  std::string out;
  out.reserve(text.size());
  bool soft = false;
  std::size_t depth = 0;
  for (auto line : split(text, '\n')) {
    std::size_t now = quote_depth(line);
    std::string_view rest = line.substr(now);
    if (rest.starts_with(' ')) rest.remove_prefix(1);  // stuffed
    bool goes_on = soft && now == depth && rest != "-- ";
    if (soft && !goes_on) out += '\n';
    if (!goes_on) out += std::string(now, '>') + (now && !rest.empty() ? " " : "");
    depth = now;
    soft = rest.ends_with(' ') && rest != "-- ";
    out += soft && delete_space ? rest.substr(0, rest.size() - 1) : rest;
    if (!soft) out += '\n';
  }
  if (!soft && !out.empty()) out.pop_back();  // split gives one line more than there are line ends
  return out;
}

std::string without_pgp_frame(std::string_view text) {
  constexpr std::string_view kBegin = "-----BEGIN PGP SIGNED MESSAGE-----", kSignature = "-----BEGIN PGP SIGNATURE-----", kEnd = "-----END PGP SIGNATURE-----";
  if (text.find(kBegin) == text.npos) return std::string(text);
  std::string out;
  enum { outside, armor, inside, signature } place = outside;
  for (auto line : split(text, '\n')) {
    if (place == outside && line.starts_with(kBegin)) { place = armor; continue; }
    if (place == inside && line.starts_with(kSignature)) { place = signature; continue; }
    if (place == signature && line.starts_with(kEnd)) { place = outside; continue; }
    if (place == armor && trimmed(line).empty()) { place = inside; continue; }
    if (place == armor || place == signature) continue;
    if (place == inside && line.starts_with("- ")) line.remove_prefix(2);
    out += std::string(line) + "\n";
  }
  if (!out.empty()) out.pop_back();
  return out;
}

std::vector<UuFile> take_uu_files(std::string& text) {
  std::vector<UuFile> files;
  if (text.find("begin ") == text.npos) return files;
  std::vector<std::string_view> lines = split(text, '\n');
  std::string rest;
  int failures = 0;
  for (std::size_t at = 0; at < lines.size();) {
    bool wanted = lines[at].starts_with("begin ") && failures < 20;  // each look may run to the end of the text
    if (auto found = wanted ? uu_file_at(lines, at) : std::nullopt) {
      at = found->after;
      files.push_back(std::move(found->file));
      continue;
    }
    failures += wanted;
    rest += lines[at++];
    if (at < lines.size()) rest += '\n';
  }
  if (!files.empty()) text = std::move(rest);
  return files;
}

}  // namespace outdesk
