// The newest point's age, and what the runs of a job say (backup.md section 4, level 0).
#include <algorithm>

#include "backup/rpo_rules.hpp"
#include "backup/run_rules.hpp"
#include "made_points.hpp"

using namespace outdesk;

namespace {

const BackupJob kDailyJob = job_with_rpo(hours(24));

BackupJob weekday_job(Seconds rpo, std::vector<unsigned> weekdays) {
  BackupJob job = job_with_rpo(rpo);
  job.weekdays = std::move(weekdays);
  return job;
}

std::string until(const BackupJob& job, const std::string& taken, const Zone& zone = utc()) { return to_text(*fresh_until(job, at(taken), zone)); }

/// A good week of nightly copies, the last on 2026-11-02 at 22:00 UTC.
std::vector<RestorePoint> good_week() { return nightly("2026-10-27", "2026-11-02", 22 * 3600, utc(), 100); }

}  // namespace

TEST_CASE("a good series yields nothing at all") {
  BackupJob job = kDailyJob;
  job.keep.daily = 7;
  CHECK(faults(job, good_week(), at("2026-11-03T06:00:00Z")) == "");
  CHECK(freshness_of(job, good_week(), at("2026-11-03T06:00:00Z")).verdict() == Verdict::ok);
}

TEST_CASE("the newest point may be RPO and grace old, to the second") {
  // 24 h and a tenth of it: 26 h 24 min after 22:00.
  CHECK(faults(kDailyJob, good_week(), at("2026-11-04T00:24:00Z")) == "");
  CHECK(faults(kDailyJob, good_week(), at("2026-11-04T00:24:01Z")) == "fail stale");
  BackupJob short_rpo = job_with_rpo(hours(4));  // a tenth would be 24 minutes: the grace is an hour at least
  CHECK(faults(short_rpo, good_week(), at("2026-11-03T03:00:00Z")) == "");
  CHECK(faults(short_rpo, good_week(), at("2026-11-03T03:00:01Z")) == "fail stale");
  BackupJob agreed = kDailyJob;
  agreed.grace = Seconds{60};
  CHECK(faults(agreed, good_week(), at("2026-11-03T22:01:00Z")) == "");
  CHECK(faults(agreed, good_week(), at("2026-11-03T22:01:01Z")) == "fail stale");
  CHECK(faults(BackupJob{}, good_week(), at("2036-11-03T22:01:01Z")) == "");  // nothing was agreed about the age
}

TEST_CASE("what is stale is said with figures, in the client's time") {
  CopyFindings findings = freshness_of(kDailyJob, good_week(), at("2026-11-06T08:00:00Z"), moscow());
  REQUIRE(findings.decisive());
  CHECK(findings.decisive()->point == "2026-11-02");
  CHECK(findings.decisive()->detail ==
        "the newest usable point '2026-11-02' of 2026-11-03 01:00 +03:00 is 3d10h old; agreed are 24h and a grace of 2h24m; find out why nothing newer was made");
}

TEST_CASE("a night of 25 hours is within the grace, and ages are real hours") {
  std::vector<RestorePoint> points = nightly("2026-10-20", "2026-10-24", 23 * 3600, berlin());  // clocks go back on 25 October
  CHECK(faults(kDailyJob, points, berlin().first_at_or_after(on("2026-10-25"), 23 * 3600), berlin()) == "");
  CHECK(to_text(*fresh_until(kDailyJob, points.back().time, berlin())) == "2026-10-25T23:24:00Z");
  BackupJob strict = kDailyJob;
  strict.grace = Seconds{0};
  CHECK(faults(strict, points, berlin().first_at_or_after(on("2026-10-25"), 22 * 3600 + 1), berlin()) == "fail stale");
}

TEST_CASE("old points that are kept do not raise the alarm; only the newest one counts") {
  std::vector<RestorePoint> points = good_week();
  points.push_back(point("2019-01-01T00:00:00Z"));
  CHECK(faults(kDailyJob, points, at("2026-11-03T06:00:00Z")) == "");
}

TEST_CASE("nothing usable: no-points, with what there is instead") {
  CHECK(faults(kDailyJob, {}, at("2026-11-03T06:00:00Z")) == "fail no-points");
  CHECK(faults(BackupJob{}, {}, at("2026-11-03T06:00:00Z")) == "fail no-points");
  std::vector<std::string> all = ids_of(good_week());
  CopyFindings bad = freshness_of(kDailyJob, good_week(), at("2026-11-03T06:00:00Z"), utc(), {all.begin(), all.end()});
  CHECK(faults_of(bad) == "fail no-points");
  CHECK(bad.decisive()->detail.find("7 found bad by an earlier check") != std::string::npos);
}

TEST_CASE("an empty list that could not be read is not called empty") {
  for (Verdict verdict : {Verdict::fail, Verdict::unknown}) {
    CopyFindings findings;
    findings.add(CheckLevel::structure, verdict, Fault::access_denied, "wrong password");
    judge_freshness(kDailyJob, {}, {}, at("2026-11-03T06:00:00Z"), utc(), findings);
    CHECK(findings.all().size() == 1);
  }
}

TEST_CASE("a failed run counts until a later one is good") {
  std::vector<RestorePoint> points = good_week();
  Instant now = at("2026-11-03T06:00:00Z");
  points.push_back(point("bad", at("2026-11-03T02:00:00Z"), PointState::failed));
  points.back().note = "disk full\n";
  CopyFindings failed = freshness_of(kDailyJob, points, now);
  CHECK(faults_of(failed) == "fail job-failed");
  CHECK(failed.decisive()->point == "bad");
  CHECK(failed.decisive()->detail == "the newest run failed, that of 2026-11-03 02:00 +00:00: disk full; mend the cause and run it again");
  points.push_back(point("again", at("2026-11-03T03:00:00Z"), PointState::failed));
  CHECK(freshness_of(kDailyJob, points, now).decisive()->detail.starts_with("the last 2 runs failed, the newest of 2026-11-03 03:00 +00:00; "));
  std::vector<RestorePoint> retried = points;
  retried.push_back(point("retry", at("2026-11-03T04:00:00Z"), PointState::running));
  CHECK(faults(kDailyJob, retried, now) == "fail job-failed");  // a retry that has not ended proves nothing yet
  points.push_back(point("good", at("2026-11-03T04:00:00Z"), PointState::done, 100));
  CHECK(faults(kDailyJob, points, now) == "");
  CHECK(faults(kDailyJob, {point("2026-11-03T02:00:00Z", PointState::failed)}, now) == "fail job-failed; fail no-points");
}

TEST_CASE("a run in its usual time is late, not stale; one without end hangs") {
  std::vector<RestorePoint> points;
  for (RestorePoint& night : nightly("2026-10-20", "2026-11-02", 22 * 3600, utc())) points.push_back(lasting(night, hours(4)));
  points.push_back(point("runs", at("2026-11-03T22:00:00Z"), PointState::running));
  CHECK(usual_duration(points) == hours(4));
  CHECK(hung_after(hours(4)) == hours(12));
  CHECK(faults(kDailyJob, points, at("2026-11-04T02:00:00Z")) == "");                      // 28 h old, running for 4 h
  CHECK(faults(kDailyJob, points, at("2026-11-04T02:00:01Z")) == "fail stale");            // longer than usual
  CHECK(faults(kDailyJob, points, at("2026-11-04T10:00:00Z")) == "fail stale");            // 12 h: not hung yet
  CHECK(faults(kDailyJob, points, at("2026-11-04T10:00:01Z")) == "fail job-hung; fail stale");
  BackupJob no_rpo;
  CHECK(faults(no_rpo, points, at("2026-11-04T10:00:00Z")) == "");
  CHECK(faults(no_rpo, points, at("2026-11-04T10:00:01Z")) == "fail job-hung");
  points.push_back(point("later", at("2026-11-04T09:00:00Z")));  // what hung is history once a later run was good
  CHECK(faults(kDailyJob, points, at("2026-11-04T20:00:00Z")) == "");
}

TEST_CASE("a run that waits for ever when no run has ever ended") {
  std::vector<RestorePoint> points{point("7", at("2026-11-02T22:00:00Z"), PointState::running)};
  CHECK(faults(kDailyJob, points, at("2026-11-03T04:00:00Z")) == "fail no-points");  // usual 1 h, hangs after 6 h
  CHECK(faults(kDailyJob, points, at("2026-11-03T04:00:01Z")) == "fail job-hung; fail no-points");
}

TEST_CASE("a run that began only after a second copy was due excuses nothing") {
  std::vector<RestorePoint> points{point("2026-11-01T00:00:00Z"), point("runs", at("2026-11-11T00:00:00Z"), PointState::running)};
  CHECK(faults(kDailyJob, points, at("2026-11-11T00:30:00Z")) == "fail stale");
  points[1].time = at("2026-11-03T00:00:00Z");
  CHECK(faults(kDailyJob, points, at("2026-11-03T00:30:00Z")) == "");
}

TEST_CASE("the usual duration: the median of the last 14 good runs, an hour at least") {
  CHECK(usual_duration({}) == hours(1));
  std::vector<RestorePoint> runs;
  for (int i = 0; i < 14; ++i) runs.push_back(lasting(point(std::to_string(i), at("2026-11-01T00:00:00Z") + days(i)), hours(i < 7 ? 2 : 4)));
  CHECK(usual_duration(runs) == hours(3));
  std::vector<RestorePoint> turned(runs.rbegin(), runs.rend());
  CHECK(usual_duration(turned) == hours(3));
  runs.insert(runs.begin(), lasting(point("old", at("2026-10-01T00:00:00Z")), hours(90)));  // the fifteenth
  CHECK(usual_duration(runs) == hours(3));
  for (int i = 0; i < 30; ++i) runs.push_back(lasting(point("f", at("2026-12-01T00:00:00Z") + days(i), PointState::failed), Seconds{2}));
  CHECK(usual_duration(runs) == hours(3));  // a run that breaks off at once says nothing of how long a good one takes
  CHECK(usual_duration({lasting(point("2026-11-01T00:00:00Z"), hours(-5)), lasting(point("2026-11-01T00:00:00Z"), Seconds{1})}) == hours(1));
}

TEST_CASE("an empty copy under a good status: Bacula's full backup of a folder that is gone") {
  std::vector<RestorePoint> points = good_week();
  points.push_back(point("9", at("2026-11-03T02:00:00Z"), PointState::warnings, 0));
  CHECK(faults(kDailyJob, points, at("2026-11-03T06:00:00Z")) == "fail empty");
  CHECK(faults(kDailyJob, {point("2026-11-03T02:00:00Z", PointState::done, 0)}, at("2026-11-03T06:00:00Z")) == "fail empty; fail no-points");
  BackupJob may_be_empty = kDailyJob;
  may_be_empty.expect.min_files = 0;
  CHECK(faults(may_be_empty, {point("2026-11-03T02:00:00Z", PointState::done, 0)}, at("2026-11-03T06:00:00Z")) == "");
  points.push_back(point("10", at("2026-11-03T04:00:00Z"), PointState::done, 100));
  CHECK(faults(kDailyJob, points, at("2026-11-03T06:00:00Z")) == "");
}

TEST_CASE("warnings of the newest point are told, those of older ones are not") {
  std::vector<RestorePoint> points = good_week();
  points[2].state = PointState::warnings;
  CHECK(faults(kDailyJob, points, at("2026-11-03T06:00:00Z")) == "");
  points.back().state = PointState::warnings;
  points.back().note = "3 files could not be read";
  CopyFindings findings = freshness_of(kDailyJob, points, at("2026-11-03T06:00:00Z"));
  CHECK(faults_of(findings) == "warn job-warnings");
  CHECK(findings.decisive()->detail == "the run of 2026-11-02 22:00 +00:00 ended with warnings: 3 files could not be read");
}

TEST_CASE("a point from the future fails and makes nothing fresh") {
  std::vector<RestorePoint> points = good_week();
  points.push_back(point("ahead", at("2027-01-01T00:00:00Z")));
  CHECK(faults(kDailyJob, points, at("2026-11-03T06:00:00Z")) == "fail clock-future");
  CHECK(faults(kDailyJob, points, at("2026-11-06T06:00:00Z")) == "fail clock-future; fail stale");
  CHECK(faults(kDailyJob, {point("2026-11-03T07:00:00Z")}, at("2026-11-03T06:00:00Z")) == "");
  CHECK(faults(kDailyJob, {point("2026-11-03T07:00:01Z")}, at("2026-11-03T06:00:00Z")) == "fail clock-future; fail no-points");
}

TEST_CASE("a newest copy whose chain is broken is told before the age tells it") {
  std::vector<RestorePoint> points{point("old", at("2026-11-02T01:00:00Z")), point("full", at("2026-11-02T22:00:00Z"), PointState::failed),
                                   link("incr", "2026-11-03T02:00:00Z", "full")};
  CopyFindings findings = freshness_of(kDailyJob, points, at("2026-11-03T03:00:00Z"));
  CHECK(faults_of(findings) == "fail job-failed");
  CHECK(findings.decisive()->detail.find("'full'") != std::string::npos);
  CopyFindings known;
  known.add(CheckLevel::structure, Verdict::fail, Fault::catalog_purged, "the full copy is gone from the catalog");
  judge_freshness(kDailyJob, points, {}, at("2026-11-03T03:00:00Z"), utc(), known);
  CHECK(known.all().size() == 1);  // the adapter knew better
}

TEST_CASE("weekdays: the weekend is nobody's fault, Monday is") {
  BackupJob job = weekday_job(hours(24), {1, 2, 3, 4, 5});  // 2026-11-06 is a Friday
  CHECK(until(job, "2026-11-05T20:00:00Z") == "2026-11-06T22:24:00Z");
  CHECK(until(job, "2026-11-06T20:00:00Z") == "2026-11-09T22:24:00Z");
  CHECK(until(job, "2026-11-06T23:50:00Z") == "2026-11-10T02:14:00Z");
  CHECK(until(job, "2026-11-07T00:10:00Z") == "2026-11-10T02:24:00Z");  // Friday's run, begun after midnight: Monday's may end its day
  CHECK(until(job, "2026-11-07T12:00:00Z") == "2026-11-10T02:24:00Z");
  CHECK(until(kDailyJob, "2026-11-06T20:00:00Z") == "2026-11-07T22:24:00Z");
  BackupJob strict = job;
  strict.grace = Seconds{0};
  CHECK(until(strict, "2026-11-06T20:00:00Z") == "2026-11-09T20:00:00Z");
  CHECK(until(strict, "2026-11-06T00:00:00Z") == "2026-11-09T00:00:00Z");  // used up exactly on Friday's last second
}

TEST_CASE("weekdays: several copies a day are judged within the day, one a week after a week") {
  CHECK(until(weekday_job(hours(4), {1, 2, 3, 4, 5}), "2026-11-06T12:00:00Z") == "2026-11-06T17:00:00Z");
  CHECK(until(weekday_job(hours(4), {1, 2, 3, 4, 5}), "2026-11-06T22:00:00Z") == "2026-11-09T03:00:00Z");
  CHECK(until(weekday_job(days(7), {7}), "2026-11-08T20:00:00Z") == "2026-11-16T12:48:00Z");  // a week and its tenth, not seven weeks
  CHECK(until(weekday_job(hours(24), {7}), "2026-11-08T20:00:00Z") == "2026-11-15T22:24:00Z");
  CHECK(until(weekday_job(hours(24), {0, 9}), "2026-11-06T20:00:00Z") == "2026-11-07T22:24:00Z");  // no day of the week at all: every day
}

TEST_CASE("weekdays: never earlier than RPO and grace, and not before the next planned copy is overdue") {
  MadeRandom random(2);
  for (int round = 0; round < 400; ++round) {
    BackupJob job = job_with_rpo(Seconds{3000 * (1 + random.below(100))});  // so that a tenth is whole steps, too
    if (random.chance(50)) job.grace = Seconds{300 * random.below(60)};
    for (unsigned day = 1; day <= 7; ++day)
      if (random.chance(60)) job.weekdays.push_back(day);
    const Zone& zone = random.chance(50) ? berlin() : moscow();
    Instant taken{at("2026-10-17T00:00:00Z").unix_s + 300 * random.below(288 * 14)};  // around the change of the clocks
    Instant found = *fresh_until(job, taken, zone);
    Seconds limit = *job.rpo + grace_of(job);
    CHECK(found >= taken + limit);
    // With a stop-watch: five minutes at a time, which stands still on days without a plan.
    auto planned = [&](Instant t) {
      if (job.weekdays.empty()) return true;
      std::time_t wall = t.unix_s + zone.offset_at(t);
      std::tm parts{};
      gmtime_r(&wall, &parts);
      return std::find(job.weekdays.begin(), job.weekdays.end(), parts.tm_wday == 0 ? 7u : static_cast<unsigned>(parts.tm_wday)) != job.weekdays.end();
    };
    Instant t = taken;
    for (Seconds counted; t < taken + days(60); t = t + Seconds{300}) {
      if (!planned(t)) continue;
      if (counted >= limit) break;
      counted += Seconds{300};
    }
    // At the same wall clock of the next planned day; taken on a day without a plan: when that day is over.
    Instant next = taken;
    bool on_plan = planned(taken);
    std::string first_day = to_text(zone.local(taken).date);
    while (to_text(zone.local(next).date) == first_day || !planned(next)) next = next + Seconds{300};
    if (on_plan)
      while (zone.local(next).second_of_day < zone.local(taken).second_of_day && planned(next) && to_text(zone.local(next).date) != first_day) next = next + Seconds{300};
    else
      for (std::string day = to_text(zone.local(next).date); to_text(zone.local(next).date) == day;) next = next + Seconds{300};
    Instant expected = std::min(t, std::max(taken + *job.rpo, next) + grace_of(job));
    if (job.weekdays.empty()) expected = taken + limit;
    CHECK_MESSAGE(found == expected, to_text(taken), " rpo ", to_duration_text(*job.rpo), " found ", to_text(found), " expected ", to_text(expected));
  }
}

TEST_CASE("absurd promises are bounded, not overflowed") {
  BackupJob job = job_with_rpo(Seconds{INT64_MAX});
  job.grace = Seconds{INT64_MAX};
  CHECK(faults(job, {point("2026-11-01T00:00:00Z")}, at("2126-11-03T06:00:00Z")) == "");
  job.weekdays = {3};
  CHECK(faults(job, {point("2026-11-01T00:00:00Z")}, at("2126-11-03T06:00:00Z")) == "");
  CHECK(grace_of(job_with_rpo(Seconds{INT64_MAX})) > hours(1));
}

TEST_CASE("hostile ids and notes stay on their line") {
  std::vector<RestorePoint> points{point("a\nb\x1b[31m\xff" + std::string(100'000, 'x'), at("2026-11-01T00:00:00Z"))};
  points[0].state = PointState::warnings;
  points[0].note = "\xff\n" + std::string(100'000, 'y');
  CopyFindings findings = freshness_of(kDailyJob, points, at("2026-11-03T06:00:00Z"));
  for (const CopyFinding& finding : findings.all()) CHECK(finding.detail.size() < 1000);
}
