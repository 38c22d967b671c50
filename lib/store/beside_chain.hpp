// Chains whose hashes stand in a table beside the rows: those of schema step 10, over rows that are not changed any more.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "store/chains.hpp"

namespace outdesk {

/// A value with its length, so that no two lists of values are the same text.
void seal(std::string& sealed, std::string_view value);

/// How a table and the one with its hashes are read and written.
struct BesideChain {
  Chain chain;
  std::string_view rows;     ///< every row from number $1 to $2, in order: its number first, its hash last (null: none)
  std::string_view insert;   ///< the hash $2 of row $1
  std::string_view count;    ///< of hashes
  std::string_view missing;  ///< numbers of rows that have a hash and are gone
  std::string_view what;     ///< "message"
  int name;                  ///< column that says which row it is
  std::string (*sealed)(Db& db, const Rows& row);  ///< what the hash covers
};

/// Chains a row that was just written.  Lives inside the caller's Transaction.
void chain_row(Db& db, const BesideChain& chain, std::int64_t row);

/// Chains the rows of a store that has no hash of them yet, as a program before schema 10 left it; else does nothing.
void chain_rows_of_before(Db& db, const BesideChain& chain);

/// Rows that are not what was chained, in words; empty where all is well.
std::vector<std::string> beside_chain_damage(Db& db, const BesideChain& chain);

}  // namespace outdesk
