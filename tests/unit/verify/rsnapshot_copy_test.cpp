#include "folder_desk.hpp"

using namespace outdesk;

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
