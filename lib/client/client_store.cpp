#include "client/client_store.hpp"

#include <nlohmann/json.hpp>

#include "base/error.hpp"
#include "base/text.hpp"
#include "base/zone.hpp"
#include "store/chain.hpp"
#include "store/chains.hpp"

namespace outdesk {

namespace {

Contract parsed(const std::string& client, const ContractVersion& version) {
  std::string source = "contract of " + in_quotes(client) + " from " + version.valid_from;
  Json json = parse_json(version.body, source);
  return read_contract(JsonNode(json, source), true);
}

std::string key_of(Db& db, std::int64_t client) {
  Rows rows = db.query("SELECT key FROM client WHERE id = $1", client);
  return rows.next() ? std::string(rows.text(0)) : "";
}

/// What the hash of a contract's row covers.  Only the body may hold newlines, and it stands last.
std::string sealed_text(std::string_view client, const ContractVersion& version) {
  return std::string(client) + "\n" + version.valid_from + "\n" + std::to_string(version.revision) + "\n" + to_text(version.entered) +
         "\n" + version.entered_by + "\n" + version.body;
}

/// Of a row that begins with valid_from, revision, entered, entered_by, body.
ContractVersion version_at(const Rows& rows) {
  return {std::string(rows.text(0)), rows.integer(1), rows.instant(2), std::string(rows.text(3)), std::string(rows.text(4))};
}

}  // namespace

std::int64_t find_client_id(Db& db, const std::string& key) {
  return db.integer("SELECT id FROM client WHERE key = $1", key).value_or(0);
}

std::int64_t count_clients(Db& db) { return db.integer("SELECT count(*) FROM client").value_or(0); }

std::int64_t client_id(Db& db, const std::string& key) {
  if (std::int64_t id = find_client_id(db, key)) return id;
  std::vector<std::string> known;
  Rows rows = db.query("SELECT key FROM client ORDER BY key");
  while (rows.next()) known.emplace_back(rows.text(0));
  std::string near = nearest(key, known);
  throw NotFound("there is no client " + in_quotes(key),
                 near.empty() ? "set it with 'outdesk client set FILE'; 'outdesk client list' shows all" : "did you mean " + in_quotes(near) + "?");
}

SetReceipt set_contract(Db& db, const Contract& contract, const std::string& body, Instant now, const std::string& by) {
  SetReceipt receipt;
  Transaction transaction(db);
  std::int64_t client = find_client_id(db, contract.client);
  if (!client) {
    client = db.insert("INSERT INTO client (key) VALUES ($1) RETURNING id", contract.client);
    receipt.new_client = true;
  }
  std::string from = to_text(contract.valid_from);
  Rows last = db.query("SELECT revision, body FROM contract WHERE client = $1 AND valid_from = $2 "
                       "ORDER BY revision DESC LIMIT 1", client, from);
  if (last.next()) {
    receipt.unchanged = last.text(1) == body;
    receipt.revision = last.integer(0) + (receipt.unchanged ? 0 : 1);
  }
  if (receipt.unchanged) return receipt;
  Digest hash = chained(last_hash(db, Chain::contract), sealed_text(contract.client, {from, receipt.revision, now, by, body}));
  db.run("INSERT INTO contract (client, valid_from, revision, entered, entered_by, body, hash) VALUES ($1, $2, $3, $4, $5, $6, $7)",
         client, from, receipt.revision, now, by, body, hash);
  transaction.commit();
  return receipt;
}

std::vector<ContractVersion> contract_versions(Db& db, std::int64_t client, std::optional<Instant> as_of) {
  std::vector<ContractVersion> known, first;
  Rows rows = db.query("SELECT valid_from, revision, entered, entered_by, body FROM contract WHERE client = $1 "
                       "ORDER BY valid_from, revision", client);
  while (rows.next()) {
    ContractVersion version = version_at(rows);
    if (first.empty() || first.back().valid_from != version.valid_from) first.push_back(version);
    if (as_of && version.entered > *as_of) continue;
    bool correction = !known.empty() && known.back().valid_from == version.valid_from;
    if (correction) known.back() = std::move(version);
    else known.push_back(std::move(version));
  }
  return known.empty() ? first : known;
}

Digest contracts_digest(Db& db, std::int64_t client, Instant as_of) {
  Sha256 sum;
  for (const auto& version : contract_versions(db, client, as_of)) sum.add(version.valid_from).add(version.body).add("\n");
  return sum.finish();
}

std::vector<std::string> contract_damage(Db& db) {
  std::vector<std::string> found;
  Digest tail{};
  Rows rows = db.query("SELECT n.valid_from, n.revision, n.entered, n.entered_by, n.body, c.key, n.hash "
                       "FROM contract n JOIN client c ON c.id = n.client ORDER BY n.id");
  while (rows.next()) {
    ContractVersion version = version_at(rows);
    Digest stored = digest_of(rows.blob(6));
    if (chained(tail, sealed_text(rows.text(5), version)) != stored)
      found.push_back("the contract of " + in_quotes(rows.text(5)) + " from " + in_quotes(version.valid_from) +
                      " was changed after it was set, or one before it is missing");
    tail = stored;
  }
  for (Rows clients = db.query("SELECT key FROM client WHERE id NOT IN (SELECT client FROM contract) ORDER BY key"); clients.next();)
    found.push_back("the contract of " + in_quotes(clients.text(0)) + " is missing");
  return found;
}

std::vector<Contract> contracts_of(Db& db, std::int64_t client, std::optional<Instant> as_of) {
  std::vector<Contract> contracts;
  std::string key = key_of(db, client);
  for (const auto& version : contract_versions(db, client, as_of)) contracts.push_back(parsed(key, version));
  return contracts;
}

const Contract& contract_on(const std::vector<Contract>& versions, Date day) {
  const Contract* found = &versions.front();
  for (const auto& version : versions)
    if (days_since_epoch(version.valid_from) <= days_since_epoch(day)) found = &version;
  return *found;
}

const Contract& contract_at(const std::vector<Contract>& versions, Instant t) {
  const Contract* in_force = &versions.front();
  for (const auto& version : versions)
    if (Zone::named(version.timezone).first_at_or_after(version.valid_from, 0) <= t) in_force = &version;
  return *in_force;
}

std::optional<Contract> contract_in_force(Db& db, const std::string& client, Instant now) {
  auto versions = contracts_of(db, client_id(db, client));
  if (versions.empty()) return {};
  return contract_at(versions, now);
}

Contract contract_now(Db& db, const std::string& client, Instant now) {
  if (auto contract = contract_in_force(db, client, now)) return *contract;
  throw NotFound("client " + in_quotes(client) + " has no contract", "set it with 'outdesk client set FILE'");
}

std::vector<ClientLine> list_clients(Db& db) {
  std::vector<ClientLine> lines;
  Rows rows = db.query("SELECT c.id, c.key, (SELECT count(*) FROM ticket t WHERE t.owner = c.id) FROM client c ORDER BY c.key");
  while (rows.next()) {
    ClientLine line;
    line.client = std::string(rows.text(1));
    line.tickets = rows.integer(2);
    auto contracts = contracts_of(db, rows.integer(0));
    if (!contracts.empty()) {
      const Contract& newest = contracts.back();
      line.name = newest.name;
      line.number = newest.number;
      line.valid_from = to_text(newest.valid_from);
      line.timezone = newest.timezone;
      line.language = newest.language;
    }
    lines.push_back(std::move(line));
  }
  return lines;
}

}  // namespace outdesk
