// Assets for tests, made in few words.
#pragma once

#include <string>
#include <vector>

#include "asset/check_rules.hpp"

namespace outdesk {

inline Instant instant(const char* text) { return *parse_instant(text); }
inline Date day(const char* text) { return *parse_date(text); }

inline const Instant kChecked = instant("2026-09-30T21:30:00Z");  // 1 October in Moscow
inline const Zone& moscow() { return Zone::named("Europe/Moscow"); }

/// In use, of a register, seen the day before the check.
inline Asset computer(const std::string& key) {
  Asset asset;
  asset.key = key;
  asset.head.name = key;
  asset.head.kind = AssetKind::computer;
  asset.head.registered = true;
  asset.head.known_since = instant("2026-01-01T00:00:00Z");
  asset.head.first_seen = instant("2026-01-02T00:00:00Z");
  asset.head.last_seen = instant("2026-09-29T08:00:00Z");
  return asset;
}

/// Never seen by an inventory.
inline Asset in_register(const std::string& key, AssetKind kind) {
  Asset asset = computer(key);
  asset.head.kind = kind;
  asset.head.first_seen = asset.head.last_seen = {};
  return asset;
}

/// Assets with what is installed on each, and what was agreed.
struct Park {
  AssetTerms terms;
  std::vector<Asset> assets;
  ProgramLists lists;

  Asset& add(Asset asset) {
    assets.push_back(std::move(asset));
    lists.of.emplace_back();
    return assets.back();
  }
  /// The asset that was added last has these, and nothing else.
  void has(const std::vector<InstalledProgram>& programs) {
    lists.of.back().emplace();
    for (const InstalledProgram& program : programs) {
      lists.programs.push_back(program);
      lists.of.back()->push_back(static_cast<std::uint32_t>(lists.programs.size() - 1));
    }
  }
  CheckedAssets check(Instant as_of = kChecked) const { return check_assets(terms, assets, lists, as_of, moscow()); }
};

/// "unknown-device PC-1 name", "program-refused [PC-1 PC-2] uTorrent": fault, bad ones with !, asset or assets, subject.
inline std::string words_of(const AssetFinding& finding) {
  std::string words = std::string(name_of(finding.fault)) + (finding.bad ? "!" : "") + " " + finding.asset;
  for (std::size_t i = 0; i < finding.others.size(); ++i) words += (i == 0 ? "[" : " ") + finding.others[i];
  if (!finding.others.empty()) words += "]";
  words += " " + finding.subject;
  if (finding.have) words += " " + std::to_string(*finding.have) + "/" + std::to_string(*finding.want);
  if (finding.on) words += " " + to_text(*finding.on);
  return words;
}

inline std::vector<std::string> words_of(const CheckedAssets& checked) {
  std::vector<std::string> words;
  for (const AssetFinding& finding : checked.findings) words.push_back(words_of(finding));
  return words;
}

using Words = std::vector<std::string>;

}  // namespace outdesk
