#include "sla/ticket_tables.hpp"

#include <algorithm>
#include <map>

#include "base/text.hpp"
#include "output/format_value.hpp"
#include "sla/report_parts.hpp"
#include "sla/sla_words.hpp"

namespace outdesk {

namespace {

const TargetState& state_of(const TicketVerdict& ticket, Target target) {
  if (target == Target::response) return ticket.response;
  return target == Target::resolution ? ticket.resolution : ticket.next_response;
}

/// The columns of one target in the ticket table, and its values.
void add_target_columns(Table& table, Target target, const Words& words, bool for_people) {
  std::string name(name_of(target));
  bool resolution = target == Target::resolution;
  auto title = [&](std::string_view word) { return for_people && resolution ? words(word) : ""; };
  auto add = [&](const char* member, std::string text) { table.columns.push_back({{name, member}, std::move(text)}); };
  add("target_s", title("promised"));
  add("elapsed_s", title("fact"));
  add("paused_s", title("paused"));
  add("not_deducted_s", "");
  add("due", title("due"));
  add("latest", "");
  add("at", title("at"));
  add("verdict", for_people && target != Target::next_response ? words(name + "_verdict") : "");
  if (resolution) add("credit_minor", "");
}

/// What each missed deadline lowers the invoice by, and by which clauses.
class TicketCredits {
 public:
  struct Credit {
    Money amount;
    std::string clauses;
  };

  explicit TicketCredits(const SlaPeriod& judged) {
    if (!judged.credits) return;
    for (const auto& line : judged.credits->lines) {
      if (line.ticket.empty()) continue;
      Credit& credit = credits_[{line.ticket_id, line.number}];
      credit.amount += line.amount;
      if (!line.clause.empty()) credit.clauses += (credit.clauses.empty() ? "" : ", ") + line.clause;
    }
  }
  /// Of the missed target with this place in missed_targets.
  Credit of(std::int64_t ticket, std::size_t number) const {
    auto found = credits_.find({ticket, number});
    return found == credits_.end() ? Credit{} : found->second;
  }
  Money of_resolution(const JudgedTicket& ticket) const {
    std::vector<MissedTarget> missed = missed_targets(ticket.verdict);
    bool late = !missed.empty() && missed[0].target == Target::resolution;
    return late ? of(ticket.id, 0).amount : Money{};
  }

 private:
  std::map<std::pair<std::int64_t, std::size_t>, Credit> credits_;
};

void add_target_values(Row& row, const TicketCredits& credits, const JudgedTicket& ticket, Target target, Language language) {
  const TargetState& state = state_of(ticket.verdict, target);
  for (Value value : {maybe(state.target), Value(state.elapsed), Value(state.paused), Value(state.not_deducted), maybe(state.due),
                      maybe(state.latest), maybe(state.at), Value(verdict_mark(state.verdict, language))})
    row.push_back(std::move(value));
  if (target == Target::resolution) row.push_back(credits.of_resolution(ticket));
}

/// What a reader should know of a late request: how it came to be counted so.
std::string remark_on(const TicketVerdict& ticket, const TargetState& state, const Words& words) {
  std::vector<std::string> remarks;
  if (!state.at) remarks.push_back(words("still_open"));
  if (state.reclassified) remarks.push_back(words("reclassified"));
  if (state.by_resolution) remarks.push_back(words("by_resolution"));
  if (ticket.late_entry) remarks.push_back(words("late_entry"));
  return join(remarks, "; ");
}

/// The missed deadlines of one ticket that the period tells of.
class LateRows {
 public:
  LateRows(const SlaPeriod& judged, const TicketCredits& credits, Language language, bool with_credit)
      : judged_(judged), credits_(credits), words_(language), with_credit_(with_credit) {}

  void add(const JudgedTicket& ticket, const RowVisitor& visit) const {
    std::vector<MissedTarget> missed = missed_targets(ticket.verdict);
    for (std::size_t i = 0; i < missed.size(); ++i)
      if (is_told(ticket.verdict, missed[i], judged_.period)) visit(row(ticket, missed[i], i));
  }

 private:
  Row row(const JudgedTicket& ticket, const MissedTarget& missed, std::size_t number) const {
    const TicketVerdict& verdict = ticket.verdict;
    const TargetState& state = *missed.state;
    std::string name(name_of(missed.target)), remark = remark_on(verdict, state, words_);
    std::string why = verdict.cause + (verdict.cause.empty() || remark.empty() ? "" : "; ") + remark;
    Row row = {ticket.key, verdict.subject, state.priority, name, state.priority + ", " + words_(name), state.from, maybe(state.target),
               state.elapsed, Value(state.elapsed - state.target.value_or(Seconds{})), state.paused, state.not_deducted, maybe(state.breached),
               verdict.cause, remark, why};
    if (!with_credit_) return row;
    TicketCredits::Credit credit = credits_.of(ticket.id, number);
    row.push_back(credit.clauses);
    row.push_back(credit.amount);
    return row;
  }

  const SlaPeriod& judged_;
  const TicketCredits& credits_;
  Words words_;
  bool with_credit_;
};

/// Whom the deducted time was spent waiting for, as far as the contract tells.
std::string_view waited_word(const Contract& contract) {
  const auto& pauses = contract.clock.pauses;
  bool client_only = pauses.size() == 1 && pauses.begin()->first == "client";
  return client_only ? "waited_for_you" : "waited_deducted";
}

/// Terms that a request was judged by: what its priority promised, and since when the contract promises it.
std::string rule_of(const TicketVerdict& ticket, const Contract& contract, const Words& words) {
  const std::string& priority = ticket.resolution.priority.empty() ? ticket.priority : ticket.resolution.priority;
  std::string rule = priority;
  if (auto terms = contract.priorities.find(priority); terms != contract.priorities.end()) {
    auto add = [&](const char* target, const std::optional<Seconds>& length) {
      if (length) rule += ", " + words(target) + " " + format_duration(*length, words.language());
    };
    add("response", terms->second.response);
    add("resolution", terms->second.resolution);
  }
  return rule + "; " + words("rule_since") + format_date(contract.valid_from, words.language());
}

}  // namespace

Table late_table(const PeriodJudge& judge, const SlaPeriod& judged, Language language, std::int64_t most_kept) {
  Words words(language);
  Table table;
  table.key = key("late");
  table.title = words("late");
  table.columns = {column("ticket", words("ticket")), column("subject", words("subject"), 30, true), column("priority", ""),
                   column("target", ""), column("", words("target")), column("from", words("counted_from"), 17), column("target_s", words("promised")),
                   column("elapsed_s", words("fact")), column("excess_s", words("excess")), column("paused_s", words(waited_word(judged.contract))),
                   column("not_deducted_s", words("not_deducted")), column("breached", ""), column("cause", ""), column("remark", ""),
                   column("", words("why"), 24, true)};
  bool with_credit = judged.credits && judged.is_month;
  if (with_credit) {
    table.columns.push_back(column("clause", words("clause")));
    table.columns.push_back({key("credit_minor"), words("credit"), 0, false, true});
  }
  auto source = [&judge, &judged, language, with_credit](const RowVisitor& visit) {
    TicketCredits credits(judged);
    LateRows rows(judged, credits, language, with_credit);
    judge.for_each_of(judged.late, [&](const JudgedTicket& ticket) { rows.add(ticket, visit); });
  };
  fill(table, static_cast<std::int64_t>(judged.late.size()), most_kept, source);
  // What no row has is left to machines: a page is narrow.
  constexpr std::size_t kNotDeducted = 10;
  bool all_kept = !table.stream && !table.rows.empty();
  if (all_kept && std::all_of(table.rows.begin(), table.rows.end(), [](const Row& row) { return row[kNotDeducted] == Value(Seconds{}); }))
    table.columns[kNotDeducted].title.clear();
  if (judged.late.empty()) table.note = words("none_late");
  else if (with_credit && std::any_of(judged.credits->lines.begin(), judged.credits->lines.end(), [](const CreditLine& line) { return line.ticket.empty(); }))
    table.note = words("more_credits");
  return table;
}

Table ticket_table(const PeriodJudge& judge, const SlaPeriod& judged, Language language, bool for_people, std::int64_t most_kept) {
  Words words(language);
  auto title = [&](std::string_view word) { return for_people ? words(word) : ""; };
  Table table;
  table.key = key("tickets");
  table.title = for_people ? words("tickets") : "";
  table.columns = {column("ticket", title("ticket")), column("subject", title("subject"), 36, true), column("priority", title("priority")),
                   column("received", title("received_at")), column("state", title("state")), column("requester", title("requester")),
                   column("line", title("line")), column("assignee", ""), column("category", ""), column("channel", ""), column("reopened", ""),
                   column("late_entry", ""), column("reopened_after_grace", ""), column("entry_delay_s", ""), column("reclassified", ""), column("solved_without_reply", "")};
  for (Target target : kTargets) add_target_columns(table, target, words, for_people);
  if (for_people) table.columns.push_back(column("", words("judged_by"), 30, true));
  auto source = [&judge, &judged, language, for_people](const RowVisitor& visit) {
    TicketCredits credits(judged);
    judge.for_each([&](const JudgedTicket& ticket) {
      const TicketVerdict& v = ticket.verdict;
      if (!counts_in(v, judged.period)) return;
      Row row = {ticket.key, v.subject, v.priority, v.received, Mark{v.state, sla_word("state_" + v.state, language)}, v.requester, v.line,
                 v.assignee, v.category, v.channel, v.reopened, v.late_entry, v.reopened_after_grace, v.entry_delay,
                 v.response.reclassified || v.resolution.reclassified, v.response.by_resolution};
      for (Target target : kTargets) add_target_values(row, credits, ticket, target, language);
      if (for_people) row.push_back(rule_of(v, judge.terms_of(v.received).contract, Words(language)));
      visit(row);
    });
  };
  fill(table, judged.tickets, most_kept, source);
  return table;
}

}  // namespace outdesk
