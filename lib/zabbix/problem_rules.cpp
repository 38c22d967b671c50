#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "base/text.hpp"
#include "zabbix/answer_node.hpp"
#include "zabbix/answer_rules.hpp"

namespace outdesk {

namespace {

constexpr std::int64_t kAcknowledge = 2;  ///< bit of acknowledges.action, Zabbix 4.0 and later
constexpr Seconds kClocksApart{kDay};     ///< by which the clocks of Zabbix and ours may differ

struct ProblemDoubts {
  std::int64_t elsewhen = 0, hostless = 0, unwatched = 0, end_forgotten = 0, ends_early = 0;
};

std::map<std::string, Instant> recovery_times(const JsonNode& answers, Instant asked_at) {
  std::map<std::string, Instant> times;
  for (const JsonNode& event : answers.at("recoveries").items()) {
    Instant clock = clock_at(event, "clock");
    if (asked_at + kClocksApart < clock) event.at("clock").fail("is later than the moment of asking, " + to_text(asked_at), "check the clock of the Zabbix server");
    auto [known, fresh] = times.emplace(id_at(event, "eventid"), clock);
    if (!fresh && known->second != clock) event.at("clock").fail("contradicts what was told of event " + in_quotes(known->first) + " before");
  }
  return times;
}

/// Ids of the triggers that are still watched.  The problems of others stay open for ever in Zabbix's database, and its own
/// frontend hides them (CScreenProblem::getData).
std::set<std::string> watched_triggers(const JsonNode& answers) {
  std::set<std::string> ids;
  for (const JsonNode& trigger : answers.at("triggers").items()) ids.insert(id_at(trigger, "triggerid"));
  return ids;
}

std::vector<std::string> host_names(const JsonNode& event) {
  std::set<std::string> names;
  for (const JsonNode& host : event.at("hosts").items())
    if (std::string name = line_at(host, "name"); !name.empty()) names.insert(name);
  return {names.begin(), names.end()};
}

/// The first acknowledgement, whoever gave it, and the first words that anybody wrote.
void add_acknowledgement(const JsonNode& event, WatchedProblem& problem) {
  auto updates = event.find("acknowledges");
  if (!updates) return;
  Instant first_words;
  bool is_acknowledged = !event.has("acknowledged") || number_at(event, "acknowledged") != 0;
  for (const JsonNode& update : updates->items()) {
    Instant clock = std::max(clock_at(update, "clock"), problem.began);
    if (is_acknowledged && (number_at(update, "action") & kAcknowledge) && (!problem.acknowledged || clock < *problem.acknowledged)) {
      problem.acknowledged = clock;
      problem.acknowledged_by = line_at(update, "username");
    }
    std::string words = line_at(update, "message");
    if (words.empty() || (!problem.comment.empty() && first_words <= clock)) continue;
    problem.comment = words;
    first_words = clock;
  }
}

struct ProblemGround {
  std::map<std::string, Instant> recoveries;
  std::set<std::string> triggers;
};

/// The problem without its host; nothing where it is of no use here.
std::optional<WatchedProblem> problem_of(const JsonNode& event, const ProblemGround& ground, const MonitoringFacts& facts, ProblemDoubts& doubts) {
  WatchedProblem problem;
  problem.id = id_at(event, "eventid");
  problem.name = line_at(event, "name");
  problem.severity = severity_at(event, "severity");
  problem.began = clock_at(event, "clock");
  if (std::string recovery = id_at(event, "r_eventid"); recovery.find_first_not_of('0') != recovery.npos) {
    auto ended = ground.recoveries.find(recovery);
    if (ended == ground.recoveries.end()) return ++doubts.end_forgotten, std::nullopt;
    if (ended->second < problem.began) ++doubts.ends_early;
    problem.ended = std::max(ended->second, problem.began);
  } else if (!ground.triggers.contains(id_at(event, "objectid"))) {
    return ++doubts.unwatched, std::nullopt;
  }
  if (!touches(problem, facts.covered)) return ++doubts.elsewhen, std::nullopt;
  add_acknowledgement(event, problem);
  return problem;
}

void note_count(MonitoringFacts& facts, std::int64_t count, const char* one, const char* many) {
  if (count > 0) facts.notes.push_back(count == 1 ? std::string("1 problem ") + one : std::to_string(count) + " problems " + many);
}

void note_doubts(const ProblemDoubts& doubts, MonitoringFacts& facts) {
  note_count(facts, doubts.elsewhen, "lies outside the time that is wanted: left aside", "lie outside the time that is wanted: left aside");
  note_count(facts, doubts.hostless, "names no host", "name no host");
  note_count(facts, doubts.unwatched, "is open, and nobody watches its trigger any more: left aside", "are open, and nobody watches their triggers any more: left aside");
  note_count(facts, doubts.end_forgotten, "has ended, and Zabbix does not tell when: left aside", "have ended, and Zabbix does not tell when: left aside");
  note_count(facts, doubts.ends_early, "ends before it begins: taken as a moment", "end before they begin: taken as moments");
}

}  // namespace

bool touches(const WatchedProblem& problem, const Period& period) {
  bool is_over = problem.ended && problem.began < period.from && *problem.ended <= period.from;
  return !is_over && problem.began < period.to;
}

void add_problems(const JsonNode& answers, Instant asked_at, MonitoringFacts& facts) {
  ProblemGround ground{recovery_times(answers, asked_at), watched_triggers(answers)};
  ProblemDoubts doubts;
  std::map<std::string, std::vector<WatchedProblem>> told;
  for (const JsonNode& event : answers.at("problems").items()) {
    auto problem = problem_of(event, ground, facts, doubts);
    if (!problem) continue;
    std::vector<WatchedProblem> of_hosts;
    std::vector<std::string> hosts = host_names(event);
    if (hosts.empty()) ++doubts.hostless, hosts.emplace_back();
    for (const std::string& host : hosts) {
      of_hosts.push_back(*problem);
      of_hosts.back().host = host;
      if (of_hosts.size() > 1) of_hosts.back().id += "/" + host;
    }
    auto [known, fresh] = told.emplace(problem->id, of_hosts);
    if (!fresh && known->second != of_hosts) event.at("eventid").fail("is told twice, each time differently");
  }
  for (auto& [id, of_hosts] : told) facts.problems.insert(facts.problems.end(), of_hosts.begin(), of_hosts.end());
  note_doubts(doubts, facts);
}

}  // namespace outdesk
