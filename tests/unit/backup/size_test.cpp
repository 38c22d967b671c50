// Size anomalies: exact shares of exact medians.
#include "backup/size_rules.hpp"
#include "made_points.hpp"

using namespace outdesk;

namespace {

std::string size_faults(const std::vector<std::int64_t>& files, const std::string& drop = "0.5", std::int64_t min_files = 1) {
  BackupJob job;
  job.limits.size_drop = parse_decimal(drop).value();
  job.expect.min_files = min_files;
  std::vector<RestorePoint> points;
  for (std::int64_t count : files) {
    auto day = static_cast<std::int64_t>(points.size());
    points.push_back(point(std::to_string(day), at("2026-10-01T00:00:00Z") + days(day), PointState::done, count));
  }
  CopyFindings findings;
  judge_size(job, points, findings);
  return faults_of(findings);
}

}  // namespace

TEST_CASE("a drop by more than half of the median fails, by more than a fifth warns") {
  CHECK(size_faults({100, 100, 100, 100}) == "");
  CHECK(size_faults({100, 100, 100, 80}) == "");
  CHECK(size_faults({100, 100, 100, 79}) == "warn size-anomaly");
  CHECK(size_faults({100, 100, 100, 50}) == "warn size-anomaly");
  CHECK(size_faults({100, 100, 100, 49}) == "fail size-anomaly");
  CHECK(size_faults({100, 100, 100, 300}) == "");
  CHECK(size_faults({100, 100, 100, 301}) == "warn size-anomaly");
  CHECK(size_faults({100, 101, 49, 50, 60}) == "");                     // median of four: 75, of which 60 is a drop by 20 %
  CHECK(size_faults({101, 100, 1000, 1, 50}) == "fail size-anomaly");   // median 100.5: a drop by 50.2 %
}

TEST_CASE("few points before it: one is enough for a fault, three for a warning") {
  CHECK(size_faults({10}) == "");
  CHECK(size_faults({100, 49}) == "fail size-anomaly");
  CHECK(size_faults({100, 50}) == "");
  CHECK(size_faults({100, 1000}) == "");
  CHECK(size_faults({100, 100, 60}) == "");
  CHECK(size_faults({100, 100, 100, 60}) == "warn size-anomaly");
}

TEST_CASE("fourteen points before it count, and no more") {
  std::vector<std::int64_t> files(14, 100);
  files.insert(files.begin(), 30, 1000);
  files.push_back(90);
  CHECK(size_faults(files) == "");
  files[30 + 13] = files[30 + 12] = 1000;
  CHECK(size_faults(files) == "");
}

TEST_CASE("the share is the contract's, and shares are exact") {
  CHECK(size_faults({100, 69}, "0.3") == "fail size-anomaly");
  CHECK(size_faults({100, 70}, "0.3") == "");
  CHECK(size_faults({100, 99}, "0") == "fail size-anomaly");
  CHECK(size_faults({100, 0}, "1", 0) == "");
  CHECK(size_faults({3'000'000'000'000'000'000, 2'000'000'001'000'000'000}, "0.333333333") == "");
  CHECK(size_faults({3'000'000'000'000'000'000, 2'000'000'000'999'999'999}, "0.333333333") == "fail size-anomaly");
  CHECK(size_faults({INT64_MAX, INT64_MAX, INT64_MAX, 1}) == "fail size-anomaly");
  CHECK(size_faults({1, 1, 1, INT64_MAX}) == "warn size-anomaly");
  CHECK(size_faults({0, 0, 0, 5}, "0.5", 0) == "");
}

TEST_CASE("files and bytes are judged each, and only where they are known") {
  BackupJob job;
  std::vector<RestorePoint> points;
  for (int i = 0; i < 4; ++i) points.push_back(point(std::to_string(i), at("2026-10-01T00:00:00Z") + days(i), PointState::done, 100, i == 3 ? 1000 : 10'000));
  CopyFindings findings;
  judge_size(job, points, findings);
  CHECK(faults_of(findings) == "fail size-anomaly");
  CHECK(findings.all()[0].detail == "point '3' holds 1000 bytes, 90.0 % fewer than the median of the 3 points before it (10000); find out what is no longer copied");
  points[3].bytes.reset();
  CopyFindings unknown;
  judge_size(job, points, unknown);
  CHECK(unknown.all().empty());
}

TEST_CASE("incremental copies are not measured against full ones") {
  BackupJob job;
  std::vector<RestorePoint> points;
  for (int i = 0; i < 4; ++i) points.push_back(point("f" + std::to_string(i), at("2026-10-01T00:00:00Z") + days(i), PointState::done, 10'000));
  points.push_back(point("i", at("2026-10-06T00:00:00Z"), PointState::done, 12));
  points.back().needs = "f3";
  CopyFindings findings;
  judge_size(job, points, findings);
  CHECK(findings.all().empty());
}

TEST_CASE("fewer files than the contract expects fail without any history") {
  CHECK(size_faults({999}, "0.5", 1000) == "fail size-anomaly");
  CHECK(size_faults({1000}, "0.5", 1000) == "");
}

TEST_CASE("the anomaly is that of the newest usable point") {
  std::vector<RestorePoint> points = nightly("2026-10-27", "2026-11-02", 22 * 3600, utc(), 100);
  points.push_back(point("broken", at("2026-11-02T23:00:00Z"), PointState::failed, 3));
  CHECK(faults(BackupJob{}, points, at("2026-11-03T06:00:00Z")) == "fail job-failed");
  points.back().state = PointState::done;
  CHECK(faults(BackupJob{}, points, at("2026-11-03T06:00:00Z")) == "fail size-anomaly");
}
