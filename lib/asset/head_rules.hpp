// What an asset is now: its lines, summed up.  One list of fields serves the journal and the store.
#pragma once

#include <string>
#include <vector>

#include "asset/asset.hpp"
#include "asset/asset_line.hpp"

namespace outdesk {

/// The head as canonical JSON, members that are empty left out, and back.
std::string head_text(const AssetHead& head);
AssetHead read_head(const std::string& text);

/// Members of `after` that differ from `before`, as `fields` of a line: what was emptied is null; of `macs` those that are new.
Json head_difference(const AssetHead& before, const AssetHead& after);

/// The head after one more line.  Lines come in the order of their times.
void apply(AssetHead& head, const AssetLine& line);
AssetHead head_after(const std::vector<AssetLine>& lines);

}  // namespace outdesk
