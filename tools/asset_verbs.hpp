// Verbs of asset, each in the file that its name tells.
#pragma once

#include "asset/asset_store.hpp"
#include "base/text.hpp"
#include "base/zone.hpp"
#include "client/contract.hpp"
#include "command.hpp"

namespace outdesk {

/// The value that `text` of an option names.  Throws UsageError that lists what is `known`.
template <class Named>
Named named_option(const char* option, const std::string& text, std::optional<Named> (*named)(std::string_view), const std::string& known) {
  auto value = named(text);
  if (!value) throw UsageError("--" + std::string(option) + " " + in_quotes(text) + " is not known", "it is one of " + known);
  return *value;
}

/// --month, or the days --from to --to, --to left out; nothing where none is given.  Throws UsageError for what does not go together.
std::optional<Period> days_asked(const Options& options, const Zone& zone);

// asset_changes.cpp
void check_asset_set(const Options& options);
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
