#include "access/snapshot.hpp"

#include <algorithm>

#include "base/text.hpp"

namespace outdesk {

namespace {

/// Children of each folder, in order of their names.
class Family {
 public:
  explicit Family(const Snapshot& snapshot) : snapshot_(snapshot), first_(snapshot.folders.size() + 1) {
    for (const auto& folder : snapshot.folders)
      if (folder.parent != kNone) ++first_[folder.parent + 1];
    for (std::size_t i = 1; i < first_.size(); ++i) first_[i] += first_[i - 1];
    children_.resize(first_.back());
    auto next = first_;
    for (std::uint32_t i = 0; i < snapshot.folders.size(); ++i)
      if (std::uint32_t parent = snapshot.folders[i].parent; parent != kNone) children_[next[parent]++] = i;
    for (std::size_t i = 0; i + 1 < first_.size(); ++i) sort(first_[i], first_[i + 1]);
  }

  /// Calls `visit` with each folder's old place and its parent's new place, depth first.
  template <class Visit>
  void walk(Visit visit) const {
    struct Step { std::uint32_t folder, parent; };
    std::vector<Step> steps;
    for (std::uint32_t i = 0; i < snapshot_.folders.size(); ++i)
      if (snapshot_.folders[i].parent == kNone) steps.push_back({i, kNone});
    while (!steps.empty()) {
      Step step = steps.back();
      steps.pop_back();
      std::uint32_t place = visit(step.folder, step.parent);
      for (std::uint32_t i = first_[step.folder + 1]; i > first_[step.folder]; --i) steps.push_back({children_[i - 1], place});
    }
  }

 private:
  void sort(std::uint32_t from, std::uint32_t to) {
    if (to - from < 2) return;
    std::vector<std::pair<std::string, std::uint32_t>> keyed;
    keyed.reserve(to - from);
    for (std::uint32_t i = from; i < to; ++i) {
      std::string_view name = snapshot_.name(children_[i]);
      keyed.emplace_back(folded(invalid_utf8(name) == name.npos ? std::string(name) : storable(name)), children_[i]);
    }
    std::sort(keyed.begin(), keyed.end(), [this](const auto& a, const auto& b) {
      return a.first != b.first ? a.first < b.first : snapshot_.name(a.second) < snapshot_.name(b.second);
    });
    for (std::uint32_t i = from; i < to; ++i) children_[i] = keyed[i - from].second;
  }

  const Snapshot& snapshot_;
  std::vector<std::uint32_t> first_, children_;
};

}  // namespace

std::string_view code_of(Unread unread) {
  switch (unread) {
    case Unread::no: return "";
    case Unread::refused: return "refused";
    case Unread::failed: return "failed";
    case Unread::other_device: return "other-device";
    case Unread::too_deep: return "too-deep";
    case Unread::damaged: return "damaged";
    case Unread::not_listed: return "not-listed";
    case Unread::cannot_tell: return "cannot-tell";
  }
  return "failed";
}

std::size_t Snapshot::add(std::uint32_t parent, std::string_view name, std::uint32_t descriptor, Unread unread) {
  folders.push_back({parent, descriptor, static_cast<std::uint32_t>(names.size()), static_cast<std::uint32_t>(name.size()), unread});
  names += name;
  return folders.size() - 1;
}

std::string_view last_part(std::string_view path, System system) {
  std::size_t end = path.find_last_of(system == System::windows ? "\\/" : "/");
  return path.size() < 2 || end == path.npos || end + 1 == path.size() ? path : path.substr(end + 1);
}

std::string_view label_of(const Snapshot& snapshot) { return last_part(snapshot.root, snapshot.facts.system); }

void arrange(Snapshot& snapshot) {
  Snapshot arranged;
  arranged.folders.reserve(snapshot.folders.size());
  arranged.names.reserve(snapshot.names.size());
  Family(snapshot).walk([&](std::uint32_t folder, std::uint32_t parent) {
    const Snapshot::Folder& old = snapshot.folders[folder];
    return static_cast<std::uint32_t>(arranged.add(parent, snapshot.name(folder), old.descriptor, old.unread));
  });
  snapshot.folders = std::move(arranged.folders);
  snapshot.names = std::move(arranged.names);
}

std::uint32_t Interner::id_of(std::string_view bytes) {
  auto found = ids_.find(bytes);
  if (found != ids_.end()) return found->second;
  std::uint32_t id = static_cast<std::uint32_t>(distinct_.size());
  ids_.emplace(bytes, id);
  distinct_.emplace_back(bytes);
  return id;
}

}  // namespace outdesk
