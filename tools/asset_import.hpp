// What the sources of asset import share.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "asset/import_assets.hpp"
#include "base/zone.hpp"
#include "command.hpp"
#include "store/store.hpp"

namespace outdesk {

/// A device and how it was met.
struct Sighted {
  SeenDevice device;
  Instant at;          ///< where the device does not say
  std::string source;
};

/// Keeps sightings in portions, so that the store is locked for one portion at a time and not while files are read.  With
/// --dry-run nothing is kept.
class SightingKeeper {
 public:
  SightingKeeper(Context& context, const Options& options);
  ~SightingKeeper();

  const Zone& zone() const { return *zone_; }
  void take(std::vector<Sighted> sighted, std::vector<std::string> notes);
  /// Keeps what is left and prints the receipt.  `refused`: a line a file.  Exit code 2 where there is any.
  Exit finish(std::size_t files, const std::vector<std::string>& refused);

 private:
  struct Portion;
  void keep();
  void add(const AssetImportReceipt& receipt);
  void print(std::size_t files, const std::vector<std::string>& refused);

  Context& context_;
  std::string client_;
  bool dry_run_;
  const Zone* zone_;
  std::vector<Sighted> waiting_;
  std::unique_ptr<Portion> open_;  ///< of a dry run, kept open to the end
  AssetImportReceipt receipt_;
};

// asset_sources_run.cpp
Exit import_ocs(Context& context, const Options& options);
Exit import_zabbix(Context& context, const Options& options);

}  // namespace outdesk
