#include "access/windows_tree.hpp"

#include <algorithm>
#include <set>

#include "access/descriptor.hpp"
#include "base/error.hpp"
#include "base/text.hpp"

namespace outdesk {

namespace {

constexpr char kSlash = '\\';

/// "\\?\D:\share\" is "D:\share"; "\\?\UNC\server\share" is "\\server\share".
std::string tidy_path(std::string path) {
  for (char& c : path)
    if (c == '/') c = kSlash;
  if (folded(std::string_view(path).substr(0, 8)) == "\\\\?\\unc\\") path = "\\\\" + path.substr(8);
  else if (path.starts_with("\\\\?\\")) path.erase(0, 4);
  std::string tidy;
  for (char c : path)
    if (c != kSlash || tidy.empty() || tidy.back() != kSlash || tidy == "\\") tidy += c;  // two begin a server's name
  while (tidy.size() > 1 && tidy.back() == kSlash) tidy.pop_back();
  return tidy;
}

bool is_absolute(const std::string& path) { return path.starts_with(kSlash) || (path.size() > 1 && path[1] == ':'); }

std::vector<std::string> folded_parts(const std::string& path) {
  std::vector<std::string> parts;
  std::size_t start = path.starts_with("\\\\") ? 2 : 0;  // a server's name begins with them
  for (std::string_view part : split(std::string_view(path).substr(start), kSlash)) parts.push_back(without_case(part));
  if (start) parts.front().insert(0, "\\\\");
  return parts;
}

std::string last_of(const std::string& path) { return path.substr(path.rfind(kSlash) + 1); }

}  // namespace

void WindowsTree::add(const WindowsListing& listing, const std::string& file) {
  std::string path = tidy_path(listing.path);
  if (path.empty()) throw InputError(file, listing.line, "a path without a name");
  std::vector<std::string> parts = folded_parts(path);
  if (parts.size() > kDeepest) throw InputError(file, listing.line, "a path of more than " + std::to_string(kDeepest) + " folders");
  Object object{path, "", Unread::no, listing.owner_known};
  std::string problem = listing.reading.problem;
  if (problem.empty()) {
    object.descriptor = descriptor_bytes(listing.reading.descriptor);
    if (object.descriptor.empty()) problem = "the list is larger than Windows can hold";
  }
  if (!problem.empty()) {
    object.unread = Unread::damaged;
    problems_.push_back(file + ":" + std::to_string(listing.line) + ": " + in_quotes(path) + ": " + problem);
  }
  // A list with nothing in it, or one that takes nothing from above, is not what a file comes by.
  const auto& dacl = listing.reading.descriptor.dacl;
  object.own_entries = !dacl || dacl->empty() || (listing.reading.descriptor.control & control::kDaclProtected);
  if (dacl)
    for (const Ace& ace : *dacl) {
      object.hands_on = object.hands_on || (ace.flags & (ace::kObjectInherit | ace::kContainerInherit));
      object.own_entries = object.own_entries || !(ace.flags & ace::kInherited);
      object.passes_once = object.passes_once || (ace.flags & ace::kNoPropagate);
    }
  auto [known, fresh] = objects_.try_emplace(std::move(parts), object);
  bool better = known->second.unread != Unread::no || (object.owner_known && !known->second.owner_known);
  if (!fresh && better && object.unread == Unread::no) {
    object.path = known->second.path;
    known->second = std::move(object);
  }
  known->second.logged = false;
}

void WindowsTree::add_unread(const std::string& path) {
  std::string tidy = tidy_path(path);
  if (tidy.empty()) return;
  std::vector<std::string> parts = folded_parts(tidy);
  if (parts.size() > kDeepest) return problems_.push_back(in_quotes(tidy.substr(0, 200)) + "…: more than " + std::to_string(kDeepest) + " folders above each other");
  Object object{tidy, "", Unread::refused};
  object.logged = true;
  objects_.try_emplace(std::move(parts), std::move(object));
}

WindowsTree::Object* WindowsTree::above(const Parts& parts) {
  Parts shorter = parts;
  while (shorter.size() > 1) {
    shorter.pop_back();
    if (auto found = objects_.find(shorter); found != objects_.end()) return &found->second;
  }
  return nullptr;
}

void WindowsTree::join_roots() {
  // Where an absolute path runs through a folder of that name: icacls writes paths from the folder that it was given.
  struct Ways { std::map<Parts, std::string> spelled; bool listed = false; };
  std::map<std::string, Ways> through;
  for (const auto& [parts, object] : objects_)
    if (!is_absolute(object.path)) through.try_emplace(parts.front());
  for (const auto& [parts, object] : objects_) {
    if (!is_absolute(object.path) || through.empty()) continue;
    std::size_t end = object.path.starts_with("\\\\") ? 2 : 0;
    for (std::size_t i = 0; i < parts.size(); ++i, ++end) {
      end = std::min(object.path.find(kSlash, end), object.path.size());
      auto root = through.find(parts[i]);
      if (root == through.end()) continue;
      root->second.spelled.try_emplace(Parts(parts.begin(), parts.begin() + static_cast<std::ptrdiff_t>(i) + 1), object.path.substr(0, end));
      root->second.listed = root->second.listed || !object.logged;
    }
  }
  auto joined_path = [&](const Parts& parts, const Object& object) {
    for (std::size_t i = 0; i < (is_absolute(object.path) ? parts.size() : 1); ++i) {
      auto root = through.find(parts[i]);
      if (root == through.end() || root->second.spelled.size() != 1) continue;
      const auto& [key, way] = *root->second.spelled.begin();
      bool below = is_absolute(object.path) && key.size() == i + 1 && std::equal(key.begin(), key.end(), parts.begin());
      if (below && !root->second.listed) return object.path.substr(way.size() - last_of(way).size());
      if (is_absolute(object.path) || !root->second.listed) continue;
      std::size_t end = object.path.find(kSlash);
      return way + (end == object.path.npos ? "" : object.path.substr(end));
    }
    return object.path;
  };
  std::map<Parts, Object> joined;
  std::vector<Object> moved;
  for (auto& [parts, object] : objects_) {
    if (std::string path = joined_path(parts, object); path != object.path) {
      object.path = std::move(path);
      moved.push_back(std::move(object));
    } else {
      joined.emplace(parts, std::move(object));
    }
  }
  for (Object& object : moved) {
    Parts parts = folded_parts(object.path);
    auto [known, fresh] = joined.try_emplace(std::move(parts), object);
    if (!fresh && known->second.unread != Unread::no && object.unread == Unread::no) known->second = std::move(object);
  }
  objects_ = std::move(joined);
}

void WindowsTree::add_common_folders() {
  std::map<Parts, std::pair<std::size_t, std::string>> above_roots;
  for (const auto& [parts, object] : objects_) {
    if (parts.size() < (is_absolute(object.path) ? 3u : 2u) || above(parts)) continue;
    auto& [count, path] = above_roots[Parts(parts.begin(), parts.end() - 1)];
    ++count;
    path = object.path.substr(0, object.path.rfind(kSlash));
  }
  for (const auto& [parts, found] : above_roots)
    if (found.first > 1) objects_.try_emplace(parts, Object{found.second, "", Unread::not_listed});
}

void WindowsTree::add_folders_between() {
  std::vector<std::pair<Parts, Object>> missing;
  for (const auto& [parts, object] : objects_) {
    if (!above(parts)) continue;
    Parts shorter = parts;
    std::string path = object.path;
    for (shorter.pop_back(), path.resize(path.rfind(kSlash)); !objects_.count(shorter); shorter.pop_back(), path.resize(path.rfind(kSlash)))
      missing.emplace_back(shorter, Object{path, "", Unread::not_listed});
  }
  for (auto& [parts, object] : missing) objects_.try_emplace(std::move(parts), std::move(object));
}

bool WindowsTree::is_file(std::map<Parts, Object>::const_iterator object) const {
  const auto& [parts, facts] = *object;
  auto next = std::next(object);
  bool has_inside = next != objects_.end() && next->first.size() > parts.size() && std::equal(parts.begin(), parts.end(), next->first.begin());
  if (has_inside || facts.hands_on || facts.own_entries || facts.unread != Unread::no || parts.size() < 2) return false;
  auto parent = objects_.find(Parts(parts.begin(), parts.end() - 1));
  return parent != objects_.end() && !parent->second.passes_once;
}

std::vector<Snapshot> WindowsTree::trees() {
  join_roots();
  add_common_folders();
  add_folders_between();
  std::vector<Snapshot> trees;
  std::vector<Interner> descriptors;
  std::map<Parts, std::uint32_t> places;
  files_ = 0;
  // A folder stands before what lies in it, because a beginning of a list of parts is less than the list.
  for (auto object = objects_.cbegin(); object != objects_.cend(); ++object) {
    const auto& [parts, facts] = *object;
    if (is_file(object)) {
      ++files_;
      continue;
    }
    auto parent = places.find(Parts(parts.begin(), parts.end() - 1));
    bool root = parent == places.end();
    if (root) {
      trees.emplace_back();
      descriptors.emplace_back();
      trees.back().root = facts.path;
      trees.back().facts.system = System::windows;
    }
    std::uint32_t descriptor = facts.descriptor.empty() || facts.unread != Unread::no ? kNone : descriptors.back().id_of(facts.descriptor);
    std::size_t place = trees.back().add(root ? kNone : parent->second, last_of(facts.path), descriptor, facts.unread);
    places.emplace(parts, static_cast<std::uint32_t>(place));
  }
  for (std::size_t i = 0; i < trees.size(); ++i) {
    trees[i].descriptors = descriptors[i].take();
    arrange(trees[i]);
  }
  return trees;
}

}  // namespace outdesk
