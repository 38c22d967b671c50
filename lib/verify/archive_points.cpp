#include "verify/archive_points.hpp"

#include <fcntl.h>
#include <fnmatch.h>
#include <sys/stat.h>

#include <algorithm>
#include <cerrno>
#include <set>
#include <stdexcept>
#include <system_error>

#include "base/interrupt.hpp"
#include "base/text.hpp"
#include "verify/folder_walk.hpp"
#include "verify/unfinished_names.hpp"

namespace outdesk {

namespace {

std::vector<std::string> usual_patterns(BackupKind kind) {
  switch (kind) {
    case BackupKind::tar: return {"*.tar"};
    case BackupKind::tgz: return {"*.tar.gz", "*.tgz"};
    case BackupKind::txz: return {"*.tar.xz", "*.txz"};
    case BackupKind::tzst: return {"*.tar.zst", "*.tzst"};
    case BackupKind::zip: return {"*.zip"};
    default: throw std::logic_error("not a kind of archive");
  }
}

void refuse_place(const std::string& where, int error, CopyFindings& findings) {
  std::string words = in_quotes(where) + " cannot be read: " + std::generic_category().message(error);
  if (error == ENOENT || error == ENOTDIR) findings.add(CheckLevel::freshness, Verdict::fail, Fault::no_points, "there is nothing at " + in_quotes(where) + ": was the disk mounted?");
  else findings.add(CheckLevel::structure, Verdict::unknown, Fault::access_denied, words + "; run the check as a user who may read it");
}

RestorePoint point_of_file(const std::string& name, const struct stat& info) {
  RestorePoint point;
  point.id = name;
  point.time = Instant{info.st_mtim.tv_sec};
  point.ended = point.time;
  point.stored_bytes = info.st_size;
  if (info.st_size == 0) {
    point.state = RestorePoint::State::failed;
    point.note = "the file is empty";
  }
  return point;
}

/// A link beside the file that it leads to ("latest.tgz") is no further copy.
class ArchiveFiles {
 public:
  void add(const std::string& name, const struct stat& info, bool link) {
    auto [place, fresh] = files_.try_emplace({info.st_dev, info.st_ino}, Found{name, info, link});
    if (!fresh && place->second.link && !link) place->second = Found{name, info, link};
  }
  std::vector<RestorePoint> points() const {
    std::vector<RestorePoint> points;
    for (const auto& [inode, found] : files_) points.push_back(point_of_file(found.name, found.info));
    std::sort(points.begin(), points.end(), [](const RestorePoint& a, const RestorePoint& b) { return a.time != b.time ? a.time < b.time : a.id < b.id; });
    return points;
  }

 private:
  struct Found {
    std::string name;
    struct stat info;
    bool link;
  };
  std::map<std::pair<dev_t, ino_t>, Found> files_;
};

void read_archive_folder(const ArchivePlace& place, ArchiveFiles& files, CopyFindings& findings) {
  HeldFd folder = open_named_folder(place.folder);
  if (!folder) return refuse_place(place.folder, errno, findings);
  int error = for_each_name(folder.fd(), [&](const char* name, unsigned char) {
    stop_where_asked();
    struct stat itself, info;
    if (!fits_archive_patterns(place, name) || ::fstatat(folder.fd(), name, &itself, AT_SYMLINK_NOFOLLOW) != 0) return true;  // gone meanwhile
    if (::fstatat(folder.fd(), name, &info, 0) == 0 && S_ISREG(info.st_mode)) files.add(name, info, S_ISLNK(itself.st_mode));
    return true;
  });
  if (error != 0) refuse_place(place.folder, error, findings);
}

bool has_pattern(const std::string& name) { return name.find_first_of("*?[") != name.npos; }

}  // namespace

ArchivePlace archive_place(const BackupJob& job) {
  std::string where = job.where;
  while (where.size() > 1 && where.ends_with('/')) where.pop_back();
  std::string name = where.substr(where.rfind('/') == where.npos ? 0 : where.rfind('/') + 1);
  struct stat info;
  bool there = ::stat(where.c_str(), &info) == 0;
  auto chosen = job.select.find("pattern");
  if (!there && has_pattern(name)) return {folder_of(where), {}, {name}};
  if (there && !S_ISDIR(info.st_mode)) return {folder_of(where), name, {}};
  return {where, {}, chosen != job.select.end() ? std::vector{chosen->second} : usual_patterns(*job.kind)};
}

bool fits_archive_patterns(const ArchivePlace& place, const std::string& name) {
  if (is_unfinished_name(name)) return false;
  return std::any_of(place.patterns.begin(), place.patterns.end(), [&](const std::string& pattern) { return ::fnmatch(pattern.c_str(), name.c_str(), FNM_PERIOD) == 0; });
}

std::vector<RestorePoint> list_archives(const BackupJob& job, CopyFindings& findings) {
  ArchivePlace place = archive_place(job);
  ArchiveFiles files;
  struct stat info;
  if (place.file.empty()) read_archive_folder(place, files, findings);
  else if (::stat((place.folder + "/" + place.file).c_str(), &info) != 0) refuse_place(job.where, errno, findings);
  else if (!S_ISREG(info.st_mode)) findings.add(CheckLevel::structure, Verdict::fail, Fault::bad_magic, in_quotes(job.where) + " is neither a file nor a folder");
  else if (!is_unfinished_name(place.file)) files.add(place.file, info, false);
  std::vector<RestorePoint> points = files.points();
  if (!points.empty() && points.back().stored_bytes == 0)
    findings.add(CheckLevel::freshness, Verdict::fail, Fault::empty, "the newest archive, " + in_quotes(points.back().id) + ", is an empty file", points.back().id);
  return points;
}

std::string archive_file(const BackupJob& job, const RestorePoint& point) {
  ArchivePlace place = archive_place(job);
  return place.folder + "/" + (place.file.empty() ? point.id : place.file);
}

}  // namespace outdesk
