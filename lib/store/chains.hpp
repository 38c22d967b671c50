// All chains of the schema, and what is kept once under its own hash.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/sha256.hpp"
#include "store/db.hpp"

namespace outdesk {

enum class Chain { journal, contract, snapshot, decision, restore_point, evidence, mail, asset, monitoring, delivery };

/// The hash of a chain's last row; all zero where there is none yet.
Digest last_hash(Db& db, Chain chain);

/// The last hash of one chain: noted elsewhere, it shows later that the chain's end was cut off.
struct ChainEnd {
  std::string_view key;    ///< "snapshot_hash"
  std::string_view words;  ///< "Hash of the last snapshot of rights"
  Digest hash{};
};
/// Of every chain, the journal's and the contracts' first.
std::vector<ChainEnd> chain_ends(Db& db);

/// Whether a row of any chain has this hash.
bool any_chain_has(Db& db, const Digest& hash);

/// Descriptors, identities and facts of servers whose bytes are not those of their hash, in words: the next snapshot that
/// has them would be given others.
std::vector<std::string> kept_once_damage(Db& db);

}  // namespace outdesk
