// What SQLite says of a copied database file.
#pragma once

#include <map>
#include <set>
#include <string>
#include <vector>

namespace outdesk {

struct SqliteLook {
  std::string damage;                        ///< the first complaint of integrity_check, or of opening; empty: none
  std::map<std::string, std::int64_t> rows;  ///< of the tables, views and virtual tables left out; of those asked for where there are many
};

/// Opens `file`, a copy of ours with its -wal or -journal beside it, and looks through all of it.  `wanted`: tables that are
/// counted in any case.  Throws WriteError where the disk is full.
SqliteLook look_into_sqlite(const std::string& file, bool count_rows, const std::set<std::string>& wanted);

}  // namespace outdesk
