#include "mail/mail_chain_store.hpp"

#include <limits>

#include "base/text.hpp"
#include "store/chain.hpp"
#include "store/chains.hpp"

namespace outdesk {

namespace {

/// With its length, so that no two lists of values are the same text.
void seal(std::string& sealed, std::string_view value) { (sealed += std::to_string(value.size()) += ':') += value; }

/// What the hash of a message covers; the raw text stands in it by its hash.
std::string sealed_message(Db& db, const Rows& message) {
  std::string sealed;
  for (int column : {0, 10, 13, 14}) seal(sealed, message.null(column) ? "" : std::to_string(message.integer(column)));
  for (int column : {1, 2, 5, 6, 7, 8, 11, 12}) seal(sealed, message.text(column));
  for (int column : {3, 4, 9}) seal(sealed, message.null(column) ? "" : hex(message.blob(column)));
  for (Rows party = db.query("SELECT address FROM mail_party WHERE message = $1 ORDER BY address", message.integer(0)); party.next();) seal(sealed, party.text(0));
  return sealed;
}

/// From message `first` to `last`, by their numbers.
Rows messages(Db& db, std::int64_t first, std::int64_t last) {
  return db.query("SELECT m.id, m.direction, m.message_id, m.identity, m.content, m.sender, m.answer_to, m.answer_cc, m.subject, f.hash, m.ticket, m.outcome, m.reason, m.kept, "
                  "m.entered, c.hash FROM mail_message m LEFT JOIN mail_file f ON f.id = m.raw LEFT JOIN mail_chain c ON c.message = m.id "
                  "WHERE m.id BETWEEN $1 AND $2 ORDER BY m.id", first, last);
}

Rows all_messages(Db& db) { return messages(db, std::numeric_limits<std::int64_t>::min(), std::numeric_limits<std::int64_t>::max()); }

void chain_all(Db& db, Rows rows) {
  Digest tail = last_hash(db, Chain::mail);
  while (rows.next()) {
    tail = chained(tail, sealed_message(db, rows));
    db.run("INSERT INTO mail_chain (message, hash) VALUES ($1, $2)", rows.integer(0), tail);
  }
}

}  // namespace

void chain_message(Db& db, std::int64_t message) { chain_all(db, messages(db, message, message)); }

void chain_messages_of_before(Db& db) {
  if (db.integer("SELECT count(*) FROM mail_chain").value_or(0) == 0) chain_all(db, all_messages(db));
}

std::vector<std::string> mail_chain_damage(Db& db) {
  std::vector<std::string> found;
  Digest tail{};
  Rows rows = all_messages(db);
  while (rows.next()) {
    Digest stored = digest_of(rows.null(15) ? std::string_view{} : rows.blob(15));
    if (chained(tail, sealed_message(db, rows)) != stored)
      found.push_back("message " + std::to_string(rows.integer(0)) + " (" + in_quotes(printable(rows.text(8))) + ") was changed, or one before it is missing");
    tail = stored;
  }
  for (Rows missing = db.query("SELECT c.message FROM mail_chain c WHERE NOT EXISTS (SELECT 1 FROM mail_message m WHERE m.id = c.message) ORDER BY c.message"); missing.next();)
    found.push_back("message " + std::to_string(missing.integer(0)) + " is missing");
  return found;
}

}  // namespace outdesk
