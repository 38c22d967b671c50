// The load by weekday and hour of the client's zone.
#pragma once

#include "output/document.hpp"
#include "sla/judge_period.hpp"

namespace outdesk {

/// Requests received by weekday and local hour; machine form, for the JSON.
Table arrival_table(const QualityCounts& quality, Language language);

enum class LoadKind { received, ended };
/// Requests by the weekday and hour at which they came or ended, with the busiest hour and the share outside
/// Monday to Friday, 09:00 to 18:00.
Document heatmap_report(const SlaPeriod& judged, LoadKind load, Language language);

}  // namespace outdesk
