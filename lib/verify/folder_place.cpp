#include "verify/folder_place.hpp"

#include <fcntl.h>
#include <fnmatch.h>

#include <algorithm>
#include <cerrno>

#include "base/text.hpp"
#include "verify/folder_walk.hpp"

namespace outdesk {

namespace {

std::string selected_in(const BackupJob& job, const std::string& key) {
  auto found = job.select.find(key);
  return found == job.select.end() ? "" : found->second;
}

std::string without_slashes(std::string_view path) {
  while (path.starts_with('/')) path.remove_prefix(1);
  while (path.ends_with('/')) path.remove_suffix(1);
  return std::string(path);
}

/// INTERVAL.N as rsnapshot names its points; `_delete.N` is on its way out.
bool rsnapshot_name(const std::string& name) {
  auto is_digit = [](char c) { return c >= '0' && c <= '9'; };
  auto is_word = [&](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || is_digit(c); };
  std::size_t dot = name.find('.');
  if (dot == name.npos || dot == 0 || dot + 1 == name.size() || name.starts_with("_delete.")) return false;
  return std::all_of(name.begin(), name.begin() + static_cast<std::ptrdiff_t>(dot), is_word) &&
         std::all_of(name.begin() + static_cast<std::ptrdiff_t>(dot) + 1, name.end(), is_digit);
}

std::string id_of_place(const std::string& where) {
  std::string_view path = where;
  while (path.size() > 1 && path.ends_with('/')) path.remove_suffix(1);
  std::size_t slash = path.rfind('/');
  std::string_view name = slash == path.npos || path.size() == 1 ? path : path.substr(slash + 1);
  return printable(name);
}

}  // namespace

FolderPlace::FolderPlace(const BackupJob& job) : where_(job.where), rsnapshot_(job.kind == BackupKind::rsnapshot) {
  if (auto pattern = job.select.find("pattern"); pattern != job.select.end()) pattern_ = pattern->second;
  if (!rsnapshot_) return;
  inner_ = without_slashes(selected_in(job, "host"));
  std::string below = without_slashes(selected_in(job, "path"));
  if (!below.empty()) inner_ += (inner_.empty() ? "" : "/") + below;
}

HeldFd FolderPlace::open() const { return open_named_folder(where_); }

bool FolderPlace::is_point_name(const std::string& name) const {
  if (rsnapshot_ && !rsnapshot_name(name)) return false;
  return !pattern_ || ::fnmatch(pattern_->c_str(), name.c_str(), FNM_PERIOD) == 0;
}

std::vector<PointFolder> FolderPlace::folders(int place, int& error) const {
  std::vector<PointFolder> found;
  error = 0;
  PointFolder one{{}, {}, {}};
  if (!has_many()) {
    if (::fstat(place, &one.info) != 0) error = errno;
    one.id = id_of_place(where_);
    return {one};
  }
  HeldFd listed = open_subfolder(place, ".");
  if (!listed) return error = errno, found;
  error = for_each_name(listed.fd(), [&](const char* name, unsigned char) {
    one.name = name;
    if (!is_point_name(one.name) || ::fstatat(place, name, &one.info, AT_SYMLINK_NOFOLLOW) != 0 || !S_ISDIR(one.info.st_mode)) return true;
    one.id = printable(name);
    found.push_back(one);
    return true;
  });
  return found;
}

Instant file_instant(std::int64_t seconds) {
  constexpr std::int64_t first = -30'610'224'000, last = 253'402'300'799;
  return Instant{std::clamp(seconds, first, last)};
}

Instant PointFolder::time() const { return file_instant(info.st_mtim.tv_sec); }

HeldFd FolderPlace::open_point(const RestorePoint& point) const {
  HeldFd place = open();
  if (!place || !has_many()) return place;
  int error = 0;
  for (const PointFolder& folder : folders(place.fd(), error))
    if (folder.id == point.id && (!rsnapshot_ || folder.time() == point.time)) return open_compared(place.fd(), folder.name);
  return errno = error ? error : ENOENT, HeldFd();
}

HeldFd FolderPlace::open_compared(int place, const std::string& name) const {
  HeldFd point = open_subfolder(place, name.empty() ? "." : name.c_str());
  return point && !inner_.empty() ? open_folder_below(point.fd(), inner_) : std::move(point);
}

}  // namespace outdesk
