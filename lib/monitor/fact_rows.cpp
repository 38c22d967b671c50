#include "monitor/fact_rows.hpp"

#include <nlohmann/json.hpp>

#include "base/text.hpp"
#include "input/json.hpp"

namespace outdesk {

namespace {

constexpr const char* kFactFile = "monitoring fact";

std::string fact_name(std::initializer_list<std::string> parts) {
  Json json = Json::array();
  for (const std::string& part : parts) json.push_back(storable(part));
  return json.dump();
}

void put(Json& json, const char* key, const std::string& text) {
  if (!text.empty()) json[key] = storable(text);
}

FactRow row_of(const std::string& source, const WatchedProblem& problem) {
  Json json = {{"severity", name_of(problem.severity)}};
  for (auto [key, text] : {std::pair{"host", &problem.host}, {"name", &problem.name}, {"acknowledged_by", &problem.acknowledged_by}, {"comment", &problem.comment}})
    put(json, key, *text);
  if (problem.acknowledged) json["acknowledged"] = to_text(*problem.acknowledged);
  if (problem.acknowledged_sometime) json["acknowledged_sometime"] = true;
  return {"problem", fact_name({source, problem.id}), problem.began, problem.ended, json.dump()};
}

FactRow row_of(const std::string& source, const ServiceStop& stop) {
  Json json = {{"service", storable(stop.service)}, {"severity", name_of(stop.severity)}};
  return {"stop", fact_name({source, stop.service, to_text(stop.began)}), stop.began, stop.ended, json.dump()};
}

FactRow row_of(const std::string& source, const ItemValue& value) {
  Json json = {{"host", storable(value.host)}, {"item", storable(value.item)}, {"sum", value.sum}, {"last", value.last}, {"highest", value.highest}, {"values", value.values}};
  put(json, "name", value.name);
  return {"value", fact_name({source, value.host, value.item, to_text(value.from)}), value.from, value.to, json.dump()};
}

Json storable_list(const std::vector<std::string>& texts) {
  std::set<std::string> once;
  for (const std::string& text : texts) once.insert(storable(text));
  return Json(once);
}

std::vector<std::string> texts_at(const JsonNode& node, std::string_view key) {
  std::vector<std::string> texts;
  if (auto list = node.find(key))
    for (const auto& item : list->items()) texts.push_back(item.text());
  return texts;
}

std::string text_at(const JsonNode& node, std::string_view key) {
  auto text = node.find(key);
  return text ? text->text() : std::string();
}

Severity severity_at(const JsonNode& node) { return severity_named(node.at("severity").text()).value_or(Severity::not_classified); }

}  // namespace

std::vector<FactRow> rows_of(const MonitoringFacts& facts) {
  std::vector<FactRow> rows;
  for (const WatchedProblem& problem : facts.problems) rows.push_back(row_of(facts.source, problem));
  for (const ServiceStop& stop : facts.stops) rows.push_back(row_of(facts.source, stop));
  std::set<std::string> open;
  for (const FactRow& row : rows)
    if (!row.ended) open.insert(row.name);
  for (const ItemValue& value : facts.values) rows.push_back(row_of(facts.source, value));
  Json span = {{"source", storable(facts.source)}, {"hosts", storable_list(facts.hosts)}, {"services", storable_list(facts.services)}, {"open", open}};
  put(span, "version", facts.version);
  rows.push_back({"span", fact_name({facts.source, to_text(facts.covered.from), to_text(facts.covered.to)}), facts.covered.from, facts.covered.to, span.dump()});
  return rows;
}

WatchedProblem problem_of(const FactRow& row) {
  Json name = parse_json(row.name, kFactFile), body = parse_json(row.body, kFactFile);
  JsonNode node(body, kFactFile);
  WatchedProblem problem;
  problem.id = JsonNode(name, kFactFile).items().back().text();
  problem.began = row.began;
  problem.ended = row.ended;
  problem.severity = severity_at(node);
  for (auto [key, place] : {std::pair{"host", &problem.host}, {"name", &problem.name}, {"acknowledged_by", &problem.acknowledged_by}, {"comment", &problem.comment}})
    *place = text_at(node, key);
  if (auto acknowledged = node.find("acknowledged")) problem.acknowledged = acknowledged->instant();
  problem.acknowledged_sometime = node.has("acknowledged_sometime");
  return problem;
}

ServiceStop stop_of(const FactRow& row) {
  Json body = parse_json(row.body, kFactFile);
  JsonNode node(body, kFactFile);
  return {node.at("service").text(), severity_at(node), row.began, row.ended};
}

ItemValue value_of(const FactRow& row) {
  Json body = parse_json(row.body, kFactFile);
  JsonNode node(body, kFactFile);
  ItemValue value{node.at("host").text(), node.at("item").text(), text_at(node, "name"), row.began, row.ended.value_or(row.began)};
  for (auto [key, place] : {std::pair{"sum", &value.sum}, {"last", &value.last}, {"highest", &value.highest}, {"values", &value.values}})
    *place = node.at(key).integer();
  return value;
}

AnswerSpan span_of(const FactRow& row) {
  Json body = parse_json(row.body, kFactFile);
  JsonNode node(body, kFactFile);
  AnswerSpan span{node.at("source").text(), {row.began, row.ended.value_or(row.began)}, texts_at(node, "hosts"), texts_at(node, "services"), {}};
  for (std::string& name : texts_at(node, "open")) span.open.insert(std::move(name));
  return span;
}

FactRow with_what_is_known(FactRow told, const FactRow& known, Instant covered_to) {
  if (!told.ended && known.ended && covered_to <= *known.ended) told.ended = known.ended;
  if (told.kind != "problem") return told;
  Json before = parse_json(known.body, kFactFile), now = parse_json(told.body, kFactFile);
  if (before.contains("acknowledged_sometime") && !now.contains("acknowledged")) {
    now["acknowledged_sometime"] = true;  // a list of before does not take it back
    told.body = now.dump();
    return told;
  }
  if (now.contains("acknowledged") || !before.contains("acknowledged")) return told;
  if (covered_to > JsonNode(before, kFactFile).at("acknowledged").instant()) return told;
  for (const char* key : {"acknowledged", "acknowledged_by", "comment"})
    if (before.contains(key)) now[key] = before[key];
  told.body = now.dump();
  return told;
}

}  // namespace outdesk
