#include "cost/start_scenario.hpp"

#include <map>
#include <nlohmann/json.hpp>

#include "base/shipped.hpp"
#include "base/text.hpp"

namespace outdesk::cost {

namespace {

constexpr std::string_view kTemplate = "scenarios/start.json.in", kDefaults = "scenarios/defaults.json";

void check_range(const char* what, std::int64_t value, std::int64_t least, std::int64_t most) {
  if (value < least || value > most)
    throw UsageError(std::string(what) + " must be between " + std::to_string(least) + " and " + std::to_string(most) + ", not " + std::to_string(value));
}

void check(const StartOptions& options) {
  check_range("workstations", options.workstations, 1, 10'000'000);
  check_range("sites", options.sites, 0, 100'000);
  check_range("the horizon in months", options.horizon_months, 1, 600);
  check_range("the month to start in", options.start_month, 0, 12);
  if (options.net && options.gross) throw UsageError("give --net or --gross, not both");
  const char* schedules[] = {"8x5", "12x5", "12x7", "24x7"};
  if (std::find(std::begin(schedules), std::end(schedules), options.coverage) == std::end(schedules))
    throw UsageError("coverage must be 8x5, 12x5, 12x7 or 24x7, not " + in_quotes(options.coverage));
  for (const auto& share : {options.onsite_share, options.vat_recoverable, options.discount_rate})
    if (share && *share > whole(1)) throw UsageError("a rate must be between 0 and 1, not " + to_text(*share), "5 per cent is 0.05");
}

/// The profile and those of the same kind in the years that follow, as far as the horizon goes.
std::vector<std::string> profile_ids(const TaxProfile& first, const StartOptions& options, const TaxProfiles& profiles) {
  std::vector<std::string> ids{first.id};
  std::int64_t start = options.start_month ? options.start_month : first.year_start_month;
  std::int64_t years = ((start - first.year_start_month + 12) % 12 + options.horizon_months + 11) / 12;
  for (int year = first.year + 1; std::ssize(ids) < years; ++year) {
    std::string id = replaced(first.id, std::to_string(first.year), std::to_string(year));
    bool there = std::any_of(profiles.all().begin(), profiles.all().end(), [&](const TaxProfile& p) { return p.id == id; });
    if (!there) break;
    ids.push_back(id);
  }
  return ids;
}

std::string quoted_list(const std::vector<std::string>& texts) {
  std::vector<std::string> quoted;
  for (const std::string& text : texts) quoted.push_back(Json(text).dump());
  return join(quoted, ", ");
}

class Filler {
 public:
  Filler(const StartOptions& options, const TaxProfile& profile, const TaxProfiles& profiles)
      : options_(options), json_(parse_json(*shipped_file(kDefaults), kDefaults)), root_(json_, std::string(kDefaults)) {
    auto amounts = root_.find(profile.currency);
    if (!amounts) throw UsageError("there are no usual amounts in " + in_quotes(profile.currency) + " to begin with", "copy a scenario in RUB, GBP or EUR and put your own amounts in");
    fill_frame(profile, profiles);
    fill_pay(*amounts);
    fill_amounts(*amounts, profile);
    fill_origins();
  }

  std::string text() const {
    std::string out(*shipped_file(kTemplate));
    for (const auto& [name, value] : values_) out = replaced(std::move(out), "@" + name + "@", value);
    return out;
  }

 private:
  void set(const std::string& name, std::int64_t value) { values_[name] = std::to_string(value); }
  void known(const char* path) { user_.emplace_back(path); }

  void fill_frame(const TaxProfile& profile, const TaxProfiles& profiles) {
    std::string name = std::to_string(options_.workstations) + " workstations, " + profile.name;
    values_["NAME"] = Json(name).dump();
    values_["NAME"] = values_["NAME"].substr(1, values_["NAME"].size() - 2);
    values_["CURRENCY"] = profile.currency;
    values_["PROFILES"] = quoted_list(profile_ids(profile, options_, profiles));
    if (!options_.tax_files.empty()) values_["PROFILES"] += "],\n  \"tax_files\": [" + quoted_list(options_.tax_files);
    set("HORIZON", options_.horizon_months);
    set("START_MONTH", options_.start_month ? options_.start_month : profile.year_start_month);
    set("WORKSTATIONS", options_.workstations);
    set("SITES", options_.sites);
    values_["COVERAGE"] = options_.coverage;
    values_["OWN_COVERAGE"] = own_coverage();
    values_["TICKETS"] = options_.tickets ? to_text(*options_.tickets) : "0.666667";
    values_["ONSITE"] = options_.onsite_share ? to_text(*options_.onsite_share) : "0.1";
    values_["VAT"] = to_text(profile.vat.value_or(Micro{}));
    values_["VAT_RECOVERABLE"] = options_.vat_recoverable ? to_text(*options_.vat_recoverable) : "1";
  }

  /// What the outsourcer is asked for is asked of the own team too: one seat always filled, and what nights and holidays add
  /// to pay (cost.md section 3: 0.20 x 8/24 for nights, 14/365 for holidays).
  std::string own_coverage() const {
    if (options_.coverage == "8x5") return "";
    std::string uplift = options_.coverage == "24x7" ? "0.105023" : options_.coverage == "12x7" ? "0.038356" : "0";
    return "\n        \"coverage\": \"" + options_.coverage + "\",\n        \"seats\": 1,\n        \"shift_uplift\": \"" + uplift + "\",";
  }

  void fill_pay(const JsonNode& amounts) {
    bool net = options_.net.has_value();
    Money pay = net ? *options_.net : options_.gross ? *options_.gross : Money{amounts.at("gross").integer()};
    values_["PAY_KEY"] = net ? "net_minor" : "gross_minor";
    set("PAY", pay.minor);
    set("LEAD_PAY", times(pay, Micro{1'500'000}).minor);
    set("SEVERANCE", times(pay, std::int64_t{2}).minor);
    if (net || options_.gross) known(net ? "inhouse.roles.0.net_minor" : "inhouse.roles.0.gross_minor");
  }

  void fill_amounts(const JsonNode& amounts, const TaxProfile&) {
    for (auto [token, name] : {std::pair{"TRAINING", "training"}, {"TOOLS", "tools"}, {"WORKPLACE", "workplace"}, {"PLATFORM", "platform"}, {"SPARE", "spare"},
                               {"REPAIR", "repair"}, {"TRAVEL", "travel"}, {"PRICE_SERVER", "server"}, {"VISIT", "visit"}, {"HOUR", "hour"}, {"RETAINED", "retained"}})
      set(token, amounts.at(name).integer());
    std::vector<JsonNode> prices = amounts.at("price").items();
    for (std::size_t i = 0; i < prices.size(); ++i) {
      std::int64_t price = prices[i].integer();
      if (options_.price) price = rounded(Wide{price} * options_.price->minor, prices[0].integer());
      set("PRICE_" + std::to_string(i + 1), price);
    }
    if (options_.price) known("outsource.prices.workstation.tiers.0.price_minor");
    set("ONBOARDING", times(Money{amounts.at("onboarding_per_workstation").integer()}, options_.workstations).minor);
    values_["DISCOUNT"] = options_.discount_rate ? to_text(*options_.discount_rate) : amounts.at("discount").text();
  }

  /// What the user said is the user's; the rest is as the template says.
  void fill_origins() {
    known("units.workstation");
    if (options_.horizon_given) known("horizon_months");
    if (options_.discount_rate) known("discount_rate");
    if (options_.tickets) known("workload.tickets_per.workstation");
    if (options_.onsite_share) known("workload.onsite_share");
    if (options_.vat_recoverable) known("outsource.vat_recoverable");
    std::string lines;
    for (const std::string& path : user_) lines += "    \"" + path + "\": \"user\",\n";
    if (!options_.tickets)
      lines += R"(    "workload.tickets_per.workstation": {"origin": "benchmark", "source": "1000 requests a month for 1500 workstations, an outsourcer's published figures"},)" "\n";
    lines.pop_back();
    values_["ORIGINS"] = lines;
  }

  const StartOptions& options_;
  Json json_;
  JsonNode root_;
  std::map<std::string, std::string> values_;
  std::vector<std::string> user_;
};

/// `value` with the keys that `like` has first, in its order.
nlohmann::ordered_json in_order_of(const Json& value, const nlohmann::ordered_json& like) {
  if (value.is_array() && like.is_array() && value.size() == like.size()) {
    nlohmann::ordered_json ordered = nlohmann::ordered_json::array();
    for (std::size_t i = 0; i < value.size(); ++i) ordered.push_back(in_order_of(value[i], like[i]));
    return ordered;
  }
  if (!value.is_object() || !like.is_object()) return value;
  nlohmann::ordered_json ordered = nlohmann::ordered_json::object();
  for (const auto& [key, part] : like.items())
    if (value.contains(key)) ordered[key] = in_order_of(value[key], part);
  for (const auto& [key, part] : value.items())
    if (!ordered.contains(key)) ordered[key] = part;
  return ordered;
}

}  // namespace

std::string scenario_text(const Json& scenario, const std::string& like) {
  return in_order_of(scenario, nlohmann::ordered_json::parse(like)).dump(2) + "\n";
}

std::string start_scenario(const StartOptions& options, const TaxProfiles& profiles) {
  check(options);
  return Filler(options, profiles.find(options.profile), profiles).text();
}

}  // namespace outdesk::cost
