// Clients and the versions of their contracts in the store.
#pragma once

#include <string>
#include <vector>

#include "base/sha256.hpp"
#include "client/contract.hpp"
#include "store/db.hpp"

namespace outdesk {

/// Id of the client with this key.  Throws NotFound that names the nearest one.
std::int64_t client_id(Db& db, const std::string& key);
/// 0 where there is no such client.
std::int64_t find_client_id(Db& db, const std::string& key);

std::int64_t count_clients(Db& db);

/// One version of a contract as it was set.
struct ContractVersion {
  std::string valid_from;   ///< YYYY-MM-DD
  std::int64_t revision = 1;
  Instant entered;
  std::string entered_by;
  std::string body;         ///< the file as JSON
};

struct SetReceipt {
  bool new_client = false, unchanged = false;
  std::int64_t revision = 1;
};
/// Keeps a contract that was read from `body`.  The same text for the same valid_from again changes
/// nothing; another text becomes a new revision, and the earlier one stays.  Runs its own transaction.
SetReceipt set_contract(Db& db, const Contract& contract, const std::string& body, Instant now, const std::string& by);

/// The versions that count as of `as_of`, oldest first: for each valid_from the latest revision entered by then.
/// Where none was entered by then, the first revision of each (a contract may be set after it began).
std::vector<ContractVersion> contract_versions(Db& db, std::int64_t client, std::optional<Instant> as_of = {});
std::vector<Contract> contracts_of(Db& db, std::int64_t client, std::optional<Instant> as_of = {});

/// The version in force on `day`: the last one with valid_from at or before it; the first one where all
/// are later.  `versions` must not be empty.
const Contract& contract_on(const std::vector<Contract>& versions, Date day);

/// The same at an instant: a version begins at midnight of its own zone.
const Contract& contract_at(const std::vector<Contract>& versions, Instant t);

/// The version of a client's contract that is in force at `now`; empty where it has none.  Throws NotFound where there is
/// no such client.
std::optional<Contract> contract_in_force(Db& db, const std::string& client, Instant now);
/// The same where there must be one: throws NotFound.
Contract contract_now(Db& db, const std::string& client, Instant now);

/// SHA-256 over the versions that count as of `as_of`: what a report was judged by.
Digest contracts_digest(Db& db, std::int64_t client, Instant as_of);

/// Contracts that no longer say what was set, in words; empty where all is well.
std::vector<std::string> contract_damage(Db& db);

struct ClientLine {
  std::string client, name, number, valid_from, timezone, language;
  std::int64_t tickets = 0;
};
/// All clients by key, with the newest version's name.
std::vector<ClientLine> list_clients(Db& db);

}  // namespace outdesk
