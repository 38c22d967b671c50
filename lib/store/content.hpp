// Everything that a store holds, row by row: copied to another store, and summed up.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "base/sha256.hpp"
#include "store/db.hpp"

namespace outdesk {

/// A table of the store and its columns, in an order in which no row refers to a table that stands behind.
struct StoreTable {
  const char* name;
  const char* columns;
};
const std::vector<StoreTable>& store_tables();

struct TableContent {
  std::int64_t rows = 0;
  Digest digest{};  ///< SHA-256 over kind, length and bytes of every value, in the order of the table's key
  bool operator==(const TableContent&) const = default;
};
using StoreContent = std::map<std::string, TableContent>;

/// By table.  The same on every database.
StoreContent content_of(Db& db);

/// Copies all rows, with their numbers, into a store that has none; in the caller's transaction.
StoreContent copy_content(Db& from, Db& to);

}  // namespace outdesk
