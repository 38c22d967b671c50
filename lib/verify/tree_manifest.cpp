#include "verify/tree_manifest.hpp"

#include <algorithm>
#include <iterator>
#include <map>
#include <numeric>
#include <set>
#include <utility>

#include "base/error.hpp"
#include "verify/manifest_lines.hpp"
#include "verify/metadata_table.hpp"
#include "verify/shown_path.hpp"

namespace outdesk {

namespace {

constexpr std::size_t kMostManifestEntries = 20'000'000;
constexpr TreeFacts kTellsAll = 0xFF;

/// Entries with what belongs to each.
struct ManifestDraft {
  std::vector<TreeEntry> entries;
  std::vector<TreeFacts> facts;
  std::vector<long> lines;

  void add(TreeEntry&& entry, TreeFacts told, const ManifestLines& from) {
    if (entries.size() >= kMostManifestEntries) from.refuse("more than 20 million entries");
    entries.push_back(std::move(entry));
    facts.push_back(told);
    lines.push_back(from.number());
  }

  /// A guess, so that growing copies little; what is not used costs no memory.
  void reserve(std::int64_t count) {
    auto size = std::min(static_cast<std::size_t>(count), kMostManifestEntries);
    entries.reserve(size);
    facts.reserve(size);
    lines.reserve(size);
  }

  /// By path, in place: a second copy of a million entries would be half a gigabyte.
  void sort() {
    auto before = [this](std::size_t a, std::size_t b) {
      int order = entries[a].path.compare(entries[b].path);
      return order < 0 || (order == 0 && lines[a] < lines[b]);
    };
    std::vector<std::size_t> order(entries.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    if (std::is_sorted(order.begin(), order.end(), before)) return;
    std::sort(order.begin(), order.end(), before);
    for (std::size_t start = 0; start < order.size(); ++start)
      for (std::size_t at = start; order[at] != at;) {
        std::size_t from = std::exchange(order[at], at);
        if (from == start) break;
        std::swap(entries[at], entries[from]);
        std::swap(facts[at], facts[from]);
        std::swap(lines[at], lines[from]);
        at = from;
      }
  }

  void refuse_twice(const ManifestLines& from) const {
    for (std::size_t i = 1; i < entries.size(); ++i)
      if (entries[i].path == entries[i - 1].path)
        from.refuse_at(lines[i], "the name " + shown_path(entries[i].path) + " stands twice, first in line " + std::to_string(lines[i - 1]));
  }

  std::size_t find(std::string_view path) const {
    auto at = std::lower_bound(entries.begin(), entries.end(), path, [](const TreeEntry& entry, std::string_view name) { return entry.path < name; });
    return at != entries.end() && at->path == path ? static_cast<std::size_t>(at - entries.begin()) : entries.size();
  }
};

/// Makes a group of names into links to the first of them; no group where they cannot be one file.
void link_group(ManifestDraft& draft, std::vector<std::size_t> members) {
  std::sort(members.begin(), members.end());  // of entries that are sorted by path
  members.erase(std::unique(members.begin(), members.end()), members.end());
  const TreeEntry& first = draft.entries[members.front()];
  bool one_file = members.size() > 1 && std::all_of(members.begin(), members.end(), [&](std::size_t i) {
    const TreeEntry& entry = draft.entries[i];
    return entry.type == TreeEntry::Type::file && entry.size == first.size && entry.mtime_ns == first.mtime_ns && entry.uid == first.uid;
  });
  for (std::size_t i : members) draft.entries[i].linked_to = one_file && i != members.front() ? first.path : "";
}

/// From equal labels (`linked_to` as read) to links.  A label that is a path names an entry that belongs to the group too.
void resolve_links(ManifestDraft& draft) {
  std::map<std::string, std::vector<std::size_t>> groups;
  for (std::size_t i = 0; i < draft.entries.size(); ++i)
    if (!draft.entries[i].linked_to.empty()) groups[draft.entries[i].linked_to].push_back(i);
  for (auto& [label, members] : groups) {
    std::string path;
    bool number = label.find_first_not_of("0123456789:") == label.npos;
    std::size_t first = !number && clean_tree_path(label, path).empty() ? draft.find(path) : draft.entries.size();
    if (first < draft.entries.size() && draft.entries[first].linked_to.empty()) members.push_back(first);
    link_group(draft, std::move(members));
  }
}

void read_metadata(ManifestLines& lines, ManifestDraft& draft) {
  draft.reserve(lines.size() / 80);
  MetadataTable table(lines);
  for (MetadataRow row; table.next(row);) draft.add(std::move(row.entry), row.facts, lines);
  draft.sort();
  draft.refuse_twice(lines);
  resolve_links(draft);
}

/// Gives the sums to the entries that are there, and adds those that are not.
void read_sums(ManifestLines& lines, ManifestDraft& draft) {
  ManifestDraft others;
  if (draft.entries.empty()) others.reserve(lines.size() / 100);
  std::vector<long> summed(draft.entries.size());
  std::string_view line;
  for (SumLine sum; lines.next(line);) {
    if (line.empty() || line[0] == '#') continue;
    if (std::string problem = parse_sum_line(line, sum); !problem.empty()) lines.refuse(problem);
    if (sum.path.empty()) lines.refuse("a sum of a folder");
    std::size_t place = draft.find(sum.path);
    if (place == draft.entries.size()) {
      TreeEntry entry;
      entry.path = std::move(sum.path);
      entry.sha256 = sum.sum;
      others.add(std::move(entry), 0, lines);
      continue;
    }
    if (summed[place]) lines.refuse("the name " + shown_path(sum.path) + " stands twice, first in line " + std::to_string(summed[place]));
    summed[place] = lines.number();
    TreeEntry& entry = draft.entries[place];
    // sha256sum reads what a link leads to: that sum says nothing about the link.
    if (entry.type == TreeEntry::Type::file) entry.sha256 = sum.sum;
    else if (entry.type != TreeEntry::Type::link) lines.refuse("a sum of " + shown_path(sum.path) + ", which is no file in the metadata");
  }
  others.sort();
  others.refuse_twice(lines);
  if (others.entries.empty()) return;
  if (draft.entries.empty()) return std::swap(draft, others);
  std::move(others.entries.begin(), others.entries.end(), std::back_inserter(draft.entries));
  draft.facts.insert(draft.facts.end(), others.facts.begin(), others.facts.end());
  draft.lines.insert(draft.lines.end(), others.lines.begin(), others.lines.end());
  draft.sort();
}

std::string last_name_of(const std::string& file) { return file.substr(file.rfind('/') + 1); }

}  // namespace

TreeManifest TreeManifest::read(const std::string& sums_file, const std::string& metadata_file) {
  TreeManifest manifest;
  ManifestDraft draft;
  BulkSha256 both;
  if (!metadata_file.empty()) {
    ManifestLines lines(metadata_file, both);
    read_metadata(lines, draft);
    manifest.metadata_ = true;
    manifest.own_metadata_ = last_name_of(metadata_file);
  }
  if (!sums_file.empty()) {
    ManifestLines lines(sums_file, both);
    read_sums(lines, draft);
    manifest.sums_digest_ = lines.digest();
    manifest.own_sums_ = last_name_of(sums_file);
  }
  manifest.entries_ = std::move(draft.entries);
  manifest.facts_ = std::move(draft.facts);
  manifest.digest_ = both.finish();
  manifest.finish();
  return manifest;
}

TreeManifest TreeManifest::of(std::vector<TreeEntry> entries) {
  TreeManifest manifest;
  manifest.metadata_ = true;
  std::sort(entries.begin(), entries.end(), [](const TreeEntry& a, const TreeEntry& b) { return a.path < b.path; });
  BulkSha256 digest;
  std::string line;
  for (const TreeEntry& entry : entries) {
    if (entry.type == TreeEntry::Type::file && entry.sha256) append_sum_line(line, entry.path, *entry.sha256);
    append_metadata_line(line, entry);
    digest.add(line);
    line.clear();
  }
  manifest.digest_ = digest.finish();
  manifest.facts_.assign(entries.size(), kTellsAll);
  manifest.entries_ = std::move(entries);
  manifest.finish();
  return manifest;
}

void TreeManifest::finish() {
  if (!metadata_) return;
  for (const TreeEntry& entry : entries_) {
    if (entry.type != TreeEntry::Type::file) tells_all_types_ = true;
    if (entry.type == TreeEntry::Type::folder) tells_folders_ = true;
  }
}

const TreeEntry* TreeManifest::find(std::string_view path) const {
  auto at = std::lower_bound(entries_.begin(), entries_.end(), path, [](const TreeEntry& entry, std::string_view name) { return entry.path < name; });
  return at != entries_.end() && at->path == path ? &*at : nullptr;
}

std::int64_t TreeManifest::files() const {
  return std::count_if(entries_.begin(), entries_.end(), [](const TreeEntry& entry) { return entry.type == TreeEntry::Type::file; });
}

std::int64_t TreeManifest::bytes() const {
  std::int64_t sum = 0;
  for (const TreeEntry& entry : entries_)
    if (entry.type == TreeEntry::Type::file && entry.linked_to.empty() && __builtin_add_overflow(sum, entry.size, &sum)) return INT64_MAX;
  return sum;
}

std::string sums_text(const std::vector<TreeEntry>& entries) {
  std::string out;
  for (const TreeEntry& entry : entries)
    if (entry.type == TreeEntry::Type::file && entry.sha256) append_sum_line(out, entry.path, *entry.sha256);
  return out;
}

std::string metadata_text(const std::vector<TreeEntry>& entries) {
  // The first name of a linked file carries the mark as well: so no mark has to be understood as a path.
  std::set<std::string_view> firsts;
  for (const TreeEntry& entry : entries)
    if (!entry.linked_to.empty()) firsts.insert(entry.linked_to);
  std::string out = metadata_heading();
  for (const TreeEntry& entry : entries) {
    if (!entry.linked_to.empty() || !firsts.count(entry.path)) { append_metadata_line(out, entry); continue; }
    TreeEntry first = entry;
    first.linked_to = first.path;
    append_metadata_line(out, first);
  }
  return out;
}

}  // namespace outdesk
