#include "sla/risk_report.hpp"

#include <algorithm>

#include "output/format_value.hpp"
#include "sla/sla_words.hpp"

namespace outdesk {

namespace {

void add_target(RiskList& list, const std::string& client, const JudgedTicket& ticket, Target target, const TargetState& state, const RiskLimits& limits) {
  Risk risk = risk_of(state, limits);
  if (risk == Risk::none) return;
  const TicketVerdict& v = ticket.verdict;
  list.lines.push_back({client, ticket.key, v.subject, state.priority, v.line, v.assignee, v.state, target, risk, state, *remaining_of(state)});
}

void add_wait(RiskList& list, const PeriodJudge& judge, const JudgedTicket& ticket) {
  const Terms& terms = judge.terms_of(ticket.verdict.received);
  const ClockTerms& clock = terms.contract.clock;
  auto priority = terms.contract.priorities.find(ticket.verdict.priority);
  if ((!clock.wait_reminder && !clock.wait_limit) || priority == terms.contract.priorities.end()) return;
  TicketHistory history = judge.history_of(ticket);
  if (history.waits.empty() || history.waits.back().to) return;
  const Wait& wait = history.waits.back();
  const WorkingTime& time = terms.calendars.at(priority->second.calendar);
  Instant now = judge.look().until;
  Seconds never{INT64_MAX};
  WaitStep step = wait_step(time, {wait.from, wait.to}, now, clock.wait_reminder.value_or(never), clock.wait_limit.value_or(never));
  if (step == WaitStep::none) return;
  list.waits.push_back({judge.request().client, ticket.key, ticket.verdict.subject, wait.reason, wait.by, wait.from, time.elapsed(wait.from, now), step});
}

}  // namespace

void add_risks(RiskList& list, const PeriodJudge& judge, const RiskLimits& limits) {
  const std::string& client = judge.request().client;
  judge.for_each([&](const JudgedTicket& ticket) {
    const TicketVerdict& verdict = ticket.verdict;
    if (verdict.ended) return;
    add_target(list, client, ticket, Target::response, verdict.response, limits);
    for (const auto& exchange : verdict.exchanges) add_target(list, client, ticket, Target::next_response, exchange, limits);
    add_target(list, client, ticket, Target::resolution, verdict.resolution, limits);
    add_wait(list, judge, ticket);
  });
}

void sort(RiskList& list) {
  std::stable_sort(list.lines.begin(), list.lines.end(), [](auto& a, auto& b) { return a.remaining < b.remaining; });
  std::stable_sort(list.waits.begin(), list.waits.end(), [](auto& a, auto& b) { return a.waited > b.waited; });
}

Document risk_report(const RiskList& list, Instant as_of, const Zone* zone, Language language) {
  auto words = [&](std::string_view name) { return sla_word(name, language); };
  auto maybe = [](const std::optional<Instant>& at) { return at ? Value(*at) : Value(); };
  Document document;
  document.schema = "sla-at-risk/1";
  document.language = language;
  document.zone = zone;
  document.rows = key("tickets");
  document.title = words("at_risk");
  document.subtitle = format_instant(as_of, zone, language) + (zone ? " " + zone->name() : " UTC");
  document.head = {{key("as_of"), "", as_of}};
  Table table;
  table.key = key("tickets");
  table.columns = {{key("ticket"), words("ticket")}, {key("client"), words("client")}, {key("subject"), words("subject"), 36, true},
                   {key("priority"), words("priority")}, {key("line"), words("line")}, {key("assignee"), words("engineer")},
                   {key("target"), words("target")}, {key("risk"), words("risk")}, {key("remaining_s"), words("remaining")},
                   {key("used"), words("used")}, {key("target_s"), words("promised")}, {key("elapsed_s"), words("fact")},
                   {key("due"), words("due")}, {key("latest"), ""}, {key("state"), ""}};
  for (const auto& line : list.lines) {
    bool late = line.risk == Risk::late;
    std::string target(name_of(line.target));
    table.rows.push_back({line.ticket, line.client, line.subject, line.priority, line.line, line.assignee, Mark{target, words(target)},
                          Mark{late ? "late" : "near", words(late ? "risk_late" : "risk_near"), late ? Tone::bad : Tone::attention},
                          line.remaining, Share{line.clock.elapsed.count, line.clock.target->count}, *line.clock.target, line.clock.elapsed,
                          maybe(line.clock.due), maybe(line.clock.latest), line.state});
  }
  if (list.lines.empty()) table.note = words("no_risk");
  document.sections.push_back({"tickets", "", {std::move(table)}});
  Table waits;
  waits.key = key("waits");
  waits.title = words("long_waits");
  waits.columns = {{key("ticket"), words("ticket")}, {key("client"), words("client")}, {key("subject"), words("subject"), 36, true},
                   {key("reason"), words("waits_for")}, {key("by"), words("engineer")}, {key("since"), words("since")},
                   {key("waited_s"), words("waited")}, {key("step"), words("do_now")}};
  for (const auto& wait : list.waits) {
    bool end = wait.step == WaitStep::resolve;
    waits.rows.push_back({wait.ticket, wait.client, wait.subject, wait.reason, wait.by, wait.since, wait.waited,
                          Mark{end ? "resolve" : "remind", words(end ? "step_resolve" : "step_remind"), end ? Tone::bad : Tone::attention}});
  }
  document.sections.push_back({"waits", "", {std::move(waits)}, list.waits.empty()});
  return document;
}

}  // namespace outdesk
