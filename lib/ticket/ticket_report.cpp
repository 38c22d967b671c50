#include "ticket/ticket_report.hpp"

#include "base/text.hpp"
#include "ticket/event_words.hpp"

namespace outdesk {

namespace {

Table journal_table(const std::vector<Event>& events, const Zone* zone) {
  Table table;
  table.key = key("events");
  table.title = "Journal";
  table.columns = {{key("seq"), "No"}, {key("at"), "When"}, {key("entered"), ""}, {key("by"), "Who"}, {key("event"), ""},
                   {{}, "What"}, {{}, "Details", 60, true}, {key("counts"), ""}};
  std::vector<std::string> names = field_names(events);
  for (const auto& name : names) table.columns.push_back({{name == "seconds" ? "work_s" : name == "seq" ? "undoes" : name}, ""});
  std::set<std::int64_t> gone = undone_lines(events);
  for (const auto& event : events) {
    bool counts = gone.count(event.seq) == 0;
    Row row = {event.seq, event.at, event.entered, event.by, std::string(name_of(event.kind)), title_of(event) + (counts ? "" : " (undone)"),
               details_of(event, zone), counts};
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

Mark state_mark(const TicketHead& head) {
  std::string words = head.state == "waiting" ? "waiting: " + head.waiting_for : head.state;
  Tone tone = head.state == "new" ? Tone::attention : Tone::neutral;
  return {head.state, words, tone};
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
  document.sections.push_back({"ticket", "", {std::move(figures), journal_table(events, zone)}});
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

Document dry_run_report(const std::vector<ImportReceipt>& receipts, const std::vector<std::string>& lines, std::size_t shown) {
  Document document = import_report(receipts);
  document.title = "Dry run: nothing was written";
  for (auto& column : std::get<Table>(document.sections.front().blocks.front()).columns)
    if (column.title == "Written") column.title = "Would be written";
  Table table;
  table.key = key("lines");
  shown = std::min(shown, lines.size());
  table.title = "Lines that would be written";
  if (shown < lines.size()) table.title += ": the first " + std::to_string(shown) + " of " + std::to_string(lines.size()) + "; all of them with --format jsonl";
  table.columns = {{key("line"), "Line"}};
  for (std::size_t i = 0; i < shown; ++i) table.rows.push_back({lines[i]});
  if (shown) document.sections.back().blocks.push_back(std::move(table));
  return document;
}

std::string in_words(const ImportReceipt& receipt) {
  std::int64_t skipped = 0, corrected = 0;
  for (const auto& [reason, rows] : receipt.skipped) skipped += rows.count;
  for (const auto& [what, rows] : receipt.remarks) corrected += rows.count;
  return printable(receipt.file) + ": of " + std::to_string(receipt.lines_made) + " lines, " + std::to_string(receipt.lines_written) + " would be written and " +
         std::to_string(receipt.lines_there) + " are there; " + std::to_string(skipped) + " times nothing was made, " + std::to_string(corrected) +
         " times something was corrected";
}

}  // namespace outdesk
