#include "cost/field_reader.hpp"

#include <nlohmann/json.hpp>

#include "base/text.hpp"

namespace outdesk::cost {

namespace {

/// "inhouse.roles[0].gross_minor" as "inhouse.roles.0.gross_minor".
std::string dotted(std::string path) {
  path = replaced(std::move(path), "[", ".");
  path = replaced(std::move(path), "]", "");
  return path[0] == '.' ? path.substr(1) : path;
}

bool begins_with_path(const std::string& path, const std::string& start) {
  return path.compare(0, start.size(), start) == 0 && (path.size() == start.size() || path[start.size()] == '.');
}

std::int64_t value_of(const JsonNode& node, NumberKind kind) {
  if (kind != NumberKind::decimal) return node.integer();
  auto number = micro_of(node.decimal());
  if (!number) node.fail("must have at most 6 digits behind the point");
  return number->millionths;
}

Origin origin_named(const std::string& word) {
  for (Origin origin : {Origin::user, Origin::measured, Origin::benchmark, Origin::assumed})
    if (word == to_text(origin)) return origin;
  return Origin::user;
}

}  // namespace

std::string written(NumberKind kind, std::int64_t value) {
  return kind == NumberKind::decimal ? to_text(Micro{value}) : std::to_string(value);
}

void only_known(const JsonNode& node, std::vector<std::string> keys) {
  keys.emplace_back("note");
  for (const auto& [key, member] : node.members()) {
    if (std::find(keys.begin(), keys.end(), key) != keys.end()) continue;
    std::string near = nearest(key, keys);
    member.fail("unknown key", near.empty() ? "known keys here: " + join(keys, ", ") : "did you mean " + in_quotes(near) + "?");
  }
  if (auto note = node.find("note")) {
    if (note->is_array()) for (const JsonNode& line : note->items()) line.text();
    else note->text();
  }
}

std::vector<std::pair<std::string, JsonNode>> free_members(const JsonNode& node) {
  auto members = node.members();
  std::erase_if(members, [](const auto& member) { return member.first == "note"; });
  return members;
}

void FieldReader::read_origins(const JsonNode& node) {
  for (const auto& [path, member] : free_members(node)) {
    bool detailed = member.is_object();
    if (detailed) member.only({"origin", "source"});
    JsonNode word = detailed ? member.at("origin") : member;
    Origin origin = origin_named(word.one_of({"user", "measured", "benchmark", "assumed"}));
    std::string source = detailed && member.has("source") ? member.at("source").text() : "";
    if (origin == Origin::benchmark && source.empty())
      member.fail("must name the source of a benchmark", R"(write {"origin": "benchmark", "source": "..."})");
    origins_.emplace(path, Given{origin, source, member});
  }
}

void FieldReader::add(Number number) {
  number.place(scenario_) = number.value;
  const Given* found = nullptr;
  std::size_t length = 0;
  for (const auto& [path, given] : origins_)
    if (path != "default" && begins_with_path(number.path, path)) {
      given.used = true;
      if (path.size() >= length) found = &given, length = path.size();
    }
  if (auto otherwise = origins_.find("default"); !found && otherwise != origins_.end() && number.given) found = &otherwise->second;
  if (found) {
    number.origin = found->origin;
    number.source = found->source;
  }
  sheet_.numbers.push_back(std::move(number));
}

void FieldReader::read_value(const JsonNode& node, NumberKind kind, Bounds bounds, Place place) {
  std::int64_t value = value_of(node, kind);
  if (value < bounds.least || value > bounds.most)
    node.fail("must be between " + written(kind, bounds.least) + " and " + written(kind, bounds.most) + ", not " + written(kind, value),
              bounds.most == kMillion && kind == NumberKind::decimal ? "a rate is a share of 1: 5 per cent is \"0.05\"" : "");
  add({dotted(node.path()), kind, value, bounds.least, bounds.most, Origin::user, "", true, std::move(place)});
}

void FieldReader::note(const std::string& path, NumberKind kind, Bounds bounds, std::int64_t value, Place place, const std::string& source) {
  add({dotted(path), kind, value, bounds.least, bounds.most, Origin::assumed, source, false, std::move(place)});
}

void FieldReader::check_origins() const {
  for (const auto& [path, given] : origins_)
    if (path != "default" && !given.used) given.node.fail("names no number of this scenario", "paths look like inhouse.roles.0.gross_minor or workload");
}

}  // namespace outdesk::cost
