// Whose message it is, and which ticket it speaks of.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "client/contract.hpp"

namespace outdesk {

/// How a contract claims an address; a full address wins over a domain.
enum class MailClaim { none, domain, address };
MailClaim claim_of(const Contract& contract, std::string_view address);

/// Name of the person of the contract who has this address; empty where it has none.
std::string person_of_address(const Contract& contract, std::string_view address);

/// Keys that a subject's markers name, in order: "[T-2026-00417]", "[#T-2026-00417]", "[Ticket#T-2026-00417]"
/// ("Ticket" in any case, with or without '#', ':' and spaces).  Only what may be a key, at most 10.
std::vector<std::string> marked_tickets(std::string_view subject);

/// The marker that our own letters bear.
std::string marker_of(const std::string& ticket);

/// A subject without the markers and without "Re:", "Aw:", "Fwd:", "Отв:" and their kin at its start.
std::string bare_subject(std::string_view subject);

}  // namespace outdesk
