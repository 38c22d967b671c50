#include "verify/entry_guard.hpp"

#include <algorithm>
#include <deque>
#include <iterator>
#include <random>
#include <vector>

#include "verify/archive_bytes.hpp"
#include "verify/shown_path.hpp"

namespace outdesk {

namespace {

constexpr std::size_t kLongestName = 16 * 1024, kDeepest = 1000;
constexpr std::int64_t kMostLinkBytes = 256 << 20, kBesideLink = 128;
constexpr std::uint64_t kFnvStart = 0xCBF29CE484222325, kFnvPrime = 0x100000001B3;

bool has_part(std::string_view name, std::string_view part, bool backslashes) {
  std::size_t from = 0;
  while (from <= name.size()) {
    std::size_t to = std::min(name.find_first_of(backslashes ? "/\\" : "/", from), name.size());
    if (name.substr(from, to - from) == part) return true;
    from = to + 1;
  }
  return false;
}

bool names_drive(std::string_view name) {
  bool letter = !name.empty() && ((name[0] >= 'A' && name[0] <= 'Z') || (name[0] >= 'a' && name[0] <= 'z'));
  return letter && name.size() > 2 && name[1] == ':' && name[2] == '\\';
}

std::uint64_t hash_on(std::uint64_t hash, char c) { return (hash ^ static_cast<unsigned char>(c)) * kFnvPrime; }

std::deque<std::string> parts_of(std::string_view path) {
  std::deque<std::string> parts;
  while (!path.empty()) {
    std::string_view part = path.substr(0, path.find('/'));
    path.remove_prefix(std::min(path.size(), part.size() + 1));
    if (!part.empty() && part != ".") parts.emplace_back(part);
  }
  return parts;
}

/// A path that is walked down and up, with its hash at every step.
class GuardedWay {
 public:
  explicit GuardedWay(std::uint64_t start) : hashes_{start}, ends_{0} {}
  void down(std::string_view part) {
    std::uint64_t hash = hashes_.back();
    std::size_t from = path_.size();
    if (from > 0) path_ += '/';
    path_ += part;
    for (std::size_t i = from; i < path_.size(); ++i) hash = hash_on(hash, path_[i]);
    hashes_.push_back(hash);
    ends_.push_back(path_.size());
  }
  /// False at the top.
  bool up() {
    if (ends_.size() == 1) return false;
    hashes_.pop_back();
    ends_.pop_back();
    path_.resize(ends_.back());
    return true;
  }
  std::string_view path() const { return path_; }
  std::uint64_t hash() const { return hashes_.back(); }

 private:
  std::string path_;
  std::vector<std::uint64_t> hashes_;
  std::vector<std::size_t> ends_;
};

/// Backslashes part names on other systems, where the archive may be unpacked just as well.
std::string name_objection(std::string_view name) {
  if (name.find('\0') != name.npos) return "has a zero byte in its name";
  if (name.size() > kLongestName) return "has a name of " + std::to_string(name.size()) + " bytes";
  if (static_cast<std::size_t>(std::count(name.begin(), name.end(), '/')) > kDeepest) return "lies more than " + std::to_string(kDeepest) + " folders deep";
  if (name.starts_with('/') || name.starts_with("\\\\") || names_drive(name)) return "has an absolute name";
  if (has_part(name, "..", true)) return "leads out of the archive by '..'";
  return {};
}

}  // namespace

std::uint64_t archive_path_hash(std::string_view path) {
  std::uint64_t hash = kFnvStart;
  for (char c : path) hash = hash_on(hash, c);
  return hash;
}

EntryGuard::EntryGuard() {
  std::random_device device;
  start_ = std::uint64_t{device()} << 32 | device();
}

std::uint64_t EntryGuard::hash_of(std::string_view path) const {
  std::uint64_t hash = start_;
  for (char c : path) hash = hash_on(hash, c);
  return hash;
}

std::string EntryGuard::objection(const ArchiveItem& item) {
  std::string why = name_objection(item.name);
  if (why.empty() && !item.hard_link.empty() && !name_objection(item.hard_link).empty())
    return "is a hard link to " + shown_path(item.hard_link) + ", outside of the archive";
  // A folder, a link or a second name replaces what has its name; contents might be written through it.
  bool writes = item.file() && (item.hard_link.empty() || item.entry.size > 0);
  if (why.empty()) why = walk(item.entry.path, writes);
  if (why.empty() && !item.hard_link.empty()) why = walk(inner_path(item.hard_link), false);
  std::string landed;
  if (why.empty()) why = walk(item.entry.path, false, &landed);
  if (why.empty()) note(item, landed);
  return why;
}

const EntryGuard::Link* EntryGuard::link_at(std::string_view path, std::uint64_t hash) const {
  auto found = links_.find(hash);
  return found != links_.end() && found->second.path == path ? &found->second : nullptr;
}

bool EntryGuard::meets_link(std::string_view path) const {
  if (links_.empty()) return false;
  std::uint64_t hash = start_;
  for (std::size_t i = 0; i <= path.size(); ++i) {
    if ((i == path.size() || path[i] == '/') && link_at(path.substr(0, i), hash)) return true;
    if (i < path.size()) hash = hash_on(hash, path[i]);
  }
  return false;
}

/// Follows the links that the archive made so far, as the system would.  `landed` gets the place without links.
std::string EntryGuard::walk(std::string_view path, bool through_last, std::string* landed) const {
  std::string_view last;
  if (!through_last) {
    std::size_t slash = path.rfind('/');
    last = path.substr(slash == path.npos ? 0 : slash + 1);
    path = path.substr(0, slash == path.npos ? 0 : slash);
  }
  auto land = [&](std::string_view place) {
    if (landed) *landed = std::string(place) + (place.empty() || last.empty() ? "" : "/") + std::string(last);
  };
  if (!meets_link(path)) {
    land(path);
    return {};
  }
  constexpr int kMostHops = 40;
  constexpr std::size_t kMostParts = 4096;
  std::deque<std::string> todo = parts_of(path);
  GuardedWay way(start_);
  for (int hops = 0; !todo.empty();) {
    if (todo.size() > kMostParts) return "goes through links that never end";
    std::string part = std::move(todo.front());
    todo.pop_front();
    if (part == "..") {
      if (!way.up()) return "goes through a link that leads out of the archive";
      continue;
    }
    way.down(part);
    const Link* link = link_at(way.path(), way.hash());
    if (!link) continue;
    if (link->target.starts_with('/')) return "goes through the link " + shown_path(link->path) + " to " + shown_path(link->target);
    if (++hops > kMostHops) return "goes through links that never end";
    way.up();
    std::deque<std::string> on = parts_of(link->target);
    todo.insert(todo.begin(), std::make_move_iterator(on.begin()), std::make_move_iterator(on.end()));
  }
  land(way.path());
  return {};
}

void EntryGuard::note(const ArchiveItem& item, const std::string& place) {
  std::uint64_t hash = hash_of(place);
  if (auto before = links_.find(hash); before != links_.end() && before->second.path == place) {
    kept_ -= static_cast<std::int64_t>(before->second.path.size() + before->second.target.size()) + kBesideLink;
    links_.erase(before);
  }
  std::string target = item.entry.target;
  if (!item.hard_link.empty()) {
    std::string first = inner_path(item.hard_link);
    const Link* same = link_at(first, hash_of(first));
    target = same ? same->target : "";
  }
  if (target.empty()) return;
  kept_ += static_cast<std::int64_t>(place.size() + target.size()) + kBesideLink;
  if (kept_ > kMostLinkBytes) throw ArchiveFault{Fault::expansion_limit, "its symbolic links take more than 256 MiB"};
  links_[hash] = {place, target};
}

}  // namespace outdesk
