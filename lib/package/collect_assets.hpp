// Equipment, software, spare parts and agreed standards of a month for the package.
#pragma once

#include <string>
#include <vector>

#include "client/contract.hpp"
#include "package/collect_month.hpp"

namespace outdesk {

/// `known_by`: when what happened until the cut-off has to have been entered.  Fills the facts of assets and standards, judges the
/// standards, and adds their sections and the source "inventory", where the contract has terms of them.  Standards are measured by
/// the other facts of the month, which must be there.  `months` of the trend, that of
/// the report last.  Returns the hex SHA-256 over what the sections show; empty where there are none.
std::string collect_assets(Db& db, std::int64_t client, const Contract& contract, Instant known_by, const std::vector<Month>& months, const Messages& messages, PackageInput& input);

}  // namespace outdesk
