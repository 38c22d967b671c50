#include "verify/folder_points.hpp"

#include <algorithm>
#include <cerrno>
#include <system_error>
#include <tuple>

#include "base/text.hpp"
#include "verify/folder_walk.hpp"
#include "verify/rsnapshot_run.hpp"
#include "verify/shown_path.hpp"

namespace outdesk {

namespace {

class FolderCounter : public FolderVisitor {
 public:
  bool enter(const std::string&, const struct stat&, int) override { return true; }
  void entry(const std::string&, const struct stat& info, int, const char*) override {
    if (!S_ISREG(info.st_mode)) return;
    ++count_.files;
    if (info.st_nlink > 1) several_.emplace_back(info.st_dev, info.st_ino, info.st_size);
    else add(info.st_size);
  }
  void unread(const std::string& path, int error) override { count_.unread.add(path, std::generic_category().message(error)); }

  FolderCount finish() {
    std::sort(several_.begin(), several_.end());
    several_.erase(std::unique(several_.begin(), several_.end()), several_.end());
    for (const auto& [device, inode, size] : several_) add(size);
    return std::move(count_);
  }

 private:
  void add(std::int64_t size) {
    if (__builtin_add_overflow(count_.bytes, size, &count_.bytes)) count_.bytes = INT64_MAX;
  }
  FolderCount count_;
  std::vector<std::tuple<dev_t, ino_t, std::int64_t>> several_;
};

std::int64_t number_of(const std::string& id) { return parse_count(id.substr(id.rfind('.') + 1)).value_or(0); }

class PointLister {
 public:
  PointLister(const FolderPlace& place, const HeldFd& open, CopyFindings& findings) : place_(place), open_(open), findings_(findings) {}

  std::vector<RestorePoint> list(const std::string& configuration) {
    int error = 0;
    std::vector<PointFolder> folders = place_.folders(open_.fd(), error);
    if (error) {
      add_unopened(findings_, error, place_.where(), "");
      return {};
    }
    std::vector<RestorePoint> points;
    // Of equal times the higher number is the older one.
    std::sort(folders.begin(), folders.end(), [](const PointFolder& a, const PointFolder& b) {
      return std::tuple(a.info.st_mtim.tv_sec, number_of(b.id), a.id) < std::tuple(b.info.st_mtim.tv_sec, number_of(a.id), b.id);
    });
    for (const PointFolder& folder : folders) look_at(folder, &folder == &folders.back(), points);
    if (points.size() == 1 && newest_lacks_it_) points.clear();
    if (place_.is_rsnapshot()) note_run(rsnapshot_run(place_.where(), configuration), points);
    if (points.empty()) none_found(!folders.empty());
    return points;
  }

 private:
  void look_at(const PointFolder& folder, bool newest, std::vector<RestorePoint>& points) {
    RestorePoint point;
    point.id = folder.id;
    point.time = folder.time();
    HeldFd compared = place_.open_compared(open_.fd(), folder.name);
    if (!compared) {
      bool absent = errno == ENOENT || errno == ENOTDIR || errno == ELOOP;
      if (!absent) add_unopened(findings_, errno, place_.where() + "/" + folder.name, folder.id);
      else if (!newest || place_.inner().empty()) return;  // a point of before this host or path was backed up, or one just rotated away
      else {
        point.files = point.bytes = 0;
        point.note = shown_path(place_.inner()) + " is not in it";
        newest_lacks_it_ = true;
      }
    } else {
      FolderCount count = count_folder(std::move(compared));
      point.files = count.files;
      point.bytes = count.bytes;
      if (count.unread) point.note = count.unread.told("cannot be looked at");
    }
    points.push_back(std::move(point));
  }

  void note_run(const RsnapshotRun& run, std::vector<RestorePoint>& points) {
    if (run.state == RsnapshotRun::State::idle) return;
    auto incomplete = std::find_if(points.rbegin(), points.rend(), [&](const RestorePoint& point) {
      return run.incomplete.empty() ? point.id.ends_with(".0") : point.id == run.incomplete;
    });
    if (incomplete == points.rend()) return;
    incomplete->state = run.state == RsnapshotRun::State::running ? RestorePoint::State::running : RestorePoint::State::failed;
    incomplete->note = run.note;
  }

  void none_found(bool folders_there) {
    std::string what = shown_path(place_.where());
    if (folders_there) what += " has no point with " + shown_path(place_.inner()) + ": is the host or path spelt as in rsnapshot's configuration?";
    else what += place_.is_rsnapshot() ? " has no folder INTERVAL.N as rsnapshot makes them" : " has no folder whose name matches the pattern";
    findings_.add(CheckLevel::freshness, Verdict::fail, Fault::no_points, what);
  }

  const FolderPlace& place_;
  const HeldFd& open_;
  CopyFindings& findings_;
  bool newest_lacks_it_ = false;
};

}  // namespace

FolderCount count_folder(HeldFd folder) {
  FolderCounter counter;
  walk_folder(std::move(folder), counter);
  return counter.finish();
}

std::vector<RestorePoint> folder_points(const FolderPlace& place, const std::string& configuration, CopyFindings& findings) {
  HeldFd open = place.open();
  if (open) return PointLister(place, open, findings).list(configuration);
  int error = errno;
  if (error == ENOENT || error == ENOTDIR) {
    if (error == ENOENT)
      findings.add(CheckLevel::freshness, Verdict::fail, Fault::no_points, shown_path(place.where()) + " is not there: is the medium mounted?");
    else findings.add(CheckLevel::structure, Verdict::fail, Fault::bad_magic, shown_path(place.where()) + " is not a folder");
  } else add_unopened(findings, error, place.where(), "");
  return {};
}

void add_unopened(CopyFindings& findings, int error, const std::string& path, const std::string& point) {
  std::string why = shown_path(path) + " cannot be opened (" + std::generic_category().message(error) + ")";
  if (error == EACCES || error == EPERM) why += ": run as a user who may read it";
  if (disk_is_damaged(error)) findings.add(CheckLevel::structure, Verdict::fail, Fault::page_corrupt, why, point);
  else findings.add(CheckLevel::structure, Verdict::unknown, Fault::access_denied, why, point);
}

}  // namespace outdesk
