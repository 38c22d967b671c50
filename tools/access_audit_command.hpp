// Verbs of access-audit that only outdesk-full can do.
#pragma once

#include "command.hpp"

namespace outdesk {

Exit run_access_reconcile(Context& context, const Options& options);
Exit run_access_decisions(Context& context, const Options& options);

}  // namespace outdesk
