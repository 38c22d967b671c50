#include "package/collect_backups.hpp"

#include <algorithm>

#include "backup/backup_month.hpp"
#include "backup/status_report.hpp"
#include "package/section_sum.hpp"

namespace outdesk {

namespace {

/// What is known of a month's backups is what was entered until then: the run of the morning tells of the last night.
constexpr Seconds kKnownAfter{36 * 3600};

BackupMonth backups_in(const KnownBackups& known, const Contract& contract, Month month, Instant as_of, Language language) {
  const Zone& zone = Zone::named(contract.timezone);
  Date last = date_of_days(days_since_epoch((month + std::chrono::months{1}) / 1) - 1);
  Instant end = zone.month(month).to;
  return backup_month(known, contract, month / 1, last, as_of < end ? as_of : end + kKnownAfter, language);
}

/// Nothing where not every planned copy is known.
Value share_made(const BackupMonth& month) {
  if (month.planned() == 0 || month.not_known() > 0) return {};
  return Share{month.made(), month.planned()};
}

/// The months before, and this one.
void add_backup_months(const KnownBackups& known, const MonthRequest& request, const Contract& contract, const std::vector<Month>& months, const BackupMonth& judged, PackageInput& input) {
  BackupFacts& facts = input.facts.backups;
  for (Month one : months) {
    if (one == request.month) continue;
    BackupMonth past = backups_in(known, contract, one, request.as_of, input.language);
    facts.months.push_back({one, share_made(past)});
    if (one + std::chrono::months{1} < request.month) continue;
    facts.comparable = past.not_known() == 0;
    if (past.planned() > 0) facts.before = Share{past.made(), past.planned()};
  }
  facts.months.push_back({request.month, share_made(judged)});
}

void fill_facts(const BackupMonth& month, BackupFacts& facts) {
  facts.made = month.made();
  facts.planned = month.planned();
  facts.missed_running = month.longest_miss();
  facts.tests = static_cast<std::int64_t>(month.tests.size());
  facts.tests_failed = month.failed_tests();
  for (const OverdueDrill& overdue : month.overdue) facts.overdue.push_back(overdue.job.what.empty() ? overdue.job.name : overdue.job.what);
  bool complete = month.not_known() == 0;
  facts.source.state = !month.any_facts() ? SourceState::missing : complete ? SourceState::full : SourceState::partial;
  if (facts.source.state != SourceState::partial) return;
  for (const JobDays& days : month.jobs)
    for (std::size_t i = 0; i < days.marks.size(); ++i) {
      if (days.marks[i] != DayMark::not_known) continue;
      Date day = date_of_days(days_since_epoch(month.from) + static_cast<std::int64_t>(i));
      facts.source.first = std::min(facts.source.first.value_or(day), day);
      facts.source.last = std::max(facts.source.last.value_or(day), day);
    }
}

}  // namespace

BackupRows collect_backups(Db& db, std::int64_t client, const MonthRequest& request, const Contract& contract, const std::vector<Month>& months, PackageInput& input) {
  BackupFacts& facts = input.facts.backups;
  if (contract.backups.empty()) {
    facts.source.state = SourceState::not_in_contract;
    return {};
  }
  Instant known_by = request.as_of;
  KnownBackups known = known_backups(db, client, contract, known_by);
  BackupMonth month = backups_in(known, contract, request.month, request.as_of, input.language);
  fill_facts(month, facts);
  if (facts.source.state == SourceState::missing) return {};
  add_backup_months(known, request, contract, months, month, input);
  Section section{"backups", "", backup_blocks(month, *input.zone, input.language)};
  BackupRows rows{section_sum("backups", {section}), static_cast<std::int64_t>(month.tests.size()) + month.made()};
  input.sections.push_back(std::move(section));
  return rows;
}

}  // namespace outdesk
