// The questions that a period needs, in pages that stay small, and their answers in one document.
#pragma once

#include "monitor/monitoring_facts.hpp"
#include "zabbix/zabbix_api.hpp"

namespace outdesk {

/// The document of answer_rules.hpp.  Throws what ZabbixApi throws, and InputError for answers that go round in circles or
/// have more rows than the source allows.
Json ask_zabbix(ZabbixApi& api, const MonitoringTerms& terms, Period covered, Instant now);

/// Values of the items by the hour.  Single values are asked for first; Zabbix's own hours where those do not reach back far enough.
Json ask_item_hours(ZabbixApi& api, const JsonNode& items, Period covered);

}  // namespace outdesk
