// Answers of a Zabbix and lists of its frontend, of any bytes: what is read of them can be stored and lies in its time.
#include "base/error.hpp"
#include "base/text.hpp"
#include "base/zone.hpp"
#include "input/json.hpp"
#include "zabbix/answer_rules.hpp"
#include "zabbix/item_hours.hpp"
#include "zabbix/problem_list.hpp"

#include <nlohmann/json.hpp>

namespace {

using namespace outdesk;

void require(bool holds) {
  if (!holds) __builtin_trap();
}

void check_facts(const MonitoringFacts& facts) {
  const Period& covered = facts.covered;
  require(covered.from < covered.to);
  for (const auto* names : {&facts.hosts, &facts.services, &facts.notes})
    for (const std::string& name : *names) require(unstorable(name).empty());
  for (const WatchedProblem& problem : facts.problems) {
    require(unstorable(problem.id + problem.host + problem.name + problem.acknowledged_by + problem.comment).empty());
    require(problem.began < covered.to && (!problem.ended || (problem.began <= *problem.ended && covered.from <= *problem.ended)));
    require(!problem.acknowledged || problem.began <= *problem.acknowledged);
  }
  for (const ServiceStop& stop : facts.stops) require(stop.began < covered.to && (!stop.ended || (stop.began < *stop.ended && covered.from < *stop.ended)));
  for (const ItemValue& value : facts.values) require(covered.from <= value.from && value.from < value.to && value.to <= covered.to);
}

void read_rows(const JsonNode& rows) {
  ItemHours hours;
  Json all = Json::array();
  hours.add_history(rows, {Instant{0}, Instant{1LL << 40}});
  hours.add_trends(rows, {Instant{0}, Instant{1LL << 40}});
  hours.write("1", "x", all);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  std::string text(reinterpret_cast<const char*>(data), size);
  MonitoringTerms terms;
  terms.figures.push_back({"", "*", "*", WatchedFigure::Take::sum, {}});
  try {
    if (text.starts_with('{')) {
      Json document = parse_json(text, "x");
      check_facts(facts_of_answers(JsonNode(document, "x"), terms, {}));
    } else if (text.starts_with('[')) {
      Json rows = parse_json(text, "x");
      read_rows(JsonNode(rows, "x"));
    } else {
      check_facts(facts_of_problem_list(text, "x", Period{Instant{0}, Instant{1LL << 40}}, Zone::named("Europe/Berlin"), Instant{1LL << 40}));
    }
  } catch (const Error&) {  // refused, with words
  }
  return 0;
}
