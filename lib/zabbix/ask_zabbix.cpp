#include "zabbix/ask_zabbix.hpp"

#include <algorithm>
#include <cstddef>
#include <nlohmann/json.hpp>
#include <set>
#include <string>
#include <vector>

#include "base/text.hpp"
#include "zabbix/answer_node.hpp"
#include "zabbix/answer_rules.hpp"

namespace outdesk {

namespace {

constexpr std::size_t kEventsOfPage = 1000, kIdsOfCall = 500, kServicesOfCall = 100;

/// A list that may have at most as many rows as the source allows.
Json ask_list(ZabbixApi& api, std::string_view method, Json params) {
  std::int64_t most = api.source().most_rows;
  if (!params.contains("limit")) params["limit"] = most + 1;
  Json rows = api.call(method, params);
  if (!rows.is_array()) throw InputError(api.name(), 0, "does not answer " + in_quotes(method) + " with a list");
  if (static_cast<std::int64_t>(rows.size()) > most)
    throw InputError(api.name(), 0, "has more than " + std::to_string(most) + " rows for " + in_quotes(method), "ask with a token whose user sees less, or about a shorter time");
  return rows;
}

void append(Json& all, Json&& rows) {
  for (Json& row : rows) all.push_back(std::move(row));
}

/// Distinct ids, `size` at a time.
template <typename Take>
void in_pieces(const std::set<std::string>& ids, std::size_t size, const Take& take) {
  Json piece = Json::array();
  for (const std::string& id : ids) {
    piece.push_back(id);
    if (piece.size() < size) continue;
    take(piece);
    piece = Json::array();
  }
  if (!piece.empty()) take(piece);
}

std::set<std::string> ids_in(ZabbixApi& api, const Json& rows, std::string_view key) {
  std::set<std::string> ids;
  for (const JsonNode& row : JsonNode(rows, api.name()).items()) ids.insert(id_at(row, key));
  return ids;
}

Json ask_services(ZabbixApi& api, Period asked) {
  std::set<std::string> ids = ids_in(api, ask_list(api, "service.get", {{"output", Json::array({"serviceid"})}}), "serviceid");
  Json services = Json::array(), timeline = {{"period_from", asked.from.unix_s}, {"period_to", asked.to.unix_s}};
  in_pieces(ids, kServicesOfCall, [&](const Json& piece) {
    append(services, ask_list(api, "service.get", {{"output", {"serviceid", "name"}}, {"serviceids", piece}, {"selectStatusTimeline", Json::array({timeline})}}));
  });
  return services;
}

Json params_of_problems(const ZabbixApi& api, Period covered, std::int64_t first_id) {
  return {{"source", 0}, {"object", 0}, {"value", Json::array({1})},
          {"problem_time_from", covered.from.unix_s}, {"problem_time_till", covered.to.unix_s - 1},
          {"output", {"eventid", "clock", "name", "severity", "objectid", "r_eventid", "acknowledged"}},
          {"selectHosts", {"hostid", "name"}},
          {api.at_least(7, 0) ? "selectAcknowledges" : "select_acknowledges", {"clock", "action", "message", "username"}},
          {"sortfield", Json::array({"eventid"})}, {"sortorder", "ASC"}, {"eventid_from", std::to_string(first_id)}, {"limit", kEventsOfPage}};
}

/// Every problem whose span touches the period, whenever it began.
Json ask_problems(ZabbixApi& api, Period covered) {
  Json problems = Json::array();
  for (std::int64_t first_id = 1;;) {
    Json page = ask_list(api, "event.get", params_of_problems(api, covered, first_id));
    std::size_t size = page.size();
    for (const JsonNode& event : JsonNode(page, api.name() + ", event.get").items()) {
      std::int64_t id = number_at(event, "eventid");
      if (id < first_id) event.at("eventid").fail("is not in order: the answers go round in circles");
      first_id = id + 1;
    }
    append(problems, std::move(page));
    if (static_cast<std::int64_t>(problems.size()) > api.source().most_rows)
      throw InputError(api.name(), 0, "tells of more than " + std::to_string(api.source().most_rows) + " problems", "ask with a token whose user sees less, or about a shorter time");
    if (size < kEventsOfPage) return problems;
  }
}

void ask_ends(ZabbixApi& api, const Json& problems, Json& answers) {
  std::set<std::string> recoveries, triggers;
  for (const JsonNode& event : JsonNode(problems, api.name() + ", event.get").items()) {
    std::string recovery = id_at(event, "r_eventid");
    if (recovery.find_first_not_of('0') != recovery.npos) recoveries.insert(recovery);
    else triggers.insert(id_at(event, "objectid"));
  }
  answers["recoveries"] = Json::array();
  in_pieces(recoveries, kIdsOfCall, [&](const Json& piece) {
    append(answers["recoveries"], ask_list(api, "event.get", {{"source", 0}, {"object", 0}, {"value", Json::array({0})}, {"eventids", piece}, {"output", {"eventid", "clock"}}}));
  });
  answers["triggers"] = Json::array();
  in_pieces(triggers, kIdsOfCall, [&](const Json& piece) {
    append(answers["triggers"], ask_list(api, "trigger.get", {{"triggerids", piece}, {"monitored", true}, {"output", Json::array({"triggerid"})}}));
  });
}

/// Zabbix's own search narrows it down; * is all that it knows of patterns.
Json ask_items(ZabbixApi& api, const MonitoringTerms& terms) {
  std::set<std::string> patterns, known;
  for (const WatchedFigure& figure : terms.figures) patterns.insert(replaced(figure.item, "?", "*"));
  Json items = Json::array();
  for (const std::string& pattern : patterns) {
    Json found = ask_list(api, "item.get", {{"output", {"itemid", "key_", "name", "value_type"}}, {"selectHosts", {"hostid", "name"}}, {"search", {{"key_", pattern}}},
                                            {"searchWildcardsEnabled", true}, {"filter", {{"value_type", {0, 3}}}}, {"templated", false}});
    for (const JsonNode& item : JsonNode(found, api.name() + ", item.get").items()) {
      auto hosts = item.at("hosts").items();
      if (!hosts.empty() && is_wanted(terms, line_at(hosts.front(), "name"), line_at(item, "key_")) && known.insert(id_at(item, "itemid")).second) items.push_back(item.json());
    }
  }
  return items;
}

}  // namespace

Json ask_zabbix(ZabbixApi& api, const MonitoringTerms& terms, Period covered, Instant now) {
  Json answers = {{"version", api.version()}};
  answers["hosts"] = ask_list(api, "host.get", {{"output", {"hostid", "name"}}, {"filter", {{"status", 0}}}});
  answers["services"] = ask_services(api, {covered.from, now});
  answers["problems"] = ask_problems(api, covered);
  ask_ends(api, answers["problems"], answers);
  answers["items"] = ask_items(api, terms);
  answers["hours"] = ask_item_hours(api, JsonNode(answers["items"], api.name() + ", item.get"), covered);
  return {{"outdesk", "zabbix/1"}, {"asked", {{"at", to_text(now)}, {"from", to_text(covered.from)}, {"to", to_text(covered.to)}}}, {"answers", std::move(answers)}};
}

}  // namespace outdesk
