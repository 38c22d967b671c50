#include <doctest/doctest.h>

#include <algorithm>
#include <map>
#include <random>
#include <set>
#include <string>
#include <tuple>
#include <vector>

#include "client/version_rules.hpp"
#include "made_assets.hpp"

using namespace outdesk;

namespace {

RoleTerms role(const char* name) {
  RoleTerms terms;
  terms.name = name;
  return terms;
}

/// Programs, versions, roles and licences that meet in every way, in small numbers.
Park random_park(std::mt19937& random) {
  auto pick = [&](unsigned most) { return static_cast<unsigned>(random() % most); };
  Park park;
  const char* names[] = {"7-Zip", "Chrome", "uTorrent", "Kaspersky", "Office", "AnyDesk"};
  const char* versions[] = {"", "1.0", "2.0", "10"};
  const char* patterns[] = {"*", "7-*", "chrome", "*TORRENT", "kaspersky*", "off?ce", "any*"};
  const char* conditions[] = {"", "", ">=2", "<2", "1.*"};
  auto terms = [&] {
    std::vector<ProgramTerms> list;
    for (unsigned n = pick(3); n > 0; --n) list.push_back({patterns[pick(7)], conditions[pick(5)]});
    return list;
  };
  for (const char* name : names)
    for (const char* version : versions) park.lists.programs.push_back({name, version, ""});
  for (unsigned n = pick(4); n > 0; --n) {
    RoleTerms one = role(("role " + std::to_string(n)).c_str());
    if (pick(2)) one.kinds = {pick(2) ? "computer" : "printer"};
    if (pick(2)) one.names = {"PC-?"};
    if (pick(3) == 0) one.places = {"office*", "store"};
    one.agreed = terms(), one.refused = terms(), one.required = terms();
    park.terms.roles.push_back(std::move(one));
  }
  for (unsigned n = pick(3); n > 0; --n) park.terms.licences.push_back({"licence " + std::to_string(n), terms(), pick(4), {}});
  for (unsigned n = 0; n < 12; ++n) {
    Asset& asset = park.add(computer("PC-" + std::to_string(n)));
    asset.head.kind = pick(4) ? AssetKind::computer : AssetKind::printer;
    asset.head.state = static_cast<AssetState>(pick(4));
    asset.head.place = pick(2) ? "Office 1" : "Store";
    if (pick(5) == 0) continue;
    park.lists.of.back().emplace();
    for (std::uint32_t p = 0; p < park.lists.programs.size(); ++p)
      if (pick(4) == 0) park.lists.of.back()->push_back(p);
  }
  return park;
}

bool fits_any(const InstalledProgram& program, const std::vector<ProgramTerms>& terms) {
  return std::any_of(terms.begin(), terms.end(), [&](const ProgramTerms& one) { return fits_pattern(program.name, one.name) && version_fits(program.version, one.versions); });
}
bool names_any(const InstalledProgram& program, const std::vector<ProgramTerms>& terms) {
  return std::any_of(terms.begin(), terms.end(), [&](const ProgramTerms& one) { return fits_pattern(program.name, one.name); });
}

const RoleTerms* role_of(const AssetHead& head, const std::vector<RoleTerms>& roles) {
  auto fits = [](const std::string& text, const std::vector<std::string>& patterns) {
    return patterns.empty() || std::any_of(patterns.begin(), patterns.end(), [&](const std::string& pattern) { return fits_pattern(text, pattern); });
  };
  for (const RoleTerms& one : roles) {
    std::string kind(name_of(head.kind));
    bool of_kind = one.kinds.empty() ? kind == "computer" || kind == "server" : one.kinds[0] == kind;
    if (of_kind && fits(head.name, one.names) && fits(head.place, one.places) && fits(head.department, one.departments)) return &one;
  }
  return nullptr;
}

/// (fault, role, asset) of every asset that breaks a rule, program by program and asset by asset.
std::set<std::tuple<AssetFault, std::string, std::string>> slow_breaches(const Park& park) {
  std::set<std::tuple<AssetFault, std::string, std::string>> breaches;
  for (std::size_t i = 0; i < park.assets.size(); ++i) {
    const RoleTerms* terms = role_of(park.assets[i].head, park.terms.roles);
    if (!terms || !is_kept(park.assets[i].head) || !park.lists.of[i]) continue;
    std::vector<InstalledProgram> programs;
    for (std::uint32_t p : *park.lists.of[i]) programs.push_back(park.lists.programs[p]);
    for (const InstalledProgram& program : programs) {
      bool refused = fits_any(program, terms->refused);
      if (refused) breaches.insert({AssetFault::program_refused, terms->name, park.assets[i].key});
      else if (!terms->agreed.empty() && !fits_any(program, terms->agreed) && !names_any(program, terms->required)) breaches.insert({AssetFault::program_not_agreed, terms->name, park.assets[i].key});
    }
    for (const ProgramTerms& required : terms->required)
      if (std::none_of(programs.begin(), programs.end(), [&](const InstalledProgram& program) { return fits_any(program, {required}); }))
        breaches.insert({AssetFault::program_missing, terms->name, park.assets[i].key});
  }
  return breaches;
}

std::int64_t slow_use(const Park& park, const LicenceTerms& licence) {
  std::int64_t used = 0;
  for (std::size_t i = 0; i < park.assets.size(); ++i) {
    if (!is_kept(park.assets[i].head) || !park.lists.of[i]) continue;
    const std::vector<std::uint32_t>& list = *park.lists.of[i];
    used += std::any_of(list.begin(), list.end(), [&](std::uint32_t p) { return fits_any(park.lists.programs[p], licence.programs); }) ? 1 : 0;
  }
  return used;
}

}  // namespace

TEST_CASE("a program that a role refuses is one finding, on however many devices it is") {
  Park park;
  park.terms.roles = {role("Все")};
  park.terms.roles[0].refused = {{"*torrent*", ""}};
  park.add(computer("PC-2"));
  park.has({{"µTorrent", "3.5", "BitTorrent"}, {"7-Zip", "19", ""}});
  park.add(computer("PC-1"));
  park.has({{"µTorrent", "3.6", "BitTorrent"}, {"qBittorrent", "4", ""}});
  CheckedAssets checked = park.check();
  CHECK(words_of(checked) == Words{"program-refused [PC-1 PC-2] µTorrent", "program-refused PC-1 qBittorrent"});
  CHECK(checked.findings[0].role == "Все");
}

TEST_CASE("where the version is what is wrong, the finding names it") {
  Park park;
  park.terms.roles = {role("Все")};
  park.terms.roles[0].agreed = {{"7-Zip*", ">=19, <25"}, {"Java*", ""}};
  park.terms.roles[0].refused = {{"Java*", "<8"}};
  park.add(computer("PC-1"));
  park.has({{"7-Zip", "18.05", ""}, {"Java", "7", ""}, {"Java 8", "8.1", ""}, {"Doom", "2", ""}, {"7-Zip 16.04", "16.04", ""}, {"7-Zip", "24.08", ""}});
  CHECK(words_of(park.check()) == Words{"program-refused PC-1 Java 7", "program-not-agreed PC-1 7-Zip 16.04", "program-not-agreed PC-1 7-Zip 18.05", "program-not-agreed PC-1 Doom"});
}

TEST_CASE("a required program that is old or not there is missing, and not called strange as well") {
  Park park;
  park.terms.roles = {role("Все")};
  park.terms.roles[0].agreed = {{"7-Zip*", ""}};
  park.terms.roles[0].required = {{"Kaspersky*", ">=11"}};
  park.add(computer("PC-1"));
  park.has({{"Kaspersky Endpoint Security", "11.6", ""}});
  park.add(computer("PC-2"));
  park.has({{"Kaspersky Endpoint Security", "10.3", ""}});
  park.add(computer("PC-3"));
  park.has({});
  CHECK(words_of(park.check()) == Words{"program-missing [PC-2 PC-3] Kaspersky* (>=11)"});
}

TEST_CASE("a device whose programs nobody lists is counted and not judged") {
  Park park;
  park.terms.roles = {role("Все")};
  park.terms.roles[0].required = {{"Kaspersky*", ""}};
  park.add(computer("PC-1"));
  park.add(in_register("PRN", AssetKind::printer));  // of no role
  CheckedAssets checked = park.check();
  CHECK(words_of(checked) == Words{});
  CHECK(checked.unlisted == 1);
  CHECK_FALSE(checked.programs_known);
}

TEST_CASE("the first role that fits counts, and all that it says must hold") {
  Park park;
  park.terms.roles = {role("Бухгалтерия"), role("Серверы"), role("Все")};
  park.terms.roles[0].names = {"BUH-*"};
  park.terms.roles[0].departments = {"бухгалтерия", "финансы"};
  park.terms.roles[1].kinds = {"server"};
  for (RoleTerms& terms : park.terms.roles) terms.refused = {{"Doom", ""}};
  for (const char* key : {"BUH-1", "BUH-2", "SRV", "PRN"}) {
    park.add(computer(key));
    park.has({{"Doom", "", ""}});
  }
  park.assets[0].head.department = "Финансы";
  park.assets[2].head.kind = AssetKind::server;
  park.assets[3].head.kind = AssetKind::printer;
  std::map<std::string, std::string> roles;
  for (const AssetFinding& finding : park.check().findings) roles[finding.asset] = finding.role;
  CHECK(roles == std::map<std::string, std::string>{{"BUH-1", "Бухгалтерия"}, {"BUH-2", "Все"}, {"SRV", "Серверы"}});
}

TEST_CASE("a licence is used once by a device, whatever its state, until it is written off") {
  Park park;
  park.terms.licences = {{"Office", {{"Microsoft Office*", ""}, {"Microsoft Word*", ""}}, 2, day("2027-12-31")}};
  for (AssetState state : {AssetState::in_use, AssetState::in_repair, AssetState::spare, AssetState::written_off}) {
    park.add(computer("PC-" + std::string(name_of(state)))).head.state = state;
    park.has({{"Microsoft Office 2019", "16", ""}, {"Microsoft Word 2019", "16", ""}});
  }
  park.add(computer("PC-other"));
  park.has({{"LibreOffice", "7", ""}});
  CheckedAssets checked = park.check();
  CHECK(words_of(checked) == Words{"licence-short! [PC-in_repair PC-in_use PC-spare] Office 3/2"});
  CHECK(checked.licences[0].used == 3);
  park.terms.licences[0].owned = 3;
  CHECK(words_of(park.check()) == Words{});
}

TEST_CASE("for any devices, programs and rules the check finds what a slow count finds") {
  std::mt19937 random(2026);
  std::int64_t findings = 0;
  for (int round = 0; round < 400; ++round) {
    Park park = random_park(random);
    CheckedAssets checked = park.check();
    std::set<std::tuple<AssetFault, std::string, std::string>> found;
    for (const AssetFinding& finding : checked.findings) {
      if (finding.role.empty()) continue;
      if (!finding.asset.empty()) found.insert({finding.fault, finding.role, finding.asset});
      for (const std::string& key : finding.others) found.insert({finding.fault, finding.role, key});
      CHECK(finding.asset.empty() == (finding.others.size() > 1));
    }
    CHECK(found == slow_breaches(park));
    findings += static_cast<std::int64_t>(found.size());
    for (std::size_t i = 0; i < park.terms.licences.size(); ++i) CHECK(checked.licences[i].used == slow_use(park, park.terms.licences[i]));
  }
  CHECK(findings > 1000);  // else it compared nothing with nothing
}
