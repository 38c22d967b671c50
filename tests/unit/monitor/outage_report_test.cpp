#include <doctest/doctest.h>

#include "../parsed_json.hpp"
#include "made_facts.hpp"
#include "monitor/affected_rules.hpp"
#include "monitor/outage_report.hpp"

using namespace outdesk;

namespace {

Contract watched_contract() {
  Contract contract;
  contract.client = "romashka";
  contract.name = "ООО «Ромашка»";
  contract.timezone = "Europe/Moscow";
  contract.monitoring = watched_terms();
  return contract;
}

MonitoringMonth reported(const MonitoringFacts& facts, std::vector<Period> covered = {september()}, const MonitoringTerms& terms = watched_terms()) {
  MonitoringRecord record;
  record.covered = std::move(covered);
  record.hosts = facts.hosts;
  record.services = facts.services;
  for (const WatchedProblem& one : facts.problems) record.problems.push_back({one, one.ended.value_or(facts.covered.to)});
  for (const ServiceStop& one : facts.stops) record.stops.push_back({one, one.ended.value_or(facts.covered.to)});
  record.values = facts.values;
  return judge_monitoring(record, terms, {}, september());
}

std::string text_of(const Document& document) {
  std::string text;
  write_text(document, {}, [&](std::string_view bytes) { text += bytes; });
  return text;
}

}  // namespace

TEST_CASE("the report has every number for machines") {
  nlohmann::json json = json_of(outage_report(reported(september_facts()), watched_contract(), Language::en));
  CHECK(json["outdesk"] == "outages/1");
  CHECK(json["outage_count"] == 2);
  CHECK(json["down_s"] == (278 + 30) * 60);
  CHECK(json["services"][0]["service"] == "1С:Бухгалтерия");
  CHECK(json["services"][0]["state"] == "below_target");
  CHECK(json["outages"][0]["length_s"] == 278 * 60);
  CHECK(json["outages"][0]["objects"][0] == "srv-1c");
  CHECK(json["outages"][0]["reasons"][0] == "1C is unavailable");
  CHECK(json["problems"][0]["severity"] == "high");
  CHECK(json["problems"][0]["late"] == 1);
  CHECK(json["late"][0]["host"] == "srv-1c");
  CHECK(json["figures"][0]["value"] == 1200);
  CHECK(json["figures"][0]["state"] == "over_limit");
}

TEST_CASE("people read it in their language, and shares are rounded down") {
  std::string ru = text_of(outage_report(reported(september_facts()), watched_contract(), Language::ru));
  for (const char* words : {"Простои, 01.09.2026", "99,35", "ниже цели", "1C is unavailable", "высокая", "Отражённые атаки", "выше предела", "никто не подтвердил за 30"})
    CHECK_MESSAGE(ru.find(words) != ru.npos, words << "\n" << ru);
  std::string en = text_of(outage_report(reported(september_facts()), watched_contract(), Language::en));
  for (const char* words : {"under its target", "the service is down", "over the limit"}) CHECK_MESSAGE(en.find(words) != en.npos, words << "\n" << en);
}

TEST_CASE("where data are missing the report says since when, and shows no zero") {
  std::string ru = text_of(outage_report(reported(september_facts(), {{september().from, sept("21T00:00")}}), watched_contract(), Language::ru));
  CHECK(ru.find("Нет данных с 21.09.2026 03:00.") != ru.npos);
  Document nothing = outage_report(reported(september_facts(), {}), watched_contract(), Language::en);
  CHECK(text_of(nothing).find("The monitoring told nothing of this time.") != std::string::npos);
  CHECK(json_of(nothing)["services"][0]["state"] == "no_data");
}

// "The monitoring does not watch it" was said where only the names of the contract were wrong.
TEST_CASE("a service that is not measured says that the monitoring knows no such names") {
  MonitoringTerms terms = watched_terms();
  terms.services[0].hosts = {"srv-sql*"};
  auto said = [&](Language language) { return text_of(outage_report(reported(september_facts(), {september()}, terms), watched_contract(), language)); };
  CHECK(said(Language::ru).find("мониторинг не знает таких узлов или сервисов") != std::string::npos);
  CHECK(said(Language::en).find("the monitoring knows no host or service of these names") != std::string::npos);
}

// The client read "office" in a column of its report, a key of the contract's file.
TEST_CASE("the key of a calendar is shown only beside another one") {
  MonitoringTerms terms = watched_terms();
  terms.services[0].calendar = "office";
  auto report = [&] { return outage_report(reported(september_facts(), {september()}, terms), watched_contract(), Language::ru); };
  CHECK(text_of(report()).find("время по договору") != std::string::npos);
  CHECK(text_of(report()).find("office") == std::string::npos);
  CHECK(json_of(report())["services"][0]["calendar"] == "office");
  terms.services[1].calendar = "shop";
  CHECK(text_of(report()).find("office") != std::string::npos);
}

TEST_CASE("markup and control characters of the monitoring reach no terminal") {
  MonitoringFacts facts = september_facts();
  facts.problems[0].name = "\x1b[31m<b>down</b>\u202E";
  std::string text = text_of(outage_report(reported(facts), watched_contract(), Language::en));
  CHECK(text.find('\x1b') == text.npos);
  CHECK(text.find("\u202E") == text.npos);
}

// Trouble with the database server marks the accounting system.
TEST_CASE("a service is shown with what depends on its asset") {
  MonitoringTerms terms = watched_terms();
  terms.services[0].asset = "srv-db";
  Asset server{1, "srv-db", {}}, accounting{2, "accounting", {}};
  accounting.head.name = "1C accounting";
  accounting.head.depends_on = {{"srv-db"}};
  MonitoringMonth month = reported(september_facts(), {september()}, terms);
  CHECK(text_of(outage_report(month, watched_contract(), Language::en)).find("Affects") == std::string::npos);
  mark_affected(month, {server, accounting});
  CHECK(month.services[0].affected == std::vector<std::string>{"1C accounting"});
  CHECK(month.services[1].affected.empty());
  CHECK(text_of(outage_report(month, watched_contract(), Language::en)).find("1C accounting") != std::string::npos);
  CHECK(json_of(outage_report(month, watched_contract(), Language::en))["services"][0]["affected"] == std::vector<std::string>{"1C accounting"});
}
