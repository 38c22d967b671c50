#include "mail/mail_store.hpp"

#include "base/text.hpp"
#include "client/client_store.hpp"
#include "mail/mail_chain_store.hpp"
#include "store/chain.hpp"
#include "store/like.hpp"

namespace outdesk {

namespace {

#define OUTDESK_MAIL_COLUMNS                                                                                        \
  "m.id, m.direction, m.message_id, m.identity, m.sender, m.subject, f.hash, m.ticket, m.outcome, m.reason, "      \
  "m.kept, m.entered, m.content, m.answer_to, m.answer_cc FROM mail_message m JOIN mail_file f ON f.id = m.raw "

std::vector<std::string> address_lines(std::string_view text) {
  std::vector<std::string> addresses;
  for (auto line : split(text, '\n')) if (!line.empty()) addresses.emplace_back(line);
  return addresses;
}

MailRow mail_row_at(const Rows& rows) {
  MailRow row;
  row.id = rows.integer(0);
  row.direction = std::string(rows.text(1));
  row.message_id = std::string(rows.text(2));
  row.identity = digest_of(rows.blob(3));
  row.sender = std::string(rows.text(4));
  row.subject = std::string(rows.text(5));
  row.raw = digest_of(rows.blob(6));
  row.ticket = rows.maybe_integer(7).value_or(0);
  row.outcome = std::string(rows.text(8));
  row.reason = std::string(rows.text(9));
  row.kept = rows.maybe_integer(10).value_or(0);
  row.entered = rows.instant(11);
  row.content = digest_of(rows.blob(12));
  row.answer_to = address_lines(rows.text(13));
  row.answer_cc = address_lines(rows.text(14));
  return row;
}

std::optional<MailRow> first_row(Rows rows) {
  if (!rows.next()) return {};
  return mail_row_at(rows);
}

std::optional<std::int64_t> id_or_null(std::int64_t id) { return id ? std::optional<std::int64_t>(id) : std::nullopt; }

/// The last two labels of an address's domain, which every contract that claims the address or a domain above it has in its
/// text; empty where the text may spell them in another way.
std::string end_of_domain(std::string_view address) {
  std::string_view domain = address.substr(std::min(address.rfind('@') + 1, address.size()));
  std::size_t last = domain.rfind('.');
  std::size_t before = last == domain.npos || last == 0 ? domain.npos : domain.rfind('.', last - 1);
  std::string_view end = before == domain.npos ? domain : domain.substr(before + 1);
  for (char c : end) if (c & 0x80) return {};
  return std::string(end);
}

/// Contracts in force of the clients one of whose contracts has `words` in its text; all for empty words.
std::vector<Contract> contracts_with(Db& db, const std::string& words, Instant now) {
  std::vector<std::int64_t> clients;
  Rows rows = db.query("SELECT c.id FROM client c WHERE EXISTS (SELECT 1 FROM contract n WHERE n.client = c.id AND lower(n.body) LIKE $1 ESCAPE '!') ORDER BY c.key",
                       like_anywhere(words));
  while (rows.next()) clients.push_back(rows.integer(0));
  std::vector<Contract> contracts;
  for (std::int64_t client : clients)
    if (auto versions = contracts_of(db, client); !versions.empty()) contracts.push_back(contract_at(versions, now));
  return contracts;
}

}  // namespace

Digest keep_mail_file(Db& db, std::string_view bytes) {
  Digest hash = sha256(bytes);
  if (!db.integer("SELECT id FROM mail_file WHERE hash = $1", hash))
    db.run("INSERT INTO mail_file (hash, size, bytes) VALUES ($1, $2, $3)", hash, bytes.size(), Blob{bytes});
  return hash;
}

std::optional<std::string> mail_file(Db& db, const Digest& hash) {
  Rows rows = db.query("SELECT bytes FROM mail_file WHERE hash = $1", hash);
  if (!rows.next()) return {};
  return std::string(rows.blob(0));
}

std::optional<std::int64_t> mail_file_size(Db& db, const Digest& hash) { return db.integer("SELECT size FROM mail_file WHERE hash = $1", hash); }

std::int64_t keep_mail_row(Db& db, const MailRow& row, const std::vector<std::string>& parties) {
  std::int64_t id = db.insert("INSERT INTO mail_message (direction, message_id, identity, sender, subject, raw, ticket, outcome, reason, kept, entered, content, answer_to, answer_cc) "
         "VALUES ($1, $2, $3, $4, $5, (SELECT id FROM mail_file WHERE hash = $6), $7, $8, $9, $10, $11, $12, $13, $14) RETURNING id",
         row.direction, row.message_id, row.identity, row.sender, row.subject, row.raw, id_or_null(row.ticket), row.outcome, row.reason,
         id_or_null(row.kept), row.entered, row.content, join(row.answer_to, "\n"), join(row.answer_cc, "\n"));
  for (const std::string& address : parties)
    if (!address.empty())
      db.run("INSERT INTO mail_party (message, address) VALUES ($1, $2) ON CONFLICT (message, address) DO NOTHING", id, address);
  chain_row(db, kMailChain, id);
  return id;
}

std::optional<MailRow> mail_row_of_identity(Db& db, const Digest& identity) {
  return first_row(db.query("SELECT " OUTDESK_MAIL_COLUMNS "WHERE m.identity = $1 AND m.direction = 'in' ORDER BY m.id DESC LIMIT 1", identity));
}

std::optional<MailRow> mail_row_of_content(Db& db, const Digest& identity, const Digest& content) {
  return first_row(db.query("SELECT " OUTDESK_MAIL_COLUMNS "WHERE m.identity = $1 AND m.direction = 'in' AND m.content = $2 ORDER BY m.id DESC LIMIT 1", identity, content));
}

std::optional<MailRow> mail_row_of_raw(Db& db, std::int64_t ticket, const Digest& raw) {
  return first_row(db.query("SELECT " OUTDESK_MAIL_COLUMNS "WHERE m.ticket = $1 AND f.hash = $2 ORDER BY m.id DESC LIMIT 1", ticket, raw));
}

std::optional<MailRow> mail_row_of_message_id(Db& db, std::string_view message_id) {
  if (message_id.empty()) return {};
  return first_row(db.query("SELECT " OUTDESK_MAIL_COLUMNS "WHERE m.message_id = $1 AND m.ticket IS NOT NULL ORDER BY m.id DESC LIMIT 1", message_id));
}

bool was_sent_by_us(Db& db, std::string_view message_id) {
  if (message_id.empty()) return false;
  return db.integer("SELECT count(*) FROM mail_message WHERE message_id = $1 AND direction = 'out'", message_id).value_or(0) > 0;
}

std::optional<MailRow> mail_row(Db& db, std::int64_t id) { return first_row(db.query("SELECT " OUTDESK_MAIL_COLUMNS "WHERE m.id = $1", id)); }

bool was_taken(Db& db, std::int64_t kept) { return db.integer("SELECT count(*) FROM mail_message WHERE kept = $1", kept).value_or(0) > 0; }

void for_each_kept(Db& db, const std::function<void(const MailRow&)>& visit) {
  Rows rows = db.query("SELECT " OUTDESK_MAIL_COLUMNS "WHERE m.outcome = 'kept' "
                       "AND NOT EXISTS (SELECT 1 FROM mail_message t WHERE t.kept = m.id) ORDER BY m.id");
  while (rows.next()) visit(mail_row_at(rows));
}

std::int64_t count_kept(Db& db) {
  return db.integer("SELECT count(*) FROM mail_message m WHERE m.outcome = 'kept' AND m.reason NOT IN ('bounce', 'auto-reply', 'own-mail') "
                    "AND NOT EXISTS (SELECT 1 FROM mail_message t WHERE t.kept = m.id)").value_or(0);
}

TicketName ticket_name(Db& db, std::int64_t ticket) {
  Rows rows = db.query("SELECT c.key, t.key FROM ticket t JOIN client c ON c.id = t.client WHERE t.id = $1", ticket);
  if (!rows.next()) return {};
  return {std::string(rows.text(0)), std::string(rows.text(1))};
}

std::vector<TicketName> tickets_of_key(Db& db, std::string_view key) {
  std::vector<TicketName> found;
  Rows rows = db.query("SELECT c.key, t.key FROM ticket t JOIN client c ON c.id = t.client WHERE t.key = $1 ORDER BY c.key", key);
  while (rows.next()) found.push_back({std::string(rows.text(0)), std::string(rows.text(1))});
  return found;
}

bool is_party(Db& db, std::int64_t ticket, std::string_view address) {
  if (address.empty()) return false;
  return db.integer("SELECT count(*) FROM mail_message m JOIN mail_party p ON p.message = m.id WHERE m.ticket = $1 AND p.address = $2",
                    ticket, address).value_or(0) > 0;
}

std::int64_t acknowledged_since(Db& db, std::string_view address, Instant since) {
  return db.integer("SELECT count(*) FROM mail_message m JOIN mail_party p ON p.message = m.id "
                    "WHERE m.outcome = 'acknowledged' AND m.entered >= $1 AND p.address = $2", since, address).value_or(0);
}

std::vector<Contract> contracts_that_name(Db& db, std::string_view address, Instant now) {
  if (address.empty()) return {};
  return contracts_with(db, end_of_domain(address), now);
}

bool is_own_address(Db& db, std::string_view address, Instant now) {
  for (const Contract& contract : contracts_that_name(db, address, now))
    if (without_case(contract.mail.from) == address) return true;
  return false;
}

std::vector<std::string> mail_damage(Db& db) {
  std::vector<std::string> found = beside_chain_damage(db, kMailChain);
  Rows rows = db.query("SELECT hash, size, bytes FROM mail_file ORDER BY id");
  while (rows.next()) {
    Digest stored = digest_of(rows.blob(0));
    bool whole = sha256(rows.blob(2)) == stored && rows.integer(1) == static_cast<std::int64_t>(rows.blob(2).size());
    if (!whole) found.push_back("the file of a message with the hash " + in_quotes(hex(stored)) + " was changed after it was kept");
  }
  return found;
}

}  // namespace outdesk
