#include "sla/judge_period.hpp"

#include <algorithm>

#include "base/error.hpp"
#include "base/text.hpp"
#include "calendar/national_calendar.hpp"
#include "client/client_store.hpp"
#include "ticket/head_rules.hpp"
#include "ticket/ticket_store.hpp"

namespace outdesk {

namespace {

/// The versions of a contract, made ready for counting when first asked for.
class TermsByDay {
 public:
  explicit TermsByDay(const std::vector<Contract>& versions) : versions_(versions), terms_(versions.size()) {}

  const Terms& at(Instant received) {
    const Zone& zone = Zone::named(versions_.back().timezone);
    const Contract& contract = contract_on(versions_, zone.local(received).date);
    auto& terms = terms_[static_cast<std::size_t>(&contract - versions_.data())];
    if (!terms) terms = std::make_unique<Terms>(contract);
    return *terms;
  }

 private:
  const std::vector<Contract>& versions_;
  std::vector<std::unique_ptr<Terms>> terms_;
};

void refuse_undecreed(const Contract& contract, Date last_day) {
  for (const auto& [name, calendar] : contract.calendars) {
    if (calendar.follow.empty() || NationalCalendar::named(calendar.follow).knows(int{last_day.year()})) continue;
    throw UsageError("calendar " + in_quotes(name) + " follows " + in_quotes(calendar.follow) + ", whose days off are not known for " +
                         std::to_string(int{last_day.year()}),
                     "the last known year is " + std::to_string(NationalCalendar::named(calendar.follow).last_year()) +
                         "; --provisional counts weekends alone");
  }
}

void add_breach(std::vector<Breach>& breaches, const JudgedTicket& ticket, Target target, const TargetState& state) {
  if (state.verdict == Verdict::missed && state.breached)
    breaches.push_back({ticket.key, state.priority, target, *state.breached});
}

void collect(SlaPeriod& judged, const TicketRow& row, const std::vector<Event>& events) {
  for (const auto& event : effective_events(events)) {
    bool ours = event.kind == EventKind::work || event.kind == EventKind::rated || event.kind == EventKind::reviewed;
    if (!ours || !judged.period.contains(event.at) || event.at > judged.as_of) continue;
    auto& list = event.kind == EventKind::work ? judged.works : event.kind == EventKind::rated ? judged.ratings : judged.reviews;
    list.push_back({row.key, row.head.subject, row.head.requester, event});
  }
}

void sort_by_time(std::vector<TicketEvent>& events) {
  std::stable_sort(events.begin(), events.end(), [](auto& a, auto& b) { return a.event.at < b.event.at; });
}

}  // namespace

std::vector<Breach> breaches_of(const std::vector<JudgedTicket>& tickets) {
  std::vector<Breach> breaches;
  for (const auto& ticket : tickets) {
    add_breach(breaches, ticket, Target::response, ticket.verdict.response);
    for (const auto& exchange : ticket.verdict.exchanges) add_breach(breaches, ticket, Target::next_response, exchange);
    add_breach(breaches, ticket, Target::resolution, ticket.verdict.resolution);
  }
  return breaches;
}

SlaPeriod judge_period(Db& db, const std::string& client, Period period, Instant as_of, bool provisional) {
  std::int64_t id = client_id(db, client);
  std::vector<Contract> versions = contracts_of(db, id, as_of);
  if (versions.empty()) throw NotFound("client " + in_quotes(client) + " has no contract", "set it with 'outdesk client set FILE'");
  SlaPeriod judged;
  Date last_day = Zone::named(versions.back().timezone).local(period.to - Seconds{1}).date;
  judged.contract = contract_on(versions, last_day);
  if (!provisional) refuse_undecreed(judged.contract, last_day);
  judged.period = period;
  judged.as_of = std::min(as_of, period.to);
  TermsByDay terms(versions);
  Look look = look_at_end(period, as_of);
  look.client = client;
  for_each_journal(db, id, period, [&](const TicketRow& row, std::vector<Event>& events) {
    collect(judged, row, events);
    auto verdict = judge_ticket(events, terms.at(row.head.received), look);
    if (!verdict || !counts_in(*verdict, period)) return;
    add_ticket(judged.kpi, *verdict, period);
    judged.tickets.push_back({row.key, std::move(*verdict)});
  });
  for (auto* events : {&judged.works, &judged.ratings, &judged.reviews}) sort_by_time(*events);
  if (judged.contract.fee)
    judged.credits = credits_of(*judged.contract.fee, judged.kpi.all, breaches_of(judged.tickets), period);
  return judged;
}

}  // namespace outdesk
