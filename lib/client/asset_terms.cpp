#include "client/asset_terms.hpp"

#include <algorithm>
#include <iterator>
#include <set>

#include "base/text.hpp"
#include "client/asset_kind.hpp"
#include "client/version_rules.hpp"

namespace outdesk {

namespace {

// More than any contract has, and few enough for every check to stay quick.
constexpr std::size_t kMostRoles = 100, kMostPrograms = 2'000, kMostNamed = 1'000, kMostOfRole = 200;
constexpr std::int64_t kMostCounted = 1'000'000'000;

std::vector<JsonNode> items_of(const JsonNode& node, std::size_t most) {
  std::vector<JsonNode> items = node.items();
  if (items.size() > most) node.fail("must have " + std::to_string(most) + " entries at most");
  return items;
}

/// A name for people, short enough for a line of a table.
std::string title_of(const JsonNode& node) {
  std::string title = node.text();
  if (std::string why = not_a_pattern(title); !why.empty()) node.fail(why);
  return std::string(trimmed(title));
}

/// Names of one list: none is there twice.
class Unlike {
 public:
  void add(const std::string& name, const JsonNode& node) {
    if (!seen_.insert(folded(name)).second) node.fail("is there twice: " + in_quotes(name));
  }

 private:
  std::set<std::string> seen_;
};

std::int64_t counted_of(const JsonNode& node) {
  std::int64_t value = node.integer();
  if (value < 0 || value > kMostCounted) node.fail("must be a whole number from 0 to " + std::to_string(kMostCounted));
  return value;
}

Seconds calendar_length(const JsonNode& node, bool may_be_nothing = false) {
  constexpr Seconds kTenYears{3660 * std::int64_t{kDay}};
  Seconds length = node.duration_with_days();
  if (length.count == 0 && !may_be_nothing) node.fail("must be longer than nothing");
  if (length > kTenYears) node.fail("must not be longer than ten years");
  return length;
}

std::string kind_of(const JsonNode& node) { return node.one_of(kAssetKindNames); }

std::string watched_of(const JsonNode& node) {
  std::string name = kind_of(node);
  if (!inventories_see(*asset_kind_named(name))) node.fail("is seen by no inventory: " + in_quotes(name), "name kinds of devices here; dates of licences and certificates are checked in any case");
  return name;
}

std::vector<std::string> read_list(const JsonNode& node, std::string_view key, std::string (*one)(const JsonNode&)) {
  std::vector<std::string> list;
  Unlike names;
  if (auto member = node.find(key))
    for (const JsonNode& item : items_of(*member, kMostOfRole)) {
      list.push_back(one(item));
      names.add(list.back(), item);
    }
  return list;
}

ProgramTerms read_program(const JsonNode& node) {
  if (node.is_text()) return {title_of(node), ""};
  node.only({"name", "versions"});
  ProgramTerms program{title_of(node.at("name")), ""};
  if (auto versions = node.find("versions")) {
    program.versions = versions->text();
    if (std::string why = not_a_version_condition(program.versions); !why.empty()) versions->fail(why);
  }
  return program;
}

std::vector<ProgramTerms> read_programs(const JsonNode& node, std::string_view key) {
  std::vector<ProgramTerms> programs;
  if (auto member = node.find(key))
    for (const JsonNode& item : items_of(*member, kMostPrograms)) programs.push_back(read_program(item));
  return programs;
}

RoleTerms read_role(const JsonNode& node) {
  node.only({"role", "kinds", "names", "places", "departments", "agreed", "refused", "required"});
  RoleTerms role;
  role.name = title_of(node.at("role"));
  role.kinds = read_list(node, "kinds", kind_of);
  role.names = read_list(node, "names", title_of);
  role.places = read_list(node, "places", title_of);
  role.departments = read_list(node, "departments", title_of);
  role.agreed = read_programs(node, "agreed");
  role.refused = read_programs(node, "refused");
  role.required = read_programs(node, "required");
  return role;
}

LicenceTerms read_licence(const JsonNode& node) {
  node.only({"licence", "programs", "owned", "until"});
  LicenceTerms licence;
  licence.name = title_of(node.at("licence"));
  node.at("programs");
  licence.programs = read_programs(node, "programs");
  if (licence.programs.empty()) node.at("programs").fail("must name a program");
  licence.owned = counted_of(node.at("owned"));
  if (auto until = node.find("until")) licence.until = until->date();
  return licence;
}

SpareTerms read_spare(const JsonNode& node) {
  node.only({"spare", "fits", "minimum"});
  return {title_of(node.at("spare")), title_of(node.at("fits")), counted_of(node.at("minimum"))};
}

/// Things with a name of their own, each of which `name_key` holds.
template <class Terms>
std::vector<Terms> read_named(const JsonNode& node, std::string_view key, std::string_view name_key, std::size_t most, Terms (*one)(const JsonNode&)) {
  std::vector<Terms> terms;
  Unlike names;
  if (auto member = node.find(key))
    for (const JsonNode& item : items_of(*member, most)) {
      terms.push_back(one(item));
      names.add(terms.back().name, item.at(name_key));
    }
  return terms;
}

/// In the order of StandardKind.
constexpr std::string_view kStandardKinds[] = {"accounts", "access", "office_software", "personal_devices", "backup", "information_security", "spare_parts", "security_agreement", "strategy"};

StandardKind standard_kind_of(const JsonNode& node) {
  std::string name = node.one_of(kStandardKinds);
  return static_cast<StandardKind>(std::find(std::begin(kStandardKinds), std::end(kStandardKinds), name) - std::begin(kStandardKinds));
}

std::string source_of(const JsonNode& node) {
  std::vector<std::string_view> sources(std::begin(kStandardSources), std::end(kStandardSources));
  sources.push_back("told");
  return node.one_of(sources);
}

void read_metric(const JsonNode& node, StandardTerms& terms) {
  if (auto metric = node.find("metric")) terms.metric = title_of(*metric);
  if (auto source = node.find("source")) terms.source = source_of(*source);
  if (!terms.source.empty()) node.at("metric");
  if (auto limit = node.find("limit")) {
    if (terms.source.empty()) limit->fail("limits a figure, and there is no 'source' for one", "name it, or \"told\" where somebody tells it");
    terms.limit = counted_of(*limit);
  }
  bool told = terms.source == "told";
  for (const char* key : {"told", "told_on"})
    if (auto value = node.find(key); value && !told) value->fail("is for a 'source' of \"told\" alone");
  if (!told || !(node.has("told") || node.has("told_on"))) return;
  terms.told = counted_of(node.at("told"));
  terms.told_on = node.at("told_on").date();
}

void read_review(const JsonNode& node, StandardTerms& terms) {
  if (auto agreed = node.find("agreed_on")) terms.agreed_on = agreed->date();
  if (auto reviewed = node.find("reviewed_on")) {
    terms.reviewed_on = reviewed->date();
    if (!terms.agreed_on) reviewed->fail("is of a standard that was never agreed", "give 'agreed_on' too");
    if (*terms.reviewed_on < *terms.agreed_on) reviewed->fail("must not be earlier than 'agreed_on'");
  }
  bool yearly = terms.kind == StandardKind::security_agreement || terms.kind == StandardKind::strategy;
  if (yearly) terms.review_every = Seconds{365 * std::int64_t{kDay}};
  if (auto every = node.find("review_every")) {
    terms.review_every = calendar_length(*every);
    if (terms.review_every->count < kDay) every->fail("must be a day at least");
  }
}

StandardTerms read_standard(const JsonNode& node) {
  node.only({"kind", "title", "document", "metric", "source", "limit", "told", "told_on", "agreed_on", "reviewed_on", "review_every", "owner"});
  StandardTerms terms;
  terms.kind = standard_kind_of(node.at("kind"));
  terms.title = title_of(node.at("title"));
  if (auto document = node.find("document")) terms.document = title_of(*document);
  read_metric(node, terms);
  read_review(node, terms);
  if (auto owner = node.find("owner")) terms.owner = title_of(*owner);
  return terms;
}

}  // namespace

std::string_view name_of(StandardKind kind) { return kStandardKinds[static_cast<std::size_t>(kind)]; }

AssetTerms read_asset_terms(const JsonNode& node) {
  node.only({"unseen_after", "warn_before", "watched", "roles", "licences", "spares"});
  AssetTerms terms;
  if (auto unseen = node.find("unseen_after")) terms.unseen_after = calendar_length(*unseen);
  if (auto warn = node.find("warn_before")) terms.warn_before = calendar_length(*warn, true);
  terms.watched = read_list(node, "watched", watched_of);
  terms.roles = read_named(node, "roles", "role", kMostRoles, read_role);
  terms.licences = read_named(node, "licences", "licence", kMostNamed, read_licence);
  terms.spares = read_named(node, "spares", "spare", kMostNamed, read_spare);
  return terms;
}

std::vector<StandardTerms> read_standards(const JsonNode& node) {
  std::vector<StandardTerms> standards;
  Unlike titles;
  for (const JsonNode& item : items_of(node, kMostOfRole)) {
    standards.push_back(read_standard(item));
    titles.add(standards.back().title, item.at("title"));
  }
  return standards;
}

}  // namespace outdesk
