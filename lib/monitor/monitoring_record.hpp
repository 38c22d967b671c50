// What is known of a client's monitoring over some time, out of all answers that were kept.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/sha256.hpp"
#include "monitor/monitoring_facts.hpp"

namespace outdesk {

/// A problem, and until when it is known to have lasted: its end, or the end of the last answer that had it open, also of one
/// about a later time.
struct KnownProblem {
  WatchedProblem problem;
  Instant until;
};

struct KnownStop {
  ServiceStop stop;
  Instant until;                   ///< as of a problem
};

struct MonitoringRecord {
  /// That answers were about: ascending, apart from each other; those that began before the period's end, not cut to it.  Of
  /// several sources each counts from its first answer on, and what one of them did not tell of is not covered.
  std::vector<Period> covered;
  /// That the answers about this time watched, ascending.  Where one of them does not list hosts, those that any answer ever
  /// listed or any problem ever named are among them: of no other does anybody know that it is there.
  std::vector<std::string> hosts, services;
  std::vector<KnownProblem> problems;        ///< by beginning
  std::vector<KnownStop> stops;              ///< by beginning
  std::vector<ItemValue> values;             ///< by host, item, beginning
  std::int64_t records = 0;        ///< rows that this was taken from...
  Digest sum{};                    ///< ...and SHA-256 over them
};

}  // namespace outdesk
