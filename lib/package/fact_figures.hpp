// The facts of a month as figures and tables for data.json.
#pragma once

#include "package/package_documents.hpp"

namespace outdesk {

/// client, month, audience, language, zone, cut-off, state, lead.
std::vector<Figure> head_figures(const PackageInput& input, const PackageContent& content);

/// Every number of the facts, below "facts"; a topic without data has only its state.
std::vector<Figure> fact_figures(const MonthFacts& facts, const Thresholds& thresholds = {});

/// Lights with the rules that spoke, at "lights".
Table light_table(const PackageContent& content);

/// At "decisions".
Table decision_table(const PackageContent& content);

/// "full", "partial", "missing", "not_in_contract".
std::string name_of(SourceState state);

}  // namespace outdesk
