// What is known of a client's monitoring over some time, out of all answers that were kept.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/sha256.hpp"
#include "monitor/monitoring_facts.hpp"

namespace outdesk {

/// A problem, and until when it is known to have lasted: its end, or the end of the last answer that had it open.
struct KnownProblem {
  WatchedProblem problem;
  Instant until;
};

struct KnownStop {
  ServiceStop stop;
  Instant until;                   ///< as of a problem
};

struct MonitoringRecord {
  std::vector<Period> covered;     ///< that answers were about: ascending, apart from each other; not cut to any period
  std::vector<std::string> hosts, services;  ///< that the answers about this time watched; ascending
  std::vector<KnownProblem> problems;        ///< by beginning
  std::vector<KnownStop> stops;              ///< by beginning
  std::vector<ItemValue> values;             ///< by host, item, beginning
  std::int64_t records = 0;        ///< rows that this was taken from...
  Digest sum{};                    ///< ...and SHA-256 over them
};

}  // namespace outdesk
