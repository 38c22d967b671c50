#include "store/chains.hpp"

#include "store/chain.hpp"

namespace outdesk {

namespace {

Digest first_of(Rows rows) { return rows.next() ? digest_of(rows.blob(0)) : Digest{}; }

void compare_bodies(Rows rows, bool is_text, const char* what, std::vector<std::string>& found) {
  while (rows.next())
    if (rows.blob(1).size() != sizeof(Digest) || sha256(is_text ? rows.text(2) : rows.blob(2)) != digest_of(rows.blob(1)))
      found.push_back(std::string(what) + " " + std::to_string(rows.integer(0)) + " of the access snapshots was changed after it was kept");
}

}  // namespace

std::vector<ChainEnd> chain_ends(Db& db) {
  return {{"snapshot_hash", "Hash of the last snapshot of rights",
           first_of(db.query("SELECT hash FROM (SELECT id, hash FROM access_snapshot UNION ALL SELECT id, hash FROM access_pruned) AS kept ORDER BY id DESC LIMIT 1"))},
          {"restore_point_hash", "Hash of the last restore point", first_of(db.query("SELECT hash FROM backup_point ORDER BY id DESC LIMIT 1"))},
          {"evidence_hash", "Hash of the last evidence of a backup", first_of(db.query("SELECT hash FROM backup_evidence ORDER BY id DESC LIMIT 1"))},
          {"asset_hash", "Hash of the last line of the assets", first_of(db.query("SELECT hash FROM asset_line ORDER BY seq DESC LIMIT 1"))},
          {"monitoring_hash", "Hash of the last fact of a monitoring", first_of(db.query("SELECT hash FROM monitoring_fact ORDER BY id DESC LIMIT 1"))},
          {"delivery_hash", "Hash of the last line of the deliveries", first_of(db.query("SELECT hash FROM delivery ORDER BY id DESC LIMIT 1"))}};
}

bool any_chain_has(Db& db, const Digest& hash) {
  for (const char* sql : {"SELECT count(*) FROM journal WHERE hash = $1", "SELECT count(*) FROM contract WHERE hash = $1",
                          "SELECT count(*) FROM access_snapshot WHERE hash = $1", "SELECT count(*) FROM access_pruned WHERE hash = $1",
                          "SELECT count(*) FROM backup_point WHERE hash = $1", "SELECT count(*) FROM backup_evidence WHERE hash = $1",
                          "SELECT count(*) FROM asset_line WHERE hash = $1", "SELECT count(*) FROM monitoring_fact WHERE hash = $1",
                          "SELECT count(*) FROM delivery WHERE hash = $1"})
    if (db.integer(sql, hash).value_or(0) > 0) return true;
  return false;
}

std::vector<std::string> kept_once_damage(Db& db) {
  std::vector<std::string> found;
  compare_bodies(db.query("SELECT id, hash, body FROM access_descriptor ORDER BY id"), false, "descriptor", found);
  compare_bodies(db.query("SELECT id, hash, body FROM access_identities ORDER BY id"), true, "list of identities", found);
  compare_bodies(db.query("SELECT id, hash, body FROM access_facts ORDER BY id"), true, "list of facts", found);
  return found;
}

}  // namespace outdesk
