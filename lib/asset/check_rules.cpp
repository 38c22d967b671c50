#include "asset/check_rules.hpp"

#include <algorithm>
#include <iterator>
#include <map>
#include <set>
#include <string_view>
#include <tuple>
#include <utility>

#include "asset/identity_rules.hpp"
#include "asset/program_rules.hpp"
#include "client/version_rules.hpp"

namespace outdesk {

namespace {

constexpr std::string_view kFaultNames[] = {"unknown-device", "identity-conflict", "not-seen", "program-refused", "program-not-agreed",
                                            "program-missing", "licence-short", "spares-short", "warranty-ends", "expires"};

bool was_seen(const AssetHead& head) { return head.last_seen || head.first_seen; }

std::set<AssetKind> watched_kinds(const AssetTerms& terms) {
  if (terms.watched.empty()) return {AssetKind::computer, AssetKind::server, AssetKind::network, AssetKind::printer};
  std::set<AssetKind> kinds;
  for (const std::string& name : terms.watched)
    if (auto kind = asset_kind_named(name)) kinds.insert(*kind);
  return kinds;
}

AssetFinding finding_about(AssetFault fault, const Asset& asset) {
  AssetFinding finding;
  finding.fault = fault;
  finding.asset = asset.key;
  finding.subject = asset.head.name.empty() ? asset.key : asset.head.name;
  return finding;
}

void check_unknown(const std::vector<Asset>& assets, CheckedAssets& checked) {
  if (!checked.register_known) return;
  for (const Asset& asset : assets) {
    if (!is_kept(asset.head) || asset.head.registered || !was_seen(asset.head)) continue;
    AssetFinding finding = finding_about(AssetFault::unknown_device, asset);
    finding.since = asset.head.first_seen ? asset.head.first_seen : asset.head.last_seen;
    checked.findings.push_back(std::move(finding));
  }
}

void check_unseen(const AssetTerms& terms, const std::vector<Asset>& assets, const std::set<AssetKind>& watched, Instant as_of, CheckedAssets& checked) {
  if (!checked.inventory_known || !terms.unseen_after) return;
  Instant limit = as_of - *terms.unseen_after;
  for (const Asset& asset : assets) {
    if (asset.head.state != AssetState::in_use || watched.count(asset.head.kind) == 0) continue;
    std::optional<Instant> last = asset.head.last_seen ? asset.head.last_seen : asset.head.first_seen;
    if ((last ? *last : asset.head.known_since.value_or(as_of)) >= limit) continue;
    AssetFinding finding = finding_about(AssetFault::not_seen, asset);
    finding.since = last;
    checked.findings.push_back(std::move(finding));
  }
}

void check_identities(const std::vector<Asset>& assets, CheckedAssets& checked) {
  std::map<std::string, std::vector<std::string>> by_serial;
  for (const Asset& asset : assets)
    if (std::string serial = normal_serial(asset.head.serial); is_kept(asset.head) && !serial.empty()) by_serial[serial].push_back(asset.key);
  for (auto& [serial, keys] : by_serial) {
    if (keys.size() < 2) continue;
    AssetFinding finding;
    finding.fault = AssetFault::identity_conflict;
    finding.subject = serial;
    std::sort(keys.begin(), keys.end());
    finding.others = std::move(keys);
    checked.findings.push_back(std::move(finding));
  }
}

bool is_on_the_shelf(const AssetHead& head) {
  return head.state == AssetState::spare || (head.kind == AssetKind::part && head.state == AssetState::in_use);
}

std::int64_t spares_there(const SpareTerms& spare, const std::vector<Asset>& assets) {
  constexpr std::int64_t kMost = 1'000'000'000'000;  // far from what can be added up
  std::int64_t there = 0;
  for (const Asset& asset : assets)
    if (is_on_the_shelf(asset.head) && (fits_pattern(asset.head.name, spare.fits) || fits_pattern(asset.head.model, spare.fits)))
      there = std::min(kMost, there + std::clamp<std::int64_t>(asset.head.quantity, 0, kMost));
  return there;
}

void check_spares(const AssetTerms& terms, const std::vector<Asset>& assets, CheckedAssets& checked) {
  for (const SpareTerms& spare : terms.spares) {
    checked.spares.push_back({spare.name, spare.minimum, spares_there(spare, assets)});
    const SpareStock& stock = checked.spares.back();
    if (!checked.register_known || stock.there >= stock.minimum) continue;
    AssetFinding finding;
    finding.fault = AssetFault::spares_short;
    finding.bad = true;
    finding.subject = stock.name;
    finding.have = stock.there;
    finding.want = stock.minimum;
    checked.findings.push_back(std::move(finding));
  }
}

/// Days from the day of the check to `last`: negative where it is past.
std::int64_t days_left(const CheckedAssets& checked, Date last) { return days_since_epoch(last) - days_since_epoch(checked.day); }

void check_dates(const AssetTerms& terms, const std::vector<Asset>& assets, CheckedAssets& checked) {
  const std::int64_t ahead = terms.warn_before.count / kDay;
  auto add = [&](AssetFinding finding, Date last, bool bad) {
    finding.on = last;
    finding.bad = bad;
    checked.findings.push_back(std::move(finding));
  };
  for (const Asset& asset : assets) {
    if (!is_kept(asset.head)) continue;
    if (asset.head.warranty) {
      std::int64_t left = days_left(checked, *asset.head.warranty);
      if (left < 0) ++checked.out_of_warranty;
      if (left <= ahead && left >= -ahead) add(finding_about(AssetFault::warranty_ends, asset), *asset.head.warranty, false);
    }
    if (asset.head.expires && days_left(checked, *asset.head.expires) <= ahead) add(finding_about(AssetFault::expires, asset), *asset.head.expires, days_left(checked, *asset.head.expires) < 0);
  }
  for (const LicenceTerms& licence : terms.licences) {
    if (!licence.until || days_left(checked, *licence.until) > ahead) continue;
    AssetFinding finding;
    finding.fault = AssetFault::expires;
    finding.subject = licence.name;
    add(std::move(finding), *licence.until, days_left(checked, *licence.until) < 0);
  }
}

void note_what_is_known(const std::vector<Asset>& assets, const ProgramLists& lists, const std::set<AssetKind>& watched, CheckedAssets& checked) {
  for (std::size_t i = 0; i < assets.size(); ++i) {
    const AssetHead& head = assets[i].head;
    checked.register_known = checked.register_known || head.registered;
    checked.inventory_known = checked.inventory_known || was_seen(head);
    checked.programs_known = checked.programs_known || (is_kept(head) && lists.of[i]);
    checked.devices += is_kept(head) && watched.count(head.kind) > 0 ? 1 : 0;
  }
}

}  // namespace

std::string_view name_of(AssetFault fault) { return kFaultNames[static_cast<std::size_t>(fault)]; }

std::int64_t CheckedAssets::count(AssetFault fault) const {
  return std::count_if(findings.begin(), findings.end(), [&](const AssetFinding& finding) { return finding.fault == fault; });
}

CheckedAssets check_assets(const AssetTerms& terms, const std::vector<Asset>& assets, const ProgramLists& lists, Instant as_of, const Zone& zone) {
  CheckedAssets checked;
  checked.day = zone.local(as_of).date;
  const std::set<AssetKind> watched = watched_kinds(terms);
  note_what_is_known(assets, lists, watched, checked);
  check_unknown(assets, checked);
  check_identities(assets, checked);
  check_unseen(terms, assets, watched, as_of, checked);
  check_programs(terms, assets, lists, checked);
  check_licences(terms, assets, lists, checked);
  check_spares(terms, assets, checked);
  check_dates(terms, assets, checked);
  std::stable_sort(checked.findings.begin(), checked.findings.end(), [](const AssetFinding& a, const AssetFinding& b) {
    return std::tie(a.fault, a.asset, a.subject, a.role, a.on) < std::tie(b.fault, b.asset, b.subject, b.role, b.on);
  });
  return checked;
}

}  // namespace outdesk
