#include <cstddef>
#include <cstdint>
#include <nlohmann/json.hpp>
#include <string>

#include "base/text.hpp"
#include "zabbix/answer_node.hpp"
#include "zabbix/ask_zabbix.hpp"
#include "zabbix/item_hours.hpp"

namespace outdesk {

namespace {

constexpr std::size_t kValuesOfPage = 20000;
constexpr std::int64_t kAnHour = 3600;

/// The rows before the last second of a full page: that second may go on behind it, and is asked for again.
Json before_last_second(const JsonNode& page, std::int64_t last) {
  Json rows = Json::array();
  for (const JsonNode& row : page.items())
    if (number_at(row, "clock") < last) rows.push_back(row.json());
  return rows;
}

void ask_history(ZabbixApi& api, const std::string& itemid, std::int64_t value_type, Period covered, ItemHours& hours) {
  for (std::int64_t from = covered.from.unix_s;;) {
    Json answer = api.call("history.get", {{"history", value_type}, {"itemids", Json::array({itemid})}, {"time_from", from}, {"time_till", covered.to.unix_s - 1}, {"output", {"clock", "value"}},
                                           {"sortfield", Json::array({"clock"})}, {"sortorder", "ASC"}, {"limit", kValuesOfPage}});
    JsonNode page(answer, api.name() + ", history.get");
    auto rows = page.items();
    if (rows.size() < kValuesOfPage) return hours.add_history(page, covered);
    std::int64_t last = number_at(rows.back(), "clock");
    if (last <= from) rows.back().at("clock").fail("does not go on: more than " + std::to_string(kValuesOfPage) + " values in a second, or answers that go round in circles");
    Json whole_seconds = before_last_second(page, last);
    hours.add_history(JsonNode(whole_seconds, api.name() + ", history.get"), covered);
    from = last;
  }
}

/// Asked for always where values of the first hour are missing: an item that was silent then has none there either.
void ask_trends(ZabbixApi& api, const std::string& itemid, Period covered, ItemHours& hours) {
  std::int64_t first = (covered.from.unix_s + kAnHour - 1) / kAnHour * kAnHour, till = hours.first_hour().value_or(covered.to.unix_s - 1);
  if (till < first) return;
  Json answer = api.call("trend.get", {{"itemids", Json::array({itemid})}, {"time_from", first}, {"time_till", till}, {"output", {"clock", "num", "value_avg", "value_max"}}, {"limit", kValuesOfPage}});
  hours.add_trends(JsonNode(answer, api.name() + ", trend.get"), covered);
}

}  // namespace

Json ask_item_hours(ZabbixApi& api, const JsonNode& items, Period covered) {
  Json all = Json::array();
  for (const JsonNode& item : items.items()) {
    std::string itemid = id_at(item, "itemid");
    ItemHours hours;
    ask_history(api, itemid, number_at(item, "value_type"), covered, hours);
    if (hours.elsewhen() == 0) ask_trends(api, itemid, covered, hours);
    if (hours.elsewhen() > 0) throw InputError(api.name(), 0, "answers with values of item " + in_quotes(itemid) + " outside the time that was asked about");
    hours.write(itemid, api.name(), all);
  }
  return all;
}

}  // namespace outdesk
