// Outages, availability, problems and figures as tables: for `asset outages` and for the monthly package.
#pragma once

#include <vector>

#include "client/contract.hpp"
#include "monitor/availability_rules.hpp"
#include "output/document.hpp"

namespace outdesk {

/// A sentence for each time without data; empty where there are all.
std::vector<Block> silence_blocks(const MonitoringMonth& month, const Zone& zone, Language language);

/// Services with availability and target, and the outages.
std::vector<Block> outage_blocks(const MonitoringMonth& month, const Zone& zone, Language language);

/// Figures, problems by severity, and those that nobody acknowledged in time.
std::vector<Block> network_blocks(const MonitoringMonth& month, const MonitoringTerms& terms, Language language);

/// Schema outages/1.  `contract` has terms of monitoring.
Document outage_report(const MonitoringMonth& month, const Contract& contract, Language language);

}  // namespace outdesk
