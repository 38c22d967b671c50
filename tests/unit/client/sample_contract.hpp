// A contract file with every kind of key, and ways to spoil it.
#pragma once

#include <nlohmann/json.hpp>

#include "client/contract.hpp"

namespace outdesk {

inline Json sample_contract() {
  return Json::parse(R"({
    "outdesk": "contract/1", "client": "romashka", "name": "ООО «Ромашка»", "number": "17/24",
    "valid_from": "2026-01-01", "language": "ru", "timezone": "Europe/Moscow", "currency": "RUB",
    "calendars": {
      "office": {"timezone": "Europe/Moscow", "weekly": {"mon": [["09:00", "18:00"]], "fri": [["09:00", "13:00"], ["14:00", "17:00"]]}, "follow": "ru"},
      "always": {"timezone": "Europe/Moscow", "weekly": "24x7"}},
    "priorities": {
      "P1": {"name": "Критичный", "calendar": "always", "response": "15m", "next_response": "1h", "resolution": "4h"},
      "P3": {"name": "Обычный", "calendar": "office", "response": "1h", "resolution": "16h"}},
    "clock": {"resolution_stops_at": "closed", "pauses": {"client": ["resolution"], "postponed": ["resolution", "next_response"]}, "reopen_grace": "7d", "wait_reminder": "16h", "wait_limit": "40h"},
    "lines": {"L1": {"budget": "15m", "calendar": "office", "beyond": ["1C"]}}, "workplaces": 48,
    "kpi": {"resolution": {"target": "0.95"}, "response": {"target": "0.9"}},
    "fee": {"month_minor": 14800000, "vat": "0.22",
      "credits": [
        {"when": "kpi.resolution", "tiers": [{"from": "0.95", "credit": "0"}, {"from": "0.90", "credit": "0.05"}, {"from": "0", "credit": "0.10"}]},
        {"when": "breach", "priority": "P1", "target": "resolution", "credit": "0.02", "clause": "6.3"}],
      "cap": "0.15", "included_work": "20h", "no_credits": {"from": "2026-01-01", "to": "2026-02-01"}},
    "people": [{"account": "o.popova", "name": "Попова О. О.", "department": "Бухгалтерия"},
               {"account": "k.nik", "name": "Николаева К. Н.", "dismissed": "2026-05-01"}],
    "access": {"servers": ["fs01"], "agreed": "agreed-access.csv"},
    "backups": [{"job": "1c-db", "what": "1C", "kind": "restic", "where": "/backup"}],
    "delivery": {"to": ["director@example.ru"]}
  })");
}

inline Contract read(const Json& json) { return read_contract(JsonNode(json, "c.json")); }

/// The sample with the value at `pointer` (RFC 6901) replaced.
inline Json with(const std::string& pointer, Json value) {
  Json json = sample_contract();
  json[Json::json_pointer(pointer)] = std::move(value);
  return json;
}

inline Json without(const std::string& pointer) {
  Json json = sample_contract();
  Json::json_pointer where(pointer);
  json.at(where.parent_pointer()).erase(where.back());
  return json;
}

}  // namespace outdesk
