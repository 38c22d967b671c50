#include "verify/dump_points.hpp"

#include <fcntl.h>
#include <fnmatch.h>
#include <sys/stat.h>

#include <algorithm>
#include <cerrno>
#include <system_error>

#include "base/interrupt.hpp"
#include "base/text.hpp"
#include "verify/folder_walk.hpp"
#include "verify/shown_path.hpp"
#include "verify/unfinished_names.hpp"

namespace outdesk {

namespace {

constexpr std::size_t kMostDumps = 100'000;

bool has_wildcard(std::string_view text) { return text.find_first_of("*?[") != text.npos; }
bool matches_name(const std::string& pattern, const std::string& name) { return ::fnmatch(pattern.c_str(), name.c_str(), FNM_PERIOD) == 0; }
std::string below_folder(const std::string& folder, std::string_view name) { return (folder == "/" ? folder : folder + "/") + std::string(name); }

class DumpListing {
 public:
  DumpListing(const BackupJob& job, const DumpNames& names, CopyFindings& findings) : job_(job), names_(names), findings_(findings) {
    auto chosen = job.select.find("pattern");
    chosen_ = chosen != job.select.end();
    patterns_ = chosen_ ? std::vector<std::string>{chosen->second} : names.patterns;
    if (auto prefix = job.select.find("prefix"); prefix != job.select.end()) prefix_ = prefix->second;
  }

  std::vector<DumpFile> list() {
    std::string where = job_.where;
    while (where.size() > 1 && where.ends_with('/')) where.pop_back();
    if (has_wildcard(where)) expand(where);
    else look_at(where);
    if (found_.empty() && !told_) {
      std::string what = has_wildcard(where) ? "" : " with a name like " + join(patterns_, ", ");
      findings_.add(CheckLevel::freshness, Verdict::fail, Fault::no_points, "there is no dump" + what + " in " + shown_path(job_.where) + "; look at what should write them, and at \"where\" and \"pattern\" of the job");
    }
    std::sort(found_.begin(), found_.end(), [](const DumpFile& a, const DumpFile& b) { return std::tie(a.point.time, a.point.id) < std::tie(b.point.time, b.point.id); });
    if (!found_.empty() && found_.back().point.state == RestorePoint::State::failed)
      findings_.add(CheckLevel::freshness, Verdict::fail, Fault::empty, "the newest dump " + shown_path(found_.back().point.id) + " has no bytes; look at what should have written it", found_.back().point.id);
    return std::move(found_);
  }

 private:
  void refuse(const std::string& path, int error) {
    told_ = true;
    std::string words = shown_path(path) + ": " + std::generic_category().message(error);
    if (error == EACCES || error == EPERM) findings_.add(CheckLevel::structure, Verdict::unknown, Fault::access_denied, words + "; run the check as a user who may read it");
    else findings_.add(CheckLevel::freshness, Verdict::fail, Fault::no_points, words + "; there is nothing where the dumps should be");
  }

  void look_at(const std::string& where) {
    struct stat info {};
    if (::stat(where.c_str(), &info) != 0) return refuse(where, errno);
    std::string name = where.substr(where.rfind('/') + 1);
    if (S_ISREG(info.st_mode)) return add_file(where, name, info);
    if (!S_ISDIR(info.st_mode)) return refuse(where, ENOTDIR);
    if (names_.folders && is_folder_dump(where)) return add_folder(where, name);
    look_into(where);
  }

  void look_into(const std::string& folder) {
    HeldFd opened = open_named_folder(folder);
    if (!opened) return refuse(folder, errno);
    int error = for_each_name(opened.fd(), [&](const char* name, unsigned char) {
      stop_where_asked();
      struct stat info {};
      if (::fstatat(opened.fd(), name, &info, AT_SYMLINK_NOFOLLOW) == 0) consider(below_folder(folder, name), name, name, info);
      return found_.size() < kMostDumps;
    });
    if (error != 0) refuse(folder, error);
  }

  void consider(const std::string& path, const std::string& name, const std::string& id, const struct stat& info) {
    if (!name.starts_with(prefix_) || is_unfinished_name(name)) return;
    bool named = std::any_of(patterns_.begin(), patterns_.end(), [&](const std::string& pattern) { return matches_name(pattern, name); });
    if (S_ISREG(info.st_mode) && named) add_file(path, id, info);
    if (S_ISDIR(info.st_mode) && names_.folders && (named || !chosen_) && is_folder_dump(path)) add_folder(path, id);
  }

  /// Part after part of the pattern, so that '*' stands for no '/'.
  void expand(const std::string& pattern) {
    std::vector<std::string_view> parts = split(pattern, '/');
    std::size_t fixed = 0;
    while (fixed < parts.size() && !has_wildcard(parts[fixed])) ++fixed;
    std::string base = join(std::vector<std::string>(parts.begin(), parts.begin() + static_cast<std::ptrdiff_t>(fixed)), "/");
    if (base.empty()) base = pattern.starts_with('/') ? "/" : ".";
    struct stat info {};
    if (::stat(base.c_str(), &info) != 0) return refuse(base, errno);
    expand_in(base, "", parts, fixed);
  }

  void expand_in(const std::string& folder, const std::string& id, const std::vector<std::string_view>& parts, std::size_t at) {
    stop_where_asked();
    HeldFd opened = open_named_folder(folder);
    if (!opened) return refuse(folder, errno);
    std::string pattern(parts[at]);
    std::vector<std::string> inner;
    int error = for_each_name(opened.fd(), [&](const char* name, unsigned char) {
      struct stat info {};
      if (!matches_name(pattern, name) || is_unfinished_name(name) || ::fstatat(opened.fd(), name, &info, AT_SYMLINK_NOFOLLOW) != 0) return true;
      std::string here = id.empty() ? name : id + "/" + name;
      if (at + 1 < parts.size()) {
        if (S_ISDIR(info.st_mode)) inner.emplace_back(name);
      } else if (std::string(name).starts_with(prefix_)) {
        if (S_ISREG(info.st_mode) && (!chosen_ || matches_name(patterns_[0], name))) add_file(below_folder(folder, name), here, info);
        if (S_ISDIR(info.st_mode) && names_.folders && is_folder_dump(below_folder(folder, name))) add_folder(below_folder(folder, name), here);
      }
      return found_.size() + inner.size() < kMostDumps;
    });
    if (error != 0) refuse(folder, error);
    for (const std::string& name : inner)
      if (found_.size() < kMostDumps) expand_in(below_folder(folder, name), id.empty() ? name : id + "/" + name, parts, at + 1);
  }

  /// One that lost its table of contents is still one: it has data files.
  static bool is_folder_dump(const std::string& folder) {
    struct stat info {};
    if (::lstat((folder + "/toc.dat").c_str(), &info) == 0 && S_ISREG(info.st_mode)) return true;
    HeldFd opened = open_named_folder(folder);
    bool data = false;
    if (opened) for_each_name(opened.fd(), [&](const char* name, unsigned char) { return !(data = is_dump_data_name(name)); });
    return data;
  }

  void add_file(const std::string& path, const std::string& id, const struct stat& info) {
    DumpFile made{path, false, {}};
    made.point.id = id;
    made.point.time = Instant{info.st_mtim.tv_sec};
    made.point.ended = made.point.time;
    made.point.stored_bytes = info.st_size;
    if (info.st_size == 0) {
      made.point.state = RestorePoint::State::failed;
      made.point.note = "the file is empty";
    }
    found_.push_back(std::move(made));
  }

  void add_folder(const std::string& path, const std::string& id) {
    DumpFile made{path, true, {}};
    made.point.id = id;
    HeldFd opened = open_named_folder(path);
    if (!opened) return refuse(path, errno);
    struct stat info {};
    std::int64_t bytes = 0;
    if (::fstat(opened.fd(), &info) == 0) made.point.time = Instant{info.st_mtim.tv_sec};
    for_each_name(opened.fd(), [&](const char* name, unsigned char) {
      if (::fstatat(opened.fd(), name, &info, AT_SYMLINK_NOFOLLOW) != 0 || !S_ISREG(info.st_mode)) return true;
      bytes += info.st_size;
      if (std::string_view(name) == "toc.dat") made.point.time = Instant{info.st_mtim.tv_sec};  // written last
      return true;
    });
    made.point.ended = made.point.time;
    made.point.stored_bytes = bytes;
    found_.push_back(std::move(made));
  }

  const BackupJob& job_;
  const DumpNames& names_;
  CopyFindings& findings_;
  std::vector<std::string> patterns_;
  std::string prefix_;
  bool chosen_ = false, told_ = false;
  std::vector<DumpFile> found_;
};

}  // namespace

bool is_dump_data_name(std::string_view name) {
  std::size_t digits = std::min(name.find_first_not_of("0123456789"), name.size());
  std::string_view rest = name.substr(digits);
  return digits > 0 && (rest == ".dat" || rest == ".dat.gz" || rest == ".dat.lz4" || rest == ".dat.zst");
}

std::vector<DumpFile> list_dumps(const BackupJob& job, const DumpNames& names, CopyFindings& findings) { return DumpListing(job, names, findings).list(); }

}  // namespace outdesk
