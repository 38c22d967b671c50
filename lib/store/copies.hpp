// Whole copies of a store: kept before an upgrade, asked for, and put back.
//
// Each copy is checked before it has its name, so that no file with the name of a copy is half a copy.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "base/instant.hpp"
#include "store/schema.hpp"
#include "store/content.hpp"
#include "store/whole_copy.hpp"

namespace outdesk {

/// What is wrong with a store of this program's schema, in words: the checks of all rooms.
using StoreCheck = std::function<std::vector<std::string>(Db&)>;
/// What a program adds to a store of an older one beside the schema; part of the same transaction.
using UpgradeRest = std::function<void(Db&)>;

struct Upgraded {
  int from = 0;      ///< the version that it had
  std::string copy;  ///< where the store of before is kept (a file, or a schema of the same database); empty where it was up to date
};
/// Brings an older store up to this program's schema, in one transaction; before it copies it to `PATH.before-vN`, or
/// `PATH.before-vN.2`… where that is there already.  Waits for other writers as a write does.  Throws WriteError where copy
/// and change have no room, StoreError where the copy is found damaged: nothing is changed then.
Upgraded upgrade_store(const std::string& url, const Schema& known = schema(), const UpgradeRest& rest = {});

/// A whole copy of the store in a new file, mode 0600, of one moment, while others may go on writing.  `check` is asked about
/// copies of this program's schema; older ones are compared with their own.  Throws UsageError where there is a file of that
/// name already or the store would take it for its own, Busy where another run is making it, StoreError where the copy is found
/// damaged: no file is left then.
StoreFacts backup_store(const std::string& url, const std::string& file, const StoreCheck& check = {});

/// Copies a store to another place, file or server, row by row, in one transaction of the new one; compares the two.
/// The new one must hold nothing, or not be there.  Throws UsageError where it holds something, StoreError where the store
/// is found damaged or the two differ: the new one is left empty then.
StoreFacts copy_store(const std::string& from, const std::string& to, const StoreCheck& check);

/// `check` is asked about the server's store, and about the file.
StoreFacts backup_server_store(const std::string& url, const std::string& file, const StoreCheck& check);

struct RestoredStore {
  StoreFacts facts;
  int from = 0;      ///< schema version of the copy
  std::string kept;  ///< where the store that was there lies now; empty where there was none
};
/// Puts a copy in the place of the store.  A copy of an older schema is brought up to date on the way: the copy itself stays
/// as it is.  The copy is read, checked and flushed beside the store, and then takes its name: whoever is interrupted has the
/// old or the new one.  Where a store is there already, UsageError, or with `replace` it is kept as `PATH.replaced-TIME`.
RestoredStore restore_store(const std::string& url, const std::string& copy, bool replace, Instant now, const StoreCheck& check = {},
                       const UpgradeRest& rest = {}, const Schema& known = schema());

}  // namespace outdesk
