#include "mail/mail_chain_store.hpp"

#include "base/text.hpp"

namespace outdesk {

namespace {

/// The raw text stands in it by its hash.
std::string sealed_message(Db& db, const Rows& message) {
  std::string sealed;
  for (int column : {0, 10, 13, 14}) seal(sealed, message.null(column) ? "" : std::to_string(message.integer(column)));
  for (int column : {1, 2, 5, 6, 7, 8, 11, 12}) seal(sealed, message.text(column));
  for (int column : {3, 4, 9}) seal(sealed, message.null(column) ? "" : hex(message.blob(column)));
  for (Rows party = db.query("SELECT address FROM mail_party WHERE message = $1 ORDER BY address", message.integer(0)); party.next();) seal(sealed, party.text(0));
  return sealed;
}

}  // namespace

const BesideChain kMailChain = {
    Chain::mail,
    "SELECT m.id, m.direction, m.message_id, m.identity, m.content, m.sender, m.answer_to, m.answer_cc, m.subject, f.hash, m.ticket, m.outcome, m.reason, m.kept, "
    "m.entered, c.hash FROM mail_message m LEFT JOIN mail_file f ON f.id = m.raw LEFT JOIN mail_chain c ON c.message = m.id WHERE m.id BETWEEN $1 AND $2 ORDER BY m.id",
    "INSERT INTO mail_chain (message, hash) VALUES ($1, $2)",
    "SELECT count(*) FROM mail_chain",
    "SELECT c.message FROM mail_chain c WHERE NOT EXISTS (SELECT 1 FROM mail_message m WHERE m.id = c.message) ORDER BY c.message",
    "message", 8, sealed_message};

}  // namespace outdesk
