#include "client/monitoring_terms.hpp"

#include <algorithm>
#include <array>
#include <set>

#include "base/text.hpp"

namespace outdesk {

namespace {

constexpr Decimal kWholeTime{1'000'000'000};

/// In the order of Severity.
constexpr std::array<std::string_view, 6> kSeverities{"not_classified", "information", "warning", "average", "high", "disaster"};
/// In the order of WatchedFigure::Take.
constexpr std::array<std::string_view, 3> kTakes{"sum", "last", "highest"};

std::string watched_word(const JsonNode& node) {
  std::string text = node.text();
  if (trimmed(text).empty()) node.fail("must not be empty");
  return text;
}

std::vector<std::string> watched_patterns(const JsonNode& node, std::string_view key) {
  std::vector<std::string> patterns;
  if (auto list = node.find(key))
    for (const auto& item : list->items()) patterns.push_back(watched_word(item));
  return patterns;
}

std::optional<Seconds> watched_length(const JsonNode& node, std::string_view key) {
  auto length = node.find(key);
  return length ? std::optional(length->duration_with_days()) : std::nullopt;
}

void read_watched_calendar(const JsonNode& node, const std::optional<std::vector<std::string>>& calendars, WatchedService& service) {
  service.calendar = watched_word(node);
  if (calendars && std::find(calendars->begin(), calendars->end(), service.calendar) == calendars->end())
    node.fail("names no calendar of this contract: " + in_quotes(service.calendar), "there are: " + join(*calendars, ", "));
}

WatchedService read_service(const JsonNode& node, const std::optional<std::vector<std::string>>& calendars) {
  node.only({"name", "service", "hosts", "problems", "severity", "calendar", "target", "asset"});
  WatchedService service;
  service.name = watched_word(node.at("name"));
  if (auto in_monitoring = node.find("service")) service.service = watched_word(*in_monitoring);
  service.hosts = watched_patterns(node, "hosts");
  service.problems = watched_patterns(node, "problems");
  if (service.service.empty() && service.hosts.empty())
    node.fail("nothing tells when it stops", "name its 'service' in the monitoring, or 'hosts' whose problems stop it");
  if (!service.problems.empty() && service.hosts.empty())
    node.at("problems").fail("counts on 'hosts', and none are named", "name \"*\" where any host is meant");
  if (auto severity = node.find("severity")) service.severity = *severity_named(severity->one_of(kSeverities));
  if (auto calendar = node.find("calendar")) read_watched_calendar(*calendar, calendars, service);
  if (auto target = node.find("target")) {
    service.target = target->decimal();
    if (*service.target > kWholeTime) target->fail("must be a share from \"0\" to \"1\", not " + in_quotes(to_text(*service.target)));
  }
  if (auto asset = node.find("asset")) service.asset = watched_word(*asset);
  return service;
}

WatchedFigure read_watched_figure(const JsonNode& node) {
  node.only({"name", "host", "item", "take", "limit"});
  WatchedFigure figure;
  figure.name = watched_word(node.at("name"));
  figure.host = node.has("host") ? watched_word(node.at("host")) : "*";
  figure.item = watched_word(node.at("item"));
  if (auto take = node.find("take")) {
    auto place = std::find(kTakes.begin(), kTakes.end(), take->one_of(kTakes));
    figure.take = static_cast<WatchedFigure::Take>(place - kTakes.begin());
  }
  if (auto limit = node.find("limit")) figure.limit = limit->integer();
  return figure;
}

}  // namespace

std::string_view name_of(Severity severity) { return kSeverities[static_cast<std::size_t>(severity)]; }

std::optional<Severity> severity_named(std::string_view name) {
  auto place = std::find(kSeverities.begin(), kSeverities.end(), name);
  if (place == kSeverities.end()) return {};
  return static_cast<Severity>(place - kSeverities.begin());
}

MonitoringTerms read_monitoring_terms(const JsonNode& node, const std::optional<std::vector<std::string>>& calendars) {
  node.only({"services", "figures", "outage_limit", "shortest", "silent_after", "acknowledge_within"});
  MonitoringTerms terms;
  std::set<std::string> names;
  auto once = [&](const JsonNode& item, const std::string& name) {
    if (!names.insert(name).second) item.at("name").fail("is there twice: " + in_quotes(name));
  };
  if (auto services = node.find("services"))
    for (const auto& item : services->items()) once(item, terms.services.emplace_back(read_service(item, calendars)).name);
  names.clear();
  if (auto figures = node.find("figures"))
    for (const auto& item : figures->items()) once(item, terms.figures.emplace_back(read_watched_figure(item)).name);
  terms.outage_limit = watched_length(node, "outage_limit");
  terms.shortest = watched_length(node, "shortest").value_or(terms.shortest);
  terms.silent_after = watched_length(node, "silent_after").value_or(terms.silent_after);
  if (terms.silent_after.count == 0) node.at("silent_after").fail("must be longer than nothing");
  terms.acknowledge_within = watched_length(node, "acknowledge_within");
  return terms;
}

}  // namespace outdesk
