#include "access/decision_store.hpp"

#include <map>

namespace outdesk {

namespace {

std::string sealed_decision(Db&, const Rows& decision) {
  std::string sealed;
  for (int column : {0, 1, 7, 10}) seal(sealed, std::to_string(decision.integer(column)));
  for (int column : {2, 3, 4, 5, 6, 8, 9, 11}) seal(sealed, decision.text(column));
  return sealed;
}

}  // namespace

const BesideChain kDecisionChain = {
    Chain::decision,
    "SELECT d.id, d.client, d.server, d.path, d.account, d.was, d.now, d.first_seen, d.decision, d.comment, d.entered, d.entered_by, c.hash "
    "FROM access_decision d LEFT JOIN access_decision_chain c ON c.decision = d.id WHERE d.id BETWEEN $1 AND $2 ORDER BY d.id",
    "INSERT INTO access_decision_chain (decision, hash) VALUES ($1, $2)",
    "SELECT count(*) FROM access_decision_chain",
    "SELECT c.decision FROM access_decision_chain c WHERE NOT EXISTS (SELECT 1 FROM access_decision d WHERE d.id = c.decision) ORDER BY c.decision",
    "decision", 3, sealed_decision};

std::vector<std::string> decision_damage(Db& db) { return beside_chain_damage(db, kDecisionChain); }

ChangeKey key_of_change(const AccessDecision& decision) { return {decision.path, decision.account, days_since_epoch(decision.first_seen)}; }

std::vector<AccessDecision> decisions_of(Db& db, std::int64_t client, const std::string& server, std::optional<Instant> as_of) {
  std::map<ChangeKey, AccessDecision> last;
  Rows rows = db.query("SELECT path, account, was, now, first_seen, decision, comment FROM access_decision "
                       "WHERE client = $1 AND server = $2 AND ($3 IS NULL OR entered <= $3) ORDER BY id", client, server, as_of);
  while (rows.next()) {
    AccessDecision decision{std::string(rows.text(0)), std::string(rows.text(1)), std::string(rows.text(2)), std::string(rows.text(3)),
                            date_of_days(rows.integer(4)), std::string(rows.text(5)), std::string(rows.text(6))};
    last.insert_or_assign(key_of_change(decision), std::move(decision));
  }
  std::vector<AccessDecision> decisions;
  for (auto& [key, decision] : last) decisions.push_back(std::move(decision));
  return decisions;
}

std::size_t keep_decisions(Db& db, std::int64_t client, const std::string& server, const std::vector<AccessDecision>& decisions, Instant now, const std::string& by) {
  std::map<ChangeKey, AccessDecision> known;
  for (auto& decision : decisions_of(db, client, server)) known.emplace(key_of_change(decision), decision);
  std::size_t written = 0;
  for (const AccessDecision& decision : decisions) {
    auto found = known.find(key_of_change(decision));
    if (found != known.end() && found->second == decision) continue;
    std::int64_t id = db.insert("INSERT INTO access_decision (client, server, path, account, was, now, first_seen, decision, comment, entered, entered_by) "
           "VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) RETURNING id",
           client, server, decision.path, decision.account, decision.was, decision.now, days_since_epoch(decision.first_seen), decision.decision, decision.comment, now, by);
    chain_row(db, kDecisionChain, id);
    ++written;
  }
  return written;
}

}  // namespace outdesk
