// Sightings become lines of assets: which asset each is of, and what it changes.
#pragma once

#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "asset/asset_store.hpp"
#include "asset/identity_rules.hpp"
#include "asset/sighting_rules.hpp"

namespace outdesk {

struct AssetImportReceipt {
  std::int64_t devices = 0, fresh = 0, changed = 0, moved = 0, same = 0, older = 0, repeated = 0;
  std::vector<std::string> remarks;   ///< what a person has to know, at most kMostRemarks
  std::int64_t more_remarks = 0;
  void remark(std::string text);
};

/// One client's import, within one transaction of the caller: what others wrote before it is known, and nobody writes during it.
class AssetImporter {
 public:
  AssetImporter(Db& db, std::int64_t client, Instant now, std::string by);

  /// Takes one sighting by `source`.  `at`: when it was seen, where the device does not say; a time to come counts as now.
  void take(const SeenDevice& seen, Instant at, const std::string& source);
  /// Dependencies that registers named, once all their rows are taken.  Names that fit no asset are remarked.
  void link();

  const AssetImportReceipt& receipt() const { return receipt_; }
  AssetImportReceipt& receipt() { return receipt_; }

 private:
  std::size_t place_for(const SeenDevice& seen);
  Instant time_of(const SeenDevice& seen, Instant at);
  void count(const Sighting& sighting, bool fresh);
  std::optional<std::size_t> named(const std::string& name) const;

  Db& db_;
  AssetWriter writer_;
  Instant now_;
  std::string by_;
  std::vector<Asset> assets_;
  IdentityIndex index_;
  std::unordered_map<std::string, std::size_t> keys_;  ///< case aside
  struct Wish { std::size_t place; std::string to, where; Instant at; };
  std::vector<Wish> wishes_;
  AssetImportReceipt receipt_;
};

}  // namespace outdesk
