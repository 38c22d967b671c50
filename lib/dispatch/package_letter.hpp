// The letter that takes a package to its readers.
#pragma once

#include <string>

#include "client/contract.hpp"
#include "dispatch/find_package.hpp"
#include "mime/compose_letter.hpp"

namespace outdesk {

/// "romashka-2025-09-director-r1@msp.example": the same letter sent again bears the same id, so that a mailbox shows it once.
std::string message_id_of(const FoundPackage& package, const std::string& from);

/// In the contract's language: the package's own LETTER.txt, what is attached, and
/// the package as a zip, attached up to the contract's size.  The same package at the same instant has the same letter.
Letter letter_of(const FoundPackage& package, const Contract& contract, const std::string& from, Instant date);

}  // namespace outdesk
