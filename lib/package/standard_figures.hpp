// Figures of a month that agreed standards are measured by.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>

#include "asset/check_rules.hpp"
#include "package/month_facts.hpp"

namespace outdesk {

using StandardFigures = std::map<std::string, std::optional<std::int64_t>>;

/// The figures of kStandardSources, by source; one that nobody knows is not there, or is nothing.  `checked`: where the contract
/// has terms of assets, which are `terms`.  Nobody knows programs and licences without a list of programs, spare parts without a
/// register, and what was not seen without an inventory or an agreed time.
StandardFigures standard_figures(const MonthFacts& facts, const std::optional<CheckedAssets>& checked, const AssetTerms& terms);

/// Licences in use beyond those that are owned, of all kinds together.
std::int64_t missing_licences(const CheckedAssets& checked);

}  // namespace outdesk
