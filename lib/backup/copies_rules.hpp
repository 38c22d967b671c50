// The rule 3-2-1-1-0: three copies of the data (the live data is one), two media, one off-site, one offline or
// immutable, no errors in the last restore test.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/zone.hpp"
#include "client/backup_job.hpp"
#include "output/document.hpp"

namespace outdesk {

struct RestoreTest {
  Instant at;
  bool ok = false;
};

struct CopiesDigit {
  std::string_view rule;         ///< "copies", "media", "offsite", "offline-or-immutable", "errors"
  std::optional<std::int64_t> fact;  ///< empty: errors, where no test restore told how many
  std::int64_t wanted = 0;
  bool met = false;              ///< errors: fact is not more than wanted; else not less
  std::string detail;            ///< "the live data, office (disk), cloud (object storage)"
};

/// The five digits in their order; none where the contract names no places.  A place and medium that are named twice count
/// once.  The last digit is met by a good last test that is not older than job.drill_every (any age where that is not
/// agreed); `last`: the last restore test, good or bad.
std::vector<CopiesDigit> copies_digits(const BackupJob& job, const std::optional<RestoreTest>& last, Instant now, const Zone& zone, Language language = Language::en);

}  // namespace outdesk
