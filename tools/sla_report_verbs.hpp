// What the verbs of sla-report share.
#pragma once

#include "command.hpp"
#include "sla/judge_period.hpp"

namespace outdesk {

/// explain, at-risk, heatmap, calendar, clients.
std::vector<Verb> sla_report_verbs();

/// What every report can be printed as.
std::vector<std::string> report_formats();
/// --client, --month, --from, --to, --provisional.
std::vector<OptionSpec> period_options();
/// --month, or --from and --to: days in the client's zone.
Period period_of(const Options& options, const Zone& zone);
/// In the zone of the contract in force on its first day.
Period period_of(const Options& options, const std::vector<Contract>& contracts);
/// What the options of period_options ask for; refused where it cannot be judged.
PeriodRequest request_of(Context& context, const Options& options, Db& db);
std::vector<Contract> contracts_or_refuse(Db& db, const std::string& client, Instant as_of);
Language language_of(const Context& context, const Contract& contract);

}  // namespace outdesk
