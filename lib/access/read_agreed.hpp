// The agreed document: who may do what in which folder, as it was signed.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "access/decision_store.hpp"
#include "access/level.hpp"
#include "base/instant.hpp"
#include "input/cell_table.hpp"

namespace outdesk {

struct AgreedLine {
  std::string path, who;       ///< who: a person, an account, a group or a department; "*" for everybody
  Level level = Level::none;
  std::optional<Date> until;   ///< last day
  std::string approved_by;
  std::string place;           ///< "agreed.csv:7"
};

/// Columns path, account_or_group, level, and if they are there until, approved_by; headings and levels in English or
/// Russian, in words, codes or the signs of the matrix.  Rows without a path are passed over.  Throws InputError for a
/// level or date that is none.
std::vector<AgreedLine> read_agreed(const std::vector<CellTable>& tables, const std::string& file);

/// The owners' decisions out of a workbook of `changes`: rows whose column for the decision is filled in.  Throws
/// InputError for a word that is no decision, or a row that does not say which change it is about.
std::vector<AccessDecision> read_decisions(const std::vector<CellTable>& tables, const std::string& file);

}  // namespace outdesk
