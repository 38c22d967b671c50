#include "verify/check_job.hpp"

#include <doctest/doctest.h>

#include <fcntl.h>
#include <sys/stat.h>

#include <filesystem>
#include <fstream>

#include "../temp_folder.hpp"
#include "archive_samples.hpp"
#include "base/error.hpp"

using namespace outdesk;

namespace {

constexpr Instant kNoon{1'800'000'000};  // 2027-01-15 08:00 UTC

/// A series of archives, a night apart; what every look finds is kept as the store keeps it.
class Series {
 public:
  Series() {
    job_.name = "files";
    job_.kind = BackupKind::tgz;
    job_.where = folder_.folder("copies");
    job_.rpo = Seconds{26 * 3600};
    desk_.now = kNoon;
    desk_.read = [](std::uint64_t) {};
    desk_.scratch = folder_.folder("scratch");
    for (int night = 3; night >= 1; --night) make(night);
  }

  BackupJob& job() { return job_; }
  std::string file(int night) const { return job_.where + "/night-" + std::to_string(night) + ".tgz"; }

  void make(int night) {
    archive_samples::TarMaker tar;
    tar.folder("d/").file("d/note.txt", "kept on night " + std::to_string(night) + "\n");
    write(night, archive_samples::gzipped(tar.whole()));
  }
  void cut(int night) {
    std::string start(std::filesystem::file_size(file(night)) * 4 / 5, '\0');
    std::ifstream(file(night), std::ios::binary).read(start.data(), static_cast<std::streamsize>(start.size()));
    write(night, start);
  }
  void manifest(int night, Instant made) {
    std::string path = folder_ / "data.sha256";
    std::ofstream(path) << hex(sha256("kept on night " + std::to_string(night) + "\n")) << "  d/note.txt\n";
    set_time(path, made);
    job_.manifest = path;
  }

  /// "fail truncated structure"
  std::string look(CheckLevel depth, bool drill = false, const std::string& point = {}) {
    CheckOrder order;
    order.depth = depth;
    order.drill = drill;
    order.point = point;
    last_ = check_job(job_, desk_, order, history_);
    history_.evidence.push_back(last_.evidence);
    desk_.now = desk_.now + Seconds{600};
    std::string words(name_of(last_.evidence.verdict));
    if (last_.evidence.verdict == Verdict::ok) return words;
    return words + " " + std::string(name_of(last_.evidence.fault)) + " " + std::string(name_of(last_.evidence.level));
  }
  std::string drill() { return look(CheckLevel::restore, true); }
  const JobVerdict& last() const { return last_; }

 private:
  static void set_time(const std::string& path, Instant t) {
    struct timespec times[2] = {{t.unix_s, 0}, {t.unix_s, 0}};
    REQUIRE(::utimensat(AT_FDCWD, path.c_str(), times, 0) == 0);
  }
  void write(int night, const std::string& bytes) {
    std::ofstream(file(night), std::ios::binary) << bytes;
    set_time(file(night), kNoon - Seconds{night * kDay - 4 * 3600});
  }
  TempFolder folder_;
  BackupJob job_;
  VerifyDesk desk_;
  JobHistory history_;
  JobVerdict last_;
};

}  // namespace

TEST_CASE("a copy that was bad and is whole again is good by a look as deep, or by a test restore") {
  for (bool by_drill : {false, true}) {
    CAPTURE(by_drill);
    Series series;
    CHECK(series.look(CheckLevel::structure) == "ok");
    series.cut(1);
    CHECK(series.look(CheckLevel::structure) == "fail truncated structure");
    CHECK(series.look(CheckLevel::structure) == "fail truncated structure");  // and not: the newest good one is too old
    series.make(1);
    CHECK((by_drill ? series.drill() : series.look(CheckLevel::structure)) == "ok");
    CHECK(series.look(CheckLevel::structure) == "ok");
  }
}

TEST_CASE("what a deeper look proved stays until one as deep finds nothing") {
  Series series;
  series.manifest(2, kNoon - Seconds{3 * kDay});  // not what night 1 holds
  CHECK(series.look(CheckLevel::hash) == "fail content-changed hash");
  CHECK(series.look(CheckLevel::structure) == "fail content-changed hash");
  CHECK(series.last().evidence.findings.back().detail.starts_with("found by the check of 2027-01-15 08:00 +00:00: "));
  CHECK(series.look(CheckLevel::structure) == "fail content-changed hash");
  CHECK(series.last().evidence.findings.back().detail.find("found by", 5) == std::string::npos);  // once
  series.manifest(1, kNoon - Seconds{3 * kDay});
  CHECK(series.look(CheckLevel::hash) == "ok");
  CHECK(series.look(CheckLevel::structure) == "ok");
}

TEST_CASE("a cheaper fault that comes and goes does not take a deeper one with it") {
  Series series;
  series.manifest(2, kNoon - Seconds{3 * kDay});
  CHECK(series.look(CheckLevel::hash) == "fail content-changed hash");
  series.cut(1);
  CHECK(series.look(CheckLevel::structure) == "fail truncated structure");
  series.make(1);
  CHECK(series.look(CheckLevel::structure) == "fail content-changed hash");
}

TEST_CASE("what a manifest showed is not cleared without one") {
  Series series;
  series.manifest(2, kNoon - Seconds{3 * kDay});
  CHECK(series.look(CheckLevel::hash) == "fail content-changed hash");
  series.job().manifest.clear();
  CHECK(series.look(CheckLevel::hash) == "fail content-changed hash");
}

TEST_CASE("an older point that is looked at has its own faults, and clears its own alone") {
  Series series;
  series.manifest(1, kNoon - Seconds{4 * kDay});
  CHECK(series.look(CheckLevel::hash, false, "night-2.tgz") == "fail content-changed hash");
  CHECK(series.look(CheckLevel::hash) == "ok");
  CHECK(series.look(CheckLevel::structure, false, "night-2.tgz") == "fail content-changed hash");
  series.manifest(2, kNoon - Seconds{4 * kDay});
  CHECK(series.look(CheckLevel::hash, false, "night-2.tgz") == "ok");
  CHECK(series.look(CheckLevel::structure, false, "night-2.tgz") == "ok");
}

TEST_CASE("a point is named whole, or by a start that no other has") {
  Series series;
  std::filesystem::copy(series.file(1), series.job().where + "/night-1.tgz.tgz");
  CHECK(series.look(CheckLevel::structure, false, "night-1.tgz") == "ok");
  CHECK(series.last().evidence.point == "night-1.tgz");
  CHECK_THROWS_AS(series.look(CheckLevel::structure, false, "night-1"), UsageError);
  CHECK_THROWS_AS(series.look(CheckLevel::structure, false, "night-9"), NotFound);
}

TEST_CASE("a test restore tells of the copy that came back, not of gaps in the set") {
  Series series;
  series.job().keep.daily = 10;
  series.job().drill_every = Seconds{30 * kDay};
  CHECK(series.look(CheckLevel::structure) == "fail retention-gap freshness");
  CHECK(series.drill() == "ok");
  CHECK(series.look(CheckLevel::structure) == "fail retention-gap freshness");
  CHECK_FALSE(series.last().findings.any(Fault::drill_overdue));
}

TEST_CASE("a whole check down to the restore is a test restore too") {
  Series series;
  series.job().drill_every = Seconds{30 * kDay};
  series.job().keep.daily = 10;
  CHECK(series.look(CheckLevel::restore) == "fail retention-gap freshness");
  CHECK_FALSE(series.last().findings.any(Fault::drill_overdue));
  CHECK(series.last().evidence.is_test_restore());
  CHECK(about_copy(series.last().evidence).usable());
  series.look(CheckLevel::structure);
  CHECK_FALSE(series.last().findings.any(Fault::drill_overdue));
}

TEST_CASE("an older point is not compared with a manifest that was written after a newer one") {
  Series series;
  series.manifest(1, kNoon);
  CHECK(series.look(CheckLevel::hash) == "ok");
  CHECK(series.look(CheckLevel::hash, false, "night-2.tgz").starts_with("warn"));
  CHECK(series.last().evidence.findings.back().detail.find("tells of another state") != std::string::npos);
  series.manifest(2, kNoon - Seconds{2 * kDay - 5 * 3600});
  CHECK(series.look(CheckLevel::hash, false, "night-2.tgz") == "ok");
}

TEST_CASE("a test restore that found no copy is no good one") {
  Series series;
  for (int night = 1; night <= 3; ++night) std::filesystem::remove(series.file(night));
  CHECK(series.drill() == "fail no-points freshness");
  CHECK_FALSE(about_copy(series.last().evidence).usable());
}
