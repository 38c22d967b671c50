#include "delivery/delivery_store.hpp"

#include "base/text.hpp"
#include "store/chain.hpp"
#include "store/chains.hpp"

namespace outdesk {

namespace {

/// What the hash of a line covers; none of it has a newline.
std::string sealed_delivery(std::int64_t client, const DeliveryLine& line) {
  return join({std::to_string(client), to_text(line.month), std::string(name_of(line.audience)), std::to_string(line.revision), line.manifest,
               std::string(name_of(line.state)), to_text(line.at), line.by, join(line.recipients, ","), line.message_id, line.words}, "\n");
}

/// Columns from `first` on, in the order of the table.  A word that is none of ours becomes another, and the hash shows it.
DeliveryLine line_at(const Rows& rows, int first) {
  DeliveryLine line;
  line.month = parse_month(rows.text(first)).value_or(Month{});
  line.audience = audience_named(rows.text(1 + first)).value_or(Audience::director);
  line.revision = rows.integer(2 + first);
  line.manifest = hex(rows.blob(3 + first));
  line.state = delivery_state_named(rows.text(4 + first)).value_or(DeliveryState::built);
  line.at = rows.instant(5 + first);
  line.by = rows.text(6 + first);
  std::string_view recipients = rows.text(7 + first);
  if (!recipients.empty()) for (auto address : split(recipients, ',')) line.recipients.emplace_back(address);
  line.message_id = rows.text(8 + first);
  line.words = rows.text(9 + first);
  return line;
}

std::vector<DeliveryLine> all_lines(Rows rows) {
  std::vector<DeliveryLine> lines;
  while (rows.next()) lines.push_back(line_at(rows, 0));
  return lines;
}

}  // namespace

void append_delivery(Db& db, std::int64_t client, const DeliveryLine& line) {
  DeliveryLine kept = line;
  kept.words = storable(line.words);
  kept.by = storable(line.by);
  Digest manifest = digest_of_hex(line.manifest).value_or(Digest{});
  kept.manifest = hex(manifest);
  Digest hash = chained(last_hash(db, Chain::delivery), sealed_delivery(client, kept));
  db.run("INSERT INTO delivery (client, month, audience, revision, manifest, state, at, by_whom, recipients, message_id, words, hash) "
         "VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)",
         client, to_text(kept.month), name_of(kept.audience), kept.revision, manifest, name_of(kept.state), kept.at, kept.by,
         join(kept.recipients, ","), kept.message_id, kept.words, hash);
}

std::vector<DeliveryLine> deliveries_of(Db& db, std::int64_t client, Month month, Audience audience) {
  return all_lines(db.query("SELECT month, audience, revision, manifest, state, at, by_whom, recipients, message_id, words "
                            "FROM delivery WHERE client = $1 AND month = $2 AND audience = $3 ORDER BY id", client, to_text(month), name_of(audience)));
}

std::vector<DeliveryLine> deliveries_of(Db& db, std::int64_t client) {
  return all_lines(db.query("SELECT month, audience, revision, manifest, state, at, by_whom, recipients, message_id, words "
                            "FROM delivery WHERE client = $1 ORDER BY id", client));
}

std::optional<SentRevision> last_sent(Db& db, std::int64_t client, Month month, Audience audience, const std::vector<std::string>& addresses) {
  return standing_of(to_any_of(deliveries_of(db, client, month, audience), addresses));
}

std::int64_t count_deliveries(Db& db) { return db.integer("SELECT COUNT(*) FROM delivery").value_or(0); }

std::vector<std::string> delivery_damage(Db& db) {
  std::vector<std::string> found;
  Digest tail{};
  Rows rows = db.query("SELECT id, client, hash, month, audience, revision, manifest, state, at, by_whom, recipients, message_id, words FROM delivery ORDER BY id");
  while (rows.next()) {
    Digest stored = digest_of(rows.blob(2));
    if (chained(tail, sealed_delivery(rows.integer(1), line_at(rows, 3))) != stored)
      found.push_back("delivery " + std::to_string(rows.integer(0)) + " (" + printable(rows.text(3)) + " for " + printable(rows.text(4)) + ") was changed, or one before it is missing");
    tail = stored;
  }
  return found;
}

}  // namespace outdesk
