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

void refuse_undecreed(const Contract& contract, Period period) {
  if (Zone::named(contract.timezone).first_at_or_after(contract.valid_from, 0) >= period.to) return;
  for (const auto& [name, calendar] : contract.calendars) {
    auto year = WorkingTime(calendar, name).undecreed_year(period);
    if (!year) continue;
    throw UsageError("calendar " + in_quotes(name) + " of " + in_quotes(contract.client) + " follows days off that are not known for " + std::to_string(*year),
                     "see which years 'outdesk sla-report calendar' knows; --provisional counts such a year by its weekends alone");
  }
}

/// Credits are agreed by the month; another period has none.
Credits credits_in(const SlaPeriod& judged, const std::vector<Breach>& breaches) {
  if (judged.is_month) return credits_of(*judged.contract.fee, judged.kpi(), breaches, judged.period);
  Credits none;
  none.fee = none.to_pay = judged.contract.fee->month;
  none.none_because = "not_a_month";
  return none;
}

}  // namespace

/// The versions of a contract, made ready for counting when first asked for.
struct PeriodJudge::TermsByDay {
  explicit TermsByDay(std::vector<Contract> contracts) : versions(std::move(contracts)), terms(versions.size()) {
    for (const auto& version : versions) begins.push_back(Zone::named(version.timezone).first_at_or_after(version.valid_from, 0));
  }

  const Terms& at(Instant received) {
    auto after = std::upper_bound(begins.begin(), begins.end(), received);
    std::size_t i = after == begins.begin() ? 0 : static_cast<std::size_t>(after - begins.begin()) - 1;
    if (!terms[i]) terms[i] = std::make_unique<Terms>(versions[i]);
    return *terms[i];
  }

  std::vector<Contract> versions;
  std::vector<Instant> begins;
  std::vector<std::unique_ptr<Terms>> terms;
};

void require_judgeable(const std::vector<Contract>& contracts, Period period, Instant as_of) {
  const Contract& first = contracts.front();
  if (period.from >= as_of) throw UsageError("the period has not begun: it begins at " + to_text(period.from));
  if (period.to <= Zone::named(first.timezone).first_at_or_after(first.valid_from, 0))
    throw UsageError("the contract of " + in_quotes(first.client) + " is in force from " + to_text(first.valid_from) + ", after the whole period",
                     "set the contract of that time with its own 'valid_from'");
}

PeriodJudge::PeriodJudge(Db& db, PeriodRequest request, std::shared_ptr<const Merges> merges)
    : db_(db), request_(std::move(request)), client_(client_id(db, request_.client)),
      look_(look_at_end(request_.period, request_.as_of)), merges_(std::move(merges)) {
  std::vector<Contract> versions = contracts_of(db, client_, request_.as_of);
  if (versions.empty()) throw NotFound("client " + in_quotes(request_.client) + " has no contract", "set it with 'outdesk client set FILE'");
  contract_ = contract_at(versions, request_.period.to - Seconds{1});
  if (request_.instead) {
    std::string number = contract_.number;
    contract_ = *request_.instead;
    contract_.number = number;  // by which tickets were moved
    versions = {contract_};
  }
  zone_ = &Zone::named(contract_.timezone);
  if (!request_.provisional)
    for (const auto& version : versions) refuse_undecreed(version, request_.period);
  look_.client = request_.client;
  until_closed_ = std::any_of(versions.begin(), versions.end(), [](const Contract& version) { return version.clock.stops_at_closed; });
  terms_ = std::make_unique<TermsByDay>(std::move(versions));
  if (!merges_) merges_ = std::make_shared<const Merges>(merges_of(db));
}

/// Messages that merged tickets left unanswered wait in the ticket that they were merged into, or in the one that
/// this one was merged into in turn (case 58).
std::vector<JoinedMessage> PeriodJudge::find_joined(const std::string& key) const {
  struct Merged {
    std::string key, into;
    Instant at;
    std::vector<Event> events;
  };
  std::vector<Merged> merged;
  for (std::int64_t id : merges_->reaching(key))
    visit_journal(db_, id, [&](const TicketRef& ref, std::vector<Event>& events) {
      std::vector<Event> seen = events_seen(std::move(events), look_);
      if (seen.empty() || (ref.client != client_ && !was_moved_to(seen, request_.client))) return;
      TicketHistory history = outdesk::history_of(seen);
      if (history.merged) merged.push_back({ref.key, history.merged_into, *history.merged, std::move(seen)});
    });
  std::stable_sort(merged.begin(), merged.end(), [](auto& a, auto& b) { return a.at < b.at; });
  std::map<std::string, std::vector<JoinedMessage>> joined;
  for (const auto& ticket : merged) {
    auto message = message_to_join(outdesk::history_of(ticket.events, joined[ticket.key]));
    if (!message) continue;
    std::string into = ticket.into;
    for (const auto& other : merged)  // already merged itself: further on
      if (other.key == into && other.at <= message->joined) into = other.into;
    joined[into].push_back(*message);
  }
  std::vector<JoinedMessage> found = std::move(joined[key]);
  std::stable_sort(found.begin(), found.end(), [](auto& a, auto& b) { return a.joined < b.joined; });
  return found;
}

/// None for most tickets, which nothing was merged into.
const std::vector<JoinedMessage>& PeriodJudge::joined_to(const std::string& key) const {
  static const std::vector<JoinedMessage> none;
  if (!merges_->lead_to(key)) return none;
  auto [known, fresh] = joined_.try_emplace(key);
  if (fresh) known->second = find_joined(key);
  return known->second;
}

PeriodJudge::~PeriodJudge() = default;

const Terms& PeriodJudge::terms_of(Instant received) const { return terms_->at(received); }

TicketHistory PeriodJudge::history_of(const JudgedTicket& ticket) const {
  return outdesk::history_of(ticket.events, joined_to(ticket.key));
}

CountRules PeriodJudge::count_rules() const {
  CountRules rules;
  rules.period = request_.period;
  rules.zone = zone_;
  rules.response_limit = request_.response_limit;
  if (!contract_.lines.empty()) rules.beyond_first_line = contract_.lines.begin()->second.beyond;
  return rules;
}

std::optional<JudgedTicket> PeriodJudge::judged(const TicketRef& row, std::vector<Event>& events) const {
  std::size_t all = events.size();
  bool reopened = std::any_of(events.begin(), events.end(), [](const Event& event) { return event.kind == EventKind::reopened; });
  std::vector<Event> known;
  if (reopened) known = events_seen(events, {look_.known, look_.known + Seconds{1}, look_.known});
  JudgedTicket ticket{row.id, row.key, {}, events_seen(std::move(events), look_)};
  if (row.client != client_ && !was_moved_to(ticket.events, request_.client)) return {};
  const std::vector<JoinedMessage>& joined = joined_to(row.key);
  const Look* look = &look_;
  Look own;
  if (!joined.empty() || row.client != client_) {
    own = look_;
    own.made_for_client = row.client == client_;
    own.joined = joined;
    look = &own;
  }
  auto verdict = judge_seen(ticket.events, terms_->at(row.received), *look);
  if (!verdict) return {};
  ticket.verdict = std::move(*verdict);
  if (reopened && ticket.events.size() != all) ticket.verdict.reopened_soon = came_back_soon(known);
  return ticket;
}

void PeriodJudge::for_each(const TicketVisitor& visit) const {
  for_each_journal(db_, client_, {request_.period, until_closed_}, [&](const TicketRef& row, std::vector<Event>& events) {
    if (auto ticket = judged(row, events)) visit(*ticket);
  });
}

void PeriodJudge::for_each_of(const std::vector<std::int64_t>& ids, const TicketVisitor& visit) const {
  for (std::int64_t id : ids)
    visit_journal(db_, id, [&](const TicketRef& row, std::vector<Event>& events) {
      if (auto ticket = judged(row, events)) visit(*ticket);
    });
}

std::vector<MissedTarget> missed_targets(const TicketVerdict& ticket) {
  std::vector<MissedTarget> missed;
  auto add = [&](Target target, const TargetState& state) {
    if (state.verdict == TargetVerdict::missed && state.breached) missed.push_back({target, &state});
  };
  if (ticket.merged) return missed;
  add(Target::resolution, ticket.resolution);
  add(Target::response, ticket.response);
  for (const auto& exchange : ticket.exchanges) add(Target::next_response, exchange);
  return missed;
}

bool is_told(const TicketVerdict& ticket, const MissedTarget& missed, Period period) {
  if (!counts_in(ticket, period)) return false;
  if (period.contains(*missed.state->breached)) return true;  // its credit falls into the period
  switch (missed.target) {
    case Target::resolution: return resolution_counts(ticket, period);
    case Target::response: return period.contains(ticket.received);
    case Target::next_response: return exchange_counts(*missed.state, period);
  }
  return false;
}

SlaPeriod judge_period(const PeriodJudge& judge) {
  SlaPeriod judged;
  judged.contract = judge.contract();
  judged.period = judge.request().period;
  judged.as_of = judge.request().as_of;
  Date first = judge.zone().local(judged.period.from).date;
  judged.is_month = judged.period == judge.zone().month(Month{first.year(), first.month()});
  if (judged.contract.fee && !judged.is_month) judged.contract.fee->included_work.reset();  // agreed by the month
  CountRules rules = judge.count_rules();
  std::vector<Breach> breaches;
  judge.for_each([&](const JudgedTicket& ticket) {
    add_ticket(judged.counts, ticket.verdict, ticket.events, rules);
    if (!counts_in(ticket.verdict, judged.period)) return;
    ++judged.tickets;
    std::vector<MissedTarget> missed = missed_targets(ticket.verdict);
    bool told = false;
    for (std::size_t i = 0; i < missed.size(); ++i) {
      const TargetState& state = *missed[i].state;
      told = told || is_told(ticket.verdict, missed[i], judged.period);
      if (judged.period.contains(*state.breached)) breaches.push_back({ticket.key, state.priority, ticket.id, i, missed[i].target, *state.breached});
    }
    if (told) judged.late.push_back(ticket.id);
  });
  if (judged.contract.fee) judged.credits = credits_in(judged, breaches);
  return judged;
}

}  // namespace outdesk
