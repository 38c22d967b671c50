#include <fcntl.h>

#include <doctest/doctest.h>

#include <sys/stat.h>
#include <unistd.h>

#include <fstream>

#include "../temp_folder.hpp"
#include "verify/archive_points.hpp"

using namespace outdesk;

namespace {

void write_archive_file(const std::string& path, const std::string& content, long mtime) {
  std::ofstream(path) << content;
  struct timespec times[2] = {{mtime, 0}, {mtime, 0}};
  ::utimensat(AT_FDCWD, path.c_str(), times, 0);
}

/// "id, id" of the points, then what was found: " | level verdict fault"
std::string listed(BackupKind kind, const std::string& where, const std::string& pattern = {}) {
  BackupJob job;
  job.kind = kind;
  job.where = where;
  if (!pattern.empty()) job.select["pattern"] = pattern;
  CopyFindings findings;
  std::string out;
  for (const RestorePoint& point : list_archives(job, findings)) out += (out.empty() ? "" : ", ") + point.id;
  for (const CopyFinding& f : findings.all()) out += " | " + std::string(name_of(f.level)) + " " + std::string(name_of(f.verdict)) + " " + std::string(name_of(f.fault));
  return out;
}

}  // namespace

TEST_CASE("archives of a folder, by the endings of the kind, a pattern, or a pattern in the place; oldest first") {
  TempFolder folder;
  write_archive_file(folder / "b.tar.gz", "x", 2000);
  write_archive_file(folder / "a.tgz", "x", 3000);
  write_archive_file(folder / "c.tar.gz", "x", 1000);
  write_archive_file(folder / "d.tar", "x", 500);
  for (const char* busy : {"e.tgz.part", "f.tgz.tmp", "h.tgz.outdesk-part", "g.tgz.filepart", ".hidden.tgz"}) write_archive_file(folder / busy, "x", 9000);
  folder.folder("folder.tgz");
  CHECK(listed(BackupKind::tgz, folder.path()) == "c.tar.gz, b.tar.gz, a.tgz");
  CHECK(listed(BackupKind::tar, folder.path() + "/") == "d.tar");
  CHECK(listed(BackupKind::tgz, folder.path(), "*.tar.gz") == "c.tar.gz, b.tar.gz");
  CHECK(listed(BackupKind::tgz, folder / "[ab].*") == "b.tar.gz, a.tgz");
  CHECK(listed(BackupKind::tgz, folder / "b.tar.gz") == "b.tar.gz");
  CHECK(listed(BackupKind::zip, folder.path()) == "");
}

TEST_CASE("a link beside the archive that it leads to is no further point") {
  TempFolder folder;
  write_archive_file(folder / "monday.tgz", "x", 1000);
  CHECK(::symlink("monday.tgz", (folder / "latest.tgz").c_str()) == 0);
  CHECK(listed(BackupKind::tgz, folder.path()) == "monday.tgz");
}

TEST_CASE("the newest archive may not be an empty file; an older one is a failed point") {
  TempFolder folder;
  write_archive_file(folder / "a.tgz", "", 1000);
  CHECK(listed(BackupKind::tgz, folder.path()) == "a.tgz | freshness fail empty");
  write_archive_file(folder / "b.tgz", "x", 2000);
  CHECK(listed(BackupKind::tgz, folder.path()) == "a.tgz, b.tgz");
  BackupJob job;
  job.kind = BackupKind::tgz;
  job.where = folder.path();
  CopyFindings findings;
  auto points = list_archives(job, findings);
  CHECK(points[0].state == RestorePoint::State::failed);
  CHECK(points[1].stored_bytes == 1);
  CHECK(points[1].time == Instant{2000});
  CHECK(archive_file(job, points[1]) == folder / "b.tgz");
}

TEST_CASE("a place that is not there, or no file") {
  TempFolder folder;
  CHECK(listed(BackupKind::tgz, folder / "nowhere") == " | freshness fail no-points");
  CHECK(listed(BackupKind::tgz, folder / "nowhere/*.tgz") == " | freshness fail no-points");
  CHECK(::mkfifo((folder / "pipe.tgz").c_str(), 0600) == 0);
  CHECK(listed(BackupKind::tgz, folder / "pipe.tgz") == " | structure fail bad-magic");
  CHECK(listed(BackupKind::tgz, folder.path()) == "");
}
