// What was agreed about what the monitoring watches: the part `monitoring` of the contract.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/instant.hpp"
#include "base/money.hpp"
#include "input/json.hpp"

namespace outdesk {

/// Severities of Zabbix, in its order (0 to 5).
enum class Severity { not_classified, information, warning, average, high, disaster };
std::string_view name_of(Severity severity);
std::optional<Severity> severity_named(std::string_view name);

/// Something that the client's people notice when it stops.
struct WatchedService {
  std::string name;                    ///< in the client's words: "1С:Бухгалтерия"
  std::string service;                 ///< name of the service in the monitoring; empty: `hosts` and `problems` tell
  std::vector<std::string> hosts;      ///< patterns of host names whose problems stop it
  std::vector<std::string> problems;   ///< patterns of problem names; empty: any problem of those hosts
  Severity severity = Severity::high;  ///< problems of at least this count as stopped
  std::string calendar;                ///< key in Contract::calendars in whose time availability counts; empty: always
  std::optional<Decimal> target;       ///< share of the time that it has to be there
  std::string asset;                   ///< key of the asset; empty: none
};

/// A figure of network or security that an item of the monitoring holds.
struct WatchedFigure {
  std::string name;                    ///< "Отражённые атаки"
  std::string host, item;              ///< patterns: host name, key of the item
  enum class Take { sum, last, highest } take = Take::sum;  ///< over the month, and over the items that fit
  std::optional<std::int64_t> limit;   ///< more is for attention
};

struct MonitoringTerms {
  std::vector<WatchedService> services;
  std::vector<WatchedFigure> figures;
  std::optional<Seconds> outage_limit;  ///< of all services together in a month
  Seconds shortest{60};                 ///< a stop that is shorter is not one
  Seconds silent_after{2 * std::int64_t{kDay}};  ///< so long without data: the source has stopped
  std::optional<Seconds> acknowledge_within;     ///< problems of severity high and above
};

/// `calendars`: keys that `calendar` may name; any where it is absent.  Refuses what is wrong with its path.
MonitoringTerms read_monitoring_terms(const JsonNode& node, const std::optional<std::vector<std::string>>& calendars = {});

}  // namespace outdesk
