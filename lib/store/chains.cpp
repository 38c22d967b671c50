#include "store/chains.hpp"

#include <algorithm>
#include <iterator>

#include "store/chain.hpp"

namespace outdesk {

namespace {

struct ChainWords {
  std::string_view key, words;
  std::string_view last, any;  ///< its last hash; how many of its rows have a hash
};

/// By Chain.  Snapshots that were pruned are in their chain still.
constexpr ChainWords kChains[] = {
    {"head_hash", "Hash of the last line", "SELECT hash FROM journal ORDER BY seq DESC LIMIT 1", "SELECT count(*) FROM journal WHERE hash = $1"},
    {"contract_hash", "Hash of the last contract", "SELECT hash FROM contract ORDER BY id DESC LIMIT 1", "SELECT count(*) FROM contract WHERE hash = $1"},
    {"snapshot_hash", "Hash of the last snapshot of rights",
     "SELECT hash FROM (SELECT id, hash FROM access_snapshot UNION ALL SELECT id, hash FROM access_pruned) AS kept ORDER BY id DESC LIMIT 1",
     "SELECT count(*) FROM (SELECT hash FROM access_snapshot UNION ALL SELECT hash FROM access_pruned) AS kept WHERE hash = $1"},
    {"decision_hash", "Hash of the last decision about rights", "SELECT hash FROM access_decision_chain ORDER BY decision DESC LIMIT 1",
     "SELECT count(*) FROM access_decision_chain WHERE hash = $1"},
    {"restore_point_hash", "Hash of the last restore point", "SELECT hash FROM backup_point ORDER BY id DESC LIMIT 1", "SELECT count(*) FROM backup_point WHERE hash = $1"},
    {"evidence_hash", "Hash of the last evidence of a backup", "SELECT hash FROM backup_evidence ORDER BY id DESC LIMIT 1", "SELECT count(*) FROM backup_evidence WHERE hash = $1"},
    {"mail_hash", "Hash of the last message", "SELECT hash FROM mail_chain ORDER BY message DESC LIMIT 1", "SELECT count(*) FROM mail_chain WHERE hash = $1"},
    {"asset_hash", "Hash of the last line of the assets", "SELECT hash FROM asset_line ORDER BY seq DESC LIMIT 1", "SELECT count(*) FROM asset_line WHERE hash = $1"},
    {"monitoring_hash", "Hash of the last fact of a monitoring", "SELECT hash FROM monitoring_fact ORDER BY id DESC LIMIT 1", "SELECT count(*) FROM monitoring_fact WHERE hash = $1"},
    {"delivery_hash", "Hash of the last line of the deliveries", "SELECT hash FROM delivery ORDER BY id DESC LIMIT 1", "SELECT count(*) FROM delivery WHERE hash = $1"}};

void compare_bodies(Rows rows, bool is_text, const char* what, std::vector<std::string>& found) {
  while (rows.next())
    if (rows.blob(1).size() != sizeof(Digest) || sha256(is_text ? rows.text(2) : rows.blob(2)) != digest_of(rows.blob(1)))
      found.push_back(std::string(what) + " " + std::to_string(rows.integer(0)) + " of the access snapshots was changed after it was kept");
}

}  // namespace

Digest last_hash(Db& db, Chain chain) {
  Rows rows = db.query(kChains[static_cast<std::size_t>(chain)].last);
  return rows.next() ? digest_of(rows.blob(0)) : Digest{};
}

std::vector<ChainEnd> chain_ends(Db& db) {
  std::vector<ChainEnd> ends;
  for (std::size_t i = 0; i < std::size(kChains); ++i) ends.push_back({kChains[i].key, kChains[i].words, last_hash(db, static_cast<Chain>(i))});
  return ends;
}

bool any_chain_has(Db& db, const Digest& hash) {
  return std::any_of(std::begin(kChains), std::end(kChains), [&](const ChainWords& chain) { return db.integer(chain.any, hash).value_or(0) > 0; });
}

std::vector<std::string> kept_once_damage(Db& db) {
  std::vector<std::string> found;
  compare_bodies(db.query("SELECT id, hash, body FROM access_descriptor ORDER BY id"), false, "descriptor", found);
  compare_bodies(db.query("SELECT id, hash, body FROM access_identities ORDER BY id"), true, "list of identities", found);
  compare_bodies(db.query("SELECT id, hash, body FROM access_facts ORDER BY id"), true, "list of facts", found);
  return found;
}

}  // namespace outdesk
