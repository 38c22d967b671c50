#include "shift/search_report.hpp"

#include <algorithm>
#include <cmath>

#include "base/text.hpp"
#include "shift/list_report.hpp"
#include "ticket/ticket_report.hpp"
#include "ticket/search_store.hpp"

namespace outdesk {

namespace {

constexpr std::size_t kExcerpt = 70;  ///< columns
constexpr std::size_t kSimilar = 5;

struct Texts {
  std::string solution;            ///< the last one, with its cause
  std::vector<std::string> others;
};

Texts texts_of(Db& db, std::int64_t ticket) {
  Texts texts;
  for (const Event& event : effective_events(events_of(db, ticket))) {
    std::string solution = event.text("solution"), cause = event.kind == EventKind::reviewed ? "" : event.text("cause");
    if (!solution.empty() || !cause.empty()) texts.solution = cause.empty() ? solution : solution.empty() ? cause : cause + ": " + solution;
    for (const char* field : {"body", "comment", "finding", "action"})
      if (std::string text = event.text(field); !text.empty()) texts.others.push_back(std::move(text));
  }
  return texts;
}

std::string best_place(const Texts& texts, const std::vector<std::string>& stems) {
  if (find_word(texts.solution, stems)) return excerpt_of(texts.solution, stems, kExcerpt);
  for (const auto& text : texts.others) if (find_word(text, stems)) return excerpt_of(text, stems, kExcerpt);
  return excerpt_of(texts.solution, {}, kExcerpt);
}

}  // namespace

std::string excerpt_of(std::string_view text, const std::vector<std::string>& stems, std::size_t columns) {
  std::size_t from = find_word(text, stems).value_or(0);
  std::size_t line = from;  // back to the beginning of the line, or at most a third of the room
  while (line > 0 && text[line - 1] != '\n' && from - line < columns) --line;
  while (line > 0 && line < from && (static_cast<unsigned char>(text[line]) & 0xC0) == 0x80) ++line;
  bool cut = line > 0 && text[line - 1] != '\n';
  std::string part = replaced(replaced(std::string(text.substr(line, columns * 5)), "\n", " "), "\t", " ");
  while (!part.empty() && invalid_utf8(part) != std::string::npos) part.pop_back();
  return fitted((cut ? "…" : "") + part, columns);
}

FoundTickets search_tickets(Db& db, const std::string& query, const TicketFilter& filter, std::int64_t limit, const Zone* zone) {
  std::vector<SearchTerm> terms = read_query(query);
  std::vector<std::string> stems;
  for (const auto& term : terms) {
    if (term.excluded) continue;
    stems.insert(stems.end(), term.words.begin(), term.words.end());
    if (term.beginning) stems.back() += '*';
    stems.insert(stems.end(), term.kindred.begin(), term.kindred.end());
  }
  FoundTickets found;
  found.document.schema = "ticket-search/1";
  found.document.zone = zone;
  found.document.head = {{key("query"), "", query}};
  Table table;
  table.key = key("tickets");
  table.columns = {{key("ticket"), "Ticket"}, {key("client"), "Client"}, {key("state"), "State"}, {key("received"), "Received, " + (zone ? zone->name() : "UTC")},
                   {key("resolved"), ""}, {key("assignee"), ""}, {key("subject"), "Subject", 36}, {key("solution"), ""}, {key("excerpt"), "Where", 70}};
  bool every = filter == TicketFilter();  // then those that are not shown need not be looked at
  for (std::int64_t id : find_words(db, terms, every ? limit : -1)) {
    bool shown = limit < 0 || found.shown < limit;
    auto row = matching_ticket(db, id, filter);
    if (!row) continue;
    ++found.all;
    if (!shown) continue;
    ++found.shown;
    Texts texts = texts_of(db, id);
    const TicketHead& head = row->head;
    table.rows.push_back({row->key, row->owner, state_mark(head), head.received, head.resolved ? Value(*head.resolved) : Value(), head.assignee,
                          head.subject, texts.solution, best_place(texts, stems)});
  }
  if (every && limit >= 0) found.all = count_words(db, terms);
  if (found.all == 0) table.note = "Nothing fits.";
  found.document.sections.push_back({"tickets", "", {std::move(table)}});
  return found;
}

Table similar_tickets(Db& db, const TicketRow& ticket) {
  Table table;
  table.key = key("similar");
  table.title = "Tickets like this one";
  table.columns = {{key("ticket"), "Ticket"}, {key("client"), "Client"}, {key("state"), "State"}, {key("likeness"), "Alike"}, {key("subject"), "Subject", 36},
                   {key("solution"), "Solution", 70, true}};
  for (const auto& one : find_similar(db, ticket.id, kSimilar)) {
    auto row = matching_ticket(db, one.id, {});
    if (!row) continue;
    table.rows.push_back({row->key, row->owner, state_mark(row->head), Share{std::lround(one.likeness * 100), 100}, row->head.subject, texts_of(db, one.id).solution});
  }
  if (table.rows.empty()) table.note = "No other ticket is like it.";
  return table;
}

}  // namespace outdesk
