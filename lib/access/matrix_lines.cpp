#include "access/matrix_lines.hpp"

#include <map>

#include "base/text.hpp"

namespace outdesk {

namespace {

std::string without_end_slash(std::string path) {
  while (path.size() > 1 && path.back() == '/') path.pop_back();
  return path;
}

/// An absolute path below the tree's root, as it is shown.
std::string as_shown(const Snapshot& snapshot, const ShownFolders& shown, const std::string& path) {
  std::string root = comparable_path(printable_path(snapshot.root, snapshot.facts.system), snapshot.facts.system);
  std::string label = comparable_path(shown.paths[0], snapshot.facts.system);
  if (path == root) return label;
  std::string start = root == "/" ? root : root + "/";
  if (path.rfind(start, 0) != 0) return path;
  return (label == "/" ? "" : label) + "/" + path.substr(start.size());
}

}  // namespace

std::string comparable_path(std::string path, System system) {
  if (system == System::posix) return path;
  for (char& c : path)
    if (c == '\\') c = '/';
  return without_case(path);
}

std::string printable_path(std::string_view path, System system) {
  return system == System::windows ? std::string(path) : printable(path);
}

std::vector<std::string> tree_labels(const std::vector<Snapshot>& snapshots) {
  std::map<std::string_view, int> uses;
  for (const Snapshot& snapshot : snapshots) ++uses[label_of(snapshot)];
  std::vector<std::string> labels;
  for (const Snapshot& snapshot : snapshots)
    labels.push_back(printable_path(uses[label_of(snapshot)] > 1 ? std::string_view(snapshot.root) : label_of(snapshot), snapshot.facts.system));
  return labels;
}

ShownFolders shown_folders(const Snapshot& snapshot, const std::string& label) {
  ShownFolders shown;
  for (std::size_t i = 0; i < snapshot.folders.size(); ++i) {
    std::uint32_t parent = snapshot.folders[i].parent;
    bool root = parent == kNone;
    shown.titles.push_back(root ? label : printable(snapshot.name(i)));
    shown.depths.push_back(root ? 0 : shown.depths[parent] + 1);
    if (root) shown.paths.push_back(label);
    else shown.paths.push_back((shown.paths[parent] == "/" ? "" : shown.paths[parent]) + "/" + shown.titles.back());
  }
  return shown;
}

std::optional<Selected> select_below(const Snapshot& snapshot, const ShownFolders& shown, const std::string& path) {
  if (path.empty()) return Selected{0, shown.paths.size()};
  System system = snapshot.facts.system;
  std::string wanted = as_shown(snapshot, shown, without_end_slash(comparable_path(path, system)));
  for (std::size_t i = 0; i < shown.paths.size(); ++i) {
    if (comparable_path(shown.paths[i], system) != wanted) continue;
    std::size_t to = i + 1;
    while (to < shown.paths.size() && shown.depths[to] > shown.depths[i]) ++to;
    return Selected{i, to};
  }
  return {};
}

}  // namespace outdesk
