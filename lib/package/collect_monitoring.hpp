// Outages, network and security of a month for the package.
#pragma once

#include <string>
#include <vector>

#include "client/contract.hpp"
#include "package/collect_month.hpp"

namespace outdesk {

/// Fills the facts of outages and network (those of late requests must be there: their credits may be an outage's), adds the sections
/// "outages" and "network" and the source "monitoring" where the contract has terms of monitoring.  Returns the hex SHA-256
/// over the rows used; empty where there are none.  `months` of the trend, that of the request last.  What is told of the month later counts too.
std::string collect_monitoring(Db& db, std::int64_t client, const MonthRequest& request, const Contract& contract, const std::vector<Month>& months, const Messages& messages, PackageInput& input);

}  // namespace outdesk
