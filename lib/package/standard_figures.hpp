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
/// has terms of assets.
StandardFigures standard_figures(const MonthFacts& facts, const std::optional<CheckedAssets>& checked);

/// Licences in use beyond those that are owned, of all kinds together.
std::int64_t missing_licences(const CheckedAssets& checked);

}  // namespace outdesk
