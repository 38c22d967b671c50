// `outdesk client-report send` and `sign`; only outdesk-full does them.
#pragma once

#include "command.hpp"

namespace outdesk {

std::vector<Verb> client_report_delivery_verbs();

Exit run_client_report_send(Context&, const Options&);
Exit run_client_report_sign(Context&, const Options&);

/// What is wrong with the package's signature, for --key and --signer of `verify`; empty where all is well, or no key is given.
std::string signature_fault_of(const std::string& folder, const Options& options);

}  // namespace outdesk
