// The verbs of `outdesk client-report`; only outdesk-full has them.
#pragma once

#include "command.hpp"

namespace outdesk {

Exit run_client_report_build(Context&, const Options&);
Exit run_client_report_verify(Context&, const Options&);
Exit run_client_report_list(Context&, const Options&);

}  // namespace outdesk
