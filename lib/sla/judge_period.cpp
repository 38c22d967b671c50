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

void refuse_undecreed(const Contract& contract, Date first_day, Date last_day) {
  for (const auto& [name, calendar] : contract.calendars) {
    if (calendar.follow.empty()) continue;
    const NationalCalendar& national = NationalCalendar::named(calendar.follow);
    for (int year = int{first_day.year()}; year <= int{last_day.year()}; ++year)
      if (!national.knows(year))
        throw UsageError("calendar " + in_quotes(name) + " follows " + in_quotes(calendar.follow) + ", whose days off are not known for " +
                             std::to_string(year),
                         "the last known year is " + std::to_string(national.last_year()) + "; --provisional counts weekends alone");
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

/// Judges the tickets of a client one after the other, and those that others were merged into once more.
class PeriodJudge {
 public:
  PeriodJudge(Db& db, const std::vector<Contract>& versions, Look look, SlaPeriod& judged)
      : db_(db), terms_(versions), look_(std::move(look)), judged_(judged) {}

  void take(const TicketRow& row, const std::vector<Event>& events) {
    auto verdict = judge_ticket(events, terms_.at(row.head.received), look_);
    if (!verdict) return;
    if (verdict->merged) note_joined(events);
    if (!counts_in(*verdict, judged_.period)) return;
    rows_.push_back({row.id, row.head.received});
    judged_.tickets.push_back({row.key, std::move(*verdict)});
  }

  /// A message that a merged ticket left unanswered waits in the ticket that it was merged into (case 58).
  void join_messages() {
    for (std::size_t i = 0; i < rows_.size(); ++i) {
      auto found = joined_.find(judged_.tickets[i].key);
      if (found == joined_.end()) continue;
      Look look = look_;
      look.joined = found->second;
      std::stable_sort(look.joined.begin(), look.joined.end(), [](auto& a, auto& b) { return a.joined < b.joined; });
      judged_.tickets[i].verdict = judge_ticket(events_of(db_, rows_[i].id), terms_.at(rows_[i].received), look).value();
    }
  }

 private:
  struct Row { std::int64_t id; Instant received; };

  void note_joined(const std::vector<Event>& events) {
    TicketHistory history = history_of(events_seen(events, look_));
    if (auto message = message_to_join(history)) joined_[history.merged_into].push_back(*message);
  }

  Db& db_;
  TermsByDay terms_;
  Look look_;
  SlaPeriod& judged_;
  std::vector<Row> rows_;  ///< of judged_.tickets
  std::map<std::string, std::vector<JoinedMessage>> joined_;
};

/// Credits are agreed by the month; another period has none.
Credits credits_in(const SlaPeriod& judged, const Zone& zone) {
  Date first = zone.local(judged.period.from).date;
  if (judged.period == zone.month(Month{first.year(), first.month()}))
    return credits_of(*judged.contract.fee, judged.kpi.all, breaches_of(judged.tickets), judged.period);
  Credits none;
  none.fee = none.to_pay = judged.contract.fee->month;
  none.none_because = "not_a_month";
  return none;
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

void require_judgeable(const std::vector<Contract>& contracts, Period period, Instant as_of) {
  const Contract& first = contracts.front();
  if (period.from >= as_of) throw UsageError("the period has not begun: it begins at " + to_text(period.from));
  if (period.to <= Zone::named(first.timezone).first_at_or_after(first.valid_from, 0))
    throw UsageError("the contract of " + in_quotes(first.client) + " is in force from " + to_text(first.valid_from) + ", after the whole period",
                     "set the contract of that time with its own 'valid_from'");
}

SlaPeriod judge_period(Db& db, const std::string& client, Period period, Instant as_of, bool provisional) {
  std::int64_t id = client_id(db, client);
  std::vector<Contract> versions = contracts_of(db, id, as_of);
  if (versions.empty()) throw NotFound("client " + in_quotes(client) + " has no contract", "set it with 'outdesk client set FILE'");
  SlaPeriod judged;
  const Zone& zone = Zone::named(versions.back().timezone);
  Date last_day = zone.local(period.to - Seconds{1}).date;
  judged.contract = contract_on(versions, last_day);
  if (!provisional) refuse_undecreed(judged.contract, zone.local(period.from).date, last_day);
  judged.period = period;
  judged.as_of = as_of;
  Look look = look_at_end(period, as_of);
  look.client = client;
  PeriodJudge judge(db, versions, look, judged);
  for_each_journal(db, id, period, [&](const TicketRow& row, std::vector<Event>& events) {
    collect(judged, row, events);
    judge.take(row, events);
  });
  judge.join_messages();
  for (const auto& ticket : judged.tickets) {
    add_ticket(judged.kpi, ticket.verdict, period);
    add_ticket(judged.quality, ticket.verdict, period, zone, kResponseLimit);
  }
  for (auto* events : {&judged.works, &judged.ratings, &judged.reviews}) sort_by_time(*events);
  if (judged.contract.fee) judged.credits = credits_in(judged, zone);
  return judged;
}

}  // namespace outdesk
