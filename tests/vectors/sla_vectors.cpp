// The clock of one target: a case a line, {calendar, created, until, pauses, target} → {elapsed, due, latest}.
#include <filesystem>
#include <nlohmann/json.hpp>

#include "base/text.hpp"
#include "input/json.hpp"
#include "sla/clock_rules.hpp"
#include "vectors.hpp"

namespace outdesk {

namespace {

std::string shown(const std::optional<Instant>& instant) { return instant ? to_text(*instant) : "null"; }

std::string shown(const JsonNode& node) { return node.json().is_null() ? "null" : to_text(node.instant()); }

std::vector<Pause> read_pauses(const JsonNode& node) {
  std::vector<Pause> pauses;
  for (const auto& item : node.items()) {
    auto ends = item.items();
    Pause pause{ends.at(0).instant(), {}};
    if (!ends.at(1).json().is_null()) pause.to = ends.at(1).instant();
    pauses.push_back(pause);
  }
  return pauses;
}

void replay_case(const JsonNode& line, Tally& tally) {
  std::string id = line.at("id").json().dump();
  WorkingTime time(read_calendar(line.at("calendar")), id);
  Count count = count_target(time, line.at("created").instant(), line.at("until").instant(), read_pauses(line.at("pauses")),
                             Seconds{line.at("target").integer()});
  std::string expected = std::to_string(line.at("elapsed").integer()) + " s, due " + shown(line.at("due")) + ", latest " + shown(line.at("latest"));
  std::string got = std::to_string(count.elapsed.count) + " s, due " + shown(count.due) + ", latest " + shown(count.latest);
  Comparison(tally).expect(id, "elapsed and due", expected, got);
}

void replay_file(const std::string& path, Tally& tally) {
  std::string content = read_file(path);
  long number = 0;
  for (auto line : split(content, '\n')) {
    ++number;
    if (trimmed(line).empty()) continue;
    Json json = parse_json(line, path, number);
    replay_case(JsonNode(json, path, {}, number), tally);
  }
}

}  // namespace

Tally replay_sla(const std::string& path) {
  Tally tally;
  if (!std::filesystem::is_directory(path)) {
    replay_file(path, tally);
    return tally;
  }
  std::vector<std::string> files;
  for (const auto& entry : std::filesystem::directory_iterator(path))
    if (entry.path().extension() == ".jsonl") files.push_back(entry.path());
  std::sort(files.begin(), files.end());
  for (const auto& file : files) replay_file(file, tally);
  return tally;
}

}  // namespace outdesk
