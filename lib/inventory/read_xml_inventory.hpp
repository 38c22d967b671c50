// Inventories as XML: the protocol of OCS, FusionInventory and GLPI agents, and dumps of an OCS Inventory database.
#pragma once

#include "base/zone.hpp"
#include "inventory/device_rules.hpp"
#include "inventory/document_reader.hpp"
#include "inventory/read_pieces.hpp"

namespace outdesk {

/// Tells `reader` of a REQUEST's elements, or gives `take` the computers of a `mysqldump --xml` at its end.  True for the
/// latter.  Throws InputError with the line: not well-formed, another root, and all else that XmlStream refuses.
bool read_xml_inventory(DocumentPieces& pieces, DocumentReader& reader, const Zone& zone, const TakeDevice& take, InventoryLosses& losses);

}  // namespace outdesk
