#include "ticket/ticket_store.hpp"

#include <algorithm>

#include "base/error.hpp"
#include "base/text.hpp"
#include "base/zone.hpp"
#include "client/client_store.hpp"
#include "store/chain.hpp"
#include "store/chains.hpp"
#include "store/like.hpp"
#include "ticket/search_store.hpp"

namespace outdesk {

namespace {

#define OUTDESK_HEAD_COLUMNS                                                                          \
  "t.id, c.key, o.key, t.key, t.state, t.waiting_for, t.priority, t.subject, t.requester, t.kind, "   \
  "t.channel, t.line, t.assignee, t.category, t.asset, t.received, t.updated, t.resolved, t.closed "
#define OUTDESK_HEAD_TABLES \
  "FROM ticket t JOIN client c ON c.id = t.client JOIN client o ON o.id = t.owner "
// `$1` to `$15` are what with_arguments binds.
#define OUTDESK_FILTER                                                                                   \
  "WHERE ($1 = 0 OR t.owner = $1) AND ($2 = '' OR t.state = $2) AND ($3 = '' OR t.waiting_for = $3) "     \
  "AND ($4 = '' OR t.line = $4) AND ($5 = '' OR t.assignee = $5) AND ($6 = '' OR t.priority = $6) "      \
  "AND ($7 = '' OR t.channel = $7) AND ($8 = '' OR t.category = $8) AND ($9 = '' OR t.asset = $9) "      \
  "AND ($10 = '' OR t.requester = $10) AND ($11 = '' OR t.subject_folded LIKE $11 ESCAPE '!') "         \
  "AND ($12 = 0 OR t.state IN ('new', 'open', 'waiting')) AND ($13 = 0 OR t.assignee = '') "            \
  "AND t.received >= $14 AND t.received < $15 "
// The same where it is known that only open ones are meant: for their own index, which is short.
#define OUTDESK_OPEN_FILTER OUTDESK_FILTER "AND t.state IN ('new', 'open', 'waiting') "
#define OUTDESK_OLDEST "ORDER BY t.received, t.id"
#define OUTDESK_NEWEST "ORDER BY t.received DESC, t.id DESC"
#define OUTDESK_UPDATED "ORDER BY t.updated DESC, t.id DESC"
#define OUTDESK_PRIORITY "ORDER BY t.priority, t.received, t.id"
#define OUTDESK_LIST "SELECT " OUTDESK_HEAD_COLUMNS OUTDESK_HEAD_TABLES

TicketRow row_at(const Rows& rows) {
  TicketRow row;
  auto text = [&](int column) { return std::string(rows.text(column)); };
  row.id = rows.integer(0);
  row.client = text(1);
  row.owner = text(2);
  row.key = text(3);
  TicketHead& head = row.head;
  std::string* texts[] = {&head.state, &head.waiting_for, &head.priority, &head.subject, &head.requester, &head.kind,
                          &head.channel, &head.line, &head.assignee, &head.category, &head.asset};
  int column = 4;
  for (std::string* field : texts) *field = text(column++);
  head.received = rows.instant(15);
  head.updated = rows.instant(16);
  head.resolved = rows.maybe_instant(17);
  head.closed = rows.maybe_instant(18);
  if (row.owner != row.client) head.moved_to = row.owner;
  return row;
}

/// `text` as a LIKE pattern that finds it anywhere, whatever its case; empty stays empty.
std::string containing(const std::string& text) { return text.empty() ? "" : like_anywhere(folded(text)); }

/// Id of the client that a list is limited to; 0 for all, -1 for one that is not there.
std::int64_t owner_of(Db& db, const TicketFilter& filter) {
  if (filter.client.empty()) return 0;
  return db.integer("SELECT id FROM client WHERE key = $1", filter.client).value_or(-1);
}

/// The smallest text that is larger than every text with this prefix.
std::string end_of_prefix(const std::string& prefix) { return prefix + "\xF4\x8F\xBF\xBF"; }

[[noreturn]] void no_such_ticket(Db& db, const std::string& key, const std::string& client) {
  bool any = db.integer("SELECT count(*) FROM ticket").value_or(0) > 0;
  throw NotFound("there is no ticket " + in_quotes(key) + (client.empty() ? "" : " of client " + in_quotes(client)),
                 any ? "see 'outdesk ticket list'" : "the store holds no tickets yet");
}

}  // namespace

ChainHead chain_head(Db& db) { return {db.integer("SELECT count(*) FROM journal").value_or(0), last_hash(db, Chain::journal)}; }

std::int64_t last_ticket_id(Db& db) { return db.integer("SELECT max(id) FROM ticket").value_or(0); }

Digest chain_head_at(Db& db, Instant when) {
  Rows rows = db.query("SELECT hash FROM journal WHERE entered <= $1 ORDER BY seq DESC LIMIT 1", when);
  return rows.next() ? digest_of(rows.blob(0)) : Digest{};
}

std::optional<Digest> last_counted_line(Db& db, std::int64_t client, Instant cut_off, Instant to, Instant known_by) {
  Rows rows = db.query("SELECT j.hash FROM journal j WHERE j.entered <= $1 OR (j.at < $2 AND j.entered <= $3 AND j.ticket IN (SELECT id FROM ticket WHERE client = $4 OR owner = $4)) "
                       "ORDER BY j.seq DESC LIMIT 1", cut_off, to, known_by, client);
  if (!rows.next()) return {};
  return digest_of(rows.blob(0));
}

std::int64_t find_ticket_id(Db& db, std::int64_t client, std::string_view key) {
  return db.integer("SELECT id FROM ticket WHERE client = $1 AND key = $2", client, key).value_or(0);
}

TicketRow find_ticket(Db& db, const std::string& key, const std::string& client) {
  if (auto why = not_a_ticket_key(key); !why.empty()) throw UsageError("ticket " + in_quotes(key) + ": " + why);
  std::vector<TicketRow> found;
  std::string keys;
  Rows rows = db.query("SELECT " OUTDESK_HEAD_COLUMNS OUTDESK_HEAD_TABLES
                       "WHERE t.key >= $1 AND t.key < $2 AND ($3 = '' OR c.key = $3 OR o.key = $3) "
                       "ORDER BY t.key, c.key LIMIT 6", key, end_of_prefix(key), client);
  while (rows.next()) found.push_back(row_at(rows));
  bool exact = !found.empty() && found[0].key == key;
  if (exact) std::erase_if(found, [&](const TicketRow& row) { return row.key != key; });
  if (found.size() == 1) return found[0];
  if (found.empty()) no_such_ticket(db, key, client);
  for (const auto& row : found) keys += (keys.empty() ? "" : ", ") + (exact ? row.client : row.key);
  throw UsageError((exact ? "several clients have a ticket " : "several tickets begin with ") + in_quotes(key) + ": " + keys,
                   exact ? "name the client with --client" : "write more of the key");
}

JournalWriter::JournalWriter(Db& db) : db_(db), tail_(last_hash(db, Chain::journal)), line_(db.integer("SELECT max(seq) FROM journal").value_or(0)) {}

std::int64_t JournalWriter::open_ticket(std::int64_t client, const std::string& key) {
  if (std::int64_t id = find_ticket_id(db_, client, key)) return id;
  return db_.insert("INSERT INTO ticket (client, key, owner, state, waiting_for, priority, subject, subject_folded, requester, kind, "
          "channel, line, assignee, category, asset, received, updated) "
          "VALUES ($1, $2, $1, 'new', '', '', '', '', '', '', '', '', '', '', '', 0, 0) RETURNING id", client, key);
}

void JournalWriter::append_line(std::int64_t ticket, const JournalLine& line) {
  Digest hash = chained(tail_, canonical_line(line));
  const Event& event = line.event;
  db_.run("INSERT INTO journal (seq, ticket, at, entered, by_whom, event, fields, prev, hash) "
          "VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)", ++line_, ticket, event.at, event.entered, event.by,
          name_of(event.kind), event.fields.str(), tail_, hash);
  tail_ = hash;
  ++written_;
}

void JournalWriter::append(std::int64_t ticket, const std::vector<JournalLine>& lines) {
  bool words = false;
  for (const auto& line : lines) {
    append_line(ticket, line);
    words = words || changes_words(line.event.kind);
  }
  std::vector<Event> events = events_of(db_, ticket);
  keep_head(ticket, head_of(events));
  if (words) keep_words(db_, ticket, words_of(effective_events(std::move(events))));
}

void JournalWriter::keep_head(std::int64_t ticket, const TicketHead& head) {
  db_.run("UPDATE ticket SET state = $2, waiting_for = $3, priority = $4, subject = $5, requester = $6, kind = $7, "
          "channel = $8, line = $9, assignee = $10, category = $11, asset = $12, received = $13, updated = $14, "
          "resolved = $15, closed = $16, owner = coalesce((SELECT id FROM client WHERE key = $17), client), "
          "subject_folded = $18 WHERE id = $1",
          ticket, head.state, head.waiting_for, head.priority, head.subject, head.requester, head.kind, head.channel,
          head.line, head.assignee, head.category, head.asset, head.received, head.updated, head.resolved, head.closed,
          head.moved_to, folded(head.subject));
}

std::string next_ticket_key(Db& db, int year) {
  std::string name = "ticket-" + std::to_string(year);
  for (;;) {
    db.run("INSERT INTO counter (name, value) VALUES ($1, 1) ON CONFLICT (name) DO UPDATE SET value = counter.value + 1", name);
    std::int64_t n = db.integer("SELECT value FROM counter WHERE name = $1", name).value_or(0);
    std::string key = "T-" + std::to_string(year) + "-" + zero_padded(n, 5);
    if (!db.integer("SELECT id FROM ticket WHERE key = $1 ORDER BY id LIMIT 1", key)) return key;
  }
}

NewTicket register_ticket(Db& db, const Contract& contract, const std::vector<Event>& events) {
  int year = int{Zone::named(contract.timezone).local(events.front().at).date.year()};
  NewTicket ticket{0, next_ticket_key(db, year)};
  JournalWriter writer(db);
  ticket.id = writer.open_ticket(client_id(db, contract.client), ticket.key);
  std::vector<JournalLine> lines;
  for (const auto& event : events) lines.push_back({contract.client, ticket.key, event});
  writer.append(ticket.id, lines);
  return ticket;
}

namespace {

/// By TicketOrder: of all tickets, and of the open ones.
constexpr std::string_view kLists[][2] = {
    {OUTDESK_LIST OUTDESK_FILTER OUTDESK_NEWEST, OUTDESK_LIST OUTDESK_OPEN_FILTER OUTDESK_NEWEST},
    {OUTDESK_LIST OUTDESK_FILTER OUTDESK_OLDEST, OUTDESK_LIST OUTDESK_OPEN_FILTER OUTDESK_OLDEST},
    {OUTDESK_LIST OUTDESK_FILTER OUTDESK_UPDATED, OUTDESK_LIST OUTDESK_OPEN_FILTER OUTDESK_UPDATED},
    {OUTDESK_LIST OUTDESK_FILTER OUTDESK_PRIORITY, OUTDESK_LIST OUTDESK_OPEN_FILTER OUTDESK_PRIORITY}};

/// Hands `use` what OUTDESK_FILTER binds.
template <class Use>
auto with_arguments(Db& db, const TicketFilter& f, Use use) {
  return use(owner_of(db, f), f.state, f.waiting_for, f.line, f.assignee, f.priority, f.channel, f.category, f.asset, f.requester,
             containing(f.text), f.open_only, f.unassigned, f.since, f.before);
}

std::vector<std::int64_t> ids_of(Rows rows) {
  std::vector<std::int64_t> ids;
  while (rows.next()) ids.push_back(rows.integer(0));
  return ids;
}

}  // namespace

void for_each_ticket(Db& db, const TicketFilter& f, TicketOrder order, const std::function<bool(const TicketRow&)>& visit) {
  std::string_view sql = kLists[static_cast<std::size_t>(order)][f.open_only];
  Rows rows = with_arguments(db, f, [&](const auto&... args) { return db.query(sql, args...); });
  while (rows.next() && visit(row_at(rows))) {}
}

std::int64_t count_tickets(Db& db, const TicketFilter& f) {
  if (f == TicketFilter()) return db.integer("SELECT count(*) FROM ticket").value_or(0);
  std::string_view sql = f.open_only ? "SELECT count(*) FROM ticket t " OUTDESK_OPEN_FILTER : "SELECT count(*) FROM ticket t " OUTDESK_FILTER;
  return with_arguments(db, f, [&](const auto&... args) { return db.integer(sql, args...); }).value_or(0);
}

std::optional<TicketRow> matching_ticket(Db& db, std::int64_t id, const TicketFilter& f) {
  Rows rows = with_arguments(db, f, [&](const auto&... args) { return db.query(OUTDESK_LIST OUTDESK_FILTER "AND t.id = $16", args..., id); });
  if (!rows.next()) return {};
  return row_at(rows);
}

std::vector<std::int64_t> rated_tickets(Db& db) { return ids_of(db.query("SELECT DISTINCT ticket FROM journal WHERE event = 'rated' ORDER BY ticket")); }

std::vector<std::int64_t> tickets_touched(Db& db, Instant since) {
  return ids_of(db.query("SELECT id FROM ticket WHERE updated >= $1 ORDER BY updated DESC, id DESC", since));
}

namespace {

class DamageList {
 public:
  explicit DamageList(std::size_t limit) : limit_(limit) {}
  void add(std::string words) { if (found_.size() < limit_) found_.push_back(std::move(words)); }
  std::vector<std::string> take() { return std::move(found_); }

 private:
  std::size_t limit_;
  std::vector<std::string> found_;
};

/// What a canonical line leaves out of its fields: the first sign, and "{}" where there are none.
bool is_object(std::string_view fields) { return fields == "{}" || (fields.size() > 2 && fields.front() == '{'); }

/// `forms`: also whether each line says what a line may say; bytes that an older program let through are in its chain.
void check_chain(Db& db, DamageList& damage, bool forms) {
  Rows rows = db.query("SELECT j.seq, j.prev, j.hash, c.key, t.key, j.at, j.entered, j.by_whom, j.event, j.fields "
                       "FROM journal j JOIN ticket t ON t.id = j.ticket JOIN client c ON c.id = t.client ORDER BY j.seq");
  Digest tail{};
  std::int64_t expected = 1;
  while (rows.next()) {
    std::string where = "journal line " + std::to_string(rows.integer(0)) + " (ticket " + in_quotes(rows.text(4)) + ")";
    if (rows.integer(0) < expected) damage.add(where + " has a number before the first");
    else if (rows.integer(0) - 1 == expected) damage.add("journal line " + std::to_string(expected) + " is missing");
    else if (rows.integer(0) > expected)
      damage.add("journal lines " + std::to_string(expected) + " to " + std::to_string(rows.integer(0) - 1) + " are missing");
    JournalLine line{std::string(rows.text(3)), std::string(rows.text(4)), event_at(rows, 5)};
    Digest stored = digest_of(rows.blob(2));
    if (rows.blob(1).size() != tail.size() || digest_of(rows.blob(1)) != tail) damage.add(where + " does not follow the line before it");
    bool formed = !forms || (event_kind(rows.text(8)) && is_object(rows.text(9)));
    if (chained(digest_of(rows.blob(1)), canonical_line(line)) != stored || !formed)
      damage.add(where + " was changed after it was written");
    tail = stored;
    expected = rows.integer(0) + 1;
  }
}

void check_heads(Db& db, DamageList& damage) {
  Rows tickets = db.query("SELECT " OUTDESK_HEAD_COLUMNS OUTDESK_HEAD_TABLES "ORDER BY t.id");
  while (tickets.next()) {
    TicketRow row = row_at(tickets);
    TicketHead head = head_of(events_of(db, row.id));
    if (head.moved_to == row.client) head.moved_to.clear();  // and back again
    if (head != row.head) damage.add("the head of ticket " + in_quotes(row.key) + " does not say what its journal says");
  }
  Rows subjects = db.query("SELECT key, subject, subject_folded FROM ticket ORDER BY id");
  while (subjects.next())
    if (folded(subjects.text(1)) != subjects.text(2))
      damage.add("ticket " + in_quotes(subjects.text(0)) + " is not found by its subject");
}

}  // namespace

std::vector<std::string> chain_damage(Db& db, std::size_t limit) {
  DamageList damage(limit);
  check_chain(db, damage, false);
  return damage.take();
}

std::vector<std::string> journal_damage(Db& db, std::size_t limit) {
  DamageList damage(limit);
  check_chain(db, damage, true);
  check_heads(db, damage);
  check_words(db, [&](std::string words) { damage.add(std::move(words)); });
  return damage.take();
}

}  // namespace outdesk
