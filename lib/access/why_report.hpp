// Why one person has what he has in one folder: every entry and every chain of groups that decides, in order.
#pragma once

#include <optional>
#include <string>

#include "output/document.hpp"
#include "store/db.hpp"

namespace outdesk {

/// The latest snapshot at or before `as_of`; `account` is a column of the matrix, by account or name, `path` a folder as
/// the matrix shows it, or absolute.  Throws NotFound, with the nearest, where there is no such one.
Document make_why(Db& db, const std::string& client, const std::string& server, const std::string& account, const std::string& path, std::optional<Instant> as_of,
                  std::optional<Language> language);

}  // namespace outdesk
