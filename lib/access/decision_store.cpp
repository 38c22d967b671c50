#include "access/decision_store.hpp"

#include <map>

namespace outdesk {

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
    db.run("INSERT INTO access_decision (client, server, path, account, was, now, first_seen, decision, comment, entered, entered_by) "
           "VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)",
           client, server, decision.path, decision.account, decision.was, decision.now, days_since_epoch(decision.first_seen), decision.decision, decision.comment, now, by);
    ++written;
  }
  return written;
}

}  // namespace outdesk
