// Computers of an OCS Inventory server through its REST interface (ocsapi).
#pragma once

#include <functional>
#include <string>

#include "inventory/read_inventory.hpp"

namespace outdesk {

/// Gives what the server answers to a path below its interface's root, such as "/v1/computers/listID".
using AskOcs = std::function<std::string(const std::string& path)>;

/// Asks for the list of computers and then for each: the interface's own list of many at once ("/v1/computers?start=…") leaves
/// programs out since OCS Inventory 2.8.  `server` is its name for messages.  Times are read in `zone`, which should be the
/// server's.  Throws InputError for an answer that is none of the interface's, and what `ask` throws.
InventoryReceipt read_ocs_server(const AskOcs& ask, const std::string& server, const Zone& zone, const TakeDevice& take);

}  // namespace outdesk
