// The backups of a month for the package.
#pragma once

#include <string>

#include "client/contract.hpp"
#include "package/collect_month.hpp"

namespace outdesk {

struct BackupRows {
  std::string sha256;        ///< over the rows used; empty where there are none
  std::int64_t records = 0;
};

/// Fills the facts, and adds the section "backups" where the contract has jobs and anything is known of them.
BackupRows collect_backups(Db& db, std::int64_t client, const MonthRequest& request, const Contract& contract, PackageInput& input);

}  // namespace outdesk
