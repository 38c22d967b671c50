#include "package/control_totals.hpp"

#include <nlohmann/json.hpp>

#include "output/format_value.hpp"
#include "package/fact_figures.hpp"

namespace outdesk {

namespace {

struct TotalKind {
  const char* name;
  Topic topic;
  const char* fact;
  enum Unit { count, length, money } unit = count;
};

/// The one list of them; titles are the messages "total.NAME".
constexpr TotalKind kTotals[] = {{"requests", Topic::tickets, "received"},
                                 {"resolved", Topic::tickets, "resolved"},
                                 {"on_time", Topic::tickets, "met"},
                                 {"late", Topic::tickets, "missed"},
                                 {"credit_minor", Topic::tickets, "credit_minor", TotalKind::money},
                                 {"outages", Topic::outages, "count"},
                                 {"outages_s", Topic::outages, "total_s", TotalKind::length},
                                 {"backups_made", Topic::backups, "made"},
                                 {"backups_planned", Topic::backups, "planned"},
                                 {"restore_tests", Topic::backups, "tests"},
                                 {"folders", Topic::access, "folders"},
                                 {"accounts", Topic::access, "accounts"},
                                 {"changes", Topic::access, "changes"},
                                 {"changes_without_request", Topic::access, "changes_without_request"},
                                 {"devices", Topic::assets, "devices"},
                                 {"ratings", Topic::ratings, "count"}};

Value value_of(const Json& number, TotalKind::Unit unit) {
  if (number.is_null()) return {};
  auto n = number.get<std::int64_t>();
  if (unit == TotalKind::money) return Money{n};
  if (unit == TotalKind::length) return Seconds{n};
  return n;
}

const ControlTotal* named(const std::vector<ControlTotal>& totals, const std::string& name) {
  auto found = std::find_if(totals.begin(), totals.end(), [&](const ControlTotal& total) { return total.name == name; });
  return found == totals.end() ? nullptr : &*found;
}

}  // namespace

std::vector<ControlTotal> control_totals(const MonthFacts& facts) {
  std::vector<Figure> figures = fact_figures(facts);
  std::vector<ControlTotal> totals;
  for (const TotalKind& kind : kTotals) {
    Key wanted = {"facts", name_of(kind.topic), kind.fact};
    for (Figure& figure : figures)
      if (figure.key == wanted) totals.push_back({kind.name, kind.topic, kind.fact, std::move(figure.value)});
  }
  return totals;
}

std::vector<ControlTotal> all_control_totals() {
  std::vector<ControlTotal> all;
  for (const TotalKind& kind : kTotals) all.push_back({kind.name, kind.topic, kind.fact, {}});
  return all;
}

std::vector<ControlTotal> control_totals(const Json& totals) {
  std::vector<ControlTotal> out;
  for (const TotalKind& kind : kTotals)
    if (auto found = totals.find(kind.name); found != totals.end())
      out.push_back({kind.name, kind.topic, kind.fact, value_of(*found, kind.unit)});
  return out;
}

Figures total_figures(const std::vector<ControlTotal>& totals, const Messages& messages) {
  Figures figures;
  figures.title = messages("totals.title");
  for (const ControlTotal& total : totals) figures.figures.push_back({{}, messages("total." + total.name), total.value});
  return figures;
}

std::string shown_total(const Value& value, const Document& document) {
  std::string text = format_value(value, document);
  return text.empty() ? "–" : text;
}

std::string cell_total(const Value& value) {
  if (auto* count = std::get_if<std::int64_t>(&value)) return std::to_string(*count);
  if (auto* money = std::get_if<Money>(&value)) {
    std::string text = std::to_string(money->minor / 100), rest = std::to_string(100 + money->minor % 100).substr(1);
    while (!rest.empty() && rest.back() == '0') rest.pop_back();
    return rest.empty() ? text : text + "." + rest;
  }
  if (auto* length = std::get_if<Seconds>(&value)) return std::to_string(length->count);
  return {};
}

std::vector<Correction> corrections_of(const std::vector<ControlTotal>& sent, const std::vector<ControlTotal>& now,
                                       const Messages& messages, const std::string& currency) {
  Document document;
  document.language = messages.language();
  document.currency = currency;
  auto shown = [&](const ControlTotal* total) {
    std::string text = total ? format_value(total->value, document) : "";
    return text.empty() ? messages("tile.no_data") : text;
  };
  std::vector<Correction> corrections;
  for (const TotalKind& kind : kTotals) {
    const ControlTotal *was = named(sent, kind.name), *is = named(now, kind.name);
    if (!was && !is) continue;
    if (was && is && was->value == is->value) continue;
    corrections.push_back({messages("total." + std::string(kind.name)), shown(was), shown(is)});
  }
  return corrections;
}

}  // namespace outdesk
