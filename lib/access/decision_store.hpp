// What the owners of folders said about changes of access.
#pragma once

#include <string>
#include <tuple>
#include <vector>

#include "base/instant.hpp"
#include "store/beside_chain.hpp"
#include "store/db.hpp"

namespace outdesk {

struct AccessDecision {
  std::string path, account, was, now;  ///< as `changes` shows them, in codes
  Date first_seen;
  std::string decision;                 ///< "confirm", "revoke" or "clarify"
  std::string comment;
  bool operator==(const AccessDecision&) const = default;
};

/// Which change a decision is about: path, account, day since the epoch on which it was first seen.
using ChangeKey = std::tuple<std::string, std::string, std::int64_t>;
ChangeKey key_of_change(const AccessDecision& decision);

/// Adds what is new: a decision that stands as the last one about its change already is not written again.  Runs in the
/// caller's transaction.  Returns how many were written.
std::size_t keep_decisions(Db& db, std::int64_t client, const std::string& server, const std::vector<AccessDecision>& decisions, Instant now, const std::string& by);

/// The last decision about each change that has one, known by `as_of`.
std::vector<AccessDecision> decisions_of(Db& db, std::int64_t client, const std::string& server, std::optional<Instant> as_of = {});

extern const BesideChain kDecisionChain;

/// Decisions that are not what was kept, in words; empty where all is well.
std::vector<std::string> decision_damage(Db& db);

}  // namespace outdesk
