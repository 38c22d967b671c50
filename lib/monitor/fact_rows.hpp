// The rows that monitoring facts are kept as: a name by which a fact is known again, and a body of canonical JSON.
#pragma once

#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "monitor/monitoring_facts.hpp"
#include "monitor/monitoring_record.hpp"

namespace outdesk {

struct FactRow {
  std::string kind;                ///< "problem", "stop", "value", "span"
  /// JSON list with the source in front: of a problem and its id; of a stop, service and beginning; of a value, host, item and
  /// beginning; of a span, beginning and end.
  std::string name;
  Instant began;
  std::optional<Instant> ended;
  std::string body;
};

/// One answer as rows, its span last.  Texts are made storable.
std::vector<FactRow> rows_of(const MonitoringFacts& facts);

/// What an answer said beside its facts.
struct AnswerSpan {
  std::string source;
  Period covered;
  std::vector<std::string> hosts, services;
  std::set<std::string> open;      ///< names of problems and stops that it had open
};

WatchedProblem problem_of(const FactRow& row);
ServiceStop stop_of(const FactRow& row);
ItemValue value_of(const FactRow& row);
AnswerSpan span_of(const FactRow& row);

/// `told` where an earlier row of the same problem or stop is `known`: what an answer about [.., covered_to) could not see
/// yet stays known.
FactRow with_what_is_known(FactRow told, const FactRow& known, Instant covered_to);

}  // namespace outdesk
