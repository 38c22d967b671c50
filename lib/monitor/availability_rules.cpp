#include "monitor/availability_rules.hpp"

#include <algorithm>
#include <tuple>
#include <utility>

#include "calendar/working_time.hpp"
#include "client/version_rules.hpp"
#include "monitor/figure_rules.hpp"
#include "monitor/span_rules.hpp"

namespace outdesk {

namespace {

/// One stop or problem that stops a service, not cut to anything.
struct Trouble {
  Period span;
  bool lasts = false;
  Severity severity = Severity::not_classified;
  std::string object, reason;
};

bool any_fits(const std::string& text, const std::vector<std::string>& patterns) {
  return std::any_of(patterns.begin(), patterns.end(), [&](const std::string& pattern) { return fits_pattern(text, pattern); });
}

bool stops(const WatchedProblem& problem, const WatchedService& service) {
  return problem.severity >= service.severity && any_fits(problem.host, service.hosts) && (service.problems.empty() || any_fits(problem.name, service.problems));
}

/// A service's own stops count at every severity, as the availability of the monitoring itself does.
std::vector<Trouble> troubles_of(const WatchedService& service, const MonitoringRecord& record) {
  std::vector<Trouble> troubles;
  for (const KnownStop& known : record.stops)
    if (!service.service.empty() && known.stop.service == service.service)
      troubles.push_back({{known.stop.began, known.until}, !known.stop.ended, known.stop.severity, known.stop.service, ""});
  for (const KnownProblem& known : record.problems)
    if (stops(known.problem, service))
      troubles.push_back({{known.problem.began, known.until}, !known.problem.ended, known.problem.severity, known.problem.host, known.problem.name});
  std::stable_sort(troubles.begin(), troubles.end(), [](const Trouble& a, const Trouble& b) { return a.span.from < b.span.from; });
  return troubles;
}

void add_once(std::vector<std::string>& list, const std::string& text, bool in_front) {
  if (text.empty() || std::find(list.begin(), list.end(), text) != list.end()) return;
  list.insert(in_front ? list.begin() : list.end(), text);
}

void add_trouble(Outage& outage, const Trouble& trouble) {
  bool worse = trouble.severity > outage.severity;
  outage.lasts = trouble.span.to > outage.to ? trouble.lasts : trouble.span.to == outage.to ? outage.lasts || trouble.lasts : outage.lasts;
  outage.to = std::max(outage.to, trouble.span.to);
  add_once(outage.objects, trouble.object, worse);
  add_once(outage.reasons, trouble.reason, worse);
  if (worse) outage.severity = trouble.severity;
}

std::vector<Outage> joined_outages(const WatchedService& service, const MonitoringRecord& record) {
  std::vector<Outage> outages;
  for (const Trouble& trouble : troubles_of(service, record)) {
    if (outages.empty() || trouble.span.from > outages.back().to) {
      Outage& fresh = outages.emplace_back();
      fresh.service = service.name;
      fresh.began = fresh.from = fresh.to = trouble.span.from;
    }
    add_trouble(outages.back(), trouble);
  }
  return outages;
}

/// Counts what a service's calendar has of spans; all of them where it names none.
class AgreedTime {
 public:
  AgreedTime(const WatchedService& service, const std::map<std::string, Calendar>& calendars) {
    if (auto found = calendars.find(service.calendar); found != calendars.end()) time_.emplace(found->second, found->first);
  }
  Seconds in(const Spans& spans) const {
    if (!time_) return length_of(spans);
    Seconds sum;
    for (const Period& span : spans) sum += time_->elapsed(span.from, span.to);
    return sum;
  }

 private:
  std::optional<WorkingTime> time_;
};

/// Only of what the monitoring is known to have is silence good news.
bool is_watched(const WatchedService& service, const MonitoringRecord& record, const Spans& covered) {
  if (covered.empty()) return true;
  bool by_service = std::find(record.services.begin(), record.services.end(), service.service) != record.services.end();
  bool by_host = std::any_of(record.hosts.begin(), record.hosts.end(), [&](const std::string& host) { return any_fits(host, service.hosts); });
  return by_service || by_host;
}

/// Adds the service's outages, cut to the period, and its availability.
void judge_service(const WatchedService& service, const MonitoringRecord& record, const MonitoringTerms& terms, const AgreedTime& time, MonitoringMonth& month) {
  Spans covered = in_both(record.covered, month.period);
  JudgedService judged{service, is_watched(service, record, covered), {}, {}, 0};
  for (Outage& outage : joined_outages(service, record)) {
    if (outage.to - outage.from < terms.shortest && !outage.lasts) continue;
    outage.goes_on = outage.lasts && !record.covered.empty() && record.covered.back().to <= outage.to;
    outage.began_before = outage.from < month.period.from;
    outage.lasts = outage.lasts || outage.to > month.period.to;
    outage.from = std::max(outage.from, month.period.from);
    outage.to = std::min(outage.to, month.period.to);
    if (outage.to <= outage.from) continue;
    outage.counted = time.in(in_both(covered, {outage.from, outage.to}));
    judged.down += outage.counted;
    judged.outages += outage.counted.count > 0;
    month.outages.push_back(std::move(outage));
  }
  std::int64_t whole = judged.watched ? time.in(covered).count : 0;
  judged.available = {std::max<std::int64_t>(0, whole - judged.down.count), whole};
  month.services.push_back(std::move(judged));
}

void count_problems(const MonitoringRecord& record, const MonitoringTerms& terms, MonitoringMonth& month) {
  std::map<Severity, SeverityCount> counts;
  for (const KnownProblem& known : record.problems) {
    Seconds inside = length_of(in_both({{known.problem.began, known.until}}, month.period));
    if (inside.count == 0 && !month.period.contains(known.problem.began)) continue;
    SeverityCount& count = counts[known.problem.severity];
    count.severity = known.problem.severity;
    ++count.count;
    count.acknowledged += known.problem.acknowledged || known.problem.acknowledged_sometime;
    count.open += !known.problem.ended || *known.problem.ended > month.period.to;
    count.total += inside;
    count.longest = std::max(count.longest, inside);
    if (!month.period.contains(known.problem.began) || !acknowledged_late(known, terms)) continue;  // told of where it began
    ++count.late;
    month.late.push_back(known.problem);
  }
  for (auto count = counts.rbegin(); count != counts.rend(); ++count) month.severities.push_back(count->second);
}

void find_gaps(const MonitoringRecord& record, const MonitoringTerms& terms, MonitoringMonth& month) {
  Period period = month.period;
  month.covered = {length_of(in_both(record.covered, period)).count, std::max<std::int64_t>(0, (period.to - period.from).count)};
  for (const Period& gap : left_of(record.covered, period))
    if (gap.to - gap.from >= terms.silent_after) month.gaps.push_back(gap);
  // A silence that began before the period is told from where it began.
  if (month.gaps.empty() || month.gaps.back().to != period.to) return;
  month.silent_since = month.gaps.back().from;
  for (const Period& span : record.covered)
    if (month.gaps.back().from == period.from && span.to <= period.from) month.silent_since = span.to;
}

}  // namespace

std::int64_t MonitoringMonth::outage_count() const {
  std::int64_t sum = 0;
  for (const JudgedService& service : services) sum += service.outages;
  return sum;
}

Seconds MonitoringMonth::down() const {
  Seconds sum;
  for (const JudgedService& service : services) sum += service.down;
  return sum;
}

bool acknowledged_late(const KnownProblem& known, const MonitoringTerms& terms) {
  const WatchedProblem& problem = known.problem;
  if (problem.severity < Severity::high || problem.acknowledged_sometime) return false;
  if (!terms.acknowledge_within) return !problem.acknowledged || (problem.ended && *problem.acknowledged > *problem.ended);
  Instant due = problem.began + *terms.acknowledge_within;
  bool was_there_when_acknowledged = !problem.ended && problem.acknowledged;  // whatever the answers cover
  return (known.until > due || was_there_when_acknowledged) && (!problem.acknowledged || *problem.acknowledged > due);
}

MonitoringMonth judge_monitoring(const MonitoringRecord& record, const MonitoringTerms& terms, const std::map<std::string, Calendar>& calendars, Period period) {
  MonitoringMonth month;
  month.period = period;
  find_gaps(record, terms, month);
  for (const WatchedService& service : terms.services) judge_service(service, record, terms, AgreedTime(service, calendars), month);
  std::stable_sort(month.outages.begin(), month.outages.end(), [](const Outage& a, const Outage& b) { return std::tie(a.from, a.service) < std::tie(b.from, b.service); });
  count_problems(record, terms, month);
  for (const WatchedFigure& figure : terms.figures) month.figures.push_back({figure, figure_of(figure, record.values, period)});
  return month;
}

}  // namespace outdesk
