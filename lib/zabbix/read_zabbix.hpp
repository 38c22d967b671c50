// What a Zabbix, or a file that came from one, tells about a time.
#pragma once

#include <optional>
#include <string>

#include "base/zone.hpp"
#include "monitor/monitoring_facts.hpp"
#include "zabbix/zabbix_api.hpp"

namespace outdesk {

/// Asks about `period`, as far as it lies before `now`.  Only what the token's user may see is told: one user for each client
/// keeps clients apart.  Throws what ZabbixApi throws; UsageError for a period that has not begun.
MonitoringFacts read_zabbix(const ZabbixSource& source, const MonitoringTerms& terms, Period period, Instant now);

/// The same answers as a file that read_zabbix_file reads, for a machine that reaches the server and has no store.  They have
/// been checked like those of read_zabbix.
std::string zabbix_file(const ZabbixSource& source, const MonitoringTerms& terms, Period period, Instant now);

/// A file of zabbix_file, or the list of problems that Zabbix's frontend exports (Monitoring, Problems, Export to CSV; titles
/// and times in English or Russian, times in `zone`).  Without `period` all of the first; a list does not say what time it is of,
/// and needs one.  What is covered never ends after `now`.  At most 64 MiB.  Throws InputError, also for a list with problems
/// of which none lies in the period; UsageError for a period that has not begun.
MonitoringFacts read_zabbix_file(const std::string& path, const MonitoringTerms& terms, std::optional<Period> period, const Zone& zone, Instant now);

/// The same from the bytes of a file, for messages called `file`.
MonitoringFacts zabbix_facts_of(std::string_view bytes, const std::string& file, const MonitoringTerms& terms, std::optional<Period> period, const Zone& zone, Instant now);

}  // namespace outdesk
