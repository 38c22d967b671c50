#include <nlohmann/json.hpp>

#include "base/text.hpp"
#include "cost/scenario_parts.hpp"

namespace outdesk::cost {

namespace {

Micro number(const JsonNode& node) {
  auto value = micro_of(node.decimal());
  if (!value) node.fail("must have at most 6 digits behind the point");
  return *value;
}

Range read_range(const JsonNode& node) {
  Range range{node.at("dist").one_of({"triangular", "uniform"}) == "uniform" ? Distribution::uniform : Distribution::triangular,
              number(node.at("lo")), number(node.at("mid")), number(node.at("hi"))};
  if (range.hi < range.mid) node.at("hi").fail("is below mid: a range must be lo <= mid <= hi");
  if (range.mid < range.lo) node.at("mid").fail("is below lo: a range must be lo <= mid <= hi");
  return range;
}

std::string last_part(const std::string& path) { return path.substr(path.rfind('.') + 1); }

const Number& number_at(const JsonNode& node, const Sheet& sheet) {
  std::string path = node.text();
  if (const Number* found = sheet.find(path)) {
    if (last_part(path) == "net_minor") node.fail("cannot vary: the gross pay is computed from it once", "vary " + in_quotes(path.substr(0, path.size() - 9) + "gross_minor"));
    return *found;
  }
  std::vector<std::string> near;
  for (const Number& one : sheet.numbers)
    if (last_part(one.path) == last_part(path)) near.push_back(one.path);
  if (near.size() > 5) near.resize(5);
  node.fail("names no number of this scenario: " + in_quotes(path),
            near.empty() ? "paths look like inhouse.roles.0.gross_minor or workload.tickets_per.workstation" : "did you mean " + join(near, ", ") + "?");
}

/// Both ends of the range keep the number within what the field allows.
void check_ends(const JsonNode& node, const Number& target, const Knob& knob) {
  for (auto [key, value] : {std::pair{"lo", knob.range.lo}, {"hi", knob.range.hi}}) {
    std::int64_t end = moved(target.kind, target.value, knob.scale, value);
    if (end < target.least || end > target.most)
      node.at(key).fail("takes " + in_quotes(target.path) + " to " + written(target.kind, end) + ", outside " +
                        written(target.kind, target.least) + " to " + written(target.kind, target.most));
  }
}

Knob read_knob(const JsonNode& node, const Sheet& sheet) {
  only_known(node, {"name", "mode", "dist", "lo", "mid", "hi", "paths"});
  Knob knob;
  knob.name = node.at("name").text();
  knob.scale = node.at("mode").one_of({"set", "scale"}) == "scale";
  knob.range = read_range(node);
  for (const JsonNode& path : list_of(node.at("paths"), 1, 100)) {
    const Number& target = number_at(path, sheet);
    check_ends(node, target, knob);
    knob.levers.push_back({target.kind, target.value, target.place});
  }
  return knob;
}

}  // namespace

std::vector<Knob> read_variables(const JsonNode& list, const Sheet& sheet) {
  std::vector<Knob> knobs;
  for (const JsonNode& node : list_of(list, 0, 100)) {
    knobs.push_back(read_knob(node, sheet));
    for (std::size_t i = 0; i + 1 < knobs.size(); ++i)
      if (knobs[i].name == knobs.back().name) node.at("name").fail("is the name of another variable");
  }
  return knobs;
}

}  // namespace outdesk::cost
