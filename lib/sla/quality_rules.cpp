#include "sla/quality_rules.hpp"

#include <algorithm>

namespace outdesk {

namespace {

void note_hour(WeekHours& hours, Instant at, const Zone& zone) {
  LocalTime local = zone.local(at);
  ++hours[weekday_of(local.date)][static_cast<std::size_t>(local.second_of_day / 3600)];
}

void count_ended(QualityCounts& quality, const TicketVerdict& ticket, const CountRules& rules) {
  bool first_contact = ticket.client_messages == 0 && !ticket.reopened_soon;
  bool solvable = !rules.beyond_first_line.count(ticket.category);
  ++quality.ended;
  note_hour(quality.endings, *ticket.ended, *rules.zone);
  quality.first_contact += first_contact;
  quality.reopened += std::any_of(ticket.reopened_at.begin(), ticket.reopened_at.end(), [&](Instant at) { return rules.period.contains(at); });
  quality.solvable += solvable;
  quality.solvable_first_contact += solvable && first_contact;
  quality.with_line += ticket.lines_visited > 0;
  quality.one_line += ticket.lines_visited == 1;
  if (!ticket.highest_line.empty()) ++quality.by_highest_line[ticket.highest_line];
  if (ticket.kind.empty() || ticket.kind == "incident") {
    ++quality.incidents;
    quality.incidents_remote += !ticket.visited;
  }
  quality.calendar_time.add(ticket.calendar_time);
  if (!ticket.resolution.target) return;
  ++quality.timed;
  quality.resolution_sum += ticket.resolution.elapsed;
}

void count_open(QualityCounts& quality, const TicketVerdict& ticket) {
  std::size_t band = kAgeBands.size() - 1;
  while (band > 0 && ticket.age_days < kAgeBands[band]) --band;
  ++(ticket.state == "waiting" ? quality.ageing.waiting : quality.ageing.running)[band];
}

void count_received(QualityCounts& quality, const TicketVerdict& ticket, const CountRules& rules) {
  note_hour(quality.arrivals, ticket.received, *rules.zone);
  quality.by_resolution += ticket.response.by_resolution;
  if (!ticket.answered || !ticket.response.target) return;
  ++quality.answered;
  quality.within_limit += ticket.response.elapsed <= rules.response_limit;
}

}  // namespace

void add_ticket(QualityCounts& quality, const TicketVerdict& ticket, const CountRules& rules) {
  Period period = rules.period;
  quality.response_limit = rules.response_limit;
  if (!counts_in(ticket, period)) return;
  bool gone = is_gone(ticket), ended = ended_in(ticket, period);
  Instant eve = period.from - Seconds{1};  // what happens at the first instant belongs to the period
  bool before = ticket.received < period.from, held_before = before && held_at(ticket, eve);
  bool open_before = held_before && open_at(ticket, eve), counted = !gone && (ended || !ticket.ended);
  quality.backlog_before += open_before;
  quality.left += open_before && gone && ended;
  quality.moved_in += before && !held_before && counted;
  quality.came_back += held_before && !open_before && counted;
  if (gone) return;
  for (const auto& [line, use] : uses_of(ticket.stays, period)) quality.lines[line] += use;
  if (ended) count_ended(quality, ticket, rules);
  if (!ticket.ended) count_open(quality, ticket);
  if (period.contains(ticket.received)) count_received(quality, ticket, rules);
}

std::int64_t expected_backlog(const QualityCounts& quality, const KpiCounts& kpi) {
  return quality.backlog_before + kpi.received + quality.moved_in + quality.came_back - quality.left - quality.ended;
}

}  // namespace outdesk
