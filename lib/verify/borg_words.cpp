#include "verify/borg_words.hpp"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "base/text.hpp"
#include "input/json.hpp"

namespace outdesk {

namespace {

std::string text_in(const JsonNode& node, const char* key) {
  auto member = node.find(key);
  return member && member->json().is_string() ? member->json().get<std::string>() : std::string();
}

std::optional<std::int64_t> whole_number_in(const JsonNode& node, const char* key) {
  auto member = node.find(key);
  if (!member || !member->json().is_number_integer()) return {};
  std::int64_t value = member->integer();
  return value >= 0 ? std::optional(value) : std::nullopt;
}

/// "name.checkpoint", "name.checkpoint.3"
bool is_checkpoint(std::string_view name) {
  std::size_t at = name.rfind(".checkpoint");
  if (at == name.npos) return false;
  std::string_view rest = name.substr(at + 11);
  return rest.empty() || (rest[0] == '.' && parse_count(rest.substr(1)));
}

void put_utf8(std::string& out, std::uint32_t code) {
  if (code < 0x80) out += static_cast<char>(code);
  else if (code < 0x800) (out += static_cast<char>(0xC0 | code >> 6)) += static_cast<char>(0x80 | (code & 0x3F));
  else if (code < 0x10000) ((out += static_cast<char>(0xE0 | code >> 12)) += static_cast<char>(0x80 | (code >> 6 & 0x3F))) += static_cast<char>(0x80 | (code & 0x3F));
  else (((out += static_cast<char>(0xF0 | code >> 18)) += static_cast<char>(0x80 | (code >> 12 & 0x3F))) += static_cast<char>(0x80 | (code >> 6 & 0x3F))) += static_cast<char>(0x80 | (code & 0x3F));
}

/// U+DC80 to U+DCFF stand for the bytes 0x80 to 0xFF, where these are no UTF-8.
void put_python_code(std::string& out, std::uint32_t code) {
  if (code >= 0xDC80 && code <= 0xDCFF) out += static_cast<char>(code - 0xDC00);
  else if (code <= 0x10FFFF) put_utf8(out, code);
}

/// Length of the escape at the start of `text`; 0 where it is not complete.
std::size_t escape_length(std::string_view text) {
  if (text.size() < 2) return 0;
  std::size_t length = text[1] == 'x' ? 4 : text[1] == 'u' ? 6 : text[1] == 'U' ? 10 : 2;
  return length <= text.size() ? length : 0;
}

void put_escape(std::string& out, std::string_view escape) {
  char kind = escape[1];
  if (kind == 'n') out += '\n';
  else if (kind == 'r') out += '\r';
  else if (kind == 't') out += '\t';
  else if (kind != 'x' && kind != 'u' && kind != 'U') out += kind;
  else {
    std::uint32_t code = 0;
    for (char c : escape.substr(2)) code = code << 4 | static_cast<std::uint32_t>(c <= '9' ? c - '0' : (c | 0x20) - 'a' + 10);
    put_python_code(out, code);
  }
}

unsigned mode_of_letters(std::string_view letters) {
  unsigned mode = 0;
  for (std::size_t i = 0; i < 9 && i + 1 < letters.size(); ++i) {
    char c = letters[i + 1];
    if (c != '-' && c != 'S' && c != 'T') mode |= 0400u >> i;
    if ((c == 's' || c == 'S') && i == 2) mode |= 04000;
    if ((c == 's' || c == 'S') && i == 5) mode |= 02000;
    if ((c == 't' || c == 'T') && i == 8) mode |= 01000;
  }
  return mode;
}

std::optional<TreeEntry::Type> type_of_letter(std::string_view letter) {
  if (letter == "-" || letter == "h") return TreeEntry::Type::file;
  if (letter == "d") return TreeEntry::Type::folder;
  if (letter == "l") return TreeEntry::Type::link;
  if (letter == "p") return TreeEntry::Type::fifo;
  if (letter == "s") return TreeEntry::Type::socket;
  if (letter == "c") return TreeEntry::Type::character;
  if (letter == "b") return TreeEntry::Type::block;
  return {};
}

std::int64_t nanoseconds_of_borg(std::string_view time) {
  auto whole = borg_instant(time);
  constexpr std::int64_t kFurthest = 9'000'000'000;
  if (!whole || whole->unix_s > kFurthest || whole->unix_s < -kFurthest) return 0;
  std::int64_t ns = 0, unit = 100'000'000;
  std::size_t at = time.find('.');
  for (at = at == time.npos ? time.size() : at + 1; at < time.size() && time[at] >= '0' && time[at] <= '9'; ++at, unit /= 10) ns += (time[at] - '0') * unit;
  return whole->unix_s * 1'000'000'000 + ns;
}

std::string bare_borg_path(std::string path) {
  while (path.starts_with('/')) path.erase(0, 1);
  while (path.starts_with("./")) path.erase(0, 2);
  return path == "." ? std::string() : path;
}

}  // namespace

std::optional<Instant> borg_instant(std::string_view text) {
  std::string time(text.substr(0, 64));
  if (auto known = parse_instant(time)) return known;
  if (auto plain = parse_instant(time + "Z")) return plain;
  // "+0200", as 1.4 may write it
  if (time.size() > 5 && (time[time.size() - 5] == '+' || time[time.size() - 5] == '-')) return parse_instant(time.insert(time.size() - 2, ":"));
  return {};
}

std::vector<BorgArchive> read_borg_archives(std::string_view json) {
  Json parsed = parse_json(json, "borg list");
  std::vector<BorgArchive> archives;
  for (const JsonNode& node : JsonNode(parsed, "borg list").at("archives").items()) {
    BorgArchive archive;
    archive.point.id = node.at("name").text();
    if (is_checkpoint(archive.point.id)) continue;
    auto start = borg_instant(text_in(node, "start"));
    if (!start) start = borg_instant(text_in(node, "time"));
    if (!start) node.fail("has no time that can be read");
    archive.point.time = *start;
    archive.point.ended = borg_instant(text_in(node, "end"));
    archive.point.content = storable(text_in(node, "id"));
    archive.host = storable(text_in(node, "hostname"));
    archives.push_back(std::move(archive));
  }
  std::stable_sort(archives.begin(), archives.end(), [](const BorgArchive& a, const BorgArchive& b) { return a.point.time < b.point.time; });
  return archives;
}

void take_borg_sizes(std::string_view json, std::vector<BorgArchive>& archives) {
  Json parsed = parse_json(json, "borg info");
  for (const JsonNode& node : JsonNode(parsed, "borg info").at("archives").items()) {
    std::string name = text_in(node, "name");
    auto archive = std::find_if(archives.rbegin(), archives.rend(), [&](const BorgArchive& one) { return one.point.id == name; });
    auto stats = node.find("stats");
    if (archive == archives.rend() || !stats || !stats->is_object()) continue;
    archive->point.files = whole_number_in(*stats, "nfiles");
    archive->point.bytes = whole_number_in(*stats, "original_size");
    if (auto end = borg_instant(text_in(node, "end"))) archive->point.ended = end;
  }
}

std::string borg_glob(std::string_view prefix) {
  std::string pattern;
  for (char c : prefix) {
    if (c == '*' || c == '?' || c == '[') ((pattern += '[') += c) += ']';
    else if (c == '{' || c == '}') (pattern += c) += c;
    else pattern += c;
  }
  return pattern + "*";
}

std::string python_unescaped(std::string_view text) {
  std::string out;
  while (!text.empty()) {
    std::size_t plain = std::min(text.find('\\'), text.size());
    out += text.substr(0, plain);
    text.remove_prefix(plain);
    std::size_t length = text.empty() ? 0 : escape_length(text);
    if (length == 0) return out += text;
    put_escape(out, text.substr(0, length));
    text.remove_prefix(length);
  }
  return out;
}

void BorgChanges::take(std::string_view line) {
  // Lines are many and of one form, so they are not parsed: {"changes": [{"type": "modified", …}], "path": …}.  In a path
  // the quotes would have a backslash in front.
  if (line.find("\"type\": \"modified\"") != line.npos) ++changed_;
  else if (line.find("\"type\": \"added\"") != line.npos) ++added_;
  else if (line.find("\"type\": \"removed\"") != line.npos) ++removed_;
}

std::optional<double> BorgChanges::share(std::int64_t files_after) const {
  std::int64_t all = std::max(files_after, changed_ + added_) + removed_;
  if (all <= 0) return {};
  return static_cast<double>(changed_ + added_ + removed_) / static_cast<double>(all);
}

std::string borg_item_format(bool with_sums) {
  return std::string("{type}{NUL}{mode}{NUL}{uid}{NUL}{gid}{NUL}{size}{NUL}{isomtime}{NUL}{health}{NUL}") + (with_sums ? "{sha256}" : "") + "{NUL}{source}{NUL}{bpath}{NUL}";
}

void BorgItems::feed(std::string_view bytes) {
  if (!escaped_) {
    // "-\x00" or "-" and a NUL
    start_ += bytes;
    if (start_.size() < 2) return;
    escaped_ = start_[1] == '\\';
    std::string start = std::move(start_);
    start_.clear();
    return feed(start);
  }
  if (!*escaped_) return take_bytes(bytes);
  std::string text = rest_ + std::string(bytes);
  rest_.clear();
  std::string_view left = text;
  std::string out;
  while (!left.empty()) {
    std::size_t plain = std::min(left.find('\\'), left.size());
    out += left.substr(0, plain);
    left.remove_prefix(plain);
    std::size_t length = left.empty() ? 0 : escape_length(left);
    if (length == 0) break;
    put_escape(out, left.substr(0, length));
    left.remove_prefix(length);
  }
  rest_ = left;
  take_bytes(out);
}

void BorgItems::take_bytes(std::string_view bytes) {
  while (!bytes.empty()) {
    std::size_t end = bytes.find('\0');
    field_ += bytes.substr(0, end);
    if (end == bytes.npos) return;
    bytes.remove_prefix(end + 1);
    end_field();
  }
}

void BorgItems::end_field() {
  constexpr std::size_t kFields = 10;
  fields_.push_back(std::exchange(field_, {}));
  if (fields_.size() < kFields) return;
  std::vector<std::string> fields = std::exchange(fields_, {});
  auto type = type_of_letter(fields[0]);
  if (!type) return;
  Item item;
  item.entry.type = *type;
  item.entry.mode = mode_of_letters(fields[1]);
  item.entry.uid = parse_count(fields[2]).value_or(0);
  item.entry.gid = parse_count(fields[3]).value_or(0);
  if (*type == TreeEntry::Type::file) item.entry.size = parse_count(fields[4]).value_or(0);
  item.entry.mtime_ns = nanoseconds_of_borg(fields[5]);
  item.broken = fields[6] == "broken";
  item.entry.sha256 = digest_of_hex(fields[7]);
  if (*type == TreeEntry::Type::link) item.entry.target = fields[8];
  if (*type == TreeEntry::Type::file && !fields[8].empty()) item.entry.linked_to = bare_borg_path(fields[8]);
  item.entry.path = bare_borg_path(fields[9]);
  take_(std::move(item));
}

}  // namespace outdesk
