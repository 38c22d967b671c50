// Inventories that other systems made, as devices.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "inventory/document_reader.hpp"

namespace outdesk {

/// What became of one document.
struct InventoryReceipt {
  std::string form;                ///< "inventory", "netinventory", "snmpquery", "netdiscovery"…; "ocs rest", "ocs database"
  std::size_t devices = 0;
  std::vector<std::string> notes;  ///< what was cut or left aside, in words; empty where nothing was
};

struct InventoryDocument : InventoryReceipt {
  std::vector<SeenDevice> devices_read;
};

/// Reads a document of any of these forms, known by its content, and gives its devices one by one:
///   the XML protocol of OCS, FusionInventory and GLPI agents (inventories, SNMP queries, discoveries of networks);
///   the JSON of GLPI agents; an answer of OCS Inventory's REST interface (/ocsapi/v1/computers);
///   a dump of its database (mysqldump --xml, with the tables hardware, bios, networks, software…);
/// each also packed by zlib or gzip.  Times without an offset of their own are read in `zone`.
///
/// Memory is bounded: by the largest device; for a dump of a database by what it says of all.  Throws InputError with the
/// line for what is none of these, damaged, cut off, or larger than 256 MiB (1 GiB for exports of a server), perhaps after
/// some devices were given: the caller keeps none of them then.
InventoryReceipt read_inventory(const std::string& path, const Zone& zone, const TakeDevice& take);
InventoryReceipt read_inventory_bytes(std::string_view bytes, const std::string& name, const Zone& zone, const TakeDevice& take);

/// Whether a file begins as one of these forms does: with <, { or [, packed or not.  Throws InputError for a file that cannot be read.
bool begins_as_inventory(const std::string& path);

/// The same with its devices in a list, each with the document's name.
InventoryDocument read_inventory(const std::string& path, const Zone& zone);
InventoryDocument read_inventory_bytes(std::string_view bytes, const std::string& name, const Zone& zone);

}  // namespace outdesk
