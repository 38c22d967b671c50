// Verbs of asset, each in the file that its name tells.
#pragma once

#include "asset/asset_store.hpp"
#include "client/contract.hpp"
#include "command.hpp"

namespace outdesk {

// asset_changes.cpp
Exit run_asset_set(Context& context, const Options& options);
Exit run_asset_link(Context& context, const Options& options);

// asset_lists.cpp
Exit run_asset_list(Context& context, const Options& options);
Exit run_asset_show(Context& context, const Options& options);
Exit run_asset_impact(Context& context, const Options& options);
Exit run_asset_export(Context& context, const Options& options);

// asset_checks.cpp
Exit run_asset_check(Context& context, const Options& options);
Exit run_asset_outages(Context& context, const Options& options);

// asset_import_run.cpp, in outdesk-full
Exit run_asset_import(Context& context, const Options& options);
// asset_standards_run.cpp, in outdesk-full
Exit run_asset_standards(Context& context, const Options& options);

/// Language of a report about a client: --lang, else the contract's.
Language language_of(const Context& context, const std::optional<Contract>& contract);
/// Zone of the contract; UTC (null) where there is none.
const Zone* zone_of(const std::optional<Contract>& contract);

}  // namespace outdesk
