// Rotation of parts, what it covers, and test restores that are due.
#include <cmath>
#include <set>

#include "backup/schedule_rules.hpp"
#include "made_points.hpp"

using namespace outdesk;

TEST_CASE("day d reads part (d mod T) + 1, and T days read all") {
  for (std::int64_t n : {1, 2, 7, 30, 256}) {
    std::vector<PartRead> reads;
    for (std::int64_t day = 20'000; day < 20'000 + 3 * n; ++day) {
      PartDue due = part_due(n, day, reads);
      CHECK(due == PartDue{day % n + 1, n});
      reads.push_back({day, due.k});
      CHECK(parts_covered(n, day, reads) == Share{std::min(day - 20'000 + 1, n), n});
    }
  }
}

TEST_CASE("a missed day is caught up on the next") {
  std::vector<PartRead> reads;
  for (std::int64_t day = 0; day < 14; ++day)
    if (day != 9) reads.push_back({day, part_due(7, day, reads).k});  // day 9 was part 3's
  CHECK(reads[9].day == 10);
  CHECK(reads[9].k == 3);
  CHECK(part_due(7, 14, reads).k == 7);  // one day later than the plan from then on, and nothing is left out
  CHECK(parts_covered(7, 13, reads) == Share{6, 7});
  reads.push_back({13, part_due(7, 13, reads).k});  // a second part on one day makes up for it
  CHECK(part_due(7, 14, reads).k == 1);
}

TEST_CASE("rotation: whatever days are missed, as many readings in a row as there are parts read every part") {
  MadeRandom random(7);
  for (int round = 0; round < 120; ++round) {
    std::int64_t n = 1 + random.below(12);
    bool twice_a_day = round % 2 == 1;  // parts of one day may change places once: then it takes a little longer
    std::vector<PartRead> reads;
    for (std::int64_t day = 500; day < 500 + 8 * n; ++day)
      for (int again = 0; again <= twice_a_day; ++again)
        if (random.chance(again ? 10 : 70)) reads.push_back({day, part_due(n, day, reads).k});
    auto window = static_cast<std::size_t>(twice_a_day ? n + 1 : n);
    for (std::size_t first = 0; first + window <= reads.size(); ++first) {
      std::set<std::int64_t> parts;
      for (std::size_t i = first; i < first + window; ++i) parts.insert(reads[i].k);
      CHECK(parts.size() == static_cast<std::size_t>(n));
    }
  }
}

TEST_CASE("readings of the future, of other numbers of parts and of nonsense are ignored") {
  std::vector<PartRead> reads{{100, 0}, {100, -5}, {100, 8}, {101, 3}, {INT64_MAX, 2}, {INT64_MIN, 2}};
  CHECK(part_due(7, 100, reads) == PartDue{3, 7});  // 100 mod 7 is 2
  CHECK(parts_covered(7, 100, reads) == Share{0, 7});
  CHECK(part_due(0, 100, {}) == PartDue{1, 1});
  CHECK(part_due(-1, 100, {}) == PartDue{1, 1});
  CHECK(part_due(7, -1, {}) == PartDue{7, 7});
  CHECK(part_due(INT64_MAX, 100, {}).k == 101);
}

TEST_CASE("the chance to notice a fault is never made out better than it is") {
  CHECK(to_text(chance_to_notice(parse_decimal("0.001").value(), 1000)) == "0.632304575");  // backup.md section 4: 63 %
  CHECK(to_text(chance_to_notice(parse_decimal("0.5").value(), 1)) == "0.5");
  CHECK(to_text(chance_to_notice(parse_decimal("0.5").value(), 2)) == "0.75");
  CHECK(to_text(chance_to_notice(parse_decimal("1").value(), 1)) == "1");
  CHECK(to_text(chance_to_notice(parse_decimal("0").value(), 1'000'000)) == "0");
  CHECK(to_text(chance_to_notice(parse_decimal("0.1").value(), 0)) == "0");
  CHECK(to_text(chance_to_notice(parse_decimal("0.000000001").value(), 1)) == "0.000000001");
  CHECK(chance_to_notice(parse_decimal("0.1").value(), INT64_MAX).nano == 999'999'999);  // certain is only what was read in full
  for (const char* bad : {"0.000000001", "0.0001", "0.003", "0.07", "0.4"})
    for (std::int64_t sample : {1, 3, 64, 1000, 12'345, 1'000'000}) {
      double q = std::stod(bad), exact = -std::expm1(static_cast<double>(sample) * std::log1p(-q));
      double found = static_cast<double>(chance_to_notice(parse_decimal(bad).value(), sample).nano) / 1e9;
      CHECK(found <= exact + 1e-12);
      CHECK(found >= exact - 3e-9);
    }
}

TEST_CASE("a test restore is due a term after the last good one, else after the policy's start, else the contract's") {
  BackupJob job;
  Instant now = at("2026-11-02T12:00:00Z");
  CHECK_FALSE(drill_due(job, {}, moscow(), now).overdue);  // nothing was promised
  job.drill_every = days(90);
  CHECK(drill_due(job, {}, moscow(), now).overdue);  // promised, and nothing says since when: now
  CHECK_FALSE(drill_due(job, now - days(90), moscow(), now).overdue);
  CHECK(drill_due(job, now - days(90) - Seconds{1}, moscow(), now).overdue);
  CHECK(drill_due(job, {}, moscow(), now, on("2026-10-01")).at == at("2026-12-29T21:00:00Z"));
  CHECK_FALSE(drill_due(job, {}, moscow(), now, on("2026-10-01")).overdue);
  CHECK(drill_due(job, {}, moscow(), now, on("2026-01-01")).overdue);
  job.since = on("2026-08-04");
  CHECK(drill_due(job, {}, moscow(), now, on("2026-01-01")).at == at("2026-11-01T21:00:00Z"));
  CHECK(drill_due(job, {}, moscow(), now, on("2026-01-01")).overdue);
  CHECK(drill_due(job, now + days(300), moscow(), now).overdue);  // a test dated in the future is none
  CHECK_FALSE(drill_due(job, now + hours(1), moscow(), now).overdue);
  job.drill_every = Seconds{INT64_MAX};
  CHECK_FALSE(drill_due(job, now, moscow(), now).overdue);
}
