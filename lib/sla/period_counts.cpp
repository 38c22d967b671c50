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
  add_ratings(counts.activity, events, rules.period, !is_gone(ticket) && ended_in(ticket, rules.period));
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
  constexpr auto kCount = KpiValue::Kind::count, kDeadline = KpiValue::Kind::deadline, kQuality = KpiValue::Kind::quality;
  return {{"received", "received", kCount, kpi.received},
          {"resolved", "resolved", kCount, kpi.resolved},
          {"backlog", "backlog", kCount, kpi.backlog},
          {"reopened", "reopened", kCount, kpi.reopened},
          {"merged", "merged", kCount, kpi.merged},
          {"moved_away", "moved_away", kCount, kpi.moved_away},
          {"no_target", "no_target", kCount, kpi.no_target},
          {"open_again", "open_again", kCount, kpi.open_again},
          {"moved_in", "moved_in", kCount, quality.moved_in},
          {"left", "left", kCount, quality.left},
          {"backlog_before", "backlog_before", kCount, quality.backlog_before},
          {"came_back", "came_back", kCount, quality.came_back},
          {"solved_without_reply", "solved_without_reply", kCount, quality.by_resolution},
          {"response", "response_share", kDeadline, kpi.response.share()},
          {"response_open", "response_open", kCount, kpi.response.undecided},
          {"next_response", "next_response_share", kDeadline, kpi.next_response.share()},
          {"next_response_open", "next_response_open", kCount, kpi.next_response.undecided},
          {"resolution", "resolution_share", kDeadline, kpi.resolution.share()},
          {"resolution_open", "resolution_open", kCount, kpi.resolution.undecided},
          {"first_contact", "first_contact", kQuality, Share{quality.first_contact, quality.ended}},
          {"net_first_contact", "net_first_contact", kQuality, Share{quality.solvable_first_contact, quality.solvable}},
          {"one_line", "one_line", kQuality, Share{quality.one_line, quality.with_line}},
          {"reopened_share", "reopened_share", kQuality, Share{quality.reopened, quality.ended}},
          {"remote", "remote_share", kQuality, Share{quality.incidents_remote, quality.incidents}},
          {"within_limit", "within_limit", kQuality, Share{quality.within_limit, quality.answered}},
          {"good_ratings", "good_ratings", kQuality, Share{activity.good, activity.ratings}},
          {"rated", "rated_share", kQuality, Share{activity.ended_rated, quality.ended}},
          {"line_budget", "line_budgets", kDeadline, Share{lines.met, lines.met + lines.missed}},
          {"own_ratings", "own_ratings", kCount, activity.own_ratings}};
}

void KpiTicketList::add(const std::string& key, const TicketVerdict& ticket, const std::vector<Event>& events) {
  Counts alone;
  add_ticket(alone, ticket, events, rules_);
  std::vector<KpiValue> values = kpi_values(alone);
  if (list_.empty())
    for (const auto& value : values) list_.push_back({value.name, value.word, std::holds_alternative<Share>(value.value), {}, {}});
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
