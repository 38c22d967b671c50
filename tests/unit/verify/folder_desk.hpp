// A folder with copies of folders in it, for tests that open it as a job does.
#pragma once

#include <doctest/doctest.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <ctime>
#include <filesystem>
#include <fstream>
#include <functional>

#include "../temp_folder.hpp"
#include "base/run_program.hpp"
#include "verify/copy.hpp"
#include "verify/folder_content.hpp"
#include "verify/read_tree.hpp"
#include "verify/tree_manifest.hpp"

namespace outdesk {

struct FolderDesk {
  TempFolder temp;
  std::string place = temp.folder("place");
  BackupJob job;
  VerifyDesk desk;
  CopyFindings findings;

  explicit FolderDesk(BackupKind kind = BackupKind::dir) {
    job.name = "files";
    job.kind = kind;
    job.where = place;
    job.select["config"] = temp / "rsnapshot.conf";
    desk.now = Instant{1'800'000'000};
    desk.scratch = temp.folder("scratch", 0700);
    desk.read = [](std::uint64_t) {};
  }
  void put(const std::string& path, const std::string& content, std::int64_t time = 0) const {
    std::string full = place + "/" + path;
    std::filesystem::create_directories(std::filesystem::path(full).parent_path());
    std::ofstream(full, std::ios::binary) << content;
    if (time) date(path, time);
  }
  void date(const std::string& path, std::int64_t time) const {
    timespec times[2] = {{time, 0}, {time, 0}};
    REQUIRE(::utimensat(AT_FDCWD, (place + "/" + path).c_str(), times, AT_SYMLINK_NOFOLLOW) == 0);
  }
  std::vector<RestorePoint> points() { return open_folder_copy(job, desk)->points(findings); }
  std::string summary() const {
    std::string text;
    for (const CopyFinding& f : findings.all())
      text += std::string(name_of(f.level)) + " " + std::string(name_of(f.verdict)) + " " + std::string(name_of(f.fault)) +
              (f.point.empty() ? "" : " " + f.point) + "\n";
    return text;
  }
};

inline std::string ids_of(const std::vector<RestorePoint>& points) {
  std::string text;
  for (const RestorePoint& point : points) text += (text.empty() ? "" : " ") + point.id;
  return text;
}

inline TreeManifest manifest_at(const std::string& folder, const VerifyDesk& desk) {
  std::vector<TreeEntry> entries;
  read_tree(folder, {}, desk, [&](TreeEntry&& entry) { entries.push_back(std::move(entry)); });
  return TreeManifest::of(std::move(entries));
}

inline int with_rights_of_nobody(const std::function<int()>& body) {
  pid_t child = ::fork();
  if (child == 0) {
    if (::setresgid(65534, 65534, 65534) != 0 || ::setresuid(65534, 65534, 65534) != 0) ::_exit(98);
    try { ::_exit(body()); } catch (...) { ::_exit(99); }
  }
  int status = 0;
  ::waitpid(child, &status, 0);
  return WIFEXITED(status) ? WEXITSTATUS(status) : 100 + WTERMSIG(status);
}

}  // namespace outdesk
