#include "measure/measure_history.hpp"

#include <algorithm>

#include "base/error.hpp"
#include "base/text.hpp"
#include "base/zone.hpp"
#include "client/client_store.hpp"
#include "sla/judge_period.hpp"
#include "ticket/ticket_store.hpp"

namespace outdesk {

namespace {

/// A journal that begins later in a month does not show the whole of it.
constexpr Seconds kFirstWeek{7 * kDay};

/// The first request that the client's journal knows; empty where there is none.
std::optional<Instant> first_receipt(Db& db, std::int64_t client, Instant now) {
  std::optional<Instant> first;
  for_each_journal(db, client, {{Instant{INT64_MIN / 4}, now}, false}, [&](const TicketRef& ticket, std::vector<Event>&) {
    if (!first || ticket.received < *first) first = ticket.received;
  });
  return first;
}

std::vector<Month> whole_months(const Zone& zone, Instant begun, Instant now) {
  Date today = zone.local(now).date;
  std::vector<Month> months;
  for (Month month{today.year(), today.month()}; months.size() < cost::kMostMonths;) {
    month -= std::chrono::months{1};
    if (begun >= zone.month(month).from + kFirstWeek) break;
    months.insert(months.begin(), month);
  }
  return months;
}

/// The line that had the ticket at `t`; empty where none is known.
std::string line_at(const TicketVerdict& ticket, Instant t) {
  for (const LineStay& stay : ticket.stays)
    if (stay.from <= t && (!stay.to || t < *stay.to)) return stay.line;
  return ticket.stays.empty() ? "" : ticket.stays.back().line;
}

/// What the figures of the month do not have: visits of ended tickets, deadlines missed, work by line.
void add_ticket_of(cost::ServiceHistory& history, cost::HistoryMonth& month, const JudgedTicket& ticket, Period period) {
  if (!is_gone(ticket.verdict) && ended_in(ticket.verdict, period)) {
    ++history.ended;
    history.visited += ticket.verdict.visited;
  }
  if (counts_in(ticket.verdict, period))
    for (const MissedTarget& missed : missed_targets(ticket.verdict))
      month.breaches += missed.target != Target::next_response && period.contains(*missed.state->breached);
  for (const Event& event : ticket.events) {
    if (event.kind != EventKind::work || !period.contains(event.at)) continue;
    std::string mode = event.text("mode");
    if (mode == "visit" || mode == "infrastructure") continue;
    std::int64_t seconds = event.number("seconds").value_or(0);
    history.desk_seconds += seconds;
    if (std::string line = line_at(ticket.verdict, event.at); !line.empty()) history.desk_seconds_by_line[line] += seconds;
  }
}

void add_month(cost::ServiceHistory& history, Db& db, const PeriodRequest& request, Month month) {
  PeriodJudge judge(db, request);
  SlaPeriod judged = judge_period(judge);
  cost::HistoryMonth one{to_text(month), static_cast<int>(unsigned{month.month()}), judged.kpi().received, judged.kpi().resolution.met,
                         judged.kpi().resolution.met + judged.kpi().resolution.missed, 0};
  judge.for_each([&](const JudgedTicket& ticket) { add_ticket_of(history, one, ticket, request.period); });
  history.received += one.received;
  history.visits += judged.activity().planned_visits + judged.activity().unplanned_visits;
  history.visit_seconds += judged.activity().visit.count;
  for (std::size_t day = 0; day < 7; ++day)
    for (std::size_t hour = 0; hour < 24; ++hour) history.arrivals[day][hour] += judged.quality().arrivals[day][hour];
  std::chrono::sys_days first{month / 1}, next{(month + std::chrono::months{1}) / 1};
  for (auto day = first; day < next; day += std::chrono::days{1}) ++history.days[std::chrono::weekday{day}.iso_encoding() - 1];
  history.months.push_back(std::move(one));
}

/// Months with requests, one after the other and up to the last such one: a month without any is one that the journal does
/// not know (it began later, or was not written since), or that says nothing of the others.
std::vector<Month> known_months(Db& db, const std::string& client, const Zone& zone, const std::vector<Month>& months, Instant now) {
  std::vector<Month> known;
  for (auto month = months.rbegin(); month != months.rend(); ++month) {
    bool any = judge_period(PeriodJudge(db, {client, zone.month(*month), now, true})).kpi().received > 0;
    if (any) known.insert(known.begin(), *month);
    else if (!known.empty()) break;
  }
  return known;
}

}  // namespace

cost::ServiceHistory measure_history(Db& db, const std::string& client, Instant now) {
  cost::ServiceHistory history;
  history.client = client;
  std::int64_t id = client_id(db, client);
  std::vector<Contract> contracts = contracts_of(db, id, now);
  if (contracts.empty()) throw NotFound("client " + in_quotes(client) + " has no contract", "set it with 'outdesk client set FILE'");
  const Zone& zone = Zone::named(contract_at(contracts, now).timezone);
  auto first = first_receipt(db, id, now);
  if (!first) return history;
  Instant begun = std::max(*first, Zone::named(contracts.front().timezone).first_at_or_after(contracts.front().valid_from, 0));
  std::int64_t workplaces = 0;
  bool all_named = true;
  for (Month month : known_months(db, client, zone, whole_months(zone, begun, now), now)) {
    Period period = zone.month(month);
    add_month(history, db, {client, period, now, true}, month);
    auto named = contract_at(contracts, period.to - Seconds{1}).workplaces;
    all_named = all_named && named && *named > 0;
    workplaces += named.value_or(0);
    history.workplaces = named && *named > 0 ? named : std::nullopt;
  }
  if (all_named && workplaces > 0) history.workplace_months = workplaces;
  return history;
}

}  // namespace outdesk
