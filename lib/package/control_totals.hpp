// Numbers that must be the same in every file of a package, and in the next run: what an auditor recounts first.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "input/json.hpp"
#include "package/messages.hpp"
#include "package/package_input.hpp"

namespace outdesk {

struct ControlTotal {
  std::string name;  ///< "credit_minor", in the manifest below "totals"
  Topic topic;
  std::string fact;  ///< "credit_minor", in data.json below "facts.TOPIC"
  Value value;       ///< nothing where it could not be known
};

/// Those of the topics that have data.
std::vector<ControlTotal> control_totals(const MonthFacts& facts);

/// All that this program knows, without a value.
std::vector<ControlTotal> all_control_totals();

/// The same out of a manifest's "totals"; names that this program does not know are left out.  Throws what nlohmann throws
/// for a value of another type.
std::vector<ControlTotal> control_totals(const Json& totals);

/// As people read them, for the section of sources.
Figures total_figures(const std::vector<ControlTotal>& totals, const Messages& messages);

/// What a figure's value is in the page ("2 960,00 ₽"), and in a cell of a workbook ("2960").
std::string shown_total(const Value& value, const Document& document);
std::string cell_total(const Value& value);

/// Totals that differ from those that were sent, as people read them.
std::vector<Correction> corrections_of(const std::vector<ControlTotal>& sent, const std::vector<ControlTotal>& now,
                                       const Messages& messages, const std::string& currency);

}  // namespace outdesk
