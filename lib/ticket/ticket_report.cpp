#include "ticket/ticket_report.hpp"

#include "base/text.hpp"

namespace outdesk {

namespace {

Mark state_mark(const TicketHead& head) {
  std::string words = head.state == "waiting" ? "waiting: " + head.waiting_for : head.state;
  Tone tone = head.state == "new" ? Tone::attention : Tone::neutral;
  return {head.state, words, tone};
}

Row list_row(const TicketRow& ticket) {
  const TicketHead& head = ticket.head;
  Value resolved = head.resolved ? Value(*head.resolved) : Value();
  return {ticket.key, ticket.owner, state_mark(head), head.waiting_for, head.priority, head.received, head.line,
          head.assignee, head.requester, head.channel, head.kind, head.category, head.asset, head.updated, resolved,
          head.subject};
}

/// Every field name that occurs, in byte order.
std::vector<std::string> field_names(const std::vector<Event>& events) {
  std::set<std::string> names;
  for (const auto& event : events)
    for (const char* name : {"subject", "priority", "kind", "channel", "requester", "received", "line", "category", "asset", "body",
                             "from", "public", "auto", "to", "reason", "how", "cause", "solution", "seconds", "mode", "planned",
                             "site", "billable", "score", "comment", "finding", "action", "into", "with", "contract", "client", "seq",
                             "address", "message_id", "raw", "files"})
      if (event.fields.has(name)) names.insert(name);
  return {names.begin(), names.end()};
}

Value field_value(const Event& event, const std::string& name) {
  if (!event.fields.has(name)) return {};
  if (auto number = event.number(name)) {
    if (name == "seconds") return Seconds{*number};
    return *number;
  }
  if (std::string text = event.text(name); !text.empty()) return text;
  if (name == "public" || name == "auto" || name == "planned" || name == "billable") return event.flag(name);
  return std::string();
}

/// "offer.pdf, photo.jpg" of the field `files`.
std::string attachment_names(const std::string& files) {
  std::vector<std::string> names;
  for (auto line : split(files, '\n'))
    if (auto file = read_file_line(line)) names.push_back(file->name);
  return join(names, ", ");
}

/// The fields of an event in one line for people.
std::string in_words(const Event& event) {
  std::string words;
  for (const auto& name : field_names({event})) {
    if (name == "message_id" || name == "raw") continue;  // for programs
    Value value = field_value(event, name);
    std::string text = event.text(name);
    if (auto* length = std::get_if<Seconds>(&value)) text = to_duration_text(*length);
    else if (auto* number = std::get_if<std::int64_t>(&value)) text = std::to_string(*number);
    else if (auto* flag = std::get_if<bool>(&value)) text = *flag ? "yes" : "no";
    if (name == "files") text = attachment_names(text);
    std::string title = name == "seconds" ? "time" : name;
    words += (words.empty() ? "" : "; ") + title + ": " + replaced(std::move(text), "\n", " ⏎ ");
  }
  return words;
}

Table journal_table(const std::vector<Event>& events) {
  Table table;
  table.key = key("events");
  table.title = "Journal";
  table.columns = {{key("seq"), "No"}, {key("at"), "When"}, {key("entered"), ""}, {key("by"), "Who"}, {key("event"), "What"},
                   {{}, "Details", 60, true}};
  std::vector<std::string> names = field_names(events);
  for (const auto& name : names) table.columns.push_back({{name == "seconds" ? "work_s" : name == "seq" ? "undoes" : name}, ""});
  for (const auto& event : events) {
    Row row = {event.seq, event.at, event.entered, event.by, std::string(name_of(event.kind)), in_words(event)};
    for (const auto& name : names) row.push_back(field_value(event, name));
    table.rows.push_back(std::move(row));
  }
  return table;
}

void add_reasons(Table& table, const ImportReceipt& receipt, const std::map<std::string, ImportReceipt::Reason>& reasons, const char* what) {
  for (const auto& [reason, seen] : reasons)
    table.rows.push_back({receipt.file, std::string(what), reason, seen.count, std::int64_t{seen.first_line}});
}

}  // namespace

Document ticket_list(Db& db, const TicketFilter& filter, const Zone* zone) {
  Document document;
  document.schema = "ticket-list/1";
  document.zone = zone;
  Table table;
  table.key = key("tickets");
  table.columns = {{key("ticket"), "Ticket"}, {key("client"), "Client"}, {key("state"), "State"}, {key("waiting_for"), ""},
                   {key("priority"), "Pri"}, {key("received"), "Received, UTC"}, {key("line"), "Line"}, {key("assignee"), "Assignee"},
                   {key("requester"), "Requester"}, {key("channel"), ""}, {key("kind"), ""}, {key("category"), ""},
                   {key("asset"), ""}, {key("updated"), ""}, {key("resolved"), ""}, {key("subject"), "Subject", 40}};
  table.stream = [&db, filter](const RowVisitor& visit) {
    for_each_ticket(db, filter, [&](const TicketRow& ticket) { visit(list_row(ticket)); });
  };
  document.sections.push_back({"tickets", "", {std::move(table)}});
  return document;
}

Document ticket_card(const TicketRow& ticket, const std::vector<Event>& events, const Zone* zone) {
  const TicketHead& head = ticket.head;
  Document document;
  document.schema = "ticket/1";
  document.zone = zone;
  document.title = ticket.key + "  " + head.subject;
  auto text = [](const char* name, const char* title, const std::string& value) {
    return Figure{key(name), value.empty() ? "" : title, value};
  };
  auto time = [](const char* name, const char* title, const std::optional<Instant>& at) {
    return Figure{key(name), at ? title : "", at ? Value(*at) : Value()};
  };
  Figures figures;
  figures.figures = {{key("ticket"), "", ticket.key}, text("client", "Client", ticket.owner), text("subject", "", head.subject),
                     {key("state"), "State", state_mark(head)}, text("waiting_for", "", head.waiting_for),
                     text("priority", "Priority", head.priority), text("kind", "Kind", head.kind), text("channel", "Channel", head.channel),
                     text("requester", "Requester", head.requester), text("line", "Line", head.line),
                     text("assignee", "Assignee", head.assignee), text("category", "Category", head.category),
                     text("asset", "Asset", head.asset), time("received", "Received", head.received),
                     time("updated", "", head.updated), time("resolved", "Resolved", head.resolved), time("closed", "Closed", head.closed)};
  document.sections.push_back({"ticket", "", {std::move(figures), journal_table(events)}});
  return document;
}

Document import_report(const std::vector<ImportReceipt>& receipts) {
  Document document;
  document.schema = "import-receipt/1";
  Table files;
  files.key = key("files");
  files.columns = {{key("file"), "File"}, {key("rows"), "Rows read"}, {key("tickets"), "Tickets"}, {key("new_tickets"), "New"},
                   {key("lines_made"), "Lines"}, {key("lines_written"), "Written"}, {key("lines_there"), "Already there"}};
  Table reasons;
  reasons.key = key("reasons");
  reasons.title = "Rows that made no line, and lines made with a correction";
  reasons.columns = {{key("file"), ""}, {key("what"), "What"}, {key("reason"), "Reason"}, {key("count"), "Rows"}, {key("first_line"), "First on line"}};
  for (const auto& receipt : receipts) {
    files.rows.push_back({receipt.file, receipt.rows, receipt.tickets, receipt.new_tickets, receipt.lines_made, receipt.lines_written, receipt.lines_there});
    add_reasons(reasons, receipt, receipt.skipped, "skipped");
    add_reasons(reasons, receipt, receipt.remarks, "corrected");
  }
  document.sections.push_back({"import", "", {std::move(files)}});
  if (!reasons.rows.empty()) document.sections.back().blocks.push_back(std::move(reasons));
  return document;
}

}  // namespace outdesk
