#include "cost/read_tax_profiles.hpp"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "base/shipped.hpp"
#include "base/text.hpp"

namespace outdesk::cost {

namespace {

constexpr std::string_view kSchema = "outdesk.taxprofiles/1";

Micro rate(const JsonNode& node) {
  auto value = micro_of(node.decimal());
  if (!value) node.fail("must have at most 6 digits behind the point");
  if (*value > whole(1)) node.fail("must be a rate between 0 and 1, not " + in_quotes(node.text()),
                                   "13 per cent is \"0.13\"");
  return *value;
}

Money amount(const JsonNode& node) {
  std::int64_t minor = node.integer();
  if (minor < 0 || minor > 1'000'000'000'000'000) node.fail("must be an amount in minor units");
  return Money{minor};
}

int small_number(const JsonNode& node, int least, int most) {
  std::int64_t n = node.integer();
  if (n < least || n > most)
    node.fail("must be between " + std::to_string(least) + " and " + std::to_string(most));
  return static_cast<int>(n);
}

std::vector<Band> bands(const JsonNode& list) {
  std::vector<Band> result;
  for (const JsonNode& node : list.items()) {
    node.only({"up_to_minor", "rate"});
    Band band{{}, rate(node.at("rate"))};
    if (!node.at("up_to_minor").json().is_null()) band.up_to = amount(node.at("up_to_minor"));
    if (!result.empty() && !result.back().up_to) node.fail("follows a band that is open");
    if (!result.empty() && band.up_to && *band.up_to <= *result.back().up_to)
      node.at("up_to_minor").fail("must be above the bound before it");
    result.push_back(band);
  }
  if (result.empty() || result.back().up_to)
    list.fail("must end with an open band", "give the last one \"up_to_minor\": null");
  return result;
}

IncomeTax income_tax(const JsonNode& node) {
  node.only({"basis", "prorate_by_month", "round_to_minor", "allowance_minor", "brackets"});
  node.at("basis").one_of({"year_cumulative"});
  IncomeTax tax;
  if (auto prorate = node.find("prorate_by_month")) tax.prorate_by_month = prorate->boolean();
  tax.allowance = amount(node.at("allowance_minor"));
  tax.round_to = amount(node.at("round_to_minor"));
  if (tax.round_to.minor < 1) node.at("round_to_minor").fail("must be at least 1");
  tax.brackets = bands(node.at("brackets"));
  for (const Band& bracket : tax.brackets)
    if (bracket.rate == whole(1)) node.at("brackets").fail("must leave something of the pay");
  return tax;
}

Contribution contribution(const JsonNode& node) {
  using Basis = Contribution::Basis;
  Contribution rule;
  rule.code = node.at("code").text();
  std::string basis = node.at("basis").one_of({"year_cumulative", "month", "year_limit_x_month_threshold"});
  if (basis != "year_limit_x_month_threshold") {
    node.only({"code", "basis", "bands"});
    rule.basis = basis == "month" ? Basis::month : Basis::year;
    rule.bands = bands(node.at("bands"));
    return rule;
  }
  node.only({"code", "basis", "limit_minor", "month_threshold_minor", "low_in", "high_in", "low_over", "high_over"});
  rule.basis = Basis::limit_and_threshold;
  rule.limit = amount(node.at("limit_minor"));
  rule.threshold = amount(node.at("month_threshold_minor"));
  rule.low_in = rate(node.at("low_in"));
  rule.high_in = rate(node.at("high_in"));
  rule.low_over = rate(node.at("low_over"));
  rule.high_over = rate(node.at("high_over"));
  return rule;
}

std::vector<Contribution> contributions(const JsonNode& list) {
  std::vector<Contribution> rules;
  for (const JsonNode& node : list.items()) rules.push_back(contribution(node));
  return rules;
}

/// {"base 2979000": "v klerk.ru", "norm hours": "k"}: v(erified) with its source, or own knowledge.
std::vector<Standing> standing(const JsonNode& node) {
  std::vector<Standing> result;
  for (const auto& [what, word] : node.members()) {
    std::string text = word.text();
    if (text != "k" && text.substr(0, 2) != "k " && text.substr(0, 2) != "v ")
      word.fail("must begin with \"v \" and the source where it was verified, or be \"k\"");
    result.push_back({what, text[0] == 'v', text.size() > 2 ? text.substr(2) : ""});
  }
  return result;
}

void read_vat(const JsonNode& node, TaxProfile& profile) {
  node.only({"standard", "usn", "reduced", "note"});
  profile.vat = rate(node.at("standard"));
  for (const char* key : {"usn", "reduced"})
    if (auto reduced = node.find(key))
      for (const JsonNode& item : reduced->items()) profile.vat_reduced.push_back(rate(item));
}

void read_calendar(const JsonNode& node, TaxProfile& profile) {
  node.only({"norm_hours", "workdays", "days", "note"});
  profile.norm_hours = small_number(node.at("norm_hours"), 1, 4000);
  profile.workdays = small_number(node.at("workdays"), 1, 366);
  profile.days = small_number(node.at("days"), 1, 366);
}

void read_identity(const JsonNode& node, TaxProfile& profile) {
  profile.id = node.at("id").text();
  profile.country = node.at("country").text();
  profile.currency = node.at("currency").text();
  if (profile.currency.size() != 3) node.at("currency").fail("must be a currency's code such as \"RUB\"");
  profile.year = small_number(node.at("year"), 1990, 2200);
  if (node.at("minor").integer() != 100) node.at("minor").fail("must be 100: other minor units are not supported");
  profile.year_start_month = small_number(node.at("year_start_month"), 1, 12);
  profile.aliases.clear();
  if (auto aliases = node.find("aliases"))
    for (const JsonNode& alias : aliases->items()) profile.aliases.push_back(alias.text());
  profile.name = node.has("name") ? node.at("name").text() : profile.id;
  for (auto [key, member] : {std::pair{"valid_from", &profile.valid_from}, {"valid_to", &profile.valid_to}})
    *member = node.has(key) ? outdesk::to_text(node.at(key).date()) : "";
}

void read_rules(const JsonNode& node, TaxProfile& profile, bool inherits) {
  if (auto tax = node.find("income_tax")) {
    profile.income_tax.reset();
    if (!tax->json().is_null()) profile.income_tax = income_tax(*tax);
  } else if (!inherits) {
    node.at("income_tax");
  }
  if (auto list = node.find("employee_contributions")) profile.employee = contributions(*list);
  if (node.has("employer_contributions") || !inherits)
    profile.employer = contributions(node.at("employer_contributions"));
  if (auto vat = node.find("vat")) read_vat(*vat, profile);
  if (auto calendar = node.find("calendar")) read_calendar(*calendar, profile);
  // What is inherited keeps its standing; what is said here is added.
  auto own = standing(node.at("status"));
  profile.standing.insert(profile.standing.end(), own.begin(), own.end());
}

}  // namespace

TaxProfiles TaxProfiles::shipped() {
  TaxProfiles profiles;
  for (const std::string& name : shipped_files("tax/")) {
    Json json = parse_json(*shipped_file(name), name);
    profiles.add(JsonNode(json, name), name);
  }
  return profiles;
}

void TaxProfiles::add_file(const std::string& path) {
  add(JsonFile(path).node(), path);
}

void TaxProfiles::add(const JsonNode& root, const std::string& file) {
  root.only({"schema", "note", "profiles"});
  root.at("schema").one_of({kSchema});
  for (const JsonNode& node : root.at("profiles").items()) {
    node.only({"id", "name", "aliases", "country", "year", "currency", "minor", "year_start_month", "valid_from",
               "valid_to", "inherit", "income_tax", "employee_contributions", "employer_contributions", "vat",
               "calendar", "status", "note"});
    TaxProfile profile;
    auto inherit = node.find("inherit");
    if (inherit) {
      const TaxProfile* base = known(inherit->text());
      if (!base) inherit->fail("names no profile before this one: " + in_quotes(inherit->text()));
      profile = *base;
      if (base->year != node.at("year").integer()) inherit->fail("names a profile of another year");
    }
    profile.file = file;
    read_identity(node, profile);
    read_rules(node, profile, inherit.has_value());
    std::erase_if(profiles_, [&](const TaxProfile& old) { return folded(old.id) == folded(profile.id); });
    profiles_.push_back(std::move(profile));
  }
}

const TaxProfile* TaxProfiles::known(const std::string& id) const {
  std::string wanted = folded(id);
  for (const TaxProfile& profile : profiles_) {
    if (folded(profile.id) == wanted) return &profile;
    for (const std::string& alias : profile.aliases)
      if (folded(alias) == wanted) return &profile;
  }
  return nullptr;
}

const TaxProfile& TaxProfiles::find(const std::string& id) const {
  if (const TaxProfile* profile = known(id)) return *profile;
  std::vector<std::string> same_country, all;
  for (const TaxProfile& profile : profiles_) {
    all.push_back(profile.id);
    if (folded(profile.country) == folded(id).substr(0, profile.country.size())) same_country.push_back(profile.id);
  }
  throw NotFound("no tax profile " + in_quotes(id) + (same_country.empty() ? "" : ": rates of another year are never taken instead"),
                 "there are: " + join(same_country.empty() ? all : same_country, ", ") +
                     "; add your own file with --tax FILE");
}

}  // namespace outdesk::cost
