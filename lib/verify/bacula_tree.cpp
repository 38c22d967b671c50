#include "verify/bacula_tree.hpp"

#include <algorithm>

#include "base/text.hpp"

namespace outdesk {

namespace {

std::string_view bacula_parent(std::string_view path) {
  std::size_t slash = path.rfind('/');
  return slash == path.npos ? std::string_view{} : path.substr(0, slash);
}

/// The deepest folder that holds both.
std::string_view bacula_common_folder(std::string_view a, std::string_view b) {
  for (;;) {
    if (b == a || (b.size() > a.size() && b.starts_with(a) && (a.empty() || b[a.size()] == '/'))) return a;
    a = bacula_parent(a);
  }
}

bool bacula_leads_up(std::string_view path) {
  for (std::string_view part : split(path, '/'))
    if (part == "..") return true;
  return false;
}

}  // namespace

std::string bacula_restored_path(std::string path) {
  if (path.size() >= 2 && path[1] == ':' && path[0] != '/') path = "/" + path.substr(0, 1) + path.substr(2);
  if (!path.starts_with('/')) path.insert(path.begin(), '/');
  while (path.ends_with('/')) path.pop_back();
  return path;
}

void BaculaTree::add(BaculaFileRow&& row, std::size_t order) {
  auto stat = read_bacula_stat(row.lstat);
  if (!stat && row.index > 0) {
    ++unreadable_;
    return;
  }
  BaculaEntry entry{bacula_restored_path(std::move(row.path)), stat.value_or(BaculaStat{}), read_bacula_digest(row.digest), row.id, row.job, row.index};
  auto [known, fresh] = newest_.try_emplace(entry.path, order, BaculaEntry{});
  bool newer = fresh || order > known->second.first || (order == known->second.first && entry.index > known->second.second.index);
  if (newer) known->second = {order, std::move(entry)};
}

void BaculaTree::finish(const std::string& root) {
  entries_.reserve(newest_.size());
  for (auto& [path, one] : newest_)
    if (one.second.index > 0) entries_.push_back(std::move(one.second));
  newest_.clear();
  std::sort(entries_.begin(), entries_.end(), [](const BaculaEntry& a, const BaculaEntry& b) { return a.path < b.path; });
  std::optional<std::string_view> common;
  for (std::size_t i = 0; i < entries_.size(); ++i) {
    const BaculaEntry& entry = entries_[i];
    std::string_view folder = entry.folder() ? std::string_view(entry.path) : bacula_parent(entry.path);
    common = common ? bacula_common_folder(*common, folder) : folder;
    if (!entry.regular() || (entry.stat.links < 2 && entry.stat.link_index == 0)) continue;
    std::int64_t data = entry.stat.link_index > 0 ? entry.stat.link_index : entry.index;
    first_name_.try_emplace({entry.job, data}, i);
    by_index_[{entry.job, entry.index}] = i;
  }
  root_ = root.empty() ? std::string(common.value_or("")) : bacula_restored_path(root);
}

std::optional<std::string_view> BaculaTree::relative(const std::string& path) const {
  if (path == root_) return std::string_view{};
  if (path.size() <= root_.size() || !path.starts_with(root_) || path[root_.size()] != '/') return {};
  return std::string_view(path).substr(root_.size() + 1);
}

const BaculaEntry* BaculaTree::find(std::string_view path) const {
  auto found = std::lower_bound(entries_.begin(), entries_.end(), path, [](const BaculaEntry& e, std::string_view p) { return e.path < p; });
  return found != entries_.end() && found->path == path ? &*found : nullptr;
}

std::string BaculaTree::unsafe() const {
  for (const BaculaEntry& entry : entries_) {
    if (bacula_leads_up(entry.path)) return entry.path;
    for (std::string_view above = bacula_parent(entry.path); !above.empty(); above = bacula_parent(above))
      if (const BaculaEntry* on_the_way = find(above)) {
        if (!on_the_way->folder()) return entry.path;
        break;  // it was looked at itself
      }
  }
  return {};
}

std::vector<std::string> BaculaTree::files() const {
  std::vector<std::string> found;
  for (const BaculaEntry& entry : entries_)
    if (auto path = relative(entry.path); entry.regular() && path) found.emplace_back(*path);
  return found;
}

std::int64_t BaculaTree::file_count() const {
  return std::count_if(entries_.begin(), entries_.end(), [](const BaculaEntry& e) { return e.regular(); });
}

std::int64_t BaculaTree::file_bytes() const {
  constexpr std::int64_t most = std::int64_t{1} << 60;  // sizes come from outside
  std::int64_t bytes = 0;
  for (const BaculaEntry& entry : entries_)
    if (entry.regular() && entry.stat.link_index == 0) bytes = std::min(most, bytes + std::min(most, entry.stat.size));
  return bytes;
}

const BaculaEntry* BaculaTree::with_data(const BaculaEntry& entry) const {
  if (entry.stat.link_index == 0) return &entry;
  auto found = by_index_.find({entry.job, entry.stat.link_index});
  return found == by_index_.end() ? nullptr : &entries_[found->second];
}

TreeEntry BaculaTree::as_tree_entry(const BaculaEntry& entry, std::string_view relative_path) const {
  TreeEntry made;
  made.path = relative_path;
  switch (entry.stat.mode & 0170000) {
    case 0040000: made.type = TreeEntry::Type::folder; break;
    case 0120000: made.type = TreeEntry::Type::link; break;
    case 0010000: made.type = TreeEntry::Type::fifo; break;
    case 0140000: made.type = TreeEntry::Type::socket; break;
    case 0020000: made.type = TreeEntry::Type::character; break;
    case 0060000: made.type = TreeEntry::Type::block; break;
    default: break;
  }
  made.mode = static_cast<unsigned>(entry.stat.mode & 07777);
  made.uid = entry.stat.uid;
  made.gid = entry.stat.gid;
  made.mtime_ns = std::clamp<std::int64_t>(entry.stat.mtime, -9'000'000'000, 9'000'000'000) * 1'000'000'000;
  if (entry.regular()) made.size = entry.stat.size;
  if (entry.regular() && (entry.stat.links > 1 || entry.stat.link_index > 0)) {
    auto first = first_name_.find({entry.job, entry.stat.link_index > 0 ? entry.stat.link_index : entry.index});
    if (first != first_name_.end() && entries_[first->second].path != entry.path)
      if (auto name = relative(entries_[first->second].path)) made.linked_to = *name;
  }
  return made;
}

}  // namespace outdesk
