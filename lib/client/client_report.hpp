// Clients and contracts as Documents.
#pragma once

#include "client/client_store.hpp"
#include "output/document.hpp"

namespace outdesk {

Document client_list(const std::vector<ClientLine>& clients);
/// The newest contract in words, and all versions.  Neither list may be empty.
Document client_card(const std::vector<Contract>& contracts, const std::vector<ContractVersion>& versions);

}  // namespace outdesk
