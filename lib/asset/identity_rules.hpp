// Which device is which: two sightings of one device are one asset, two devices with one number stay two.
// After GLPI's import rules (serial, UUID, MAC, name) with the makers' placeholders left out.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "asset/asset.hpp"

namespace outdesk {

/// Upper case without spaces around; empty for what makers print where there is no number ("To be filled by O.E.M.", "0",
/// "None", "123456789") and for less than three characters.
std::string normal_serial(std::string_view text);
/// 32 lower-case hexadecimal digits with dashes; empty where it is none, all of one digit, or one that thousands of boards have.
std::string normal_uuid(std::string_view text);
/// "00:1b:a9:12:11:f2"; empty where it is none, zero, a group address, or one that adapters of many devices share (locally given).
std::string normal_mac(std::string_view text);

/// Two spellings of one UUID: SMBIOS 2.6 stores the first three groups little-endian, and not every agent turns them.
bool same_uuid(std::string_view a, std::string_view b);

/// Whether two things may not be taken for one, whatever they share: their serials differ; their UUIDs do, and it is not the
/// board of one device that was changed; or both their names and all their network cards do.
bool contradicts(const AssetHead& known, const SeenDevice& seen);

/// Finds the asset that a sighting is of.
class IdentityIndex {
 public:
  /// `assets` must outlive the index; places of it are what find() gives.
  explicit IdentityIndex(const std::vector<Asset>& assets);
  /// The asset at `place` is new, or has become known under more names.
  void add(std::size_t place);

  /// The place of the asset in order of proof: the register's own key; serial; UUID; a MAC; the agent's device id; the name
  /// alone, where neither has more than that to go by.  Nothing where all that could be it contradicts.
  std::optional<std::size_t> find(const SeenDevice& seen) const;

 private:
  bool may_be(std::size_t place, const SeenDevice& seen) const;
  std::optional<std::size_t> among(const std::string& proof, const SeenDevice& seen, bool card = false) const;
  std::optional<std::size_t> by_name(const SeenDevice& seen) const;
  const std::vector<Asset>& assets_;
  std::unordered_map<std::string, std::vector<std::size_t>> places_;  ///< "serial:X", "mac:…"
};

/// Places of the assets that go by a name, case aside: the one whose key it is, else all whose tag, host name, name or serial
/// number it is.
std::vector<std::size_t> assets_called(const std::vector<Asset>& assets, std::string_view name);

/// A key for an asset that the source gives none: its name, else serial, else MAC, in lower case; "-2", "-3"… where `taken`.
std::string new_asset_key(const SeenDevice& seen, const std::unordered_map<std::string, std::size_t>& taken);

}  // namespace outdesk
