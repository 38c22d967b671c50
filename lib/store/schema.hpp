// The tables of the store, as numbered steps (lib/store/schema/*.sql).
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace outdesk {

/// A step as its files say it, in words that each database puts its own for.
struct SchemaStep {
  std::string_view common, sqlite, postgresql;  ///< for both, for SQLite alone, for PostgreSQL alone
  std::string sqlite_script() const;            ///< what is common, then SQLite's own
  std::string server_script() const;            ///< PostgreSQL's own, then what is common
};

/// The steps that make the tables, oldest first; step n brings a store from version n-1 to n.
struct Schema {
  std::vector<SchemaStep> steps;
  int version() const { return static_cast<int>(steps.size()); }
};

/// The schema that this program reads and writes.
const Schema& schema();
inline int schema_version() { return schema().version(); }

}  // namespace outdesk
