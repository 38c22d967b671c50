#include "package/collect_assets.hpp"

#include <algorithm>
#include <optional>
#include <utility>
#include <vector>

#include "asset/asset_store.hpp"
#include "asset/asset_words.hpp"
#include "asset/check_report.hpp"
#include "asset/check_rules.hpp"
#include "asset/impact_rules.hpp"
#include "asset/list_report.hpp"
#include "asset/standard_rules.hpp"
#include "asset/standards_report.hpp"
#include "package/section_sum.hpp"
#include "package/standard_figures.hpp"

namespace outdesk {

namespace {

Block sentence(std::string text) { return Paragraph{{{std::move(text), false}}}; }

void fill_assets(const CheckedAssets& checked, AssetFacts& facts) {
  facts.register_known = checked.register_known;
  facts.programs_known = checked.programs_known;
  facts.seen_known = checked.inventory_known;
  facts.devices = checked.devices;
  facts.unknown_devices = checked.count(AssetFault::unknown_device);
  facts.programs_not_agreed = checked.count(AssetFault::program_refused) + checked.count(AssetFault::program_not_agreed);
  facts.not_seen = checked.count(AssetFault::not_seen);
  facts.programs_missing = checked.count(AssetFault::program_missing);
  facts.licences_short = missing_licences(checked);
  facts.spares_short = checked.count(AssetFault::spares_short);
  facts.expired = std::count_if(checked.findings.begin(), checked.findings.end(), [](const AssetFinding& finding) { return finding.fault == AssetFault::expires && finding.bad; });
}

std::optional<Instant> newest_sighting(const std::vector<Asset>& assets) {
  std::optional<Instant> newest;
  for (const Asset& asset : assets) newest = std::max(newest, asset.head.last_seen);
  return newest;
}

/// Whether anything was told, and goes on being told.
SourceFacts inventory_source(const std::vector<Asset>& assets, const CheckedAssets& checked, const AssetTerms& terms, Instant as_of, const Zone& zone, const Messages& messages) {
  SourceFacts source;
  if (assets.empty()) {
    source.why = messages("missing.no_inventory");
    return source;
  }
  std::optional<Instant> newest = newest_sighting(assets);
  bool stopped = newest && terms.unseen_after && *newest + *terms.unseen_after < as_of;
  source.state = stopped || !checked.register_known || !newest ? SourceState::partial : SourceState::full;
  if (stopped) source.first = zone.local(*newest).date;
  if (stopped) source.why = messages("missing.inventory");
  else if (!newest) source.why = messages("missing.no_scans");
  else if (!checked.register_known) source.why = messages("missing.no_register");
  return source;
}

/// Unknown devices at the end of each month before, and of this one; programs are not asked for.
void add_asset_months(Db& db, std::int64_t client, const AssetTerms& terms, Instant known_by, const std::vector<Month>& months, const Messages& messages, PackageInput& input) {
  AssetFacts& facts = input.facts.assets;
  const Zone& zone = *input.zone;
  std::vector<Instant> ends;
  for (Month one : months)
    if (one != input.month) ends.push_back(zone.month(one).to);
  std::vector<std::vector<Asset>> past = assets_at(db, client, ends, known_by);
  for (std::size_t i = 0; i < past.size(); ++i) {
    ProgramLists no_programs;
    no_programs.of.resize(past[i].size());
    CheckedAssets checked = check_assets(terms, past[i], no_programs, ends[i], zone);
    SourceState state = inventory_source(past[i], checked, terms, ends[i], zone, messages).state;
    std::int64_t unknown = checked.count(AssetFault::unknown_device);
    facts.months.push_back({months[i], state == SourceState::full ? Value(unknown) : Value()});
    if (i + 1 < past.size() || state == SourceState::missing) continue;
    facts.before = unknown;
    facts.comparable = state == SourceState::full;
  }
  facts.months.push_back({input.month, facts.source.state == SourceState::full ? Value(facts.unknown_devices) : Value()});
}

Section asset_section(const std::vector<Asset>& assets, const CheckedAssets& checked, const AssetTerms& terms, const PackageInput& input) {
  Section section{"assets", "", {sentence(check_summary(checked, input.language))}};
  for (std::string& words : not_judged(checked, terms, input.language)) section.blocks.push_back(sentence(std::move(words)));
  if (!checked.findings.empty()) section.blocks.emplace_back(finding_table(checked, *input.zone, input.language));
  if (!checked.licences.empty()) section.blocks.emplace_back(licence_table(checked, input.language));
  section.blocks.emplace_back(asset_table(assets, troubled_by(assets), input.language, false));
  return section;
}

void fill_standards(const std::vector<JudgedStandard>& standards, Language language, StandardFacts& facts) {
  facts.source.state = SourceState::full;
  for (const JudgedStandard& standard : standards) {
    const StandardTerms& terms = standard.terms;
    facts.agreed += standard.state != StandardState::draft && standard.state != StandardState::not_agreed;
    facts.over_limit += standard.within == false;
    std::string title = terms.title.empty() ? asset_words::mark_of(terms.kind, language).words : terms.title;
    if (standard.review_overdue && standard.review_due) facts.overdue.push_back({std::move(title), terms.owner, *standard.review_due});
  }
}

/// Standards, and what is in stock against its minimum.
std::optional<Section> standard_section(const Contract& contract, const std::optional<CheckedAssets>& checked, PackageInput& input) {
  Section section{"standards", "", {}};
  if (!contract.standards.empty()) {
    Date today = input.zone->local(input.cut_off - Seconds{1}).date;
    AssetTerms terms = contract.assets.value_or(AssetTerms{});
    input.standards = judge_standards(contract.standards, standard_figures(input.facts, checked, terms), today, terms.warn_before);
    fill_standards(input.standards, input.language, input.facts.standards);
    section.blocks.push_back(sentence(standards_summary(input.standards, input.language)));
    section.blocks.emplace_back(standard_table(input.standards, input.language));
  }
  if (checked && !checked->spares.empty() && input.facts.assets.source.has_data()) section.blocks.emplace_back(spare_table(*checked, input.language));
  if (section.blocks.empty()) return {};
  return section;
}

PackageSource inventory_row(const SourceFacts& facts, std::size_t assets, const std::string& sha256, const Messages& messages) {
  PackageSource source;
  source.name = messages("source.inventory");
  source.id = "inventory";
  source.state = facts.state;
  source.sha256 = sha256;
  if (assets > 0) source.records = static_cast<std::int64_t>(assets);
  return source;
}

}  // namespace

std::string collect_assets(Db& db, std::int64_t client, const Contract& contract, Instant known_by, const std::vector<Month>& months, const Messages& messages, PackageInput& input) {
  std::vector<Section> sections;
  std::optional<CheckedAssets> checked;
  if (contract.assets) {
    std::vector<Asset> assets = assets_of(db, client, input.cut_off, known_by);
    checked = check_assets(*contract.assets, assets, programs_of(db, assets), input.cut_off, *input.zone);
    AssetFacts& facts = input.facts.assets;
    facts.source = inventory_source(assets, *checked, *contract.assets, input.cut_off, *input.zone, messages);
    fill_assets(*checked, facts);
    add_asset_months(db, client, *contract.assets, known_by, months, messages, input);
    if (facts.source.has_data()) sections.push_back(asset_section(assets, *checked, *contract.assets, input));
    input.sources.push_back(inventory_row(facts.source, assets.size(), section_sum("assets", sections), messages));
  }
  if (std::optional<Section> standards = standard_section(contract, checked, input)) sections.push_back(std::move(*standards));
  std::string sha256 = section_sum("assets", sections);
  for (Section& section : sections) input.sections.push_back(std::move(section));
  return sha256;
}

}  // namespace outdesk
