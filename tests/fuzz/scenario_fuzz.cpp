// Scenarios of any bytes, and changes of the shipped one: refused with the place, or reckoned twice the same, and what is
// said of it can be stored.
#include "base/shipped.hpp"
#include "cost/comparison_rules.hpp"
#include "cost/compare_report.hpp"
#include "cost/read_scenario.hpp"
#include "fuzzed.hpp"
#include "output/writers.hpp"

namespace {

using namespace outdesk;
using namespace outdesk::cost;

Json shipped_json(const char* name) { return parse_json(*shipped_file(name), name); }

std::string report_of(const ScenarioFile& file) {
  std::size_t unit = unit_to_compare(file.scenario, "");
  Comparison comparison = compare(file.scenario, unit);
  require(comparison.totals.inhouse.size() == static_cast<std::size_t>(file.scenario.horizon_months) + 1);
  require(sum_of(comparison.totals.outsource) == comparison.outsource_total && sum_of(comparison.totals.inhouse) == comparison.inhouse_total);
  std::string text;
  write_json(make_comparison(file, unit, {}), [&](std::string_view bytes) { text += bytes; });
  require(invalid_utf8(text) == text.npos && control_character(text, true) == text.npos);
  return text;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const Json sample = shipped_json("scenarios/article.json");
  static const TaxProfiles profiles = TaxProfiles::shipped();
  Json json;
  if (refused("fuzz", size, [&] { json = patched(as_text(data, size), sample); })) return 0;
  if (json.is_object() && json.contains("tax_files")) return 0;  // would be opened
  std::optional<ScenarioFile> file;
  if (json.is_object() && json.contains("profiles")) {
    refused("fuzz", size + 8192, [&] { TaxProfiles(profiles).add(JsonNode(json, "fuzz"), "fuzz"); });
    return 0;
  }
  try {
    file = read_scenario(JsonNode(json, "fuzz"), profiles, "");
  } catch (const NotFound&) {
    return 0;  // no such tax profile; the message names it, and what there is
  } catch (const Error& error) {
    require_clear(error, "", size + 8192);
    return 0;
  }
  refused("", size + 8192, [&] { require(report_of(*file) == report_of(*file)); });  // sums may be too large for 64 bits, in words
  return 0;
}
