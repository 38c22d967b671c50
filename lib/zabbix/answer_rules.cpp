#include "zabbix/answer_rules.hpp"

#include <algorithm>
#include <cstddef>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "base/error.hpp"
#include "base/text.hpp"
#include "client/version_rules.hpp"
#include "zabbix/answer_node.hpp"

namespace outdesk {

namespace {

std::vector<std::string> names_in(const JsonNode& list) {
  std::set<std::string> names;
  for (const JsonNode& thing : list.items())
    if (std::string name = line_at(thing, "name"); !name.empty()) names.insert(name);
  return {names.begin(), names.end()};
}

Period asked_period(const JsonNode& asked) {
  Period period{asked.at("from").instant(), asked.at("to").instant()};
  if (period.to <= period.from) asked.at("to").fail("must be later than \"from\"");
  if (asked.at("at").instant() < period.to) asked.at("to").fail("must not be later than \"at\": nobody knows yet what happened then");
  return period;
}

Period narrowed(const Period& asked, std::optional<Period> period, const JsonNode& node) {
  if (!period) return asked;
  Period both{std::max(asked.from, period->from), std::min(asked.to, period->to)};
  if (both.to <= both.from) node.fail("the answers are about " + to_text(asked.from) + " to " + to_text(asked.to) + ", and not about the time that is wanted", "ask the monitoring about that time");
  return both;
}

struct WatchedItem {
  std::string host, key, name;
};

std::map<std::string, WatchedItem> wanted_items(const JsonNode& answers, const MonitoringTerms& terms) {
  std::map<std::string, WatchedItem> items;
  for (const JsonNode& item : answers.at("items").items()) {
    WatchedItem watched{"", line_at(item, "key_"), line_at(item, "name")};
    auto hosts = item.at("hosts").items();
    if (!hosts.empty()) watched.host = line_at(hosts.front(), "name");
    if (watched.key.empty() || !is_wanted(terms, watched.host, watched.key)) continue;
    if (!items.emplace(id_at(item, "itemid"), watched).second) item.at("itemid").fail("is told twice");
  }
  return items;
}

/// A sum of doubles can be beyond any integer's range; what Zabbix keeps as a sum of an hour is not.
std::int64_t amount_at(const JsonNode& hour, std::string_view key) { return hour.at(key).integer(); }

}  // namespace

Period past_part(const Period& period, Instant now) {
  if (now <= period.from) throw UsageError("the time that is wanted has not begun: " + to_text(period.from), "ask about a time that is past");
  return {period.from, std::min(period.to, now)};
}

bool is_wanted(const MonitoringTerms& terms, const std::string& host, const std::string& item) {
  return std::any_of(terms.figures.begin(), terms.figures.end(), [&](const WatchedFigure& figure) {
    return (figure.host.empty() || fits_pattern(host, figure.host)) && fits_pattern(item, figure.item);
  });
}

void add_item_values(const JsonNode& answers, const MonitoringTerms& terms, MonitoringFacts& facts) {
  constexpr Seconds kHour{3600};
  auto items = wanted_items(answers, terms);
  std::set<std::pair<std::string, Instant>> known;
  for (const JsonNode& hour : answers.at("hours").items()) {
    auto item = items.find(id_at(hour, "itemid"));
    Instant from = clock_at(hour, "clock");
    if (from.unix_s % kHour.count != 0) hour.at("clock").fail("must be the start of an hour");
    if (item == items.end() || from + kHour <= facts.covered.from || facts.covered.to <= from) continue;
    if (!known.emplace(item->first, from).second) hour.at("clock").fail("is told twice for item " + in_quotes(item->first));
    const WatchedItem& watched = item->second;
    facts.values.push_back({watched.host, watched.key, watched.name, std::max(from, facts.covered.from), std::min(from + kHour, facts.covered.to),
                            amount_at(hour, "sum"), amount_at(hour, "last"), amount_at(hour, "max"), number_at(hour, "num")});
  }
}

MonitoringFacts facts_of_answers(const JsonNode& document, const MonitoringTerms& terms, std::optional<Period> period) {
  document.at("outdesk").one_of({"zabbix/1"});
  JsonNode asked = document.at("asked"), answers = document.at("answers");
  MonitoringFacts facts;
  facts.source = "zabbix";
  facts.version = line_at(answers, "version");
  Period whole = asked_period(asked);
  facts.covered = narrowed(whole, period, asked);
  facts.hosts = names_in(answers.at("hosts"));
  facts.services = names_in(answers.at("services"));
  Instant at = asked.at("at").instant();
  add_problems(answers, at, facts);
  add_stops(answers, {whole.from, at}, facts);
  add_item_values(answers, terms, facts);
  return facts;
}

}  // namespace outdesk
