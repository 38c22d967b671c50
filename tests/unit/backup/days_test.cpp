// The calendar of a job: made, second tries, misses.
#include <algorithm>

#include "backup/day_rules.hpp"
#include "backup/rpo_rules.hpp"
#include "made_points.hpp"

using namespace outdesk;

namespace {

const BackupJob kEveryNight = job_with_rpo(hours(24));

/// One letter a day: made M, second try 2, missed ., failed F, running R, not known ?, not planned -.
std::string letters_of(const std::vector<DayMark>& marks) {
  std::string text;
  for (DayMark mark : marks) text += "-M2.FR?"[static_cast<int>(mark)];
  return text;
}

std::string calendar(const BackupJob& job, const std::vector<RestorePoint>& runs, const char* from, const char* to, const char* now, const Zone& zone = utc(),
                     const char* known_from = "2020-01-01", const char* known_to = "2030-01-01") {
  return letters_of(marks_of_days(job, runs, on(from), on(to), at(now), zone, on(known_from), on(known_to)));
}

RestorePoint run(const char* t, PointState state = PointState::done, std::optional<std::int64_t> files = {}) { return point(t, at(t), state, files); }

}  // namespace

TEST_CASE("a week: made, second try, failed, missed, and days that are not over") {
  std::vector<RestorePoint> runs{run("2026-11-02T22:00:00Z"), run("2026-11-03T22:00:00Z", PointState::failed), run("2026-11-03T23:00:00Z", PointState::warnings),
                                 run("2026-11-04T22:00:00Z", PointState::failed), run("2026-11-04T23:00:00Z", PointState::done, 0), run("2026-11-06T22:00:00Z"),
                                 run("2026-11-06T23:00:00Z", PointState::failed)};
  CHECK(calendar(kEveryNight, runs, "2026-11-02", "2026-11-09", "2026-11-08T12:00:00Z") == "M2F.M.??");
  CHECK(calendar(kEveryNight, runs, "2026-11-03", "2026-11-02", "2026-11-08T12:00:00Z") == "");
  std::reverse(runs.begin(), runs.end());
  CHECK(calendar(kEveryNight, runs, "2026-11-02", "2026-11-09", "2026-11-08T12:00:00Z") == "M2F.M.??");
}

TEST_CASE("a day is missed when it is over and the grace has passed, to the second") {
  CHECK(calendar(kEveryNight, {}, "2026-11-02", "2026-11-02", "2026-11-03T02:24:00Z") == "?");
  CHECK(calendar(kEveryNight, {}, "2026-11-02", "2026-11-02", "2026-11-03T02:24:01Z") == ".");
  CHECK(calendar(BackupJob{}, {}, "2026-11-02", "2026-11-02", "2026-11-03T01:00:01Z") == ".");  // without an RPO the grace is an hour
  CHECK(calendar(kEveryNight, {}, "2026-11-02", "2026-11-02", "2026-11-02T23:24:01Z", moscow()) == ".");
}

TEST_CASE("today: made is made, a failure may still be mended, a run may run") {
  CHECK(calendar(kEveryNight, {run("2026-11-02T02:00:00Z")}, "2026-11-02", "2026-11-02", "2026-11-02T12:00:00Z") == "M");
  CHECK(calendar(kEveryNight, {run("2026-11-02T02:00:00Z", PointState::failed)}, "2026-11-02", "2026-11-02", "2026-11-02T12:00:00Z") == "?");
  CHECK(calendar(kEveryNight, {run("2026-11-02T02:00:00Z", PointState::failed)}, "2026-11-02", "2026-11-02", "2026-11-03T00:00:00Z") == "F");
  CHECK(calendar(kEveryNight, {run("2026-11-02T10:00:00Z", PointState::running)}, "2026-11-02", "2026-11-02", "2026-11-02T12:00:00Z") == "R");
  std::vector<RestorePoint> retried{run("2026-11-02T02:00:00Z", PointState::failed), run("2026-11-02T10:00:00Z", PointState::running)};
  CHECK(calendar(kEveryNight, retried, "2026-11-02", "2026-11-02", "2026-11-02T12:00:00Z") == "R");
}

TEST_CASE("a run that began at 23:50 belongs to that day, also while it goes on after midnight, until it hangs") {
  std::vector<RestorePoint> runs{run("2026-11-02T23:50:00Z", PointState::running)};
  CHECK(calendar(kEveryNight, runs, "2026-11-02", "2026-11-03", "2026-11-03T05:50:00Z") == "R?");
  CHECK(calendar(kEveryNight, runs, "2026-11-02", "2026-11-03", "2026-11-03T05:50:01Z") == "F?");  // six hours
  runs[0].state = PointState::done;
  CHECK(calendar(kEveryNight, runs, "2026-11-02", "2026-11-03", "2026-11-03T05:50:00Z") == "M?");
  CHECK(calendar(kEveryNight, runs, "2026-11-02", "2026-11-03", "2026-11-03T05:50:00Z", moscow()) == ".M");  // 02:50 of the next day there
}

TEST_CASE("nobody looked: a planned day is neither made nor missed") {
  BackupJob job = kEveryNight;
  job.weekdays = {1, 2, 3, 4, 5};
  auto runs = nightly("2026-11-02", "2026-11-06", 22 * 3600, utc());
  CHECK(calendar(job, runs, "2026-11-01", "2026-11-10", "2026-12-01T00:00:00Z", utc(), "2026-11-03", "2026-11-09") == "-?MMMM--.?");
}

TEST_CASE("plan: weekdays, the policy's start, and copies made without a plan") {
  BackupJob job = kEveryNight;
  job.weekdays = {1, 2, 3, 4, 5};
  job.since = on("2026-11-04");  // a Wednesday
  CHECK(calendar(job, {}, "2026-11-02", "2026-11-10", "2026-12-01T00:00:00Z") == "--...--..");
  std::vector<RestorePoint> extra{run("2026-11-02T22:00:00Z"), run("2026-11-07T22:00:00Z"), run("2026-11-08T22:00:00Z", PointState::failed)};
  CHECK(calendar(job, extra, "2026-11-02", "2026-11-10", "2026-12-01T00:00:00Z") == "M-...MF..");
}

TEST_CASE("a link whose full copy was told of before these days is taken at its word; one whose full copy failed is not") {
  RestorePoint incremental = run("2026-11-02T22:00:00Z");
  incremental.needs = "full of October";
  CHECK(calendar(kEveryNight, {incremental}, "2026-11-02", "2026-11-02", "2026-11-04T00:00:00Z") == "M");
  RestorePoint full = point("full of October", at("2026-11-01T22:00:00Z"), PointState::failed);
  CHECK(calendar(kEveryNight, {incremental, full}, "2026-11-01", "2026-11-02", "2026-11-04T00:00:00Z") == "FF");
}

TEST_CASE("nights of both changes of the clocks, and a date that the zone skipped") {
  for (int second : {0, 2 * 3600 + 1800, 23 * 3600 + 3000}) {
    CHECK(calendar(kEveryNight, nightly("2026-03-27", "2026-03-31", second, berlin()), "2026-03-27", "2026-03-31", "2026-05-01T00:00:00Z", berlin()) == "MMMMM");
    CHECK(calendar(kEveryNight, nightly("2026-10-23", "2026-10-27", second, berlin()), "2026-10-23", "2026-10-27", "2026-12-01T00:00:00Z", berlin()) == "MMMMM");
  }
  CHECK(calendar(kEveryNight, {}, "2011-12-29", "2011-12-31", "2012-02-01T00:00:00Z", Zone::named("Pacific/Apia"), "2011-01-01") == ".-.");
}

TEST_CASE("rotated names: the same id night after night is many runs") {
  std::vector<RestorePoint> runs = nightly("2026-11-02", "2026-11-05", 22 * 3600, utc());
  for (RestorePoint& one : runs) one.id = "daily.0";
  runs[2].state = PointState::failed;
  CHECK(calendar(kEveryNight, runs, "2026-11-02", "2026-11-05", "2026-12-01T00:00:00Z") == "MMFM");
}

TEST_CASE("counts: planned and known, made, and the longest row of misses") {
  BackupJob job = kEveryNight;
  job.weekdays = {1, 2, 3, 4, 5};
  auto count = [&](const std::string& letters, const char* from) {
    std::vector<DayMark> marks;
    for (char letter : letters) marks.push_back(static_cast<DayMark>(std::string("-M2.FR?").find(letter)));
    return count_days(job, marks, on(from));
  };
  DayCounts counts = count("M2.F---.M.?", "2026-11-02");  // the Friday is not planned either: before job.since, say
  CHECK(counts.planned == 7);
  CHECK(counts.made == 3);
  CHECK(counts.second_tries == 1);
  CHECK(counts.missed == 3);
  CHECK(counts.failed == 1);
  CHECK(counts.not_known == 1);
  CHECK(counts.longest_miss == 3);
  CHECK(counts.longest_from == on("2026-11-04"));
  CHECK(count("....M--", "2026-11-02").longest_miss == 4);
  CHECK(count("..?..--.", "2026-11-02").longest_miss == 3);   // what is not known breaks the row; a weekend does not
  CHECK(count("..R..--", "2026-11-02").longest_miss == 2);
  CHECK(count("....." "M-" ".", "2026-11-02").longest_miss == 5);  // a copy on Saturday ends the row, and is not one of the planned
  CHECK(count("....." "M-" ".", "2026-11-02").planned == 6);
  CHECK(count("MMMMMFF", "2026-11-02").longest_miss == 0);          // a try on a day without a plan that failed is no miss
  CHECK(count("", "2026-11-02").planned == 0);
  CHECK_FALSE(count("MM", "2026-11-02").longest_from.has_value());
}

TEST_CASE("marks: the same as each day asked for itself, by the date that its clock shows") {
  MadeRandom random(6);
  for (int round = 0; round < 200; ++round) {
    const Zone& zone = random.chance(50) ? berlin() : moscow();
    BackupJob job = kEveryNight;
    if (random.chance(40))
      for (unsigned day = 1; day <= 7; ++day)
        if (random.chance(70)) job.weekdays.push_back(day);
    if (random.chance(30)) job.since = date_of_days(days_since_epoch(on("2026-10-15")) + random.below(20));
    Instant now{at("2026-10-20T00:00:00Z").unix_s + random.below(15 * kDay)};
    std::vector<RestorePoint> runs;
    for (std::int64_t i = random.below(40); i > 0; --i) {
      RestorePoint made = point(std::to_string(i), Instant{at("2026-10-14T00:00:00Z").unix_s + random.below(22 * kDay)}, static_cast<PointState>(random.below(4)));
      if (random.chance(10)) made.files = 0;
      runs.push_back(made);
    }
    Date known_from = date_of_days(days_since_epoch(on("2026-10-13")) + random.below(5)), known_to = date_of_days(days_since_epoch(on("2026-10-30")) + random.below(8));
    std::string expected;
    for (std::int64_t day = days_since_epoch(on("2026-10-14")); day <= days_since_epoch(on("2026-11-05")); ++day) {
      Date date = date_of_days(day);
      std::vector<const RestorePoint*> mine;
      for (const RestorePoint& p : runs)
        if (p.time <= now + hours(1) && to_text(zone.local(p.time).date) == to_text(date)) mine.push_back(&p);
      std::sort(mine.begin(), mine.end(), [](const RestorePoint* a, const RestorePoint* b) { return a->time < b->time; });
      auto good = [](const RestorePoint* p) { return (p->state == PointState::done || p->state == PointState::warnings) && p->files != 0; };
      auto alive = [&](const RestorePoint* p) { return p->state == PointState::running && now - p->time <= hours(6); };
      auto dead = [&](const RestorePoint* p) { return !good(p) && !alive(p); };
      auto first_good = std::find_if(mine.begin(), mine.end(), good);
      bool over = to_text(zone.local(now).date) > to_text(date);
      bool missed = now > zone.day(date).to + grace_of(job);
      unsigned weekday = std::chrono::weekday{std::chrono::sys_days{date}}.iso_encoding();
      bool planned = (job.weekdays.empty() || std::count(job.weekdays.begin(), job.weekdays.end(), weekday) > 0) && !(job.since && date < *job.since);
      if (date < known_from || known_to < date) expected += planned ? '?' : '-';
      else if (first_good != mine.end()) expected += std::any_of(mine.begin(), first_good, dead) ? '2' : 'M';
      else if (std::any_of(mine.begin(), mine.end(), alive)) expected += 'R';
      else if (!mine.empty()) expected += over ? 'F' : '?';
      else if (!planned) expected += '-';
      else expected += missed ? '.' : '?';
    }
    CHECK(letters_of(marks_of_days(job, runs, on("2026-10-14"), on("2026-11-05"), now, zone, known_from, known_to)) == expected);
  }
}
