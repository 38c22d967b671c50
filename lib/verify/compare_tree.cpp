#include "verify/tree_manifest.hpp"

#include <algorithm>
#include <iterator>
#include <map>
#include <set>
#include <utility>

#include "backup/point_words.hpp"
#include "verify/compare_entries.hpp"
#include "verify/compare_words.hpp"
#include "verify/shown_path.hpp"

namespace outdesk {

namespace {

constexpr std::size_t kMostDiffering = 20;

std::string_view folder_part(std::string_view path) {
  std::size_t slash = path.rfind('/');
  return slash == path.npos ? std::string_view() : path.substr(0, slash);
}

}  // namespace

struct TreeComparison::State {
  const TreeManifest& manifest;
  CheckLevel level;
  Copy::Keeps keeps;
  std::vector<bool> expected, seen;  ///< by place in the manifest; `expected` is empty where all are
  HashCover cover;
  std::set<std::string> differing;
  DifferenceTallies tallies;
  LinkGroups links;
  std::map<std::string, bool, std::less<>> not_read;  ///< path; with all that lies below

  State(const TreeManifest& all, CheckLevel at, const Copy::Keeps& kept, const std::vector<std::string>& only)
      : manifest(all), level(at), keeps(kept), seen(all.entries().size()), links(all) {
    cover.against_manifest = true;
    if (only.empty()) return;
    expected.resize(seen.size());
    for (const std::string& path : only)
      if (const TreeEntry* entry = manifest.find(path)) expected[manifest.place_of(*entry)] = true;
  }

  void differs(const std::string& path) {
    if (differing.size() == kMostDiffering && path >= *differing.rbegin()) return;
    differing.insert(path);
    if (differing.size() > kMostDiffering) differing.erase(std::prev(differing.end()));
  }

  bool unreadable(std::string_view path) const {
    if (not_read.empty()) return false;
    if (not_read.count(path)) return true;
    while (!path.empty()) {
      path = folder_part(path);
      auto found = not_read.find(path);
      if (found != not_read.end() && found->second) return true;
    }
    return false;
  }

  /// An entry below it stands in the manifest, which names the folder by that alone.
  bool is_implied(const TreeEntry& folder) const {
    std::string start = folder.path + "/";
    const std::vector<TreeEntry>& all = manifest.entries();
    auto at = std::lower_bound(all.begin(), all.end(), start, [](const TreeEntry& entry, const std::string& name) { return entry.path < name; });
    return at != all.end() && at->path.starts_with(start);
  }

  bool may_be_extra(const TreeEntry& entry) const {
    switch (entry.type) {
      case TreeEntry::Type::file: return manifest.is_own_file(entry.path);
      case TreeEntry::Type::folder: return !manifest.tells_folders() || is_implied(entry);
      case TreeEntry::Type::socket: return true;
      default: return !manifest.tells_all_types();
    }
  }

  void saw(const TreeEntry& entry) {
    if (entry.sha256) ++cover.files;
    if (entry.sha256 && entry.linked_to.empty()) cover.bytes += entry.size;
    if (entry.path.empty()) return;
    const TreeEntry* told = manifest.find(entry.path);
    if (!told) {
      if (may_be_extra(entry)) return;
      ++cover.extra;
      tallies.extra.add(entry.path);
      return differs(entry.path);
    }
    std::size_t place = manifest.place_of(*told);
    if (!seen[place]) ++cover.compared;
    seen[place] = true;
    compare(*told, place, entry);
  }

  void compare(const TreeEntry& told, std::size_t place, const TreeEntry& entry) {
    EntryDifferences found = entry_differences(manifest, told, entry, keeps, unreadable(entry.path));
    if (found.content) {
      ++cover.changed;
      tallies.add_content(told, manifest.facts(told), entry);
    }
    if (found.metadata()) ++cover.metadata;
    tallies.add_metadata(found, told, entry);
    if (found.content || found.metadata()) differs(entry.path);
    if (keeps.hard_links && !found.type && told.type == TreeEntry::Type::file && !unreadable(entry.path)) links.saw(place, entry);
  }

  bool may_be_missing(const TreeEntry& entry) const {
    if (entry.path.empty() || entry.type == TreeEntry::Type::socket) return true;
    bool special = entry.type == TreeEntry::Type::fifo || entry.type == TreeEntry::Type::character || entry.type == TreeEntry::Type::block;
    return (special && !keeps.specials) || unreadable(entry.path);
  }

  void find_missing() {
    for (std::size_t i = 0; i < seen.size(); ++i) {
      const TreeEntry& entry = manifest.entries()[i];
      if (seen[i] || (!expected.empty() && !expected[i]) || may_be_missing(entry)) continue;
      ++cover.missing;
      tallies.missing.add(entry.path);
      differs(entry.path);
    }
  }

  HashCover finish(const std::string& point, CopyFindings& findings) {
    find_missing();
    links.judge(seen, [this](const std::string& path, const std::string& note) {
      ++cover.metadata;
      tallies.hard_links.add(path, note);
      differs(path);
    });
    tallies.report(manifest, cover, level, point, findings);
    for (const std::string& path : differing) cover.differing.push_back(shown_part(path, 200));
    return std::move(cover);
  }
};

void tell_lost_attributes(const TreeManifest& manifest, CheckLevel level, const std::string& point, CopyFindings& findings) {
  std::int64_t entries = 0;
  std::string first;
  for (const TreeEntry& entry : manifest.entries()) {
    if (!(manifest.facts(entry) & kTellsXattrs) || entry.xattrs.empty()) continue;
    if (entries++ == 0) first = shown_path(entry.path);
  }
  if (entries > 0)
    findings.add(level, Verdict::warn, Fault::metadata_changed, "the copy carries no extended attributes, and " + number_words(entries, "entry", "entries") + " of the data had some, the first " + first + "; with tar, --xattrs and --acls keep them", point);
}

TreeComparison::TreeComparison(const TreeManifest& manifest, CheckLevel level, const Copy::Keeps& keeps, const std::vector<std::string>& only)
    : state_(std::make_unique<State>(manifest, level, keeps, only)) {}
TreeComparison::~TreeComparison() = default;
void TreeComparison::saw(const TreeEntry& entry) { state_->saw(entry); }
void TreeComparison::not_read(const std::string& path, bool below) { state_->not_read[path] |= below; }
HashCover TreeComparison::finish(const std::string& point, CopyFindings& findings) { return state_->finish(point, findings); }

}  // namespace outdesk
