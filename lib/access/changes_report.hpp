// What changed in who can open what, with the request behind each change.
#pragma once

#include <optional>
#include <set>
#include <string>

#include "access/decision_store.hpp"
#include "output/document.hpp"
#include "store/db.hpp"

namespace outdesk {

struct ChangesOptions {
  std::optional<std::int64_t> from, to;  ///< snapshots of one tree; else all trees of the server
  Instant since;                         ///< where no snapshots are named: since the last one at or before this
  std::string path, account;             ///< only below this folder; only this account
  bool all = false;                      ///< every folder by itself, not the topmost that changed alike
};

struct ChangesFound {
  Document document;
  std::int64_t changes = 0, without_ticket = 0;
  std::int64_t undecided = 0;  ///< of those without a request: the owner has neither confirmed nor revoked them
  bool compared = false;  ///< false: of no tree there were two snapshots
  std::set<ChangeKey> keys;  ///< of all changes
};

/// Every change between neighbouring snapshots of the period, dated by the later one: {path, account, was, now,
/// first_seen, ticket} and more (formats.md section 6); first those without a request.  Throws NotFound where there is
/// no client or no snapshot, UsageError for snapshots of two trees or in the wrong order.
ChangesFound make_changes(Db& db, const std::string& client, const std::string& server, const ChangesOptions& options, std::optional<Instant> as_of,
                      std::optional<Language> language);

}  // namespace outdesk
