// All clients of a period side by side, for the provider, as a Document (JSON: sla-clients/1).
#pragma once

#include "output/document.hpp"
#include "sla/judge_period.hpp"

namespace outdesk {

/// `periods` in the order in which they are shown; `flag`: the share of all requests or of all work from which a
/// client is marked as large.
Document clients_report(const std::vector<SlaPeriod>& periods, Decimal flag, Language language);

}  // namespace outdesk
