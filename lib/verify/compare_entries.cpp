#include "verify/compare_entries.hpp"

#include <map>
#include <set>
#include <string_view>

#include "verify/manifest_lines.hpp"

namespace outdesk {

namespace {

bool must_agree(const std::string& attribute) {
  return attribute.starts_with("user.") || attribute == "security.capability" || attribute.starts_with("system.posix_acl_");
}

/// The first attribute that differs, empty where none does.  What is of the machine and not of the data (labels of its
/// security module, trusted.*) is compared only where both sides have it.
std::string differing_xattr(const std::map<std::string, std::string>& told, const std::map<std::string, std::string>& seen) {
  for (const auto& [name, value] : told) {
    auto found = seen.find(name);
    if (found == seen.end() ? must_agree(name) : found->second != value) return name;
  }
  for (const auto& [name, value] : seen)
    if (must_agree(name) && !told.count(name)) return name;
  return {};
}

/// sha256sum follows links, so sums alone may name one.  The content is there where the link leads to an entry of the
/// manifest that has the same sum; that entry is compared for itself.
bool leads_to_same(const TreeManifest& manifest, const TreeEntry& told, const TreeEntry& link) {
  std::vector<std::string_view> parts;
  std::string way = link.path.substr(0, link.path.rfind('/') == std::string::npos ? 0 : link.path.rfind('/'));
  if (link.target.empty() || link.target[0] == '/') return false;
  way += "/" + link.target;
  for (std::size_t at = 0; at < way.size();) {
    std::string_view part = std::string_view(way).substr(at, way.find('/', at) - at);
    at += part.size() + 1;
    if (part == ".." && parts.empty()) return false;
    if (part == "..") parts.pop_back();
    else if (!part.empty() && part != ".") parts.push_back(part);
  }
  std::string path;
  for (std::string_view part : parts) path += (path.empty() ? "" : "/") + std::string(part);
  const TreeEntry* end = manifest.find(path);
  return end && end != &told && end->sha256 && end->sha256 == told.sha256;
}

bool content_differs(const TreeManifest& manifest, const TreeEntry& told, const TreeEntry& entry, bool unread) {
  if (told.sha256 && entry.sha256) {
    // Whoever writes the sums into the folder that they are of often has them name themselves, which cannot come true.
    bool names_itself = manifest.is_own_file(entry.path) && *entry.sha256 == manifest.sums_digest();
    return *told.sha256 != *entry.sha256 && !names_itself;
  }
  return !unread && (manifest.facts(told) & kTellsSize) && told.size != entry.size && !manifest.is_own_file(entry.path);
}

/// Of what is another type of thing than told.
void compare_types(const TreeManifest& manifest, const TreeEntry& told, const TreeEntry& entry, EntryDifferences& found) {
  bool type_told = manifest.facts(told) & kTellsType;
  if (!type_told && entry.type == TreeEntry::Type::link && leads_to_same(manifest, told, entry)) return;
  if (told.type == TreeEntry::Type::file && told.sha256) found.content = true;
  else found.type = true;
}

std::int64_t whole_seconds(std::int64_t ns) {
  constexpr std::int64_t kSecond = 1'000'000'000;
  return ns / kSecond - (ns % kSecond < 0);
}

}  // namespace

EntryDifferences entry_differences(const TreeManifest& manifest, const TreeEntry& told, const TreeEntry& entry, const Copy::Keeps& keeps,
                                   bool unread) {
  EntryDifferences found;
  if (told.type != entry.type) {
    compare_types(manifest, told, entry, found);
    return found;
  }
  TreeFacts facts = manifest.facts(told);
  bool file = told.type == TreeEntry::Type::file, link = told.type == TreeEntry::Type::link;
  if (told.type == TreeEntry::Type::socket) return found;
  found.content = file && content_differs(manifest, told, entry, unread);
  found.mode = keeps.mode && !link && (facts & kTellsMode) && told.mode != entry.mode;
  found.owner = keeps.owner && (((facts & kTellsUid) && told.uid != entry.uid) || ((facts & kTellsGid) && told.gid != entry.gid));
  found.target = link && (facts & kTellsTarget) && told.target != entry.target;
  found.time = keeps.mtime && file && !found.content && (facts & kTellsMtime) && whole_seconds(told.mtime_ns) != whole_seconds(entry.mtime_ns);
  if (keeps.xattrs && (facts & kTellsXattrs) && !unread) found.xattr = differing_xattr(told.xattrs, entry.xattrs);
  return found;
}

void LinkGroups::saw(std::size_t place, const TreeEntry& entry) {
  const TreeEntry& told = manifest_.entries()[place];
  if (!(manifest_.facts(told) & kTellsType)) return;  // sums say nothing of links
  if (!told.linked_to.empty() || !entry.linked_to.empty()) seen_.emplace_back(place, entry.linked_to.empty() ? entry.path : entry.linked_to);
}

void LinkGroups::judge(const std::vector<bool>& seen, const std::function<void(const std::string&, const std::string&)>& differs) const {
  if (seen_.empty()) return;
  const std::vector<TreeEntry>& entries = manifest_.entries();
  auto told_first = [&](std::size_t place) -> const std::string& {
    return entries[place].linked_to.empty() ? entries[place].path : entries[place].linked_to;
  };
  std::map<std::size_t, std::string_view> firsts;  // by place, so by path: first name in the tree
  for (const auto& [place, first] : seen_) firsts[place] = first;
  // The first name of a group says nothing of itself; it belongs to it where it is there.
  auto add_first = [&](const std::string& path) {
    const TreeEntry* first = manifest_.find(path);
    if (first && seen[manifest_.place_of(*first)]) firsts.emplace(manifest_.place_of(*first), first->path);
  };
  for (const auto& [place, first] : seen_) add_first(told_first(place)), add_first(first);
  std::map<std::string_view, std::string_view> tree_of, told_of;  // the other side's first name, by the one side's
  for (const auto& [place, first] : firsts) {
    const std::string& told = told_first(place);
    bool torn = tree_of.emplace(told, first).first->second != first;
    bool joined = told_of.emplace(first, told).first->second != told;
    if (torn) differs(entries[place].path, "no longer one file with '" + told + "'");
    else if (joined) differs(entries[place].path, "now one file with '" + std::string(first) + "'");
  }
}

}  // namespace outdesk
