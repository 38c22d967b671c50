// Joins what the store knows of a client's month into the input of a package.
#pragma once

#include "base/zone.hpp"
#include "package/package_input.hpp"
#include "store/db.hpp"

namespace outdesk {

struct MonthRequest {
  std::string client;
  Month month;
  /// What was written down later is not known.  Of a month that is over all counts that happened in it, also what was
  /// written down after its end; another month is cut off here.
  Instant as_of;
  std::optional<Language> language;   ///< else the contract's
  std::string tool_version;
  bool provisional = false;           ///< count a year whose days off are not decreed yet
};

/// Reads contracts, journal and the latest snapshots of rights in one moment of the store.  Throws NotFound
/// for a client without a contract, UsageError for a month that has not begun.
PackageInput collect_month(Db& db, const MonthRequest& request);

}  // namespace outdesk
