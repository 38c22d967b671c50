// What a monitoring system told: spans of problems and of services that were down, values of items, and the
// time that it was asked about.  Facts only: shares and lengths are counted by monitor/availability_rules.hpp.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/instant.hpp"
#include "client/monitoring_terms.hpp"

namespace outdesk {

/// A problem from its first to its last event.
struct WatchedProblem {
  std::string id;                  ///< of the event in the monitoring: the same problem told again is one
  std::string host, name;
  Severity severity = Severity::not_classified;
  Instant began;
  std::optional<Instant> ended;    ///< nothing: it was still there when the monitoring was asked
  std::optional<Instant> acknowledged;
  bool acknowledged_sometime = false;  ///< somebody did, and the source does not say when
  std::string acknowledged_by, comment;
  bool operator==(const WatchedProblem&) const = default;
};

/// A service of the monitoring that was down.
struct ServiceStop {
  std::string service;
  Severity severity = Severity::not_classified;
  Instant began;
  std::optional<Instant> ended;
  bool operator==(const ServiceStop&) const = default;
};

/// What an item held over one day of UTC, or over an hour where the source keeps hours.
struct ItemValue {
  std::string host, item, name;    ///< key and title of the item
  Instant from, to;
  std::int64_t sum = 0, last = 0, highest = 0;  ///< of the values in [from, to), in whole units, halves away from zero
  std::int64_t values = 0;         ///< how many there were
  bool operator==(const ItemValue&) const = default;
};

/// One answer of a monitoring system: everything that happened in `covered`, and nothing else.
struct MonitoringFacts {
  std::string source;              ///< "zabbix"
  std::string version;             ///< of the system, "6.0.14"; empty where a file does not say
  Period covered;                  ///< what was asked about; ends no later than when it was asked
  std::vector<std::string> hosts, services;  ///< that it watches: one without a problem was well
  std::vector<WatchedProblem> problems;
  std::vector<ServiceStop> stops;
  std::vector<ItemValue> values;
  std::vector<std::string> notes;  ///< what had to be left aside, counted: "3 problems name no host"
};

}  // namespace outdesk
