#include "verify/path_mapping.hpp"

#include <sys/stat.h>

#include <algorithm>

#include "verify/tree_manifest.hpp"

namespace outdesk {

namespace {

constexpr std::size_t kDeepestCommon = 64;

/// "a", "a/b", "a/b/c" of "a/b/c".
std::vector<std::string> starts_of(const std::string& path) {
  std::vector<std::string> starts;
  for (std::size_t at = 0; at < path.size() && starts.size() < kDeepestCommon;) {
    at = std::min(path.find('/', at + 1), path.size());
    starts.push_back(path.substr(0, at));
  }
  return starts;
}

bool below(const std::string& path, const std::string& folder) { return path.size() > folder.size() && path.starts_with(folder) && path[folder.size()] == '/'; }

}  // namespace

PathMapping PathMapping::best(const PathShape& shape, const std::string& others_common, const Known& known) {
  std::vector<PathMapping> ways(1);
  for (std::string& start : starts_of(shape.common().value_or(""))) ways.emplace_back().strip_ = std::move(start);
  for (std::string& start : starts_of(others_common)) ways.emplace_back().add_ = std::move(start);
  std::vector<std::string> sample = shape.sample();
  std::ptrdiff_t most = 0;
  PathMapping chosen;
  for (PathMapping& way : ways) {
    std::ptrdiff_t found = std::count_if(sample.begin(), sample.end(), [&](const std::string& path) {
      auto told = way.told(path);
      return told && known(*told);
    });
    if (found > most) most = found, chosen = std::move(way);
  }
  return chosen;
}

PathMapping PathMapping::to_manifest(const PathShape& shape, const TreeManifest& manifest) {
  PathShape others;
  for (const TreeEntry& entry : manifest.entries())
    if (entry.type == TreeEntry::Type::file && !manifest.is_own_file(entry.path)) others.saw_file(entry.path);
  return best(shape, others.common().value_or(""), [&](const std::string& path) {
    const TreeEntry* entry = manifest.find(path);
    return entry && entry->type == TreeEntry::Type::file;
  });
}

PathMapping PathMapping::to_folder(const PathShape& shape, const std::string& folder) {
  return best(shape, "", [&](const std::string& path) {
    struct stat info;
    return ::lstat((folder + "/" + path).c_str(), &info) == 0 && S_ISREG(info.st_mode);
  });
}

std::optional<std::string> PathMapping::told(const std::string& path) const {
  if (!add_.empty()) return path.empty() ? add_ : add_ + "/" + path;
  if (strip_.empty()) return path;
  if (path == strip_) return "";
  if (below(path, strip_)) return path.substr(strip_.size() + 1);
  if (path.empty() || below(strip_, path)) return {};
  return "../" + path;
}

std::optional<std::string> PathMapping::archived(const std::string& path) const {
  if (!strip_.empty()) return path.starts_with("../") ? path.substr(3) : path.empty() ? strip_ : strip_ + "/" + path;
  if (add_.empty()) return path;
  if (path == add_) return "";
  if (below(path, add_)) return path.substr(add_.size() + 1);
  return {};
}

}  // namespace outdesk
