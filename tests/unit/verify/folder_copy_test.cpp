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

using namespace outdesk;

namespace {

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

std::string ids_of(const std::vector<RestorePoint>& points) {
  std::string text;
  for (const RestorePoint& point : points) text += (text.empty() ? "" : " ") + point.id;
  return text;
}

TreeManifest manifest_at(const std::string& folder, const VerifyDesk& desk) {
  std::vector<TreeEntry> entries;
  read_tree(folder, {}, desk, [&](TreeEntry&& entry) { entries.push_back(std::move(entry)); });
  return TreeManifest::of(std::move(entries));
}

int with_rights_of_nobody(const std::function<int()>& body) {
  pid_t child = ::fork();
  if (child == 0) {
    if (::setresgid(65534, 65534, 65534) != 0 || ::setresuid(65534, 65534, 65534) != 0) ::_exit(98);
    try { ::_exit(body()); } catch (...) { ::_exit(99); }
  }
  int status = 0;
  ::waitpid(child, &status, 0);
  return WIFEXITED(status) ? WEXITSTATUS(status) : 100 + WTERMSIG(status);
}

}  // namespace

TEST_CASE("a folder is one restore point, taken when the folder itself was last touched, however old its files are") {
  FolderDesk d;
  d.put("a/old", "123", 1'700'000'000);
  d.put("a/new", "12345", 1'750'000'000);
  d.put("b/middle", "1", 1'740'000'000);
  ::link((d.place + "/a/new").c_str(), (d.place + "/b/again").c_str());
  ::symlink("/etc", (d.place + "/link").c_str());
  const timespec touched[2] = {{1'760'000'000, 0}, {1'760'000'000, 0}};
  REQUIRE(::utimensat(AT_FDCWD, d.place.c_str(), touched, 0) == 0);
  auto points = d.points();
  REQUIRE(points.size() == 1);
  CHECK(points[0].id == "place");
  CHECK(points[0].time == Instant{1'760'000'000});
  CHECK(points[0].files == 4);
  CHECK(points[0].bytes == 9);
  CHECK(points[0].state == RestorePoint::State::done);
  CHECK(d.summary().empty());
  d.job.where += "//";
  CHECK(d.points().at(0).id == "place");
}

TEST_CASE("an empty folder is a point without files, a missing one is none") {
  FolderDesk d;
  d.date("", 1'760'000'000);
  auto points = d.points();
  REQUIRE(points.size() == 1);
  CHECK(points[0].files == 0);
  CHECK(points[0].bytes == 0);
  CHECK(points[0].time == Instant{1'760'000'000});
  CHECK(d.summary().empty());
  d.job.where += "/absent";
  CHECK(d.points().empty());
  CHECK(d.summary() == "freshness fail no-points\n");
  FolderDesk file;
  file.put("file", "x");
  file.job.where += "/file";
  CHECK(file.points().empty());
  CHECK(file.summary() == "structure fail bad-magic\n");
}

TEST_CASE("times that no calendar has are kept in bounds") {
  FolderDesk d;
  d.put("future", "x");
  d.date("future", std::int64_t{1} << 40);
  CHECK(d.points().at(0).time <= Instant{253'402'300'799});
}

TEST_CASE("with a pattern each folder that matches is a point") {
  FolderDesk d;
  d.job.select["pattern"] = "2026-*";
  d.put("2026-01-02/f", "1");
  d.put("2026-01-01/f", "12");
  d.put("other/f", "123");
  d.put("2026-file", "x");
  ::symlink("2026-01-01", (d.place + "/2026-latest").c_str());
  d.date("2026-01-01", 1'767'225'600);
  d.date("2026-01-02", 1'767'312'000);
  auto points = d.points();
  CHECK(ids_of(points) == "2026-01-01 2026-01-02");
  CHECK(points.at(0).time == Instant{1'767'225'600});
  CHECK(points.at(0).bytes == 2);
  d.job.select["pattern"] = "2027-*";
  CHECK(d.points().empty());
  CHECK(d.summary() == "freshness fail no-points\n");
}

TEST_CASE("what may not be read is unknown, and never a good copy") {
  if (::geteuid() != 0) return;
  FolderDesk d;
  d.put("open/file", "x");
  d.put("closed/file", "x");
  d.put("secret", "x");
  ::chmod((d.place + "/closed").c_str(), 0700);
  ::chmod((d.place + "/secret").c_str(), 0600);
  int failed = with_rights_of_nobody([&] {
    auto copy = open_folder_copy(d.job, d.desk);
    auto points = copy->points(d.findings);
    if (!d.summary().empty() || points.size() != 1) return 1;
    copy->check_structure(points[0], d.findings);
    if (d.summary() != "structure unknown access-denied place\n") return 2;
    if (d.findings.all()[0].detail.find("1 more") == std::string::npos) return 3;
    d.findings = {};
    copy->check_content(points[0], {}, nullptr, d.findings);
    return d.summary() == "hash unknown access-denied place\n" ? 0 : 4;
  });
  CHECK(failed == 0);
  ::chmod(d.place.c_str(), 0700);
  CHECK(with_rights_of_nobody([&] {
    CHECK(d.points().empty());
    return d.summary() == "structure unknown access-denied\n" ? 0 : 1;
  }) == 0);
}

TEST_CASE("a whole folder passes; a changed, a missing and an extra file are found") {
  FolderDesk d;
  for (int i = 0; i < 50; ++i) d.put("d" + std::to_string(i % 5) + "/f" + std::to_string(i), "content " + std::to_string(i), 1'700'000'000);
  TreeManifest manifest = manifest_at(d.place, d.desk);
  auto copy = open_folder_copy(d.job, d.desk);
  auto point = copy->points(d.findings).at(0);
  copy->check_structure(point, d.findings);
  HashCover cover = copy->check_content(point, {}, &manifest, d.findings);
  CHECK(d.summary().empty());
  CHECK(cover.against_manifest);
  CHECK(cover.files == 50);
  CHECK(cover.compared == 55);
  CHECK(cover.bytes == 10 * 9 + 40 * 10);
  d.put("d0/f0", "cOntent 0", 1'700'000'000);
  std::filesystem::remove(d.place + "/d1/f1");
  d.put("d2/new", "x");
  cover = copy->check_content(point, {}, &manifest, d.findings);
  CHECK(cover.changed == 1);
  CHECK(cover.missing == 1);
  CHECK(cover.extra == 1);
  CHECK(d.findings.any(Fault::content_changed));
  CHECK(d.findings.any(Fault::entry_missing));
  CHECK(d.findings.any(Fault::entry_extra));
  CHECK(d.findings.all()[0].level == CheckLevel::hash);
}

TEST_CASE("parts cover all files once, and each finds its own changes") {
  FolderDesk d;
  for (int i = 0; i < 200; ++i) d.put("f" + std::to_string(i), std::to_string(i), 1'700'000'000);
  TreeManifest manifest = manifest_at(d.place, d.desk);
  for (int i = 0; i < 200; ++i)
    d.put("f" + std::to_string(i), i % 10 ? std::to_string(i) : std::string(std::to_string(i).size(), 'x'), 1'700'000'000);
  auto copy = open_folder_copy(d.job, d.desk);
  auto point = copy->points(d.findings).at(0);
  std::int64_t files = 0, changed = 0;
  for (std::int64_t k = 1; k <= 7; ++k) {
    CopyFindings findings;
    HashCover cover = copy->check_content(point, {k, 7}, &manifest, findings);
    CHECK(cover.files > 10);
    CHECK(cover.missing == 0);
    files += cover.files;
    changed += cover.changed;
  }
  CHECK(files == 200);
  CHECK(changed == 20);
  CHECK(part_of_path("", 7) == 0xCBF29CE484222325u % 7 + 1);
  CHECK(part_of_path("a", 1000) == 0xAF63DC4C8601EC8Cu % 1000 + 1);
}

TEST_CASE("without a manifest the contents are read all the same") {
  FolderDesk d;
  d.put("a", "12345");
  d.put("b/c", "123");
  auto copy = open_folder_copy(d.job, d.desk);
  HashCover cover = copy->check_content(copy->points(d.findings).at(0), {}, nullptr, d.findings);
  CHECK(cover.files == 2);
  CHECK(cover.bytes == 8);
  CHECK_FALSE(cover.against_manifest);
  CHECK(d.summary().empty());
}

TEST_CASE("names, size and the restore of a folder") {
  FolderDesk d;
  d.put("b", "12345");
  d.put("a/x", "123");
  d.put("a-b", "1");
  ::link((d.place + "/b").c_str(), (d.place + "/a/y").c_str());
  auto copy = open_folder_copy(d.job, d.desk);
  auto point = copy->points(d.findings).at(0);
  CHECK(copy->entries(point, d.findings) == std::vector<std::string>{"a-b", "a/x", "a/y", "b"});
  CHECK(copy->holds(point, "./a/", d.findings));
  CHECK_FALSE(copy->holds(point, "c", d.findings));
  CHECK(copy->restore_size(point, d.findings) == 9);
  std::string target = d.temp.folder("scratch/restored", 0700);
  Restored restored = copy->restore(point, {target, {}}, d.findings);
  CHECK(restored.done);
  CHECK(restored.root == target);
  CHECK(restored.files == 4);
  CHECK(restored.bytes == 9);
  CHECK(copy->keeps().owner == (::geteuid() == 0));
  CHECK(copy->keeps().specials);
  TreeManifest manifest = manifest_at(d.place, d.desk);
  TreeComparison comparison(manifest, CheckLevel::restore, copy->keeps());
  read_tree(target, {}, d.desk, [&](TreeEntry&& entry) { comparison.saw(entry); });
  comparison.finish("place", d.findings);
  CHECK(d.summary().empty());
}

TEST_CASE("rsnapshot: points are INTERVAL.N, oldest first, narrowed to a host and path") {
  FolderDesk d(BackupKind::rsnapshot);
  std::int64_t now = 1'790'000'000;
  for (auto [name, age] : std::initializer_list<std::pair<const char*, int>>{{"alpha.0", 0}, {"alpha.1", 1}, {"alpha.10", 10}, {"beta.0", 20}}) {
    d.put(std::string(name) + "/srv1/home/f", name);
    if (age < 15) d.put(std::string(name) + "/srv2/etc/g", "x");
    d.date(name, now - age * 3600);
  }
  for (const char* other : {"_delete.123", ".sync", "tmp", "alpha.x", "alpha.", "alpha", ".rsnapshot", "odd-name.1"})
    d.put(std::string(other) + "/f", "x");
  CHECK(ids_of(d.points()) == "beta.0 alpha.10 alpha.1 alpha.0");
  d.job.select["pattern"] = "alpha.*";
  CHECK(ids_of(d.points()) == "alpha.10 alpha.1 alpha.0");
  d.job.select.erase("pattern");
  d.job.select["host"] = "srv1/";
  d.job.select["path"] = "/home/";
  auto points = d.points();
  CHECK(points.back().time == Instant{now});
  CHECK(points.back().files == 1);
  CHECK(open_folder_copy(d.job, d.desk)->entries(points.back(), d.findings) == std::vector<std::string>{"f"});
  d.job.select["host"] = "srv2";
  d.job.select.erase("path");
  CHECK(ids_of(d.points()) == "alpha.10 alpha.1 alpha.0");  // not yet backed up in the days of beta.0
  CHECK(d.summary().empty());
  d.job.select["host"] = "srv3";
  CHECK(d.points().empty());
  CHECK(d.summary() == "freshness fail no-points\n");
  d.findings = {};
  d.job.select["host"] = "../../outside";
  CHECK(d.points().empty());
}

TEST_CASE("rsnapshot: a host that vanished from the newest point leaves an empty point") {
  FolderDesk d(BackupKind::rsnapshot);
  d.put("alpha.0/srv1/f", "x");
  d.put("alpha.1/srv1/f", "x");
  d.put("alpha.1/srv2/f", "x");
  d.date("alpha.0", 1'790'000'000);
  d.date("alpha.1", 1'780'000'000);
  d.job.select["host"] = "srv2";
  auto points = d.points();
  CHECK(ids_of(points) == "alpha.1 alpha.0");
  CHECK(points.at(1).files == 0);
  CHECK(points.at(0).files == 1);
}

TEST_CASE("rsnapshot: the point that is being made, or was when the run broke off, is no good one") {
  FolderDesk d(BackupKind::rsnapshot);
  d.put("alpha.0/h/f", "x");
  d.put("alpha.1/h/f", "x");
  d.put("beta.0/h/f", "x");
  d.date("alpha.1", 1'780'000'000);
  d.date("beta.0", 1'770'000'000);
  std::string lock = d.temp / "lock.pid";
  auto configure = [&](const std::string& root, const std::string& more = "") {
    std::ofstream(d.temp / "rsnapshot.conf") << "# comment\nsnapshot_root\t" << root << "/\nlockfile\t\t" << lock
                                             << "\nretain\talpha\t6\nretain\tbeta\t7\n"
                                             << more;
  };
  configure(d.place);
  CHECK(d.points().back().state == RestorePoint::State::done);
  std::ofstream(lock) << "99999999\n";
  auto points = d.points();
  CHECK(points.back().id == "alpha.0");
  CHECK(points.back().state == RestorePoint::State::failed);
  CHECK(points.back().note.find("broken off") != std::string::npos);
  CHECK(points.at(1).state == RestorePoint::State::done);
  configure(d.place, "sync_first\t1\n");  // then it works in .sync
  CHECK(d.points().back().state == RestorePoint::State::done);
  configure(d.temp.folder("elsewhere"));
  CHECK(d.points().back().state == RestorePoint::State::done);
  std::ofstream(d.place + "/rsnapshot.pid") << ::getpid();  // a process that lives, but is another program
  CHECK(d.points().back().state == RestorePoint::State::failed);
  std::ofstream(d.place + "/rsnapshot.pid") << "not a number";
  CHECK(d.points().back().state == RestorePoint::State::done);
}

TEST_CASE("a damaged file that points share is damage to all of them, and read once") {
  FolderDesk d(BackupKind::rsnapshot);
  for (int i = 0; i < 10; ++i) d.put("alpha.0/h/f" + std::to_string(i), "content " + std::to_string(i), 1'700'000'000);
  std::filesystem::create_directories(d.place + "/alpha.1/h");
  std::filesystem::create_directories(d.place + "/beta.0/h");
  for (int i = 0; i < 10; ++i)
    for (const char* other : {"alpha.1", "beta.0"})
      ::link((d.place + "/alpha.0/h/f" + std::to_string(i)).c_str(), (d.place + "/" + other + "/h/f" + std::to_string(i)).c_str());
  d.put("alpha.0/h/own", "only here");
  d.date("alpha.1", 1'780'000'000);
  d.date("beta.0", 1'770'000'000);
  d.job.select["host"] = "h";
  TreeManifest manifest = manifest_at(d.place + "/alpha.0/h", d.desk);
  std::ofstream(d.place + "/alpha.0/h/f3", std::ios::binary) << "cOntent 3";  // in place, as a disk does it
  timespec wait{1, 100'000'000};
  ::nanosleep(&wait, nullptr);  // sums of files that changed within this second are not kept
  auto copy = open_folder_copy(d.job, d.desk);
  auto points = copy->points(d.findings);
  REQUIRE(points.size() == 3);
  HashCover cover = copy->check_content(points[2], {}, &manifest, d.findings);
  CHECK(cover.files == 11);
  REQUIRE(d.findings.any(Fault::content_changed));
  CHECK(d.findings.all()[0].detail.find("affects 3 points, also alpha.1, beta.0") != std::string::npos);
  CopyFindings other;
  cover = copy->check_content(points[1], {}, &manifest, other);
  CHECK(cover.files == 0);  // all known from the first point
  CHECK(other.any(Fault::content_changed));
  CHECK(other.any(Fault::entry_missing));
  CHECK(copy->changed_share(points[1], points[2]) == doctest::Approx(1.0 / 11));
  CHECK(copy->changed_share(points[0], points[1]) == doctest::Approx(0));
}

TEST_CASE("a point that was rotated away meanwhile is unknown, not another one's") {
  FolderDesk d(BackupKind::rsnapshot);
  d.put("alpha.0/f", "x");
  d.date("alpha.0", 1'780'000'000);
  auto copy = open_folder_copy(d.job, d.desk);
  auto point = copy->points(d.findings).at(0);
  d.date("alpha.0", 1'790'000'000);
  copy->check_structure(point, d.findings);
  CHECK(copy->entries(point, d.findings).empty());
  CHECK_FALSE(copy->restore(point, {d.temp.folder("scratch/r", 0700), {}}, d.findings).done);
  CHECK(d.summary() == "structure unknown locked alpha.0\nstructure unknown locked alpha.0\nrestore unknown locked alpha.0\n");
}

TEST_CASE("dated copies that share nothing tell no share of changes") {
  FolderDesk d;
  d.job.select["pattern"] = "*";
  d.put("one/f", "x");
  d.put("two/f", "x");
  auto copy = open_folder_copy(d.job, d.desk);
  auto points = copy->points(d.findings);
  CHECK_FALSE(copy->changed_share(points.at(0), points.at(1)).has_value());
}

TEST_CASE("the real rsnapshot's points") {
  std::string program = find_program("rsnapshot");
  if (program.empty() || find_program("rsync").empty()) {
    MESSAGE("rsnapshot is not installed");
    return;
  }
  FolderDesk d(BackupKind::rsnapshot);
  std::string source = d.temp.folder("source"), configuration = d.temp / "rsnapshot.conf";
  for (int i = 0; i < 30; ++i) std::ofstream(source + "/f" + std::to_string(i)) << "content " << i;
  std::ofstream(configuration)
      << "config_version\t1.2\nsnapshot_root\t" << d.place
      << "/\ncmd_cp\t/bin/cp\ncmd_rm\t/bin/rm\ncmd_rsync\t/usr/bin/rsync\nretain\talpha\t3\nretain\tbeta\t2\nverbose\t1\nlockfile\t" << d.temp.path()
      << "/rs.pid\nbackup\t" << source << "/\tlocalhost/\n";
  auto run = [&](const std::string& interval) {
    ProgramCall call;
    call.program = program;
    call.arguments = {"-c", configuration, interval};
    ProgramResult result = run_program(call);
    INFO(result.err);
    REQUIRE(result.ok());
  };
  run("alpha");
  std::ofstream(source + "/f0") << "another content 0";
  std::ofstream(source + "/f1") << "another content 1";
  run("alpha");
  d.job.select["host"] = "localhost";
  d.job.select["path"] = source;
  auto copy = open_folder_copy(d.job, d.desk);
  auto points = copy->points(d.findings);
  REQUIRE(ids_of(points) == "alpha.1 alpha.0");
  CHECK(d.summary().empty());
  for (const RestorePoint& point : points) CHECK(point.files == 30);
  CHECK(points[1].time.unix_s >= std::time(nullptr) - 60);
  TreeManifest manifest = manifest_at(source, d.desk);
  copy->check_structure(points[1], d.findings);
  CHECK(copy->check_content(points[1], {}, &manifest, d.findings).compared == 30);
  CHECK(d.summary() == "");
  CHECK(copy->changed_share(points[0], points[1]) == doctest::Approx(2.0 / 30));
  std::string target = d.temp.folder("scratch/restored", 0700);
  CHECK(copy->restore(points[1], {target, {"f0", "f29"}}, d.findings).files == 2);
  CHECK(d.summary().empty());
}
