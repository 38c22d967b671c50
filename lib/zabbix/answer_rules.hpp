// What the answers of a Zabbix mean.  They come as one document, whether they were just asked for or saved in a file:
//
//   {"outdesk": "zabbix/1",
//    "asked": {"at": "2026-10-01T06:00:00Z", "from": "2026-08-31T21:00:00Z", "to": "2026-09-30T21:00:00Z"},
//    "answers": {
//      "version":    "6.0.14"                                                       apiinfo.version
//      "hosts":      [{"hostid", "name"}]                                           host.get
//      "services":   [{"serviceid", "name", "status_timeline": [{"start_value", "alarms": [{"clock", "value"}]}]}]   from "from" to "at"
//      "problems":   [{"eventid", "clock", "name", "severity", "objectid", "r_eventid", "acknowledged", "hosts", "acknowledges"}]  event.get
//      "recoveries": [{"eventid", "clock"}]                                         event.get of each r_eventid
//      "triggers":   [{"triggerid"}]                                                trigger.get: of the open problems, those still watched
//      "items":      [{"itemid", "key_", "name", "hosts"}]                          item.get
//      "hours":      [{"itemid", "clock", "num", "sum", "last", "max"}]}}           history.get and trend.get, added up by the hour
#pragma once

#include <optional>

#include "input/json.hpp"
#include "monitor/monitoring_facts.hpp"

namespace outdesk {

/// Facts of the document, within `period` where it is given.  Throws InputError, with the path of the value, for what is no
/// such document and for answers that contradict themselves; counts in the facts' `notes` what it had to leave aside.
MonitoringFacts facts_of_answers(const JsonNode& document, const MonitoringTerms& terms, std::optional<Period> period);

/// Problems of the answers that touch `covered`, one for each host that has part in it; those of further hosts have
/// "ID/HOST" as their id.
void add_problems(const JsonNode& answers, Instant asked_at, MonitoringFacts& facts);
/// Times in which services were not well, one for each severity that they went through.  One that began before the time that
/// was asked about begins with it.
void add_stops(const JsonNode& answers, Period asked, MonitoringFacts& facts);
/// Hours of the items that a figure of the terms names.
void add_item_values(const JsonNode& answers, const MonitoringTerms& terms, MonitoringFacts& facts);

/// Whether some of the problem lies in the period; a moment at its very beginning does.
bool touches(const WatchedProblem& problem, const Period& period);
/// What of the period lies before `now`: of what comes nobody can tell.  Throws UsageError where it has not begun.
Period past_part(const Period& period, Instant now);

/// Whether a figure of the terms wants this item of this host.
bool is_wanted(const MonitoringTerms& terms, const std::string& host, const std::string& item);

}  // namespace outdesk
