// What a device is, by the words that inventories have for it.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "asset/device.hpp"

namespace outdesk {

/// Of a type of GLPI's items ("NetworkEquipment") or of a scan ("NETWORKING"), whatever its case.
std::optional<AssetKind> kind_of_type(std::string_view type);
/// Of a computer: a server where its system or its chassis is a server's, a phone where its system is a phone's.
AssetKind kind_of_computer(std::string_view os, std::string_view chassis);

/// Whether a network card is one, and no bridge, tunnel, loopback or card of a virtual machine inside.
bool is_own_card(std::string_view description, std::string_view type, bool is_virtual);
/// Whether an address tells where in the network a device is: not of loopback, this link alone, or none.
bool is_telling_address(std::string_view address);

}  // namespace outdesk
