#include "sla/risk_report.hpp"

#include <algorithm>

#include "output/format_value.hpp"
#include "sla/report_parts.hpp"
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
  const TicketVerdict& v = ticket.verdict;
  list.waits.push_back({judge.request().client, ticket.key, v.subject, v.priority, v.line, v.assignee, wait.reason, wait.by, wait.from, time.elapsed(wait.from, now), step});
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

void sort_risks(RiskList& list) {
  std::stable_sort(list.lines.begin(), list.lines.end(), [](auto& a, auto& b) { return a.remaining < b.remaining; });
  std::stable_sort(list.waits.begin(), list.waits.end(), [](auto& a, auto& b) { return a.waited > b.waited; });
}

namespace {

Table risk_table(const RiskList& list, const Words& words) {
  Table table;
  table.columns = {column("", words("ticket")), column("", words("client")), column("", words("subject"), 36, true), column("", words("priority")),
                   column("", words("line")), column("", words("engineer")), column("", words("target")), column("", words("risk")),
                   column("", words("remaining")), column("", words("used")), column("", words("promised")), column("", words("fact")),
                   column("", words("due"))};
  for (const auto& line : list.lines) {
    bool late = line.risk == Risk::late;
    table.rows.push_back({line.ticket, line.client, line.subject, line.priority, line.line, line.assignee, words(name_of(line.target)),
                          Mark{late ? "late" : "near", words(late ? "risk_late" : "risk_near"), late ? Tone::bad : Tone::attention},
                          line.remaining, Share{line.clock.elapsed.count, line.clock.target->count}, *line.clock.target, line.clock.elapsed,
                          maybe(line.clock.due)});
  }
  if (list.lines.empty()) {
    table.note = words("no_risk");
    for (auto& one : table.columns) one.title.clear();  // a word says it; a head over nothing does not
  }
  return table;
}

Table wait_table(const RiskList& list, const Words& words) {
  Table table;
  table.title = words("long_waits");
  table.columns = {column("", words("ticket")), column("", words("client")), column("", words("subject"), 36, true), column("", words("waits_for")),
                   column("", words("engineer")), column("", words("since")), column("", words("waited")), column("", words("do_now"))};
  for (const auto& wait : list.waits) {
    bool end = wait.step == WaitStep::resolve;
    table.rows.push_back({wait.ticket, wait.client, wait.subject, wait.reason, wait.by, wait.since, wait.waited,
                          Mark{end ? "resolve" : "remind", words(end ? "step_resolve" : "step_remind"), end ? Tone::bad : Tone::attention}});
  }
  return table;
}

/// Both for programs: what waits too long has the target "wait" and the risk "remind" or "resolve".
Table machine_table(const RiskList& list) {
  Table table;
  table.key = key("tickets");
  for (const char* name : {"ticket", "client", "subject", "priority", "line", "assignee", "state", "target", "risk", "remaining_s", "target_s",
                           "elapsed_s", "due", "latest", "reason", "by", "since", "waited_s"})
    table.columns.push_back(column(name, ""));
  for (const auto& line : list.lines)
    table.rows.push_back({line.ticket, line.client, line.subject, line.priority, line.line, line.assignee, line.state, std::string(name_of(line.target)),
                          std::string(line.risk == Risk::late ? "late" : "near"), line.remaining, *line.clock.target, line.clock.elapsed,
                          maybe(line.clock.due), maybe(line.clock.latest), Value(), Value(), Value(), Value()});
  for (const auto& wait : list.waits)
    table.rows.push_back({wait.ticket, wait.client, wait.subject, wait.priority, wait.line, wait.assignee, std::string("waiting"), std::string("wait"),
                          std::string(wait.step == WaitStep::resolve ? "resolve" : "remind"), Value(), Value(), Value(), Value(), Value(), wait.reason,
                          wait.by, wait.since, wait.waited});
  return table;
}

}  // namespace

Document risk_report(const RiskList& list, Instant as_of, const Zone* zone, Language language) {
  Words words(language);
  Document document;
  document.schema = "sla-at-risk/1";
  document.language = language;
  document.zone = zone;
  document.rows = key("tickets");
  document.title = words("at_risk");
  document.subtitle = format_instant(as_of, zone, language) + (zone ? " " + zone->name() : " UTC");
  document.head = {{key("as_of"), "", as_of}};
  document.sections.push_back({"at_risk", "", {risk_table(list, words)}});
  if (!list.waits.empty()) document.sections.back().blocks.emplace_back(wait_table(list, words));
  document.sections.push_back({"tickets", "", {machine_table(list)}, true});
  return document;
}

}  // namespace outdesk
