#include "asset/program_rules.hpp"

#include <algorithm>
#include <map>
#include <string>
#include <utility>

#include "base/text.hpp"
#include "client/version_rules.hpp"

namespace outdesk {

namespace {

std::vector<std::string> folded_all(const std::vector<std::string>& texts) {
  std::vector<std::string> all;
  for (const std::string& text : texts) all.push_back(folded(text));
  return all;
}

/// Terms for programs with their names folded once.
class FoldedTerms {
 public:
  explicit FoldedTerms(const std::vector<ProgramTerms>& terms) : terms_(&terms) {
    for (const ProgramTerms& one : terms) names_.push_back(folded(one.name));
  }
  std::size_t size() const { return names_.size(); }
  bool named(std::size_t i, const std::string& folded_name) const { return fits_folded(folded_name, names_[i]); }
  bool fits(std::size_t i, const InstalledProgram& program, const std::string& folded_name) const {
    return named(i, folded_name) && version_fits(program.version, (*terms_)[i].versions);
  }
  bool any_named(const std::string& folded_name) const {
    return std::any_of(names_.begin(), names_.end(), [&](const std::string& pattern) { return fits_folded(folded_name, pattern); });
  }
  /// The first that fits; nothing where none does.
  const ProgramTerms* first(const InstalledProgram& program, const std::string& folded_name) const {
    for (std::size_t i = 0; i < size(); ++i)
      if (fits(i, program, folded_name)) return &(*terms_)[i];
    return nullptr;
  }
  const ProgramTerms& operator[](std::size_t i) const { return (*terms_)[i]; }

 private:
  const std::vector<ProgramTerms>* terms_;
  std::vector<std::string> names_;
};

std::string with_version(const InstalledProgram& program) {
  bool told = program.version.empty() || program.name.find(program.version) != program.name.npos;
  return told ? program.name : program.name + " " + program.version;
}

/// In order.
std::vector<std::string> keys_of(const std::vector<std::uint32_t>& places, const std::vector<Asset>& assets) {
  std::vector<std::string> keys;
  keys.reserve(places.size());
  for (std::uint32_t place : places) keys.push_back(assets[place].key);
  if (!std::is_sorted(keys.begin(), keys.end())) std::sort(keys.begin(), keys.end());
  return keys;
}

/// Which assets belong to a role.
class RolePatterns {
 public:
  explicit RolePatterns(const RoleTerms& role) : kinds_(role.kinds), names_(folded_all(role.names)), places_(folded_all(role.places)), departments_(folded_all(role.departments)) {
    if (kinds_.empty()) kinds_ = {std::string(name_of(AssetKind::computer)), std::string(name_of(AssetKind::server))};
  }
  bool fits(const AssetHead& head) const {
    return std::find(kinds_.begin(), kinds_.end(), name_of(head.kind)) != kinds_.end() && fits_one(head.name, names_) && fits_one(head.place, places_) && fits_one(head.department, departments_);
  }

 private:
  static bool fits_one(const std::string& text, const std::vector<std::string>& patterns) {
    if (patterns.empty()) return true;
    std::string lower = folded(text);
    return std::any_of(patterns.begin(), patterns.end(), [&](const std::string& pattern) { return fits_folded(lower, pattern); });
  }
  std::vector<std::string> kinds_, names_, places_, departments_;
};

/// Judges each distinct program once for a role, and collects the assets that have what breaks its rules.
class RoleCheck {
 public:
  RoleCheck(const RoleTerms& role, const ProgramLists& lists, const std::vector<std::string>& names)
      : role_(&role), lists_(&lists), names_(&names), agreed_(role.agreed), refused_(role.refused), required_(role.required), verdicts_(lists.programs.size()) {}

  void check(std::uint32_t asset, const std::vector<std::uint32_t>& programs) {
    std::vector<bool> there(required_.size());
    for (std::uint32_t program : programs) {
      const Verdict& verdict = verdict_of(program);
      if (verdict.offence >= 0) offend(static_cast<std::size_t>(verdict.offence), asset);
      for (std::uint32_t term : verdict.required) there[term] = true;
    }
    for (std::size_t i = 0; i < there.size(); ++i)
      if (!there[i]) offend(offence(AssetFault::program_missing, required_[i].name + (required_[i].versions.empty() ? "" : " (" + required_[i].versions + ")")), asset);
  }

  void add_findings(const std::vector<Asset>& assets, std::vector<AssetFinding>& findings) const {
    for (const auto& [what, place] : places_) {
      AssetFinding finding;
      finding.fault = what.first;
      finding.subject = what.second;
      finding.role = role_->name;
      finding.others = keys_of(offences_[place], assets);
      if (finding.others.size() == 1) {
        finding.asset = finding.others.front();
        finding.others.clear();
      }
      findings.push_back(std::move(finding));
    }
  }

 private:
  struct Verdict {
    bool known = false;
    std::int32_t offence = -1;             ///< place in offences_; -1: none
    std::vector<std::uint32_t> required;   ///< terms that it meets
  };

  const Verdict& verdict_of(std::uint32_t program) {
    Verdict& verdict = verdicts_[program];
    if (!verdict.known) verdict = judge(lists_->programs[program], (*names_)[program]);
    return verdict;
  }

  Verdict judge(const InstalledProgram& program, const std::string& name) {
    Verdict verdict{true, -1, {}};
    for (std::size_t i = 0; i < required_.size(); ++i)
      if (required_.fits(i, program, name)) verdict.required.push_back(static_cast<std::uint32_t>(i));
    if (const ProgramTerms* refused = refused_.first(program, name))
      verdict.offence = place_of(AssetFault::program_refused, refused->versions.empty() ? program.name : with_version(program));
    else if (agreed_.size() > 0 && !agreed_.first(program, name) && !required_.any_named(name))
      verdict.offence = place_of(AssetFault::program_not_agreed, agreed_.any_named(name) ? with_version(program) : program.name);
    return verdict;
  }

  std::size_t offence(AssetFault fault, std::string subject) {
    auto [found, added] = places_.try_emplace({fault, std::move(subject)}, offences_.size());
    if (added) offences_.emplace_back();
    return found->second;
  }
  std::int32_t place_of(AssetFault fault, std::string subject) { return static_cast<std::int32_t>(offence(fault, std::move(subject))); }

  /// Assets come one after the other, so two programs of one name on one of them stand side by side.
  void offend(std::size_t place, std::uint32_t asset) {
    if (offences_[place].empty() || offences_[place].back() != asset) offences_[place].push_back(asset);
  }

  const RoleTerms* role_;
  const ProgramLists* lists_;
  const std::vector<std::string>* names_;
  FoldedTerms agreed_, refused_, required_;
  std::vector<Verdict> verdicts_;
  std::map<std::pair<AssetFault, std::string>, std::size_t> places_;
  std::vector<std::vector<std::uint32_t>> offences_;
};

/// For each role the kept assets for which it is the first that fits.
std::vector<std::vector<std::uint32_t>> assets_by_role(const std::vector<RoleTerms>& roles, const std::vector<Asset>& assets) {
  std::vector<RolePatterns> patterns(roles.begin(), roles.end());
  std::vector<std::vector<std::uint32_t>> by_role(roles.size());
  for (std::size_t i = 0; i < assets.size(); ++i) {
    if (!is_kept(assets[i].head)) continue;
    auto role = std::find_if(patterns.begin(), patterns.end(), [&](const RolePatterns& one) { return one.fits(assets[i].head); });
    if (role != patterns.end()) by_role[static_cast<std::size_t>(role - patterns.begin())].push_back(static_cast<std::uint32_t>(i));
  }
  return by_role;
}

std::vector<std::string> folded_names(const std::vector<InstalledProgram>& programs) {
  std::vector<std::string> names;
  names.reserve(programs.size());
  for (const InstalledProgram& program : programs) names.push_back(folded(program.name));
  return names;
}

/// For each distinct program the licences that it uses.
std::vector<std::vector<std::uint32_t>> licences_by_program(const std::vector<LicenceTerms>& licences, const std::vector<InstalledProgram>& programs) {
  std::vector<std::string> names = folded_names(programs);
  std::vector<std::vector<std::uint32_t>> by_program(programs.size());
  for (std::size_t i = 0; i < licences.size(); ++i) {
    FoldedTerms terms(licences[i].programs);
    for (std::size_t p = 0; p < programs.size(); ++p)
      if (terms.first(programs[p], names[p])) by_program[p].push_back(static_cast<std::uint32_t>(i));
  }
  return by_program;
}

}  // namespace

void check_programs(const AssetTerms& terms, const std::vector<Asset>& assets, const ProgramLists& lists, CheckedAssets& checked) {
  std::vector<std::string> names = folded_names(lists.programs);
  std::vector<std::vector<std::uint32_t>> by_role = assets_by_role(terms.roles, assets);
  for (std::size_t r = 0; r < by_role.size(); ++r) {
    const RoleTerms& role = terms.roles[r];
    if (by_role[r].empty() || (role.agreed.empty() && role.refused.empty() && role.required.empty())) continue;
    RoleCheck check(role, lists, names);
    for (std::uint32_t asset : by_role[r]) {
      if (lists.of[asset]) check.check(asset, *lists.of[asset]);
      else ++checked.unlisted;
    }
    check.add_findings(assets, checked.findings);
  }
}

void check_licences(const AssetTerms& terms, const std::vector<Asset>& assets, const ProgramLists& lists, CheckedAssets& checked) {
  for (const LicenceTerms& licence : terms.licences) checked.licences.push_back({licence.name, licence.owned, 0, licence.until});
  if (terms.licences.empty()) return;
  std::vector<std::vector<std::uint32_t>> by_program = licences_by_program(terms.licences, lists.programs);
  std::vector<std::vector<std::uint32_t>> users(terms.licences.size());
  for (std::size_t i = 0; i < assets.size(); ++i) {
    if (!is_kept(assets[i].head) || !lists.of[i]) continue;
    for (std::uint32_t program : *lists.of[i])
      for (std::uint32_t licence : by_program[program])
        if (users[licence].empty() || users[licence].back() != i) users[licence].push_back(static_cast<std::uint32_t>(i));
  }
  for (std::size_t i = 0; i < users.size(); ++i) {
    LicenceUse& use = checked.licences[i];
    use.used = static_cast<std::int64_t>(users[i].size());
    if (use.used <= use.owned) continue;
    AssetFinding finding;
    finding.fault = AssetFault::licence_short;
    finding.bad = true;
    finding.subject = use.name;
    finding.have = use.used;
    finding.want = use.owned;
    finding.others = keys_of(users[i], assets);
    checked.findings.push_back(std::move(finding));
  }
}

}  // namespace outdesk
