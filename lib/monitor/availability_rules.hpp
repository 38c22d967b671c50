// A time of monitoring against what was agreed: outages, availability, problems, figures.  Counted over the time that
// answers cover and over no other: what was not watched was neither up nor down.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "base/money.hpp"
#include "calendar/calendar.hpp"
#include "client/monitoring_terms.hpp"
#include "monitor/monitoring_record.hpp"

namespace outdesk {

/// A service was down in [from, to), cut to the period.  Stops and problems that overlap or touch are one outage.
struct Outage {
  std::string service;                 ///< in the client's words
  std::vector<std::string> objects;    ///< hosts, or the service's name in the monitoring; in order, each once
  std::vector<std::string> reasons;    ///< names of the problems, the worst first; empty: only the service's stop is known
  Severity severity = Severity::not_classified;  ///< the worst of them
  Instant from, to;
  Instant began;                       ///< not cut to the period
  bool began_before = false;           ///< before the period
  bool lasts = false;                  ///< no end is known, or one after the period
  bool goes_on = false;                ///< no end is known, and the last data still have it
  Seconds counted;                     ///< of it in the service's calendar and in covered time
};

struct JudgedService {
  WatchedService terms;
  bool watched = true;                 ///< the monitoring knows a service or host of these names (or told nothing of this time)
  Share available;                     ///< seconds up of covered seconds, in the service's calendar; undefined: not measured
  Seconds down;
  std::int64_t outages = 0;            ///< of which something counts
  std::vector<std::string> affected = {};  ///< what depends on its asset: see mark_affected()
  bool below_target() const { return terms.target && available.defined() && !available.at_least(*terms.target); }
};

struct SeverityCount {
  Severity severity = Severity::not_classified;
  std::int64_t count = 0, acknowledged = 0, open = 0;
  std::int64_t late = 0;               ///< not acknowledged within the agreed time; see acknowledged_late()
  Seconds total, longest;              ///< inside the period
};

struct JudgedFigure {
  WatchedFigure terms;
  std::optional<std::int64_t> value;   ///< nothing: no item that fits had a value
  bool over_limit() const { return value && terms.limit && *value > *terms.limit; }
};

struct MonitoringMonth {
  Period period;
  Share covered;                       ///< seconds
  std::vector<Period> gaps;            ///< not covered, each of the agreed length (`silent_after`) at least
  std::optional<Instant> silent_since; ///< the last gap lasts to the period's end: where the data before it stop
  std::vector<JudgedService> services; ///< in the order of the contract
  std::vector<Outage> outages;         ///< by beginning, then service
  std::vector<SeverityCount> severities;    ///< the worst first; those that had no problem are left out
  std::vector<WatchedProblem> late;    ///< problems that acknowledged_late() names, by beginning
  std::vector<JudgedFigure> figures;   ///< in the order of the contract
  bool any_data() const { return covered.part > 0; }
  std::int64_t outage_count() const;   ///< of which something counts
  Seconds down() const;                ///< of all services together
};

/// `period` ends no later than now.  `calendars`: the contract's.
MonitoringMonth judge_monitoring(const MonitoringRecord& record, const MonitoringTerms& terms, const std::map<std::string, Calendar>& calendars, Period period);

/// A problem of severity high or worse that lasted longer than the agreed time and that nobody acknowledged within it; where
/// no time was agreed, that nobody acknowledged while it lasted.  One that was acknowledged at a time that nobody told is not late.
bool acknowledged_late(const KnownProblem& known, const MonitoringTerms& terms);

}  // namespace outdesk
