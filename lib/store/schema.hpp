// The tables of the store, as numbered steps (lib/store/schema/*.sql).
#pragma once

#include <string>
#include <vector>

namespace outdesk {

/// The steps that make the tables, oldest first; step n brings a store from version n-1 to n.
struct Schema {
  std::vector<std::string> steps;         ///< as SQLite reads them
  std::vector<std::string> server_steps;  ///< the same tables as PostgreSQL reads them
  int version() const { return static_cast<int>(steps.size()); }
};

/// The schema that this program reads and writes.
const Schema& schema();
inline int schema_version() { return schema().version(); }

}  // namespace outdesk
