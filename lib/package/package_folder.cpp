#include "package/package_folder.hpp"

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <fcntl.h>
#include <filesystem>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/error.hpp"
#include "base/text.hpp"
#include "input/json.hpp"
#include "output/atomic_file.hpp"
#include "package/package_files.hpp"
#include "store/place.hpp"

namespace outdesk {

namespace fs = std::filesystem;

namespace {

constexpr const char* kDraft = ".outdesk-package-";

bool sync_folder(const std::string& path) {
  int folder = open(path.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (folder < 0) return false;
  bool good = fsync(folder) == 0;
  return close(folder) == 0 && good;
}

[[noreturn]] void fail_package(const std::string& doing) {
  throw WriteError("cannot " + doing + ": " + std::strerror(errno),
                   "choose another folder with --dir, or make room");
}

/// With those above it; each is in its parent after a power cut, too.
void make_synced(const std::string& folder) {
  std::error_code error;
  if (fs::is_directory(folder, error)) return;
  std::string parent = folder_of(folder);
  if (parent != folder) make_synced(parent);
  fs::create_directory(folder, error);
  if (error) {
    errno = error.value();
    fail_package("make folder " + in_quotes(folder));
  }
  if (is_teams_folder(parent) && ::chmod(folder.c_str(), folder_mode_for(parent)) != 0) fail_package("give to the team the folder " + in_quotes(folder));
  sync_folder(parent);
}

}  // namespace

PackageShelf::PackageShelf(const std::string& parent) {
  std::error_code error;
  path_ = fs::absolute(parent, error).lexically_normal();
  while (path_.size() > 1 && path_.back() == '/') path_.pop_back();
  make_synced(path_);
  lock_ = open(path_.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (lock_ < 0) fail_package("open folder " + in_quotes(path_));
  if (flock(lock_, LOCK_EX | LOCK_NB) != 0) {
    close(lock_);
    throw Busy("another run is writing packages into " + in_quotes(path_),
               "try again when it has finished");
  }
  std::error_code ignored;
  for (const std::string& name : names_in(path_))
    if (name.starts_with(kDraft)) fs::remove_all(place(name), ignored);
}

PackageShelf::~PackageShelf() { close(lock_); }

void PackageShelf::remove(const std::string& name, const std::vector<std::string>& files) const {
  std::error_code error;
  std::string folder = place(name);
  if (!fs::is_directory(fs::symlink_status(folder, error))) return;
  for (const std::string& file : files) fs::remove(folder + "/" + file, error);
  fs::remove(folder, error);  // what somebody else put there stays
}

/// By way of a draft folder, which the next run clears away where this one dies.
void PackageShelf::put(const std::string& name, std::string_view bytes) const {
  PackageFolder draft(*this, name);
  write_file_atomically(draft.draft(name), mode_for(path_), bytes);
  if (std::rename(draft.draft(name).c_str(), place(name).c_str()) != 0) fail_package("write " + in_quotes(place(name)));
  if (!sync_folder(path_)) fail_package("write into " + in_quotes(path_));
}

PackageFolder::PackageFolder(const PackageShelf& shelf, const std::string& name)
    : shelf_(shelf), place_(shelf.place(name)), draft_(shelf.place(std::string(kDraft) + "XXXXXX")) {
  if (mkdtemp(draft_.data())) return;  // mode 0700
  draft_.clear();
  fail_package("write into " + in_quotes(shelf.path()));
}

PackageFolder::~PackageFolder() {
  std::error_code ignored;
  if (!draft_.empty()) fs::remove_all(draft_, ignored);
}

bool PackageFolder::same_as_place(const std::vector<std::string>& files) const {
  std::error_code error;
  if (!fs::is_directory(place_, error)) return false;
  std::vector<std::string> wanted = files;
  std::sort(wanted.begin(), wanted.end());
  std::vector<std::string> there = names_in(place_);
  // Whoever signed these bytes signed them: a run that would write the same keeps the signature.
  std::erase_if(there, [](const std::string& name) { return std::find(std::begin(kSignatureFiles), std::end(kSignatureFiles), name) != std::end(kSignatureFiles); });
  if (there != wanted) return false;
  return std::all_of(files.begin(), files.end(), [&](const std::string& file) {
    const std::string old = place_ + "/" + file;
    return fs::is_regular_file(fs::symlink_status(old, error)) &&
           fs::file_size(old, error) == fs::file_size(draft(file), error) &&
           read_package_file(old) == read_package_file(draft(file));
  });
}

void PackageFolder::refuse_others(const std::vector<std::string>& files) const {
  std::error_code error;
  if (!fs::exists(fs::symlink_status(place_, error))) return;
  if (!fs::is_directory(fs::symlink_status(place_, error)))
    throw UsageError(in_quotes(place_) + " is there already and is no folder", "move it away, or choose another folder with --dir");
  for (const std::string& name : names_in(place_))
    if (std::find(files.begin(), files.end(), name) == files.end())
      throw UsageError("the folder " + in_quotes(place_) + " holds " + in_quotes(name) + ", which is not of a package",
                       "move it away, or choose another folder with --dir");
}

/// Of the draft: for the team where the packages lie in a team's folder, else for us alone.
void PackageFolder::set_rights() const {
  for (const std::string& name : names_in(draft_))
    if (::chmod(draft(name).c_str(), mode_for(shelf_.path())) != 0) fail_package("write " + in_quotes(draft(name)));
  if (::chmod(draft_.c_str(), folder_mode_for(shelf_.path())) != 0) fail_package("write " + in_quotes(draft_));
}

PackageFolder::Outcome PackageFolder::commit() {
  set_rights();
  if (!sync_folder(draft_)) fail_package("write into " + in_quotes(draft_));
  Outcome outcome = Outcome::made;
  if (std::rename(draft_.c_str(), place_.c_str()) != 0) {
    // Something is there: the two change places in one step, then the old one goes.
    if (errno != EEXIST && errno != ENOTEMPTY) fail_package("write " + in_quotes(place_));
    if (renameat2(AT_FDCWD, draft_.c_str(), AT_FDCWD, place_.c_str(), RENAME_EXCHANGE) != 0)
      fail_package("replace " + in_quotes(place_));
    std::error_code ignored;
    fs::remove_all(draft_, ignored);
    outcome = Outcome::replaced;
  }
  draft_.clear();
  if (!sync_folder(shelf_.path())) fail_package("write into " + in_quotes(shelf_.path()));
  return outcome;
}

std::string read_package_file(const std::string& path) { return read_file(path, std::size_t{1} << 31); }

std::vector<std::string> names_in(const std::string& folder) {
  std::error_code error;
  std::vector<std::string> names;
  fs::directory_iterator entries(folder, error);
  if (error && error != std::errc::no_such_file_or_directory && error != std::errc::not_a_directory) throw InputError(folder, 0, "cannot read: " + error.message());
  if (error) throw NotFound("no folder " + in_quotes(folder));
  for (const auto& entry : entries) names.push_back(entry.path().filename());
  std::sort(names.begin(), names.end());
  return names;
}

}  // namespace outdesk
