#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "base/text.hpp"
#include "zabbix/answer_node.hpp"
#include "zabbix/answer_rules.hpp"

namespace outdesk {

namespace {

constexpr std::int64_t kWell = -1;

struct StateChange {
  Instant at;
  std::int64_t from = kWell, to = kWell;
};

/// All services of one name: Zabbix lets several have it, and the worst of them tells.
struct NamedServices {
  std::int64_t count = 0;
  std::vector<StateChange> changes;
};

/// How many services are in each state, from well to disaster.
class StateCounts {
 public:
  explicit StateCounts(std::int64_t services) { counts_[0] = services; }
  void apply(const StateChange& change) {
    --counts_[static_cast<std::size_t>(change.from + 1)];
    ++counts_[static_cast<std::size_t>(change.to + 1)];
  }
  std::int64_t worst() const {
    std::size_t state = counts_.size() - 1;
    while (state > 0 && counts_[state] == 0) --state;
    return static_cast<std::int64_t>(state) - 1;
  }

 private:
  std::array<std::int64_t, 7> counts_{};
};

void add_changes(const JsonNode& timeline, const Period& asked, std::vector<StateChange>& changes) {
  StateChange last{asked.from, kWell, state_at(timeline, "start_value")};
  changes.push_back(last);
  for (const JsonNode& alarm : timeline.at("alarms").items()) {
    Instant clock = clock_at(alarm, "clock");
    if (clock < asked.from) alarm.at("clock").fail("is earlier than the time that was asked about");
    if (clock < last.at) alarm.at("clock").fail("is earlier than the change before it");
    if (asked.to < clock) alarm.at("clock").fail("is later than the moment of asking, " + to_text(asked.to), "check the clock of the Zabbix server");
    last = {clock, last.to, state_at(alarm, "value")};
    changes.push_back(last);
  }
}

void add_stops_of(const std::string& name, NamedServices& services, MonitoringFacts& facts) {
  auto& changes = services.changes;
  std::stable_sort(changes.begin(), changes.end(), [](const StateChange& a, const StateChange& b) { return a.at < b.at; });
  StateCounts counts(services.count);
  std::int64_t state = kWell;
  Instant since;
  auto turn_to = [&](std::int64_t next, const std::optional<Instant>& at) {
    if (state != kWell && since < facts.covered.to && (!at || facts.covered.from < *at)) facts.stops.push_back({name, static_cast<Severity>(state), since, at});
    state = next;
  };
  for (std::size_t i = 0; i < changes.size(); ++i) {
    counts.apply(changes[i]);
    if (i + 1 < changes.size() && changes[i + 1].at == changes[i].at) continue;
    if (std::int64_t now = counts.worst(); now != state) {
      turn_to(now, changes[i].at);
      since = changes[i].at;
    }
  }
  turn_to(kWell, {});
}

}  // namespace

void add_stops(const JsonNode& answers, Period asked, MonitoringFacts& facts) {
  std::map<std::string, NamedServices> named;
  std::set<std::string> ids;
  for (const JsonNode& service : answers.at("services").items()) {
    NamedServices& services = named[line_at(service, "name")];
    if (!ids.insert(id_at(service, "serviceid")).second) service.at("serviceid").fail("is told twice");
    auto timelines = service.at("status_timeline").items();
    if (timelines.size() != 1) service.at("status_timeline").fail("must have one part, for the one time that was asked about");
    ++services.count;
    add_changes(timelines.front(), asked, services.changes);
  }
  for (auto& [name, services] : named) {
    add_stops_of(name, services, facts);
    if (services.count > 1) facts.notes.push_back(std::to_string(services.count) + " services are called " + in_quotes(name) + ": the worst of them counts");
  }
}

}  // namespace outdesk
