// Which restore points count (backup.md section 8, rules 1 and 5).
#include <algorithm>

#include "made_points.hpp"

using namespace outdesk;

namespace {
const Instant kNoon = at("2026-11-02T12:00:00Z");

std::vector<std::string> usable_ids(const std::vector<RestorePoint>& points, const BackupJob& job = {}, const std::set<std::string>& failed_checks = {}) {
  return ids_of(usable_points(job, points, kNoon, failed_checks));
}
using Ids = std::vector<std::string>;
}  // namespace

TEST_CASE("a point is usable when its run ended well, holds something, and is not dated ahead of the clock") {
  std::vector<RestorePoint> points{point("future", kNoon + Seconds{3601}), point("hour", kNoon + Seconds{3600}),
                                   point("warned", at("2026-11-01T00:00:00Z"), PointState::warnings), point("failed", at("2026-11-01T01:00:00Z"), PointState::failed),
                                   point("running", at("2026-11-02T01:00:00Z"), PointState::running), point("empty", at("2026-11-01T02:00:00Z"), PointState::done, 0),
                                   point("one", at("2026-10-01T00:00:00Z"), PointState::done, 1), point("1969", Instant{-1})};
  CHECK(usable_ids(points) == Ids{"one", "warned", "hour"});
  BackupJob may_be_empty;
  may_be_empty.expect.min_files = 0;
  CHECK(usable_ids(points, may_be_empty) == Ids{"one", "warned", "empty", "hour"});
  CHECK(usable_ids(points, {}, {"one", "empty", "nobody"}) == Ids{"warned", "hour"});
  auto standing = usability_of({}, points, kNoon, {"warned"});
  CHECK(standing == std::vector<Usability>{Usability::future, Usability::usable, Usability::proved_bad, Usability::failed, Usability::running, Usability::empty,
                                           Usability::usable, Usability::no_time});
}

TEST_CASE("an incremental copy needs its full copy and every link between") {
  std::vector<RestorePoint> chain{link("i2", "2026-11-02T02:00:00Z", "i1"), point("full", at("2026-10-31T02:00:00Z")), link("i1", "2026-11-01T02:00:00Z", "full")};
  CHECK(usable_ids(chain) == Ids{"full", "i1", "i2"});
  CHECK(usable_ids(chain, {}, {"i1"}) == Ids{"full"});
  CHECK(usable_ids(chain, {}, {"full"}).empty());
  chain[1].state = PointState::failed;
  CHECK(usable_ids(chain).empty());
  CHECK(usable_ids({link("i1", "2026-11-01T02:00:00Z", "gone")}).empty());
}

TEST_CASE("rings are not usable and do not hang") {
  CHECK(usable_ids({link("a", "2026-11-01T02:00:00Z", "a")}).empty());
  RestorePoint alone = point("2026-11-01T05:00:00Z");
  CHECK(usable_ids({link("a", "2026-11-01T02:00:00Z", "b"), link("b", "2026-11-01T03:00:00Z", "a"), link("c", "2026-11-01T04:00:00Z", "b"), alone}) == Ids{alone.id});
}

TEST_CASE("a chain of a hundred thousand links is walked without recursion") {
  std::vector<RestorePoint> chain{point("0", Instant{0})};
  for (int i = 1; i < 100'000; ++i) {
    chain.push_back(point(std::to_string(i), Instant{i}));
    chain.back().needs = std::to_string(i - 1);
  }
  std::reverse(chain.begin(), chain.end());
  CHECK(usable_ids(chain).size() == 100'000);
  CHECK(usable_ids(chain, {}, {"50000"}).size() == 50'000);
}

TEST_CASE("times that no clock has are not usable, and break nothing") {
  std::vector<RestorePoint> points{point("min", Instant{INT64_MIN}), point("max", Instant{INT64_MAX})};
  points[1].ended = Instant{INT64_MIN};
  CHECK(usable_ids(points).empty());
  CHECK(faults_of(freshness_of(job_with_rpo(hours(24)), points, kNoon)) == "fail clock-future; fail no-points");
}

TEST_CASE("usable points: the same as asked of every point with pencil and patience, in any order") {
  MadeRandom random(1);
  for (int round = 0; round < 300; ++round) {
    std::vector<RestorePoint> points;
    std::set<std::string> failed_checks;
    std::int64_t count = random.below(12);
    for (std::int64_t i = 0; i < count; ++i) {
      RestorePoint made = point(std::to_string(i), kNoon + Seconds{random.below(20) * 600 - 6000}, static_cast<PointState>(random.chance(70) ? 0 : random.below(4)));
      if (random.chance(30)) made.files = random.below(3);
      if (random.chance(60)) made.needs = std::to_string(random.below(count + 1));
      if (random.chance(10)) failed_checks.insert(made.id);
      points.push_back(made);
    }
    BackupJob job;
    job.expect.min_files = random.chance(20) ? 0 : 1;
    // A point stays until something speaks against it; what leans on one that went, goes too.
    std::set<std::string> good;
    auto counts = [&](const RestorePoint& p) {
      bool ended = p.state == PointState::done || p.state == PointState::warnings;
      return ended && p.time.unix_s - kNoon.unix_s <= 3600 && !failed_checks.count(p.id) && !(p.files && *p.files < 1 && job.expect.min_files);
    };
    auto holds = [&](const RestorePoint& p) {
      const RestorePoint* now = &p;
      for (std::size_t steps = 0; steps <= points.size(); ++steps) {
        if (!counts(*now)) return false;
        if (now->needs.empty()) return true;
        auto next = std::find_if(points.begin(), points.end(), [&](const RestorePoint& other) { return other.id == now->needs; });
        if (next == points.end()) return false;
        now = &*next;
      }
      return false;
    };
    std::set<std::string> expected;
    for (const RestorePoint& p : points)
      if (holds(p)) expected.insert(p.id);
    for (std::size_t i = points.size(); i > 1; --i) std::swap(points[i - 1], points[static_cast<std::size_t>(random.below(static_cast<std::int64_t>(i)))]);
    std::vector<RestorePoint> found = usable_points(job, points, kNoon, failed_checks);
    std::vector<std::string> ids = ids_of(found);
    CHECK(std::set<std::string>(ids.begin(), ids.end()) == expected);
    CHECK(std::is_sorted(found.begin(), found.end(), [](const RestorePoint& a, const RestorePoint& b) { return a.time < b.time; }));
  }
}
