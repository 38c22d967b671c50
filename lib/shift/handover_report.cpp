#include "shift/handover_report.hpp"

#include <algorithm>

#include "base/text.hpp"
#include "client/client_store.hpp"
#include "output/format_value.hpp"
#include "shift/list_report.hpp"
#include "ticket/ticket_report.hpp"
#include "ticket/verb_rules.hpp"

namespace outdesk {

namespace {

/// An open ticket, or one that was touched in the shift, with all that a row may tell of it.
struct Case {
  TicketRow row;
  TicketDue due;
  bool open = false;
  std::optional<Instant> unanswered;  ///< since when
  std::optional<Wait> wait;
  std::optional<Event> visit;         ///< agreed, not made
  std::vector<Event> automatic;       ///< messages of machines in the shift: bounces, absences
};

Case case_of(Db& db, const TicketRow& row, OpenJudge& judge, Instant since) {
  Case one{row, {}, is_open(row.head), {}, {}, {}, {}};
  auto judged = judge.judge(row);
  std::vector<Event> events = judged ? judged->events : effective_events(events_of(db, row.id));
  if (judged) one.due = judged->due;
  for (const auto& event : events)
    if (event.kind == EventKind::message && event.flag("auto") && event.text("from") == "client" && event.at >= since) one.automatic.push_back(event);
  if (const Event* visit = agreed_visit(events); visit && one.open) one.visit = *visit;
  if (!judged || !one.open) return one;
  TicketHistory history = judge.history_of(row, *judged);
  one.unanswered = unanswered_since(history);
  if (!history.waits.empty() && !history.waits.back().to) one.wait = history.waits.back();
  return one;
}

std::vector<Case> cases_of(Db& db, const HandoverRequest& request, OpenJudge& judge) {
  std::vector<Case> cases;
  TicketFilter open = request.filter;
  open.open_only = true;
  for_each_ticket(db, open, TicketOrder::oldest, [&](const TicketRow& row) {
    cases.push_back(case_of(db, row, judge, request.since));
    return true;
  });
  for (std::int64_t id : tickets_touched(db, request.since))
    if (auto row = matching_ticket(db, id, request.filter); row && !is_open(row->head)) cases.push_back(case_of(db, *row, judge, request.since));
  return cases;
}

using Cases = std::vector<const Case*>;

template <class Pick, class Before>
Cases picked(const std::vector<Case>& cases, Pick pick, Before before) {
  Cases some;
  for (const auto& one : cases) if (pick(one)) some.push_back(&one);
  std::stable_sort(some.begin(), some.end(), [&](const Case* a, const Case* b) { return before(*a, *b); });
  return some;
}

Row named(const Case& one) { return {one.row.key, one.row.owner, one.row.head.priority}; }

Table table_named(const char* name, std::string title, std::vector<Column> more) {
  Table table;
  table.key = key(name);
  table.title = std::move(title);
  table.columns = {{key("ticket"), "Ticket"}, {key("client"), "Client"}, {key("priority"), "Pri"}};
  table.columns.insert(table.columns.end(), more.begin(), more.end());
  return table;
}

void add(Table& table, Row row, std::initializer_list<Value> more) {
  row.insert(row.end(), more.begin(), more.end());
  table.rows.push_back(std::move(row));
}

Column people(const char* title) { return {{}, title}; }

Table due_table(const std::vector<Case>& cases, std::int64_t limit, const Zone* zone) {
  Cases due = picked(cases, [](const Case& one) { return one.open && one.due.due; }, [](const Case& a, const Case& b) { return *a.due.due < *b.due.due; });
  Table table = table_named("due", "Open, by the next deadline",
                            {people("Due"), {key("due"), ""}, {key("due_for"), "For"}, {key("remaining_s"), "Left"}, {key("line"), "Line"},
                             {key("assignee"), "Assignee"}, {key("state"), "State"}, {key("subject"), "Subject", 40, true}});
  std::int64_t shown = std::min(limit, static_cast<std::int64_t>(due.size()));
  for (const Case* one : Cases(due.begin(), due.begin() + shown)) {
    const TicketHead& head = one->row.head;
    add(table, named(*one), {due_mark(one->due, zone), *one->due.due, std::string(name_of(*one->due.next)), one->due.remaining, head.line, head.assignee, state_mark(head), head.subject});
  }
  std::int64_t more = static_cast<std::int64_t>(due.size()) - shown;
  if (due.empty()) table.note = "Nothing has a deadline that runs.";
  else if (more > 0) table.note = std::to_string(more) + " more are due later: outdesk ticket list --sort due.";
  return table;
}

Table unanswered_table(const std::vector<Case>& cases) {
  Cases asked = picked(cases, [](const Case& one) { return one.unanswered.has_value(); }, [](const Case& a, const Case& b) { return *a.unanswered < *b.unanswered; });
  Table table = table_named("unanswered", "Clients that wait for an answer",
                            {{key("since"), "Since"}, {key("assignee"), "Assignee"}, {key("requester"), "Requester"}, {key("subject"), "Subject", 40, true}});
  for (const Case* one : asked) add(table, named(*one), {*one->unanswered, one->row.head.assignee, one->row.head.requester, one->row.head.subject});
  return table;
}

Table wait_list(const std::vector<Case>& cases) {
  Cases waiting = picked(cases, [](const Case& one) { return one.wait.has_value(); }, [](const Case& a, const Case& b) { return a.wait->from < b.wait->from; });
  Table table = table_named("waiting", "Waiting for others",
                            {{key("reason"), "For"}, {key("since"), "Since"}, {key("by"), "By"}, {key("assignee"), "Assignee"}, {key("subject"), "Subject", 40, true}});
  for (const Case* one : waiting) add(table, named(*one), {one->wait->reason, one->wait->from, one->wait->by, one->row.head.assignee, one->row.head.subject});
  return table;
}

/// Those of today, and earlier ones that nobody has made.
Table visit_table(const std::vector<Case>& cases, const Zone* zone, OpenJudge& judge) {
  auto start = [](const Case& one) { return parse_instant(one.visit->text("start")).value_or(Instant{}); };
  Cases visits = picked(cases, [&](const Case& one) {
    if (!one.visit) return false;
    const Zone& place = zone ? *zone : judge.zone_of(one.row.owner);
    return start(one) < place.day(place.local(judge.now()).date).to;
  }, [&](const Case& a, const Case& b) { return start(a) < start(b); });
  Table table = table_named("visits", "Visits today, and visits not made yet",
                            {{key("start"), "From"}, {key("end"), "To"}, {key("site"), "Where"}, {key("engineer"), "Engineer"}, {key("visit"), "Visit"}, {key("subject"), "Subject", 40, true}});
  for (const Case* one : visits) {
    auto end = parse_instant(one->visit->text("end"));
    bool over = end.value_or(start(*one)) < judge.now();
    Mark mark = over ? Mark{"not_made", "not made", Tone::bad} : Mark{"agreed", "agreed", Tone::neutral};
    std::string engineer = one->visit->text("engineer");
    add(table, named(*one), {start(*one), end ? Value(*end) : Value(), one->visit->text("site"), engineer.empty() ? one->row.head.assignee : engineer, mark, one->row.head.subject});
  }
  return table;
}

Table missed_table(const std::vector<Case>& cases, const HandoverRequest& request) {
  Cases missed = picked(cases, [&](const Case& one) { return one.due.last_missed && *one.due.last_missed >= request.since; },
                        [](const Case& a, const Case& b) { return *a.due.last_missed < *b.due.last_missed; });
  Table table = table_named("missed", "Deadlines missed in the shift",
                            {{key("missed"), "What"}, {key("at"), "When"}, {key("assignee"), "Assignee"}, {key("state"), "State"}, {key("subject"), "Subject", 40, true}});
  for (const Case* one : missed)
    add(table, named(*one), {names_of(one->due.missed), *one->due.last_missed, one->row.head.assignee, state_mark(one->row.head), one->row.head.subject});
  return table;
}

/// A letter of ours that came back has answered nobody, whatever the clock says.
Table automatic_table(const std::vector<Case>& cases) {
  Table table = table_named("automatic", "Automatic messages in the shift: letters that came back, absences",
                            {{key("at"), "When"}, {key("by"), "From"}, {key("assignee"), "Assignee"}, {key("body"), "Text", 60, true}});
  for (const auto& one : cases)
    for (const auto& event : one.automatic)
      add(table, named(one), {event.at, event.by, one.row.head.assignee, fitted(replaced(event.text("body"), "\n", " "), 120)});
  return table;
}

Figures counts_of(Db& db, const std::vector<Case>& cases, const HandoverRequest& request) {
  TicketFilter received = request.filter;
  received.since = request.since;
  received.before = request.now + Seconds{1};
  std::int64_t open = 0, unassigned = 0, ended = 0;
  for (const auto& one : cases) {
    open += one.open;
    unassigned += one.open && one.row.head.assignee.empty();
    ended += !one.open && one.row.head.resolved && *one.row.head.resolved >= request.since;
  }
  return {"", {{key("received"), "Received in the shift", count_tickets(db, received)}, {key("ended"), "Ended in the shift", ended},
               {key("open"), "Open now", open}, {key("unassigned"), "Open, with nobody", unassigned},
               {key("kept_messages"), request.kept_messages ? "Mail kept that is no ticket" : "", request.kept_messages, request.kept_messages ? "see outdesk ticket mail --kept" : ""}}};
}

}  // namespace

const Zone* common_zone(Db& db, const TicketFilter& filter, Instant now) {
  OpenJudge judge(db, now);
  if (!filter.client.empty()) return &judge.zone_of(filter.client);
  std::set<const Zone*> zones;
  std::set<std::string> seen;
  TicketFilter open = filter;
  open.open_only = true;
  for_each_ticket(db, open, TicketOrder::oldest, [&](const TicketRow& row) {
    if (seen.insert(row.owner).second) zones.insert(&judge.zone_of(row.owner));
    return zones.size() < 2;
  });
  if (zones.empty())
    for (const ClientLine& line : list_clients(db)) zones.insert(&judge.zone_of(line.client));
  return zones.size() == 1 ? *zones.begin() : nullptr;
}

Document handover_report(Db& db, const HandoverRequest& request, const Zone* zone) {
  OpenJudge judge(db, request.now);
  std::vector<Case> cases = cases_of(db, request, judge);
  Document document;
  document.schema = "handover/1";
  document.zone = zone;
  document.rows = key("due");
  document.title = "Handover";
  document.subtitle = format_instant(request.since, zone, Language::en) + " – " + format_instant(request.now, zone, Language::en) + " " + (zone ? zone->name() : "UTC");
  document.head = {{key("since"), "", request.since}, {key("as_of"), "", request.now}};
  document.sections.push_back({"counts", "", {counts_of(db, cases, request)}});
  document.sections.push_back({"due", "", {due_table(cases, request.limit, zone)}});
  for (Table table : {missed_table(cases, request), unanswered_table(cases), visit_table(cases, zone, judge), wait_list(cases), automatic_table(cases)}) {
    std::vector<Block> blocks;
    if (table.rows.empty()) {  // a word says it; a head over nothing does not
      blocks.emplace_back(Paragraph{{{table.title + ": none."}}});
      for (auto& column : table.columns) column.title.clear();
    }
    std::string id = table.key.front();
    blocks.emplace_back(std::move(table));
    document.sections.push_back({id, "", std::move(blocks)});
  }
  return document;
}

}  // namespace outdesk
