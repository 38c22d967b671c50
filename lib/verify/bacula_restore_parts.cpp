#include "verify/bacula_restore_parts.hpp"

#include <algorithm>
#include <set>

#include "base/text.hpp"

namespace outdesk {

BaculaSelection bacula_selection(const BaculaTree& tree, const std::vector<std::string>& ordered) {
  BaculaSelection selection;
  std::set<const BaculaEntry*> chosen;
  selection.all = ordered.empty();
  if (selection.all)
    for (const BaculaEntry& entry : tree.entries()) chosen.insert(&entry);
  for (const std::string& path : ordered) {
    const BaculaEntry* entry = tree.find(tree.root() + "/" + path);
    if (!entry) {
      selection.unknown = path;
      return selection;
    }
    chosen.insert(entry);
  }
  for (const BaculaEntry* entry : std::set<const BaculaEntry*>(chosen)) {
    const BaculaEntry* first = tree.with_data(*entry);
    if (first && chosen.insert(first).second) selection.helpers.push_back(first->path);
    // A folder that is only made on the way to a file gets a mode of Bacula's choice.
    for (std::size_t slash = entry->path.rfind('/'); slash != 0 && slash != std::string::npos; slash = entry->path.rfind('/', slash - 1))
      if (const BaculaEntry* folder = tree.find(std::string_view(entry->path).substr(0, slash))) chosen.insert(folder);
  }
  for (const BaculaEntry* entry : chosen) {
    if (!selection.all) selection.ids.push_back(entry->id);
    ++selection.entries;
    if (entry->regular()) ++selection.regular;
    if (entry->regular() && entry->stat.link_index == 0) selection.bytes += std::min<std::int64_t>(entry->stat.size, std::int64_t{1} << 40);
    selection.indexes[entry->job].push_back(entry->index);
  }
  for (auto& [job, indexes] : selection.indexes) std::sort(indexes.begin(), indexes.end());
  return selection;
}

bool is_bacula_speakable(std::string_view path) {
  return path.size() < 900 && std::none_of(path.begin(), path.end(), [](char c) { return c == '"' || c == '\\' || static_cast<unsigned char>(c) < 32 || c == 127; });
}

std::string bacula_last_words(std::string_view output) {
  std::string last = "it said nothing";
  for (std::string_view line : split(output, '\n')) {
    line = trimmed(line);
    if (!line.empty() && line != "quit" && !line.starts_with("You have ") && !line.starts_with("====")) last = printable(line.substr(0, 300));
  }
  return last;
}

}  // namespace outdesk
