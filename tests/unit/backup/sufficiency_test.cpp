// Is the set of restore points sufficient on a date?  Worked cases, and a count made in another way.
#include <algorithm>
#include <ctime>

#include "backup/rpo_rules.hpp"
#include "backup/sufficiency_rules.hpp"
#include "made_points.hpp"

using namespace outdesk;

namespace {

BackupJob keeping(KeepTerms keep) {
  BackupJob job;
  job.keep = keep;
  return job;
}

/// "daily 2026-11-01, weekly 2026-W44"
std::string missing_of(const Sufficiency& set) {
  std::string words;
  for (const MissingPeriod& one : set.missing) words += (words.empty() ? "" : ", ") + std::string(name_of(one.retention)) + ' ' + one.period;
  return words;
}

std::string missing(const BackupJob& job, const std::vector<RestorePoint>& points, const std::string& t, const Zone& zone = utc()) {
  return missing_of(sufficiency_on(job, points, at(t), zone));
}

std::vector<RestorePoint> taken(std::initializer_list<const char*> times) {
  std::vector<RestorePoint> points;
  for (const char* t : times) points.push_back(point(std::string(t)));
  return points;
}

std::vector<RestorePoint> without(std::vector<RestorePoint> points, std::initializer_list<const char*> ids) {
  for (const char* id : ids) points.erase(std::remove_if(points.begin(), points.end(), [&](const RestorePoint& p) { return p.id == id; }), points.end());
  return points;
}

}  // namespace

TEST_CASE("seven days: today is excused until it has a point") {
  BackupJob job = keeping({.daily = 7});
  auto points = nightly("2026-10-27", "2026-11-02", 22 * 3600, utc());
  CHECK(missing(job, points, "2026-11-03T06:00:00Z") == "");                          // 3 November has none yet: 27 October to 2 November
  CHECK(missing(job, points, "2026-11-02T23:00:00Z") == "");                          // 2 November has one: it is one of the seven
  CHECK(missing(job, points, "2026-11-02T20:00:00Z") == "daily 2026-10-26");          // not made yet at 20:00 that day: 26 October to 1 November
  CHECK(missing(job, points, "2026-11-04T06:00:00Z") == "daily 2026-11-03");
  CHECK(missing(job, without(points, {"2026-10-30"}), "2026-11-03T06:00:00Z") == "daily 2026-10-30");
  CHECK(missing(job, without(points, {"2026-10-30", "2026-10-27"}), "2026-11-03T06:00:00Z") == "daily 2026-10-30, daily 2026-10-27");
}

TEST_CASE("one point serves several classes") {
  BackupJob job = keeping({.daily = 1, .weekly = 1, .monthly = 1, .yearly = 1});
  CHECK(missing(job, taken({"2026-11-02T22:00:00Z"}), "2026-11-02T23:00:00Z") == "");
}

TEST_CASE("no weekly point for 2026-W44") {
  BackupJob job = keeping({.weekly = 4});
  auto points = taken({"2026-10-16T22:00:00Z", "2026-10-23T22:00:00Z", "2026-11-06T22:00:00Z", "2026-11-13T22:00:00Z"});  // W42, W43, W45, W46
  Sufficiency set = sufficiency_on(job, points, at("2026-11-14T06:00:00Z"), moscow());
  CHECK(missing_of(set) == "weekly 2026-W44");
  CHECK_FALSE(set.sufficient());
  CHECK(set.insufficient_since == at("2026-11-01T21:00:00Z"));  // Monday of W45, midnight in Moscow
  CopyFindings findings = freshness_of(job, points, at("2026-11-14T06:00:00Z"), moscow());
  CHECK(faults_of(findings) == "fail retention-gap");
  CHECK(findings.decisive()->detail ==
        "no weekly point for 2026-W44; the set is insufficient since 2026-11-02 00:00 +03:00; look at what removes points, and at the days without a copy");
}

TEST_CASE("weeks over the change of a year with 53 weeks") {
  BackupJob job = keeping({.weekly = 3});
  auto points = taken({"2026-12-25T01:00:00Z", "2027-01-08T01:00:00Z"});  // 2026-W52, 2027-W01
  CHECK(missing(job, points, "2027-01-08T12:00:00Z") == "weekly 2026-W53");
  CHECK(missing(job, points, "2027-01-11T12:00:00Z") == "weekly 2026-W53");  // W02 has none yet: W52 to W01
  points.push_back(point("2027-01-03T23:59:59Z"));                           // Sunday of W53, in January
  CHECK(missing(job, points, "2027-01-08T12:00:00Z") == "");
  CHECK(missing(job, points, "2027-01-08T12:00:00Z", moscow()) == "weekly 2026-W53");  // Monday in Moscow
}

TEST_CASE("months of all lengths, over the year's end") {
  BackupJob job = keeping({.monthly = 4});
  auto points = taken({"2027-12-31T12:00:00Z", "2028-02-29T23:59:00Z", "2028-03-01T00:00:00Z"});
  CHECK(missing(job, points, "2028-03-15T00:00:00Z") == "monthly 2028-01");
  CHECK(missing(job, points, "2028-04-15T00:00:00Z") == "monthly 2028-01");
  CHECK(missing(job, points, "2028-05-01T00:00:00Z") == "monthly 2028-04, monthly 2028-01");
  CHECK(missing(job, points, "2028-06-01T00:00:00Z") == "monthly 2028-05, monthly 2028-04");
  // In Moscow the last of them is already of 1 March.
  CHECK(missing(job, points, "2028-03-15T00:00:00Z", moscow()) == "monthly 2028-02, monthly 2028-01");
}

TEST_CASE("years: the running one is excused") {
  BackupJob job = keeping({.yearly = 2});
  CHECK(missing(job, taken({"2024-06-01T00:00:00Z", "2025-12-31T23:00:00Z"}), "2026-11-01T00:00:00Z") == "");
  CHECK(missing(job, taken({"2024-06-01T00:00:00Z", "2025-12-31T23:00:00Z"}), "2026-11-01T00:00:00Z", berlin()) == "yearly 2025");  // it is 2026 there
}

TEST_CASE("hours: both of the autumn's two, none of the spring's gap") {
  BackupJob job = keeping({.hourly = 4});
  std::vector<RestorePoint> points;
  for (const char* t : {"2026-10-24T23:10:00Z", "2026-10-25T00:10:00Z", "2026-10-25T02:10:00Z"}) points.push_back(point(std::string(t)));
  CHECK(missing(job, points, "2026-10-25T02:30:00Z", berlin()) == "hourly 2026-10-25T02:00+01:00");
  CHECK(missing(job, taken({"2026-03-28T23:10:00Z", "2026-03-29T00:10:00Z", "2026-03-29T01:10:00Z", "2026-03-29T02:10:00Z"}), "2026-03-29T02:30:00Z", berlin()) == "");
}

TEST_CASE("nightly copies across both changes of the clocks, at times that are skipped and shown twice") {
  BackupJob job = keeping({.daily = 14, .weekly = 3});
  for (auto [from, to, now] : {std::tuple{"2026-03-09", "2026-04-04", "2026-04-04T12:00:00Z"}, {"2026-10-05", "2026-10-31", "2026-10-31T12:00:00Z"}})
    for (int second : {0, 30 * 60, 2 * 3600 + 1800, 3 * 3600, 23 * 3600 + 3000})
      for (const Zone* zone : {&berlin(), &moscow(), &Zone::named("America/Sao_Paulo")}) {
        Sufficiency set = sufficiency_on(job, nightly(from, to, second, *zone), at(now), *zone);
        CHECK_MESSAGE(missing_of(set) == "", zone->name(), " ", second);
      }
}

TEST_CASE("a date that the zone skipped is asked of nobody") {
  const Zone& apia = Zone::named("Pacific/Apia");  // there was no 30 December 2011
  auto points = taken({"2011-12-29T20:00:00Z", "2011-12-30T20:00:00Z", "2011-12-31T20:00:00Z"});  // 29, 31 December and 1 January there
  CHECK(missing(keeping({.daily = 4}), points, "2012-01-01T08:00:00Z", apia) == "");
}

TEST_CASE("periods that ended before the policy began are excused, the one that it began in is not") {
  BackupJob job = keeping({.daily = 7, .weekly = 4, .monthly = 12, .yearly = 3});
  job.since = on("2026-10-29");  // a Thursday
  auto points = nightly("2026-10-29", "2026-11-02", 22 * 3600, utc());
  CHECK(missing(job, points, "2026-11-03T06:00:00Z") == "");
  CHECK(missing(job, without(points, {"2026-10-29"}), "2026-11-03T06:00:00Z") == "daily 2026-10-29");
  CHECK(missing(job, without(points, {"2026-10-29", "2026-10-30", "2026-10-31", "2026-11-01"}), "2026-11-03T06:00:00Z") ==
        "daily 2026-11-01, daily 2026-10-31, daily 2026-10-30, daily 2026-10-29, weekly 2026-W44, monthly 2026-10");
  job.since = on("2026-12-01");
  CHECK(missing(job, points, "2026-11-03T06:00:00Z") == "");
}

TEST_CASE("days without a planned copy are excused, and so are their hours; weeks are not") {
  BackupJob job = keeping({.daily = 7});
  job.weekdays = {1, 2, 3, 4, 5};
  auto week = without(nightly("2026-10-26", "2026-11-02", 22 * 3600, utc()), {"2026-10-31", "2026-11-01"});
  CHECK(missing(job, week, "2026-11-03T06:00:00Z") == "");
  CHECK(missing(job, without(week, {"2026-10-30"}), "2026-11-03T06:00:00Z") == "daily 2026-10-30");
  job.keep = {.hourly = 30};
  std::vector<RestorePoint> hourly;
  for (int i = 0; i < 6; ++i) hourly.push_back(point(std::to_string(i), at("2026-11-02T00:05:00Z") + hours(i)));  // Monday
  CHECK(missing(job, hourly, "2026-11-02T05:30:00Z") == "");
  job.weekdays.clear();
  CHECK(sufficiency_on(job, hourly, at("2026-11-02T05:30:00Z"), utc()).missing.size() == 24);
}

TEST_CASE("last: as many usable points; min_points guards a young policy") {
  BackupJob job = keeping({.last = 3});
  auto points = taken({"2026-11-01T22:00:00Z", "2026-11-02T22:00:00Z"});
  Sufficiency set = sufficiency_on(job, points, at("2026-11-03T06:00:00Z"), utc());
  CHECK(set.points == 2);
  CHECK(set.wanted == 3);
  CHECK_FALSE(set.sufficient());
  CHECK(set.insufficient_since == at("2026-11-01T22:00:00Z"));  // there have never been more
  CopyFindings findings = freshness_of(job, points, at("2026-11-03T06:00:00Z"));
  CHECK(faults_of(findings) == "fail retention-gap");
  CHECK(findings.decisive()->detail.starts_with("2 usable points of 3; "));
  BackupJob young = keeping({.daily = 7, .monthly = 12});
  young.since = on("2026-11-03");
  young.min_points = 2;
  CHECK(faults(young, taken({"2026-11-03T02:00:00Z"}), at("2026-11-03T06:00:00Z")) == "fail retention-gap");
  young.min_points = 1;
  CHECK(faults(young, taken({"2026-11-03T02:00:00Z"}), at("2026-11-03T06:00:00Z")) == "");
}

TEST_CASE("a failed point never counts towards keep") {
  BackupJob job = keeping({.daily = 7});
  auto points = nightly("2026-10-27", "2026-11-02", 22 * 3600, utc());
  points[3].state = PointState::failed;
  CHECK(faults(job, points, at("2026-11-03T06:00:00Z")) == "fail retention-gap");
  points[3].state = PointState::done;
  points[3].files = 0;
  CHECK(faults(job, points, at("2026-11-03T06:00:00Z")) == "fail retention-gap");
}

TEST_CASE("points of tomorrow do not stand for today") {
  BackupJob job = keeping({.daily = 2});
  auto points = taken({"2026-11-01T22:00:00Z", "2026-11-03T00:10:00Z"});
  CHECK(missing(job, points, "2026-11-02T23:30:00Z") == "daily 2026-10-31");  // 2 November still to come
  CHECK(missing(job, points, "2026-11-03T00:30:00Z") == "daily 2026-11-02");
  CHECK(sufficiency_on(job, points, at("2026-11-02T23:00:00Z"), utc()).points == 1);
}

TEST_CASE("kept longer than agreed: before the longest window and one period more") {
  BackupJob job = keeping({.daily = 7, .monthly = 2});
  auto points = nightly("2026-08-30", "2026-11-02", 22 * 3600, utc());
  Sufficiency set = sufficiency_on(job, points, at("2026-11-03T06:00:00Z"), utc());
  CHECK(set.sufficient());  // too much is not too little
  CHECK(set.keep_from == at("2026-09-01T00:00:00Z"));  // November, October, and September as one more
  CHECK(ids_of(set.too_old) == std::vector<std::string>{"2026-08-30", "2026-08-31"});
  CHECK(faults(job, points, at("2026-11-03T06:00:00Z")) == "");  // results that were recorded: whether the copies are still there is not known
  job.kind = BackupKind::restic;
  CopyFindings findings = freshness_of(job, points, at("2026-11-03T06:00:00Z"));
  CHECK(faults_of(findings) == "warn retention-gap");
  CHECK(findings.decisive()->detail == "2 points kept longer than agreed: the oldest '2026-08-30' is of 2026-08-30 22:00 +00:00, and nothing from before "
                                       "2026-09-01 00:00 +00:00 is to be kept; remove what is too old");
  job.keep.last = 65;
  CHECK(ids_of(sufficiency_on(job, points, at("2026-11-03T06:00:00Z"), utc()).too_old).empty());
  CHECK(sufficiency_on(keeping({.last = 3}), points, at("2026-11-03T06:00:00Z"), utc()).too_old.empty());
  CHECK(sufficiency_on({}, points, at("2026-11-03T06:00:00Z"), utc()).too_old.empty());
}

TEST_CASE("the only copy is never too old, nor is the full copy that a kept one builds on") {
  BackupJob job = keeping({.daily = 3});
  job.since = on("2026-11-02");
  CHECK(sufficiency_on(job, taken({"2026-01-01T22:00:00Z"}), at("2026-11-03T06:00:00Z"), utc()).too_old.empty());
  std::vector<RestorePoint> chain{point("other", at("2026-09-30T22:00:00Z")), point("full", at("2026-10-01T22:00:00Z")), link("i1", "2026-10-15T22:00:00Z", "full"),
                                  link("i2", "2026-11-02T22:00:00Z", "i1")};
  CHECK(ids_of(sufficiency_on(job, chain, at("2026-11-03T06:00:00Z"), utc()).too_old) == std::vector<std::string>{"other"});
}

TEST_CASE("insufficient since: the earliest of what is wanted now and not there") {
  BackupJob job = keeping({.daily = 7, .monthly = 3});
  auto points = nightly("2026-10-01", "2026-11-02", 22 * 3600, berlin());
  CHECK(sufficiency_on(job, points, at("2026-11-03T06:00:00Z"), berlin()).insufficient_since == at("2026-09-30T22:00:00Z"));  // no September since then
  job.keep.monthly = 0;
  CHECK_FALSE(sufficiency_on(job, points, at("2026-11-03T06:00:00Z"), berlin()).insufficient_since.has_value());
  CHECK(sufficiency_on(job, without(points, {"2026-10-28", "2026-10-30"}), at("2026-11-03T06:00:00Z"), berlin()).insufficient_since == at("2026-10-28T23:00:00Z"));
  CHECK(sufficiency_on(job, without(points, {"2026-10-20"}), at("2026-11-03T06:00:00Z"), berlin()).sufficient());
  job.rpo = hours(24);
  Sufficiency stale = sufficiency_on(job, points, at("2026-11-05T06:00:00Z"), berlin());
  CHECK_FALSE(stale.fresh);
  CHECK(stale.insufficient_since == at("2026-11-03T23:00:00Z"));  // 3 November ended before 24 h and their tenth did
}

TEST_CASE("absurd numbers of periods end at 1970") {
  BackupJob job = keeping({.hourly = 100'000, .daily = 100'000, .weekly = 100'000, .monthly = 100'000, .yearly = 100'000});
  Sufficiency set = sufficiency_on(job, taken({"2026-11-02T22:00:00Z"}), at("2026-11-03T06:00:00Z"), berlin());
  CHECK(set.missing.back().period == "1970");
  CHECK(freshness_of(job, taken({"2026-11-02T22:00:00Z"}), at("2026-11-03T06:00:00Z")).decisive()->detail.size() < 600);
}

namespace {

/// A wall clock without our zone arithmetic: names of periods by the C library.
std::string named_by_c(RetentionClass retention, std::int64_t t, const Zone& zone) {
  int offset = zone.offset_at(Instant{t});
  std::time_t wall = t + offset;
  std::tm parts{};
  gmtime_r(&wall, &parts);
  constexpr const char* kFormats[] = {"%Y-%m-%dT%H:00", "%Y-%m-%d", "%G-W%V", "%Y-%m", "%Y"};
  char text[40];
  std::strftime(text, sizeof text, kFormats[static_cast<int>(retention)], &parts);
  std::string name = text;
  if (retention == RetentionClass::hourly) name += (offset < 0 ? "-0" : "+0") + std::to_string(std::abs(offset) / 3600) + ":00";
  return name;
}

unsigned weekday_by_c(std::int64_t t, const Zone& zone) {
  std::time_t wall = t + zone.offset_at(Instant{t});
  std::tm parts{};
  gmtime_r(&wall, &parts);
  return parts.tm_wday == 0 ? 7u : static_cast<unsigned>(parts.tm_wday);
}

/// Walks back from `now` by the clock, writing down the name of each period that comes by.
struct WalkedPeriods {
  std::vector<std::string> asked;                     ///< periods of the class that need a point, newest first
  std::map<std::string, std::int64_t> ended;          ///< first step of the next period
};

WalkedPeriods walk_back(RetentionClass retention, std::int64_t n, const BackupJob& job, const std::vector<RestorePoint>& points, Instant now, const Zone& zone) {
  std::int64_t step = retention == RetentionClass::hourly ? 900 : 3600;
  std::set<std::string> held;
  for (const RestorePoint& p : points)
    if (p.time.unix_s <= now.unix_s + 3600) held.insert(named_by_c(retention, p.time.unix_s, zone));
  std::string since = job.since ? named_by_c(retention, zone.day(*job.since).from.unix_s, zone) : "";
  bool from_current = held.count(named_by_c(retention, now.unix_s, zone)) > 0;
  WalkedPeriods walked;
  std::int64_t seen = 0, t = now.unix_s - now.unix_s % step;
  for (std::string last, name; ; t -= step, last = name) {
    name = named_by_c(retention, t, zone);
    if (name == last) continue;
    walked.ended[name] = t + step;
    if (!last.empty() && last == since) break;
    ++seen;
    if (seen == 1 && !from_current) continue;
    if (seen > n + (from_current ? 0 : 1)) break;
    bool of_day = retention == RetentionClass::hourly || retention == RetentionClass::daily;
    bool planned = job.weekdays.empty() || std::find(job.weekdays.begin(), job.weekdays.end(), weekday_by_c(t, zone)) != job.weekdays.end();
    if (!of_day || planned) walked.asked.push_back(name);
  }
  return walked;
}

}  // namespace

TEST_CASE("sufficiency: the same as found by walking back with the clock, period by period") {
  MadeRandom random(4);
  const Zone* zones[] = {&utc(), &berlin(), &moscow(), &Zone::named("America/New_York")};
  for (int round = 0; round < 250; ++round) {
    const Zone& zone = *zones[random.below(4)];
    Instant now{at("2026-03-20T00:00:00Z").unix_s + 900 * random.below(96 * 320)};  // spring 2026 to the first weeks of 2027
    BackupJob job;
    job.min_points = random.below(3);
    if (random.chance(60)) job.keep.hourly = random.below(30);
    if (random.chance(80)) job.keep.daily = random.below(20);
    if (random.chance(60)) job.keep.weekly = random.below(8);
    if (random.chance(40)) job.keep.monthly = random.below(5);
    if (random.chance(20)) job.keep.yearly = random.below(2);
    if (random.chance(40)) job.since = date_of_days(now.unix_s / kDay - random.below(60));
    if (random.chance(40))
      for (unsigned day = 1; day <= 7; ++day)
        if (random.chance(70)) job.weekdays.push_back(day);
    std::vector<RestorePoint> points;
    for (std::int64_t i = random.below(120); i > 0; --i)
      points.push_back(point(std::to_string(i), now - Seconds{random.below(random.chance(50) ? 10 * kDay : 150 * kDay) - 7200}));
    points = usable_points(job, points, now, {});
    Sufficiency found = sufficiency_on(job, points, now, zone);
    std::vector<std::string> expected;
    std::int64_t earliest = INT64_MAX;
    for (RetentionClass retention : kRetentionClasses) {
      std::int64_t n = count_of(job.keep, retention);
      if (n == 0) continue;
      WalkedPeriods walked = walk_back(retention, n, job, points, now, zone);
      for (const std::string& name : walked.asked) {
        bool held = std::any_of(points.begin(), points.end(), [&](const RestorePoint& p) { return named_by_c(retention, p.time.unix_s, zone) == name; });
        if (held) continue;
        expected.push_back(std::string(name_of(retention)) + ' ' + name);
        earliest = std::min(earliest, walked.ended.at(name));
      }
    }
    std::vector<std::string> ours;
    for (const MissingPeriod& one : found.missing) ours.push_back(std::string(name_of(one.retention)) + ' ' + one.period);
    CHECK_MESSAGE(ours == expected, zone.name(), " ", to_text(now), " round ", round);
    CHECK(found.sufficient() == (expected.empty() && static_cast<std::int64_t>(points.size()) >= job.min_points));
    if (static_cast<std::int64_t>(points.size()) >= job.min_points && !expected.empty()) CHECK(found.insufficient_since == Instant{earliest});
  }
}

TEST_CASE("insufficient since: day by day backwards, something that is wanted now was wanted and not there") {
  MadeRandom random(5);
  for (int round = 0; round < 60; ++round) {
    BackupJob job = keeping({.daily = 1 + random.below(14), .weekly = random.below(4)});
    job.min_points = 0;
    Instant now = at("2026-11-20T12:00:00Z");
    std::vector<RestorePoint> points;
    for (std::int64_t day = 0; day < 60; ++day)
      if (random.chance(85)) points.insert(points.begin(), point(std::to_string(day), now - days(day)));
    Sufficiency today = sufficiency_on(job, points, now, berlin());
    std::set<std::string> wanted_now;
    for (const MissingPeriod& one : today.missing) wanted_now.insert(one.period);
    std::int64_t bad_days = 0;  // in a row, back from today
    for (std::int64_t back = 0; back < 80; ++back) {
      Instant then = now - days(back);
      std::vector<RestorePoint> known;
      for (const RestorePoint& p : points)
        if (p.time <= then) known.push_back(p);
      auto missing_then = sufficiency_on(job, known, then, berlin()).missing;
      if (std::none_of(missing_then.begin(), missing_then.end(), [&](const MissingPeriod& one) { return wanted_now.count(one.period) > 0; })) break;
      ++bad_days;
    }
    if (bad_days == 0) {
      CHECK(today.sufficient());
      continue;
    }
    REQUIRE(today.insufficient_since);
    std::int64_t since = days_since_epoch(berlin().local(*today.insufficient_since).date);
    CHECK(days_since_epoch(on("2026-11-20")) - since + 1 == bad_days);
  }
}
