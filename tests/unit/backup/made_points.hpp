// Restore points and jobs for the tests of this room.
#pragma once

#include <doctest/doctest.h>

#include <random>
#include <string>
#include <vector>

#include "backup/freshness_rules.hpp"
#include "backup/restore_point.hpp"
#include "backup/verdict.hpp"
#include "base/zone.hpp"
#include "client/backup_job.hpp"

namespace outdesk {

using PointState = RestorePoint::State;

inline Instant at(const std::string& text) { return parse_instant(text).value(); }
inline Date on(const std::string& text) { return parse_date(text).value(); }
constexpr Seconds hours(std::int64_t n) { return Seconds{n * 3600}; }
constexpr Seconds days(std::int64_t n) { return Seconds{n * kDay}; }
inline const Zone& berlin() { return Zone::named("Europe/Berlin"); }
inline const Zone& moscow() { return Zone::named("Europe/Moscow"); }
inline const Zone& utc() { return Zone::named("UTC"); }

inline RestorePoint point(const std::string& id, Instant time, PointState state = PointState::done, std::optional<std::int64_t> files = {},
                          std::optional<std::int64_t> bytes = {}) {
  RestorePoint made;
  made.id = id;
  made.time = time;
  made.state = state;
  made.files = files;
  made.bytes = bytes;
  return made;
}

inline RestorePoint point(const std::string& time, PointState state = PointState::done, std::optional<std::int64_t> files = {}) {
  return point(time, at(time), state, files);
}

inline RestorePoint link(const std::string& id, const std::string& time, const std::string& needs) {
  RestorePoint made = point(id, at(time));
  made.needs = needs;
  return made;
}

inline RestorePoint lasting(RestorePoint made, Seconds length) {
  made.ended = made.time + length;
  return made;
}

/// One point a day at that time of `zone`, days `from` to `to` included.
inline std::vector<RestorePoint> nightly(const std::string& from, const std::string& to, int second_of_day, const Zone& zone, std::optional<std::int64_t> files = {}) {
  std::vector<RestorePoint> made;
  for (std::int64_t day = days_since_epoch(on(from)); day <= days_since_epoch(on(to)); ++day)
    made.push_back(point(to_text(date_of_days(day)), zone.first_at_or_after(date_of_days(day), second_of_day), PointState::done, files));
  return made;
}

inline BackupJob job_with_rpo(Seconds rpo) {
  BackupJob job;
  job.name = "1c-db";
  job.rpo = rpo;
  return job;
}

inline std::vector<std::string> ids_of(const std::vector<RestorePoint>& points) {
  std::vector<std::string> ids;
  for (const RestorePoint& one : points) ids.push_back(one.id);
  return ids;
}

/// "fail stale; warn size-anomaly"
inline std::string faults_of(const CopyFindings& findings) {
  std::string words;
  for (const CopyFinding& finding : findings.all())
    words += (words.empty() ? "" : "; ") + std::string(name_of(finding.verdict)) + ' ' + std::string(name_of(finding.fault));
  return words;
}

inline CopyFindings freshness_of(const BackupJob& job, const std::vector<RestorePoint>& points, Instant now, const Zone& zone = utc(),
                                 const std::set<std::string>& failed_checks = {}) {
  CopyFindings findings;
  judge_freshness(job, points, failed_checks, now, zone, findings);
  for (const CopyFinding& finding : findings.all()) {
    CHECK(finding.level == CheckLevel::freshness);
    CHECK_FALSE(finding.detail.empty());
    CHECK(finding.detail.find('\n') == finding.detail.npos);
  }
  return findings;
}

inline std::string faults(const BackupJob& job, const std::vector<RestorePoint>& points, Instant now, const Zone& zone = utc()) {
  return faults_of(freshness_of(job, points, now, zone));
}

/// The same draws in every run.
class MadeRandom {
 public:
  explicit MadeRandom(unsigned seed) : engine_(seed) {}
  std::int64_t below(std::int64_t n) { return static_cast<std::int64_t>(engine_() % static_cast<std::uint64_t>(n)); }
  bool chance(int percent) { return below(100) < percent; }

 private:
  std::mt19937_64 engine_;
};

}  // namespace outdesk
