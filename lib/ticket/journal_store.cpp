#include "ticket/journal_store.hpp"

#include <algorithm>
#include <set>
#include <stdexcept>

#include "ticket/head_rules.hpp"

namespace outdesk {

Event event_at(const Rows& rows, int first) {
  Event event;
  event.at = rows.instant(first);
  event.entered = rows.instant(first + 1);
  event.by = std::string(rows.text(first + 2));
  event.kind = event_kind(rows.text(first + 3)).value_or(EventKind::message);
  event.fields = Fields(std::string(rows.text(first + 4)));
  return event;
}

namespace {
/// Into `events`, whose memory is used again.  Read in the order of the index, which mostly is that of the lines: to let the
/// database sort a few lines of each of many tickets took half of the time.
void read_events(Db& db, std::int64_t ticket, std::vector<Event>& events) {
  events.clear();
  Rows rows = db.query("SELECT seq, at, entered, by_whom, event, fields FROM journal WHERE ticket = $1 ORDER BY at, seq", ticket);
  while (rows.next()) {
    events.push_back(event_at(rows, 1));
    events.back().seq = rows.integer(0);
  }
  auto is_earlier = [](const Event& a, const Event& b) { return a.seq < b.seq; };
  if (!std::is_sorted(events.begin(), events.end(), is_earlier)) std::sort(events.begin(), events.end(), is_earlier);
  std::int64_t number = 0;
  for (Event& event : events) event.seq = ++number;
}
}  // namespace

std::vector<Event> events_of(Db& db, std::int64_t ticket) {
  std::vector<Event> events;
  read_events(db, ticket, events);
  return events;
}

namespace {

std::string client_key(Db& db, std::int64_t client) {
  Rows rows = db.query("SELECT key FROM client WHERE id = $1", client);
  return rows.next() ? std::string(rows.text(0)) : std::string();
}

#define OUTDESK_REF_COLUMNS "t.id, t.client, t.key, t.received "
#define OUTDESK_TOUCHES "t.received < $2 AND (t.updated >= $3 OR t.resolved IS NULL OR ($4 = 1 AND t.closed IS NULL)) AND ($5 IS NULL OR t.received >= $5) "

TicketRef ref_at(const Rows& rows) { return {rows.integer(0), rows.integer(1), std::string(rows.text(2)), rows.instant(3)}; }

/// Tickets that `client` had once and others have now; few.
std::vector<TicketRef> given_away(Db& db, std::int64_t client, const JournalSpan& span) {
  std::string key = client_key(db, client);
  std::vector<TicketRef> found;
  Rows rows = db.query("SELECT " OUTDESK_REF_COLUMNS "FROM ticket t "
                       "WHERE t.id IN (SELECT ticket FROM journal WHERE event = 'moved') AND t.owner <> $1 AND " OUTDESK_TOUCHES
                       "ORDER BY t.received, t.id", client, span.period.to, span.period.from, span.until_closed, span.received_from);
  while (rows.next()) {
    TicketRef ref = ref_at(rows);
    if (ref.client == client || was_moved_to(events_of(db, ref.id), key)) found.push_back(std::move(ref));
  }
  return found;
}

}  // namespace

void for_each_journal(Db& db, std::int64_t client, const JournalSpan& span, const JournalVisitor& visit) {
  std::vector<TicketRef> once = given_away(db, client, span);
  auto next = once.begin();
  std::vector<Event> events;
  auto show = [&](const TicketRef& ref) {
    read_events(db, ref.id, events);
    visit(ref, events);
  };
  auto is_earlier = [](const TicketRef& a, const TicketRef& b) { return a.received != b.received ? a.received < b.received : a.id < b.id; };
  Rows tickets = db.query("SELECT " OUTDESK_REF_COLUMNS "FROM ticket t WHERE t.owner = $1 AND " OUTDESK_TOUCHES
                          "ORDER BY t.received, t.id", client, span.period.to, span.period.from, span.until_closed, span.received_from);
  while (tickets.next()) {
    TicketRef ref = ref_at(tickets);
    for (; next != once.end() && is_earlier(*next, ref); ++next) show(*next);
    show(ref);
  }
  for (; next != once.end(); ++next) show(*next);
}

void visit_journal(Db& db, std::int64_t ticket, const JournalVisitor& visit) {
  Rows rows = db.query("SELECT " OUTDESK_REF_COLUMNS "FROM ticket t WHERE t.id = $1", ticket);
  if (!rows.next()) throw std::logic_error("no ticket of this id");
  TicketRef ref = ref_at(rows);
  std::vector<Event> events = events_of(db, ticket);
  visit(ref, events);
}

std::vector<std::int64_t> Merges::reaching(const std::string& key) const {
  std::set<std::int64_t> found;
  std::set<std::string> asked;
  std::vector<std::string> next{key};
  while (!next.empty()) {
    std::string into = std::move(next.back());
    next.pop_back();
    auto there = into_.find(into);
    if (there == into_.end() || !asked.insert(std::move(into)).second) continue;
    for (const auto& from : there->second) {
      found.insert(from.ticket);
      next.push_back(from.key);
    }
  }
  return {found.begin(), found.end()};
}

Merges merges_of(Db& db) {
  Merges merges;
  // In the order of the index over these few lines; by seq alone, the whole journal would be read.
  Rows rows = db.query("SELECT t.id, t.key, j.fields FROM journal j JOIN ticket t ON t.id = j.ticket WHERE j.event = 'merged' ORDER BY j.ticket, j.seq");
  while (rows.next()) merges.add(rows.integer(0), std::string(rows.text(1)), Fields(std::string(rows.text(2))).text("into"));
  return merges;
}

void for_each_line(Db& db, const std::string& client, const std::string& ticket,
                   const std::function<void(const JournalLine&)>& visit) {
  Rows rows = db.query("SELECT c.key, t.key, j.at, j.entered, j.by_whom, j.event, j.fields FROM journal j "
                       "JOIN ticket t ON t.id = j.ticket JOIN client c ON c.id = t.client "
                       "WHERE ($1 = '' OR c.key = $1) AND ($2 = '' OR t.key = $2) ORDER BY j.seq", client, ticket);
  while (rows.next()) visit({std::string(rows.text(0)), std::string(rows.text(1)), event_at(rows, 2)});
}

}  // namespace outdesk
