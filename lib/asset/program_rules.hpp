// Programs of assets against the lists of their roles, and against the licences that are owned: a part of check_assets().
#pragma once

#include <vector>

#include "asset/check_rules.hpp"

namespace outdesk {

/// Adds what breaks the lists of roles to `checked`, and counts the assets of roles whose programs nobody lists.
void check_programs(const AssetTerms& terms, const std::vector<Asset>& assets, const ProgramLists& lists, CheckedAssets& checked);

/// Counts licences, and adds those that are too few.
void check_licences(const AssetTerms& terms, const std::vector<Asset>& assets, const ProgramLists& lists, CheckedAssets& checked);

}  // namespace outdesk
