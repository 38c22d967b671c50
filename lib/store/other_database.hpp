// SQLite files of other programs.
#pragma once

#include <memory>
#include <string>

#include "store/db.hpp"

namespace outdesk {

/// Opens a copy of ours of another program's database; what its journal beside it left undone is undone or done first.
/// Nothing in its schema is trusted.  Throws as Db does (StoreError where it is none, WriteError where the disk is full).
std::unique_ptr<Db> open_copied_database(const std::string& file);

}  // namespace outdesk
