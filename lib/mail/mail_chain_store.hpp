// The chain over messages: a row of mail_message or of its parties that was changed, removed or reordered shows.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "store/db.hpp"

namespace outdesk {

/// Chains a message that was just kept with its parties.  Lives inside the caller's Transaction.
void chain_message(Db& db, std::int64_t message);

/// Chains the messages of a store that has no chain over them yet, as a program before schema 10 left it; else does nothing.
void chain_messages_of_before(Db& db);

/// Messages that are not what was chained, in words; empty where all is well.
std::vector<std::string> mail_chain_damage(Db& db);

}  // namespace outdesk
