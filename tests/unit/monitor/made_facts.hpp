// Facts of a monitoring made up for the tests of this room: September 2026, all of it covered.
#pragma once

#include <string>
#include <vector>

#include "base/zone.hpp"
#include "client/monitoring_terms.hpp"
#include "monitor/monitoring_facts.hpp"

namespace outdesk {

inline Instant at(const std::string& text) { return parse_instant(text).value(); }
/// "03T05:30" of September 2026, UTC.
inline Instant sept(const std::string& day_and_time) { return at("2026-09-" + day_and_time + ":00Z"); }
inline Period september() { return {at("2026-09-01T00:00:00Z"), at("2026-10-01T00:00:00Z")}; }
constexpr Seconds minutes(std::int64_t n) { return Seconds{n * 60}; }

inline WatchedProblem problem(const std::string& id, const std::string& host, const std::string& name, Instant began, std::optional<Instant> ended, Severity severity = Severity::high) {
  WatchedProblem made;
  made.id = id;
  made.host = host;
  made.name = name;
  made.severity = severity;
  made.began = began;
  made.ended = ended;
  return made;
}

inline MonitoringFacts september_facts() {
  MonitoringFacts facts;
  facts.source = "zabbix";
  facts.version = "6.0.14";
  facts.covered = september();
  facts.hosts = {"fw01", "srv-1c"};
  facts.services = {"Mail"};
  facts.problems = {problem("101", "srv-1c", "1C is unavailable", sept("03T05:00"), sept("03T09:38")),
                    problem("102", "fw01", "High load", sept("10T00:00"), sept("10T00:10"), Severity::warning)};
  facts.stops = {{"Mail", Severity::average, sept("20T10:00"), sept("20T10:30")}};
  facts.values = {{"fw01", "fw.blocked", "Blocked", sept("01T00:00"), sept("02T00:00"), 700, 5, 90, 24},
                  {"fw01", "fw.blocked", "Blocked", sept("02T00:00"), sept("03T00:00"), 500, 7, 60, 24}};
  return facts;
}

inline WatchedService accounting() {
  WatchedService service;
  service.name = "1С:Бухгалтерия";
  service.hosts = {"srv-1c*"};
  service.target = parse_decimal("0.995");
  return service;
}

inline MonitoringTerms watched_terms() {
  MonitoringTerms terms;
  WatchedService mail;
  mail.name = "Почта";
  mail.service = "Mail";
  terms.services = {accounting(), mail};
  terms.figures = {{"Отражённые атаки", "fw*", "fw.blocked", WatchedFigure::Take::sum, 1000}};
  terms.acknowledge_within = minutes(30);
  return terms;
}

}  // namespace outdesk
