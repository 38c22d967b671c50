// Which packages a run is asked for, and where they lie.
#pragma once

#include "command.hpp"
#include "store/db.hpp"

namespace outdesk {

/// --dir, else -o, else the folder "packages" in the context's folder.
std::string packages_folder(const Context& context, const Options& options);

/// The month of --month; "last" is the one before that in which the client's day is at `now`.  Throws NotFound for a client
/// without a contract.
Month asked_month(Db& db, const std::string& client, const Options& options, Instant now);

/// Throws UsageError unless just one of --client and --all is there, and --month is a month or "last".
void check_client_or_all(const Options& options);

}  // namespace outdesk
