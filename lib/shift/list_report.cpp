#include "shift/list_report.hpp"

#include <algorithm>

#include "base/error.hpp"
#include "base/text.hpp"
#include "output/format_value.hpp"
#include "ticket/ticket_report.hpp"

namespace outdesk {

namespace {

/// A column of lists.  Twins of one name are one thing for machines and for people.
struct ListColumn {
  const char* name;
  const char* title;   ///< empty: for machines alone, unless it is asked for
  bool machine, people;
  int width;
};

constexpr ListColumn kColumns[] = {
    {"ticket", "Ticket", true, true, 0},      {"client", "Client", true, true, 0},       {"state", "State", true, true, 0},
    {"waiting_for", "", true, false, 0},      {"priority", "Pri", true, true, 0},        {"received", "Received", true, true, 0},
    {"due", "Due", false, true, 0},           {"line", "Line", true, true, 0},           {"assignee", "Assignee", true, true, 0},
    {"requester", "Requester", true, true, 0}, {"channel", "", true, false, 0},          {"kind", "", true, false, 0},
    {"category", "", true, false, 0},         {"asset", "", true, false, 0},             {"updated", "", true, false, 0},
    {"resolved", "", true, false, 0},         {"subject", "Subject", true, true, 40},    {"due", "", true, false, 0},
    {"due_for", "", true, false, 0},          {"remaining_s", "", true, false, 0},       {"missed", "", true, false, 0}};
constexpr std::size_t kAll = std::size(kColumns);

bool is_judged(const std::string& name) { return name == "due" || name == "due_for" || name == "remaining_s" || name == "missed"; }

std::string title_of(const ListColumn& column, bool asked, const Zone* zone) {
  std::string name = column.name, title = column.title;
  bool twin = name == "due" && column.machine;
  if (title.empty() && asked && !twin) title = static_cast<char>(name[0] - 32) + replaced(replaced(name.substr(1), "_s", ""), "_", " ");
  bool time = name == "received" || name == "updated" || name == "resolved" || name == "due";
  return time && !title.empty() ? title + ", " + (zone ? zone->name() : "UTC") : title;
}

/// Indexes into kColumns in the order asked for.
std::vector<std::size_t> chosen(const std::vector<std::string>& names) {
  std::vector<std::size_t> picked;
  for (std::size_t i = 0; names.empty() && i < kAll; ++i) picked.push_back(i);
  for (const auto& name : names) {
    std::size_t before = picked.size();
    for (std::size_t i = 0; i < kAll; ++i) if (name == kColumns[i].name) picked.push_back(i);
    if (picked.size() > before) continue;
    std::string near = nearest(name, list_columns());
    throw UsageError("a list of tickets has no column " + in_quotes(name), near.empty() ? "columns: " + join(list_columns(), ", ") : "did you mean " + in_quotes(near) + "?");
  }
  return picked;
}

Row whole_row(const TicketRow& ticket, const TicketDue* due, const Zone* zone, bool marks) {
  const TicketHead& head = ticket.head;
  Value none;
  return {ticket.key, ticket.owner, state_mark(head), head.waiting_for, head.priority, head.received,
          !due ? none : marks ? Value(due_mark(*due, zone)) : due->due ? Value(*due->due) : none, head.line, head.assignee, head.requester, head.channel, head.kind, head.category, head.asset,
          head.updated, head.resolved ? Value(*head.resolved) : none, head.subject,
          due && due->due ? Value(*due->due) : none, due && due->next ? Value(std::string(name_of(*due->next))) : none,
          due && due->next ? Value(due->remaining) : none, due ? Value(names_of(due->missed)) : none};
}

Table table_of(const std::vector<std::size_t>& picked, bool asked, const Zone* zone) {
  Table table;
  table.key = key("tickets");
  for (std::size_t i : picked) {
    const ListColumn& column = kColumns[i];
    table.columns.push_back({column.machine ? Key{column.name} : Key{}, title_of(column, asked, zone), column.width});
  }
  return table;
}

}  // namespace

std::vector<std::string> list_columns() {
  std::vector<std::string> names;
  for (const auto& column : kColumns)
    if (std::find(names.begin(), names.end(), column.name) == names.end()) names.emplace_back(column.name);
  return names;
}

Mark due_mark(const TicketDue& due, const Zone* zone) {
  constexpr Seconds kNear{2 * 3600};
  if (!due.due) return {"", "", Tone::neutral};
  bool late = due.remaining < Seconds{0};
  std::string words = format_instant(*due.due, zone, Language::en);
  return {late ? "late" : "due", words, late ? Tone::bad : due.remaining < kNear ? Tone::attention : Tone::neutral};
}

std::vector<std::string> names_of(const std::vector<Target>& targets) {
  std::vector<std::string> names;
  for (Target target : targets) names.emplace_back(name_of(target));
  return names;
}

std::vector<Figure> due_figures(const TicketDue& due, const Zone* zone) {
  std::vector<std::string> missed = names_of(due.missed);
  std::string words = due.next ? std::string(name_of(*due.next)) + ", " + (due.remaining < Seconds{0} ? "late by " : "left ") +
                                     format_duration(Seconds{due.remaining.count < 0 ? -due.remaining.count : due.remaining.count}, Language::en) : "";
  return {{{}, due.due ? "Due" : "", due_mark(due, zone), words}, {key("due"), "", due.due ? Value(*due.due) : Value()},
          {key("due_for"), "", due.next ? Value(std::string(name_of(*due.next))) : Value()}, {key("remaining_s"), "", due.next ? Value(due.remaining) : Value()},
          {key("missed"), "", missed}, {{}, missed.empty() ? "" : "Missed", join(missed, ", ")}};
}

TicketList list_tickets(Db& db, const ListRequest& request, Instant now, const Zone* zone) {
  std::vector<std::size_t> picked = chosen(request.columns);
  bool asked = !request.columns.empty();
  bool with_due = !asked || std::any_of(request.columns.begin(), request.columns.end(), is_judged);
  bool ended_too = request.breached || std::find(request.columns.begin(), request.columns.end(), "missed") != request.columns.end();
  auto judge = std::make_shared<OpenJudge>(db, now);
  auto selected = std::make_shared<const TicketSelection>(select_tickets(db, request, *judge));
  TicketList list{{}, selected->shown, selected->all};
  list.document.schema = "ticket-list/1";
  list.document.zone = zone;
  if (request.titled) list.document.title = request.filter.client.empty() ? "Tickets" : "Tickets of " + request.filter.client;
  Table table = table_of(picked, asked, zone);
  table.stream = [=](const RowVisitor& visit) {
    selected->for_each([&](const TicketRow& ticket, const TicketDue* due) {
      std::optional<JudgedRow> judged;
      bool open = is_open(ticket.head);
      if (!due && with_due && (open || ended_too)) judged = judge->judge(ticket);
      Row all = whole_row(ticket, due ? due : judged ? &judged->due : nullptr, zone, request.signs), row;
      for (std::size_t i : picked) row.push_back(all[i]);
      visit(row);
    });
  };
  list.document.sections.push_back({"tickets", "", {std::move(table)}});
  return list;
}

}  // namespace outdesk
