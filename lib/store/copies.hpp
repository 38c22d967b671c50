// Whole copies of a store: kept before an upgrade, and asked for.
#pragma once

#include <functional>
#include <string>

#include "store/db.hpp"
#include "store/schema.hpp"

namespace outdesk {

/// Brings an older store up to this program's schema; copies it to `PATH.before-vN` first.
/// Returns the version that it had.  A store that is up to date is left alone.  `fill` makes what the new schema has room
/// for, in the same transaction: a store is never seen with the one and without the other.
int upgrade_store(const std::string& url, const Schema& known = schema(), const std::function<void(Db&)>& fill = {});

/// A whole copy of the store in a new file, mode 0600, of one moment, while others may go on writing.  Throws
/// UsageError where there is a file of that name already.
void backup_store(const std::string& url, const std::string& file);

}  // namespace outdesk
