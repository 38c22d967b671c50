#include "ticket/import.hpp"

#include "base/error.hpp"
#include "base/text.hpp"
#include "client/client_store.hpp"

namespace outdesk {

void read_journal(std::string_view content, const std::string& file, const std::string& client,
                  ImportReceipt& receipt, const LineSink& sink, const ImportProgress& progress) {
  std::size_t whole = content.size();
  if (content.substr(0, 3) == "\xEF\xBB\xBF") content.remove_prefix(3);
  for (long number = 1; !content.empty(); ++number) {
    std::size_t end = std::min(content.find('\n'), content.size());
    std::string_view line = trimmed(content.substr(0, end));
    content.remove_prefix(std::min(end + 1, content.size()));
    if (line.empty()) continue;
    ++receipt.rows;
    sink(read_journal_line(line, file, number, client), number);
    if (receipt.rows % 4096 == 0) progress(whole - content.size(), whole);
  }
}

JournalImport::JournalImport(Db& db, const std::string& file, ImportReceipt& receipt, Instant now)
    : db_(db), file_(file), receipt_(receipt), now_(now), writer_(db),
      last_old_ticket_(last_ticket_id(db)) {}

std::int64_t JournalImport::client_of(const std::string& key, long number) {
  auto [it, fresh] = clients_.try_emplace(key, 0);
  if (fresh && !(it->second = find_client_id(db_, key)))
    throw NotFound(file_ + ":" + std::to_string(number) + ": there is no client " + in_quotes(key),
                   "set it with 'outdesk client set FILE', or name another with --client");
  return it->second;
}

void JournalImport::load(Ticket& ticket, const std::string& key) {
  for (const Event& event : events_of(db_, ticket.id)) {
    std::string line = canonical_line({ticket.client, key, event});
    if (event.kind == EventKind::created) {
      ticket.created = true;
      ticket.created_line = line;
      ticket.received = parse_instant(event.text("received")).value_or(event.at);
    }
    ++ticket.lines;
    ++ticket.there[line];
  }
}

JournalImport::Ticket& JournalImport::ticket_of(const JournalLine& line, long number) {
  auto [it, fresh] = tickets_.try_emplace(line.client + '\n' + line.ticket);
  Ticket& ticket = it->second;
  if (!fresh) return ticket;
  ticket.id = writer_.open_ticket(client_of(line.client, number), line.ticket);
  ticket.client = line.client;
  order_.push_back(&ticket);
  ++receipt_.tickets;
  if (ticket.id <= last_old_ticket_) load(ticket, line.ticket);
  else ++receipt_.new_tickets;
  return ticket;
}

void JournalImport::take_created(Ticket& ticket, const JournalLine& line, const std::string& canonical, long number) {
  if (ticket.created)
    throw InputError(file_, number, "ticket " + in_quotes(line.ticket) + " is created a second time, and differs",
                     "this line: " + canonical + "\njournal:   " + ticket.created_line);
  ticket.created = true;
  ticket.created_line = canonical;
  ticket.received = parse_instant(line.event.text("received")).value_or(line.event.at);
}

/// What a line refers to must be there: an `undone` line an earlier one, and never `created`, which is the
/// first; a `moved` line its new client.  A merge into a ticket that is not there after all is kept, and said.
void JournalImport::check_reference(const Ticket& ticket, const JournalLine& line, long number) {
  const Event& event = line.event;
  if (event.kind == EventKind::merged && event.text("into") == line.ticket)
    throw InputError(file_, number, "'into': a ticket cannot be merged into itself");
  if (event.kind == EventKind::merged) merges_.push_back({ticket.client, event.text("into"), number});
  if (event.kind == EventKind::moved && event.fields.has("to")) client_of(event.text("to"), number);
  if (event.kind != EventKind::undone) return;
  std::int64_t seq = event.number("seq").value_or(0);
  if (seq == 1) throw InputError(file_, number, "'seq': the line that created the ticket cannot be undone");
  if (seq > ticket.lines)
    throw InputError(file_, number, "'seq': the ticket has no line " + std::to_string(seq) + " before this one",
                     "lines are counted within the ticket, from 1");
}

/// A priority that no contract of the client has is kept, and said: it has no deadlines.
void JournalImport::check_priority(const Ticket& ticket, const Event& event, long number) {
  std::string priority = event.kind == EventKind::created ? event.text("priority") : event.kind == EventKind::priority ? event.text("to") : "";
  if (priority.empty()) return;
  auto [known, fresh] = priorities_.try_emplace(ticket.client);
  if (fresh)
    for (const Contract& contract : contracts_of(db_, client_of(ticket.client, number)))
      for (const auto& [name, terms] : contract.priorities) known->second.insert(name);
  if (!known->second.count(priority))
    receipt_.remark("priority " + in_quotes(priority) + " is not in the contract: it has no deadlines", number);
}

void JournalImport::add(JournalLine&& line, long number) {
  Ticket& ticket = ticket_of(line, number);
  std::string canonical = canonical_line(line);
  ++receipt_.lines_made;
  if (auto there = ticket.there.find(canonical); there != ticket.there.end() && there->second > 0) {
    --there->second;
    ++receipt_.lines_there;
    return;
  }
  if (line.event.kind == EventKind::created) take_created(ticket, line, canonical, number);
  if (!ticket.created)
    throw InputError(file_, number, "ticket " + in_quotes(line.ticket) + " has no 'created' line before this one",
                     "put that line first");
  if (line.event.at < ticket.received)
    throw InputError(file_, number, "this happened before ticket " + in_quotes(line.ticket) + " was received",
                     "received at " + to_text(ticket.received) + "; correct 'at', or 'received' of the created line");
  if (line.event.at > now_)
    throw InputError(file_, number, "'at' lies in the future", "it is " + to_text(now_) + " now; correct the time or its zone");
  check_reference(ticket, line, number);
  check_priority(ticket, line.event, number);
  ++ticket.lines;
  ticket.fresh.push_back(std::move(line));
}

void JournalImport::for_each_fresh(const std::function<void(const JournalLine&)>& take) const {
  for (const Ticket* ticket : order_)
    for (const JournalLine& line : ticket->fresh) take(line);
}

void JournalImport::finish() {
  for (Ticket* ticket : order_)
    if (!ticket->fresh.empty()) writer_.append(ticket->id, ticket->fresh);
  receipt_.lines_written = writer_.lines_written();
  for (const auto& merge : merges_)
    if (!find_ticket_id(db_, client_of(merge.client, merge.line), merge.into))
      receipt_.remark("merged into " + in_quotes(merge.into) + ", which is not there", merge.line);
}

}  // namespace outdesk
