// A client's last whole months, counted from the journal, for calculations of cost.
#pragma once

#include <string>

#include "cost/service_history.hpp"
#include "store/db.hpp"

namespace outdesk {

/// The last whole months before `now` in the client's zone, of 12 those that the contract and the journal cover from their
/// first week on and in which requests came, without a gap.  There may be none.  Throws NotFound for a client or a contract that is not there.
cost::ServiceHistory measure_history(Db& db, const std::string& client, Instant now);

}  // namespace outdesk
