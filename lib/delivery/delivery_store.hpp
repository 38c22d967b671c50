// The log of deliveries in the store: append-only and chained.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/sha256.hpp"
#include "delivery/delivery_rules.hpp"
#include "store/db.hpp"

namespace outdesk {

/// Writes a change of state inside the caller's Transaction.
void append_delivery(Db& db, std::int64_t client, const DeliveryLine& line);

/// Lines of a client's month, oldest first.
std::vector<DeliveryLine> deliveries_of(Db& db, std::int64_t client, Month month, Audience audience);
/// Of all its months and audiences, oldest first.
std::vector<DeliveryLine> deliveries_of(Db& db, std::int64_t client);

/// The highest revision that the client has or may have (sent, accepted, uncertain); empty where it has none.  A package of
/// that month that differs from it must be the next revision.  Only what went to one of `addresses` counts, where there are any.
std::optional<SentRevision> last_sent(Db& db, std::int64_t client, Month month, Audience audience, const std::vector<std::string>& addresses = {});

std::int64_t count_deliveries(Db& db);
/// Lines that are no longer what was written, in words; empty where all is well.
std::vector<std::string> delivery_damage(Db& db);

}  // namespace outdesk
