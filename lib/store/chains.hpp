// All chains of the schema, and what is kept once under its own hash.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/sha256.hpp"
#include "store/db.hpp"

namespace outdesk {

/// The last hash of one chain: noted elsewhere, it shows later that the chain's end was cut off.
struct ChainEnd {
  std::string_view key;    ///< "snapshot_hash"
  std::string_view words;  ///< "Hash of the last snapshot of rights"
  Digest hash{};           ///< zero where there is nothing yet
};
/// Of every chain but those of the journal and the contracts.
std::vector<ChainEnd> chain_ends(Db& db);

/// Whether a row of any chain has this hash.
bool any_chain_has(Db& db, const Digest& hash);

/// Descriptors, identities and facts of servers whose bytes are not those of their hash, in words: the next snapshot that
/// has them would be given others.
std::vector<std::string> kept_once_damage(Db& db);

}  // namespace outdesk
