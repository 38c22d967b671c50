// What the store knows of a client's backups over some days: the calendar of copies and the test restores.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "backup/backup_store.hpp"
#include "backup/copies_rules.hpp"
#include "backup/day_rules.hpp"
#include "backup/evidence.hpp"
#include "base/zone.hpp"
#include "client/contract.hpp"

namespace outdesk {

struct JobDays {
  BackupJob job;
  std::vector<DayMark> marks;  ///< one a day
  DayCounts counts;
};

/// A job whose promised test restore is overdue when the days end.
struct OverdueDrill {
  BackupJob job;
  std::optional<Instant> last;  ///< the last good one
};

struct JobCopies {
  std::string job;
  std::vector<CopiesDigit> digits;
};

struct BackupMonth {
  Date from, to;  ///< both included
  Date today;     ///< of `now`, in the client's zone: not over yet
  std::vector<JobDays> jobs;
  std::vector<BackupEvidence> tests;    ///< test restores that ended in these days, oldest first
  std::vector<OverdueDrill> overdue;
  std::vector<JobCopies> copies;        ///< 3-2-1-1-0, of jobs that name their places
  std::vector<BackupEvidence> checks;   ///< the last check of each job that has one, in the order of the jobs

  std::int64_t planned() const;  ///< of all jobs; days whose outcome is not known are not among them
  std::int64_t made() const;
  std::int64_t not_known() const;
  std::int64_t longest_miss() const;
  std::int64_t failed_tests() const;
  bool any_facts() const;
};

/// As of when the days are looked at.
struct BackupMonthView {
  Instant now;        ///< days that are not over by then are not judged
  Instant known_by;   ///< what was entered later is not known
};

/// All that was entered about the jobs of a contract until `known_by`: read once, looked at for any days.
struct KnownBackups {
  struct OfJob {
    std::vector<KnownPoint> points;
    std::vector<BackupEvidence> evidence;
  };
  std::vector<OfJob> jobs;  ///< in the order of the contract's
};
KnownBackups known_backups(Db& db, std::int64_t client, const Contract& contract, Instant known_by);

/// `known` must be of the same contract.
BackupMonth backup_month(const KnownBackups& known, const Contract& contract, Date from, Date to, Instant now, Language language = Language::en);
BackupMonth backup_month(Db& db, std::int64_t client, const Contract& contract, Date from, Date to, const BackupMonthView& view, Language language = Language::en);

}  // namespace outdesk
