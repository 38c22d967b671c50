// Inventories as JSON: what GLPI agents send, and what OCS Inventory's REST interface answers.
#pragma once

#include "inventory/document_reader.hpp"
#include "inventory/read_pieces.hpp"

namespace outdesk {

/// Tells `reader` of all members and items, each under its own name.  Throws InputError with the line: not JSON, not UTF-8,
/// not one object, nested too deeply.
void read_json_inventory(DocumentPieces& pieces, DocumentReader& reader);

}  // namespace outdesk
