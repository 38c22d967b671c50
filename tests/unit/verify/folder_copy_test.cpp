#include "folder_desk.hpp"

using namespace outdesk;

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
