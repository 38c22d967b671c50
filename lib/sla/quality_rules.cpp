#include "sla/quality_rules.hpp"

namespace outdesk {

namespace {

void count_ended(QualityCounts& quality, const TicketVerdict& ticket) {
  ++quality.ended;
  quality.first_contact += ticket.client_messages == 0 && ticket.reopened == 0;
  quality.reopened += ticket.reopened > 0;
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

void count_received(QualityCounts& quality, const TicketVerdict& ticket, const Zone& zone, Seconds response_limit) {
  LocalTime local = zone.local(ticket.received);
  std::size_t weekday = std::chrono::weekday{std::chrono::sys_days{local.date}}.iso_encoding() - 1;
  ++quality.arrivals[weekday][static_cast<std::size_t>(local.second_of_day / 3600)];
  quality.by_resolution += ticket.response.by_resolution;
  if (!ticket.answered || !ticket.response.target) return;
  ++quality.answered;
  quality.within_limit += ticket.response.elapsed <= response_limit;
}

}  // namespace

void add_ticket(QualityCounts& quality, const TicketVerdict& ticket, Period period, const Zone& zone, Seconds response_limit) {
  if (in_no_share(ticket)) return;
  bool before = ticket.received < period.from;
  bool open_before = before && open_at(ticket, period.from);
  bool ended = ticket.ended && period.contains(*ticket.ended);
  quality.backlog_before += open_before;
  quality.came_back += before && !open_before && (ended || !ticket.ended);
  if (ended) count_ended(quality, ticket);
  if (!ticket.ended) count_open(quality, ticket);
  if (period.contains(ticket.received)) count_received(quality, ticket, zone, response_limit);
}

bool backlog_adds_up(const QualityCounts& quality, const KpiCounts& kpi) {
  return quality.backlog_before + kpi.received + quality.came_back - quality.ended == kpi.backlog;
}

}  // namespace outdesk
