// Values of items by the hour: added up from single values where Zabbix still has them, else from its own hours ("trends").
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "input/json.hpp"

namespace outdesk {

/// One item's hours, by the Unix time of their start.
class ItemHours {
 public:
  /// Rows of history.get, each {"clock", "value"}; those outside [from, to) are counted in `elsewhen`.
  void add_history(const JsonNode& rows, Period asked);
  /// Rows of trend.get, each {"clock", "num", "value_avg", "value_max"}.  An hour with more values than we have single ones takes
  /// the place of those.  The sum of whole numbers is a little low then: Zabbix cuts their mean off.
  void add_trends(const JsonNode& rows, Period asked);

  /// Start of the first hour that has values.
  std::optional<std::int64_t> first_hour() const { return hours_.empty() ? std::nullopt : std::optional(hours_.begin()->first); }
  std::int64_t elsewhen() const { return elsewhen_; }
  /// Hours in whole units, halves away from zero, as answer_rules.hpp has them.  Throws InputError for what no integer holds.
  void write(const std::string& itemid, const std::string& source, Json& hours) const;

 private:
  struct Hour {
    std::int64_t num = 0;
    long double sum = 0, last = 0, max = 0;
    std::int64_t last_clock = -1;
  };
  std::map<std::int64_t, Hour> hours_;
  std::int64_t elsewhen_ = 0;
};

/// A number as databases write it: "12", "-0.5", "1.5e-05".  Throws InputError.
long double measure_at(const JsonNode& node, std::string_view key);

}  // namespace outdesk
