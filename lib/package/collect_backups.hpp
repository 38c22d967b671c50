// The backups of a month for the package.
#pragma once

#include <string>
#include <vector>

#include "client/contract.hpp"
#include "package/collect_month.hpp"

namespace outdesk {

struct BackupRows {
  std::string sha256;        ///< over the rows used; empty where there are none
  std::int64_t records = 0;
};

/// Fills the facts, and adds the section "backups" where the contract has jobs and anything is known of them.  `months` of the
/// trend, that of the request last.
BackupRows collect_backups(Db& db, std::int64_t client, const MonthRequest& request, const Contract& contract, const std::vector<Month>& months, PackageInput& input);

}  // namespace outdesk
