#include "inventory/kind_rules.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "base/text.hpp"

namespace outdesk {

namespace {

constexpr std::array<std::pair<std::string_view, AssetKind>, 16> kTypes{{{"computer", AssetKind::computer},
                                                                        {"networkequipment", AssetKind::network},
                                                                        {"networking", AssetKind::network},
                                                                        {"network", AssetKind::network},
                                                                        {"switch", AssetKind::network},
                                                                        {"router", AssetKind::network},
                                                                        {"kvm", AssetKind::network},
                                                                        {"printer", AssetKind::printer},
                                                                        {"phone", AssetKind::phone},
                                                                        {"monitor", AssetKind::monitor},
                                                                        {"storage", AssetKind::server},
                                                                        {"power", AssetKind::other},
                                                                        {"video", AssetKind::other},
                                                                        {"peripheral", AssetKind::other},
                                                                        {"enclosure", AssetKind::server},
                                                                        {"server", AssetKind::server}}};

/// SMBIOS 7.4.1 in the words of agents.  "Tower" and "Main System Chassis" say nothing: many a desktop has them.
constexpr std::array<std::string_view, 6> kServerChassis{"rack mount chassis", "main server chassis", "blade", "blade enclosure", "multi-system chassis", "server"};

constexpr std::array<std::string_view, 6> kForeignCardTypes{"loopback", "bridge", "alias", "dialup", "aggregate", "tunnel"};

/// Names of interfaces that programs make.  "fw" is FireWire, whose identifier is no MAC address.
constexpr std::array<std::string_view, 26> kMadeNames{"lo",   "docker", "veth", "virbr", "br-",  "tun",    "tap",  "vmnet", "vnet", "vboxnet", "cni",  "flannel", "cali",
                                                      "wg",   "zt",     "utun", "awdl",  "llw",  "bridge", "gif",  "stf",   "fw",   "dummy",   "ppp",  "ipsec",   "sit"};
constexpr std::array<std::string_view, 6> kMadeWords{"virtual", "loopback", "tap-windows", "wan miniport", "vpn", "tunnel"};

/// "lo", "lo0", "docker0", "br-5c1d", "veth12ab@if3": a name that is `stem` alone or goes on with a number, and those that
/// have a whole name of their own behind theirs.
bool is_made_name(std::string_view name, std::string_view stem) {
  if (!name.starts_with(stem)) return false;
  std::string_view rest = name.substr(stem.size());
  return rest.empty() || (rest[0] >= '0' && rest[0] <= '9') || (name.find(' ') == name.npos && (stem == "br-" || stem == "veth" || stem == "cali" || stem == "virbr" || stem == "zt" || stem == "cni" || stem == "flannel"));
}

/// "en0": older agents call every card of a Mac a virtual one.
bool is_mac_card(std::string_view name) { return name.size() > 2 && name.starts_with("en") && parse_count(name.substr(2)).has_value(); }

template <std::size_t N>
bool stands_in(const std::array<std::string_view, N>& list, std::string_view word) {
  return std::find(list.begin(), list.end(), word) != list.end();
}

}  // namespace

std::optional<AssetKind> kind_of_type(std::string_view type) {
  std::string word = folded(type);
  for (const auto& known : kTypes)
    if (known.first == word) return known.second;
  return {};
}

AssetKind kind_of_computer(std::string_view os, std::string_view chassis) {
  std::string system = folded(os);
  if (system.find("android") != system.npos || system.starts_with("ios") || system.starts_with("ipados")) return AssetKind::phone;
  bool windows_server = system.find("windows") != system.npos && system.find("server") != system.npos;
  return windows_server || system.find("esxi") != system.npos || stands_in(kServerChassis, folded(chassis)) ? AssetKind::server : AssetKind::computer;
}

bool is_own_card(std::string_view description, std::string_view type, bool is_virtual) {
  std::string name = folded(description);
  if (is_mac_card(name)) return true;
  if (is_virtual || stands_in(kForeignCardTypes, folded(type))) return false;
  bool made = std::any_of(kMadeNames.begin(), kMadeNames.end(), [&](std::string_view stem) { return is_made_name(name, stem); });
  return !made && std::none_of(kMadeWords.begin(), kMadeWords.end(), [&](std::string_view word) { return name.find(word) != name.npos; });
}

bool is_telling_address(std::string_view address) {
  bool formed = !address.empty() && address.find_first_not_of("0123456789abcdefABCDEF:.") == address.npos && address.find_first_of(":.") != address.npos;
  return formed && !address.starts_with("127.") && address != "::1" && address != "0.0.0.0" && address != "::" && !folded(address).starts_with("fe80:");
}

}  // namespace outdesk
