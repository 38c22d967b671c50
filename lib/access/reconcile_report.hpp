// What people can do held against what was agreed, both ways.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "access/read_agreed.hpp"
#include "output/document.hpp"
#include "store/db.hpp"

namespace outdesk {

struct Reconciliation {
  Document document;
  std::size_t differences = 0;
};

/// Verdicts (access.md section 7): excess, missing, different (levels that do not compare), expired, wrong-route (agreed for
/// a group, given to the person), unknown-person, unknown-folder, not-agreed (a folder that no line speaks of).  A line
/// holds for its folder and all below, down to a folder with lines of its own; of several lines for one person the highest
/// counts.  Rows stand at the topmost folder.  `source` names the document.  Throws NotFound as make_matrix.
Reconciliation make_reconciliation(Db& db, const std::string& client, const std::string& server, const std::vector<AgreedLine>& lines, const std::string& source,
                                   std::optional<Instant> as_of, std::optional<Language> language);

}  // namespace outdesk
