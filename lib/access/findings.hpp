// What in the rights of a tree somebody should look at, beyond who can open what.
#pragma once

#include <string>
#include <vector>

#include "access/matrix_judgement.hpp"
#include "output/document.hpp"

namespace outdesk {

/// One thing at one place; below it the same holds.
struct Finding {
  /// "everyone-writes", "dismissed", "orphan", "denial-hides", "single-person", "own-list", "nobody-owns", "disorder",
  /// "condition", "no-list".
  std::string kind;
  std::string path;          ///< the topmost folder
  std::string who;           ///< of whom it speaks; may be empty
  std::size_t folders = 1;   ///< it and those below
};

/// In the order of importance, then of folders.  `people` of the judgement are asked, and the stranger behind them.
std::vector<Finding> findings_of(const MatrixJudgement& judgement, const MatrixSubject& subject);

/// The same as one table, empty where all is well.
Table findings_table(const std::vector<Finding>& findings, Language language);

}  // namespace outdesk
