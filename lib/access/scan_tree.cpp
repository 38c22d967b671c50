#include "access/scan_tree.hpp"

#include <fcntl.h>

#include <cerrno>
#include <climits>
#include <cstdlib>
#include <cstring>
#include <set>

#include "access/descriptor.hpp"
#include "access/tree_walk.hpp"
#include "base/error.hpp"
#include "base/text.hpp"

namespace outdesk {

namespace {

std::string absolute_path(const std::string& path) {
  std::unique_ptr<char, void (*)(void*)> real(::realpath(path.c_str(), nullptr), std::free);
  if (real) return real.get();
  if (errno == ENOENT || errno == ENOTDIR) throw NotFound("there is no folder " + in_quotes(path));
  throw MissingSource("cannot open the folder " + in_quotes(path) + ": " + std::strerror(errno));
}

[[noreturn]] void cannot_open(const std::string& path) {
  if (errno == ENOTDIR || errno == ENOENT) throw NotFound(in_quotes(path) + " is not a folder");
  throw MissingSource("cannot open the folder " + in_quotes(path) + ": " + std::strerror(errno),
                      errno == EACCES ? "scan as root: rights can be read only where folders can be opened" : "");
}

/// A folder on the way to the root.  It need not be readable, only passable.
std::string descriptor_on_the_way(int fd) {
  std::string bytes;
  struct stat info;
  if (::fstat(fd, &info) != 0 || read_descriptor(fd, info, false, bytes) != Unread::no) return "";
  return bytes;
}

/// Opens `path` from "/" step by step, noting the descriptors of the folders above it.
OpenFile open_by_steps(const std::string& path, std::vector<std::string>& above) {
  OpenFile here(::open("/", O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  for (std::string_view step : split(path, '/')) {
    if (step.empty()) continue;
    if (!here) cannot_open(path);
    above.push_back(descriptor_on_the_way(here.fd()));
    std::string name(step);
    OpenFile next = open_folder(here.fd(), name.c_str());
    if (!next && errno == EACCES) next = OpenFile(::openat(here.fd(), name.c_str(), O_PATH | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC));
    here = std::move(next);
  }
  if (!here) cannot_open(path);
  return here;
}

/// One snapshot out of what the threads found.
void join_shares(std::vector<WalkShare> shares, Interner& descriptors, Snapshot& snapshot) {
  std::size_t count = 0;
  for (const auto& share : shares) count += share.found.size();
  snapshot.folders.resize(count);
  for (WalkShare& share : shares) {
    auto names_at = static_cast<std::uint32_t>(snapshot.names.size());
    snapshot.names += share.names;
    snapshot.vanished += share.vanished;
    std::vector<std::uint32_t> common;
    for (const std::string& bytes : share.descriptors.take()) common.push_back(descriptors.id_of(bytes));
    for (const auto& found : share.found)
      snapshot.folders[found.id] = {found.parent, found.descriptor == kNone ? kNone : common[found.descriptor], names_at + found.name_at, found.name_size, found.unread};
  }
}

/// A folder whose access list is damaged has no rights that could be told.
void mark_damaged(Snapshot& snapshot) {
  std::vector<bool> damaged;
  for (const std::string& bytes : snapshot.descriptors) damaged.push_back(!object_of(posix_descriptor(bytes)).problem.empty());
  for (auto& folder : snapshot.folders)
    if (folder.unread == Unread::no && damaged[folder.descriptor]) folder.unread = Unread::damaged;
}

}  // namespace

Snapshot scan_tree(const std::string& path, const ScanOptions& options, Instant now) {
  Snapshot snapshot;
  snapshot.root = absolute_path(path);
  snapshot.taken = now;
  std::vector<std::string> above;
  OpenFile root = open_by_steps(snapshot.root, above);
  if (::fcntl(root.fd(), F_GETFL) & O_PATH) errno = EACCES, cannot_open(snapshot.root);
  Interner descriptors;
  for (const std::string& bytes : above) snapshot.above.push_back(bytes.empty() ? kNone : descriptors.id_of(bytes));
  join_shares(TreeWalk(options).run(std::move(root)), descriptors, snapshot);
  snapshot.descriptors = descriptors.take();
  mark_damaged(snapshot);
  arrange(snapshot);
  return snapshot;
}

std::vector<std::uint32_t> uids_in(const Snapshot& snapshot) {
  std::set<std::uint32_t> descriptors, uids;
  for (const auto& folder : snapshot.folders)
    if (folder.descriptor != kNone) descriptors.insert(folder.descriptor);
  for (std::uint32_t descriptor : descriptors) {
    if (is_nt_descriptor(snapshot.descriptors[descriptor])) continue;
    PosixObject object = object_of(posix_descriptor(snapshot.descriptors[descriptor])).object;
    uids.insert(object.uid);
    for (const AclEntry& entry : object.acl)
      if (entry.tag == AclEntry::Tag::user) uids.insert(entry.id);
  }
  return {uids.begin(), uids.end()};
}

}  // namespace outdesk
