#include "verify/restic_words.hpp"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "base/text.hpp"
#include "input/json.hpp"

namespace outdesk {

namespace {

constexpr std::size_t kDeepestPlace = 64;

std::vector<std::string> texts_of(const std::optional<JsonNode>& node) {
  std::vector<std::string> texts;
  if (node && node->is_array())
    for (const JsonNode& item : node->items()) texts.push_back(item.text());
  return texts;
}

/// Restic's paths may hold anything, so they are not held to be storable.
std::string raw_text(const JsonNode& node, const char* key) {
  auto member = node.find(key);
  return member && member->json().is_string() ? member->json().get<std::string>() : std::string();
}

std::vector<std::string> raw_paths(const JsonNode& node) {
  std::vector<std::string> paths;
  if (auto list = node.find("paths"); list && list->is_array())
    for (const JsonNode& item : list->items())
      if (item.json().is_string()) paths.push_back(item.json().get<std::string>());
  return paths;
}

std::optional<std::int64_t> count_in(const std::optional<JsonNode>& node, const char* key) {
  if (!node || !node->is_object()) return {};
  auto member = node->find(key);
  if (!member || !member->json().is_number_integer()) return {};
  std::int64_t value = member->integer();
  return value >= 0 ? std::optional(value) : std::nullopt;
}

/// `C:\data` is saved as /C/data.
std::string posix_path(std::string path) {
  bool drive = path.size() > 2 && path[1] == ':' && (path[2] == '\\' || path[2] == '/');
  if (drive) {
    path.erase(1, 1);
    std::replace(path.begin(), path.end(), '\\', '/');
  }
  while (path.starts_with('/')) path.erase(0, 1);
  while (path.ends_with('/')) path.pop_back();
  return path;
}

ResticSnapshot snapshot_of(const JsonNode& node) {
  ResticSnapshot snapshot;
  snapshot.point.id = node.at("id").text();
  snapshot.point.time = node.at("time").instant();
  snapshot.point.content = storable(raw_text(node, "tree"));
  snapshot.host = storable(raw_text(node, "hostname"));
  snapshot.paths = raw_paths(node);
  snapshot.tags = texts_of(node.find("tags"));
  auto summary = node.find("summary");
  snapshot.point.files = count_in(summary, "total_files_processed");
  snapshot.point.bytes = count_in(summary, "total_bytes_processed");
  if (summary && summary->is_object())
    if (auto end = parse_instant(raw_text(*summary, "backup_end"))) snapshot.point.ended = end;
  return snapshot;
}

bool has_tags(const ResticSnapshot& snapshot, std::string_view wanted) {
  for (std::string_view tag : split(wanted, ','))
    if (std::find(snapshot.tags.begin(), snapshot.tags.end(), trimmed(tag)) == snapshot.tags.end()) return false;
  return true;
}

bool holds_path(const ResticSnapshot& snapshot, const std::string& path, bool below) {
  return std::any_of(snapshot.paths.begin(), snapshot.paths.end(), [&](const std::string& one) {
    auto inside = path_inside(path, posix_path(one));
    return inside && (below || inside->empty());
  });
}

/// Permissions of Go's FileMode: the high bits are its own.
unsigned mode_of(std::int64_t go) {
  constexpr std::int64_t kSetuid = 1 << 23, kSetgid = 1 << 22, kSticky = 1 << 20;
  auto mode = static_cast<unsigned>(go & 0777);
  if (go & kSetuid) mode |= 04000;
  if (go & kSetgid) mode |= 02000;
  if (go & kSticky) mode |= 01000;
  return mode;
}

std::optional<TreeEntry::Type> type_of(std::string_view word) {
  if (word == "file") return TreeEntry::Type::file;
  if (word == "dir") return TreeEntry::Type::folder;
  if (word == "symlink") return TreeEntry::Type::link;
  if (word == "fifo") return TreeEntry::Type::fifo;
  if (word == "socket") return TreeEntry::Type::socket;
  if (word == "chardev") return TreeEntry::Type::character;
  if (word == "dev") return TreeEntry::Type::block;
  return {};
}

std::int64_t nanoseconds_of(std::string_view time) {
  auto whole = parse_instant(time);
  constexpr std::int64_t kFurthest = 9'000'000'000;
  if (!whole || whole->unix_s > kFurthest || whole->unix_s < -kFurthest) return 0;
  std::int64_t ns = 0, unit = 100'000'000;
  std::size_t at = time.find('.');
  for (at = at == time.npos ? time.size() : at + 1; at < time.size() && time[at] >= '0' && time[at] <= '9'; ++at, unit /= 10) ns += (time[at] - '0') * unit;
  return whole->unix_s * 1'000'000'000 + ns;
}

}  // namespace

std::string restic_version(std::string_view text) {
  auto words = split(trimmed(text.substr(0, std::min(text.find('\n'), text.size()))), ' ');
  if (words.size() < 2 || words[0] != "restic" || words[1].empty() || words[1].size() > 40) return "restic";
  return "restic " + storable(words[1]);
}

std::vector<ResticSnapshot> read_restic_snapshots(std::string_view json) {
  // An old version prints "null" for no snapshots.
  Json parsed = parse_json(json, "restic snapshots");
  std::vector<ResticSnapshot> snapshots;
  if (parsed.is_null()) return snapshots;
  for (const JsonNode& node : JsonNode(parsed, "restic snapshots").items()) snapshots.push_back(snapshot_of(node));
  std::stable_sort(snapshots.begin(), snapshots.end(), [](const ResticSnapshot& a, const ResticSnapshot& b) { return a.point.time < b.point.time; });
  return snapshots;
}

std::vector<ResticSnapshot> restic_series(std::vector<ResticSnapshot> all, const std::map<std::string, std::string>& select) {
  auto wanted = [&](const char* key) { auto found = select.find(key); return found == select.end() ? std::string() : found->second; };
  std::string host = wanted("host"), tag = wanted("tag"), path = wanted("path");
  std::erase_if(all, [&](const ResticSnapshot& one) { return (!host.empty() && one.host != host) || (!tag.empty() && !has_tags(one, tag)); });
  if (path.empty()) return all;
  std::string folder = posix_path(path);
  bool named = std::any_of(all.begin(), all.end(), [&](const ResticSnapshot& one) { return holds_path(one, folder, false); });
  std::erase_if(all, [&](const ResticSnapshot& one) { return !holds_path(one, folder, !named); });
  return all;
}

bool restic_counts_source(const ResticSnapshot& snapshot, const std::map<std::string, std::string>& select) {
  auto path = select.find("path");
  return path == select.end() || (snapshot.paths.size() == 1 && posix_path(snapshot.paths.front()) == posix_path(path->second));
}

std::string marked_utf8(std::string_view path) {
  std::string marked;
  for (std::size_t at = 0; at < path.size();) {
    std::size_t size = code_point_at(path, at).size;
    marked += size ? path.substr(at, size) : std::string_view("\xEF\xBF\xBD");
    at += std::max<std::size_t>(1, size);
  }
  return marked;
}

SourcePlaces restic_places(const std::vector<std::string>& paths, const std::string& selected) {
  SourcePlaces places;
  std::string wanted = posix_path(selected);
  if (selected.empty() && paths.size() != 1) {
    places.folders = {""};
    return places;
  }
  std::string source = paths.size() == 1 ? posix_path(paths.front()) : wanted, below;
  for (const std::string& path : paths)
    if (auto inside = path_inside(wanted, posix_path(path)); !selected.empty() && inside) source = posix_path(path), below = *inside;
  places.alone = paths.size() == 1 && below.empty();
  for (std::string_view rest = source; !rest.empty() && places.folders.size() < kDeepestPlace;) {
    places.folders.push_back(std::string(rest) + (below.empty() ? "" : "/" + below));
    std::size_t slash = rest.find('/');
    rest.remove_prefix(slash == rest.npos ? rest.size() : slash + 1);
  }
  if (paths.size() == 1) places.folders.push_back(below);
  return places;
}

ResticLine read_restic_line(std::string_view text) {
  Json parsed = parse_json(text, "restic ls");
  JsonNode node(parsed, "restic ls");
  ResticLine line;
  std::string kind = raw_text(node, "struct_type");
  if (kind.empty()) kind = raw_text(node, "message_type");
  line.snapshot = kind == "snapshot";
  if (kind != "node") return line;
  line.path = raw_text(node, "path");
  auto type = type_of(raw_text(node, "type"));
  if (!type || !line.path.starts_with('/')) return line;
  line.vague = line.path.find("\xEF\xBF\xBD") != std::string::npos;
  TreeEntry entry;
  entry.path = line.path.substr(1);
  entry.type = *type;
  entry.mode = mode_of(count_in(node, "mode").value_or(0));
  entry.uid = count_in(node, "uid").value_or(0);
  entry.gid = count_in(node, "gid").value_or(0);
  if (entry.type == TreeEntry::Type::file) entry.size = count_in(node, "size").value_or(0);
  entry.mtime_ns = nanoseconds_of(raw_text(node, "mtime"));
  entry.target = raw_text(node, "linktarget");
  line.entry = std::move(entry);
  return line;
}

std::string restic_pattern(std::string_view path) {
  std::string pattern = "/";
  for (char c : path) {
    if (c == '\\' || c == '*' || c == '?' || c == '[') pattern += '\\';
    pattern += c;
  }
  return pattern;
}

std::optional<double> restic_changed_share(std::string_view line, std::int64_t files) {
  try {
    Json parsed = parse_json(line, "restic diff");
    JsonNode node(parsed, "restic diff");
    if (raw_text(node, "message_type") != "statistics") return {};
    std::int64_t changed = count_in(node, "changed_files").value_or(0), added = count_in(node.find("added"), "files").value_or(0), removed = count_in(node.find("removed"), "files").value_or(0);
    std::int64_t all = std::max(files, changed + added) + removed;
    if (all <= 0) return {};
    return static_cast<double>(changed + added + removed) / static_cast<double>(all);
  } catch (const InputError&) {
    return {};
  }
}

std::int64_t restic_packs_read(std::string_view out) {
  std::int64_t packs = 0;
  for_each_line(out, [&](std::string_view line) {
    // "[0:01] 100.00%  2 / 5 packs"
    auto words = split(line, ' ');
    std::erase(words, std::string_view());
    if (words.size() >= 4 && words.back() == "packs" && words[words.size() - 3] == "/") packs = parse_count(words[words.size() - 4]).value_or(packs);
  });
  return packs;
}

}  // namespace outdesk
