#include <doctest/doctest.h>

#include "../refusal.hpp"
#include "sample_contract.hpp"

using namespace outdesk;

namespace {

Json monitored() {
  return Json::parse(R"({
    "services": [{"name": "1С:Бухгалтерия", "hosts": ["srv-1c*"], "problems": ["*unavailable*"], "severity": "average", "calendar": "office", "target": "0.995", "asset": "SRV-1"},
                 {"name": "Почта", "service": "Mail"}],
    "figures": [{"name": "Отражённые атаки", "host": "fw*", "item": "fw.blocked[*]", "limit": 1000}, {"name": "Обновления", "item": "updates", "take": "highest"}],
    "outage_limit": "4h", "shortest": "2m", "silent_after": "1d", "acknowledge_within": "30m"})");
}

std::string refusal_of(const std::string& pointer, Json value) {
  Json terms = monitored();
  terms[Json::json_pointer(pointer)] = std::move(value);
  return advice_of([&] { read(with("/monitoring", terms)); });
}

}  // namespace

TEST_CASE("what the monitoring watches is read from the contract") {
  REQUIRE_FALSE(read(sample_contract()).monitoring.has_value());
  MonitoringTerms terms = *read(with("/monitoring", monitored())).monitoring;
  REQUIRE(terms.services.size() == 2);
  CHECK(terms.services[0].hosts == std::vector<std::string>{"srv-1c*"});
  CHECK(terms.services[0].problems == std::vector<std::string>{"*unavailable*"});
  CHECK(terms.services[0].severity == Severity::average);
  CHECK(terms.services[0].calendar == "office");
  CHECK(to_text(*terms.services[0].target) == "0.995");
  CHECK(terms.services[0].asset == "SRV-1");
  CHECK(terms.services[1].service == "Mail");
  CHECK(terms.services[1].severity == Severity::high);
  REQUIRE(terms.figures.size() == 2);
  CHECK(terms.figures[0].limit == 1000);
  CHECK(terms.figures[0].take == WatchedFigure::Take::sum);
  CHECK(terms.figures[1].host == "*");
  CHECK(terms.figures[1].take == WatchedFigure::Take::highest);
  CHECK(terms.outage_limit == Seconds{4 * 3600});
  CHECK(terms.shortest == Seconds{120});
  CHECK(terms.silent_after == Seconds{kDay});
  CHECK(terms.acknowledge_within == Seconds{1800});
}

TEST_CASE("terms of monitoring that cannot be counted by are refused with their path") {
  CHECK(refusal_of("/services/0/calendar", "night") == "c.json: 'monitoring.services[0].calendar': names no calendar of this contract: 'night' | there are: always, office");
  CHECK(refusal_of("/services/1", Json{{"name", "x"}}) ==
        "c.json: 'monitoring.services[1]': nothing tells when it stops | name its 'service' in the monitoring, or 'hosts' whose problems stop it");
  CHECK(refusal_of("/services/1/problems", Json::array({"*"})).find("counts on 'hosts', and none are named") != std::string::npos);
  CHECK(refusal_of("/services/1/name", "1С:Бухгалтерия").find("'monitoring.services[1].name': is there twice") != std::string::npos);
  CHECK(refusal_of("/services/0/severity", "severe").find("'monitoring.services[0].severity'") != std::string::npos);
  CHECK(refusal_of("/services/0/target", "1.5").find("must be a share from \"0\" to \"1\", not '1.5'") != std::string::npos);
  CHECK(refusal_of("/figures/0/take", "mean").find("'monitoring.figures[0].take'") != std::string::npos);
  CHECK(refusal_of("/figures/0/item", " ").find("must not be empty") != std::string::npos);
  CHECK(refusal_of("/silent_after", "0s").find("must be longer than nothing") != std::string::npos);
  CHECK(refusal_of("/service", "x").find("unknown key | did you mean 'services'?") != std::string::npos);
}

TEST_CASE("severities are known by name, in the order of Zabbix") {
  for (Severity severity : {Severity::not_classified, Severity::information, Severity::warning, Severity::average, Severity::high, Severity::disaster})
    CHECK(severity_named(name_of(severity)) == severity);
  CHECK_FALSE(severity_named("severe").has_value());
}
