#include "zabbix/item_hours.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <nlohmann/json.hpp>

#include "base/text.hpp"
#include "zabbix/answer_node.hpp"

namespace outdesk {

namespace {

constexpr std::int64_t kHourLength = 3600;

std::int64_t whole(long double value, const std::string& source, const std::string& itemid) {
  constexpr long double kLargest = 4e18L;
  if (!(std::fabs(value) < kLargest)) throw InputError(source, 0, "the values of item " + in_quotes(itemid) + " are too large to be added up", "leave the item out of the figures");
  return std::llround(value);
}

}  // namespace

long double measure_at(const JsonNode& node, std::string_view key) {
  JsonNode member = node.at(key);
  const Json& value = member.json();
  std::string text = value.is_string() ? value.get<std::string>() : value.is_number() ? value.dump() : "";
  double number = 0;  // from_chars of long double goes through strtold and the locale in g++ 12
  auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (text.empty() || error != std::errc{} || end != text.data() + text.size() || !std::isfinite(number)) member.fail("must be a number");
  std::int64_t exact = 0;  // a double has 53 bits, a counter of Zabbix 64
  auto [last, wrong] = std::from_chars(text.data(), text.data() + text.size(), exact);
  return wrong == std::errc{} && last == text.data() + text.size() ? static_cast<long double>(exact) : static_cast<long double>(number);
}

void ItemHours::add_history(const JsonNode& rows, Period asked) {
  for (const JsonNode& row : rows.items()) {
    std::int64_t clock = clock_at(row, "clock").unix_s;
    if (!asked.contains(Instant{clock})) {
      ++elsewhen_;
      continue;
    }
    long double value = measure_at(row, "value");
    Hour& hour = hours_[clock - clock % kHourLength];
    hour.max = hour.num == 0 ? value : std::max(hour.max, value);
    if (hour.last_clock <= clock) hour.last = value, hour.last_clock = clock;
    hour.sum += value;
    ++hour.num;
  }
}

void ItemHours::add_trends(const JsonNode& rows, Period asked) {
  for (const JsonNode& row : rows.items()) {
    std::int64_t clock = clock_at(row, "clock").unix_s, num = number_at(row, "num");
    if (clock % kHourLength != 0) row.at("clock").fail("must be the start of an hour");
    if (!asked.contains(Instant{clock})) {
      ++elsewhen_;
      continue;
    }
    long double mean = measure_at(row, "value_avg"), max = measure_at(row, "value_max");
    Hour& hour = hours_[clock];
    if (num > hour.num) hour = {num, mean * static_cast<long double>(num), mean, max, clock};
  }
}

void ItemHours::write(const std::string& itemid, const std::string& source, Json& hours) const {
  for (const auto& [clock, hour] : hours_)
    hours.push_back({{"itemid", itemid}, {"clock", clock}, {"num", hour.num}, {"sum", whole(hour.sum, source, itemid)}, {"last", whole(hour.last, source, itemid)}, {"max", whole(hour.max, source, itemid)}});
}

}  // namespace outdesk
