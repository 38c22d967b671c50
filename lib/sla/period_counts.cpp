#include "sla/period_counts.hpp"

#include <algorithm>

namespace outdesk {

namespace {

constexpr std::string_view kNames[] = {"priority", "line", "engineer", "channel", "category"};

const std::string& engineer_of(const TicketVerdict& ticket) { return ticket.assignee.empty() ? ticket.resolved_by : ticket.assignee; }

const std::string& group_of(const TicketVerdict& ticket, Breakdown breakdown) {
  switch (breakdown) {
    case Breakdown::priority: return ticket.priority;
    case Breakdown::line: return ticket.line;
    case Breakdown::engineer: return engineer_of(ticket);
    case Breakdown::channel: return ticket.channel;
    case Breakdown::category: return ticket.category;
  }
  return ticket.priority;
}

/// All but the work, which need not belong to the same group.
void add_without_work(Counts& counts, const TicketVerdict& ticket, const std::vector<Event>& events, const CountRules& rules) {
  add_ticket(counts.kpi, ticket, rules.period);
  add_ticket(counts.quality, ticket, rules);
  add_ratings(counts.activity, events, rules.period, !in_no_share(ticket) && ended_in(ticket, rules.period));
}

}  // namespace

std::string_view name_of(Breakdown breakdown) { return kNames[static_cast<std::size_t>(breakdown)]; }

void add_ticket(Counts& counts, const TicketVerdict& ticket, const std::vector<Event>& events, const CountRules& rules) {
  add_without_work(counts, ticket, events, rules);
  for (const auto& event : events)
    if (event.kind == EventKind::work && rules.period.contains(event.at)) add_work(counts.activity, event);
}

void add_ticket(PeriodCounts& counts, const TicketVerdict& ticket, const std::vector<Event>& events, const CountRules& rules) {
  auto is_activity = [&](const Event& event) {
    return (event.kind == EventKind::work || event.kind == EventKind::rated) && rules.period.contains(event.at);
  };
  if (!counts_in(ticket, rules.period) && std::none_of(events.begin(), events.end(), is_activity)) return;
  add_ticket(counts.all, ticket, events, rules);
  for (Breakdown breakdown : kBreakdowns) {
    Groups& groups = counts.groups[static_cast<std::size_t>(breakdown)];
    if (breakdown != Breakdown::engineer) {
      add_ticket(groups[group_of(ticket, breakdown)], ticket, events, rules);
      continue;
    }
    add_without_work(groups[engineer_of(ticket)], ticket, events, rules);
    for (const auto& event : events)
      if (event.kind == EventKind::work && rules.period.contains(event.at)) add_work(groups[event.by].activity, event);
  }
}

std::vector<KpiValue> kpi_values(const Counts& counts) {
  const KpiCounts& kpi = counts.kpi;
  const QualityCounts& quality = counts.quality;
  const ActivityCounts& activity = counts.activity;
  LineUse lines;
  for (const auto& [line, use] : quality.lines) lines += use;
  return {{"received", kpi.received},
          {"resolved", kpi.resolved},
          {"backlog", kpi.backlog},
          {"reopened", kpi.reopened},
          {"merged", kpi.merged},
          {"moved_away", kpi.moved_away},
          {"no_target", kpi.no_target},
          {"backlog_before", quality.backlog_before},
          {"came_back", quality.came_back},
          {"solved_without_reply", quality.by_resolution},
          {"response", kpi.response.share()},
          {"response_open", kpi.response.undecided},
          {"next_response", kpi.next_response.share()},
          {"next_response_open", kpi.next_response.undecided},
          {"resolution", kpi.resolution.share()},
          {"resolution_open", kpi.resolution.undecided},
          {"within_limit", Share{quality.within_limit, quality.answered}},
          {"first_contact", Share{quality.first_contact, quality.ended}},
          {"net_first_contact", Share{quality.solvable_first_contact, quality.solvable}},
          {"one_line", Share{quality.one_line, quality.with_line}},
          {"remote", Share{quality.incidents_remote, quality.incidents}},
          {"reopened_share", Share{quality.reopened, quality.ended}},
          {"line_budget", Share{lines.met, lines.met + lines.missed}},
          {"good_ratings", Share{activity.good, activity.ratings}},
          {"rated", Share{activity.ended_rated, quality.ended}},
          {"own_ratings", activity.own_ratings}};
}

void KpiTicketList::add(const std::string& key, const TicketVerdict& ticket, const std::vector<Event>& events) {
  Counts alone;
  add_ticket(alone, ticket, events, rules_);
  std::vector<KpiValue> values = kpi_values(alone);
  if (list_.empty())
    for (const auto& value : values) list_.push_back({value.name, std::holds_alternative<Share>(value.value), {}, {}});
  for (std::size_t i = 0; i < values.size(); ++i) {
    if (const auto* count = std::get_if<std::int64_t>(&values[i].value)) {
      if (*count > 0) list_[i].counted.push_back(key);
      continue;
    }
    Share share = std::get<Share>(values[i].value);
    if (share.part > 0) list_[i].counted.push_back(key);
    if (share.whole > share.part) list_[i].rest.push_back(key);
  }
}

}  // namespace outdesk
