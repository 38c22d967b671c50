#include "monitor/span_rules.hpp"

#include <algorithm>

namespace outdesk {

Spans merged_spans(Spans spans) {
  std::sort(spans.begin(), spans.end(), [](const Period& a, const Period& b) { return a.from < b.from; });
  Spans merged;
  for (const Period& span : spans) {
    if (span.to <= span.from) continue;
    if (!merged.empty() && span.from <= merged.back().to) merged.back().to = std::max(merged.back().to, span.to);
    else merged.push_back(span);
  }
  return merged;
}

Spans in_both(const Spans& spans, Period period) {
  Spans common;
  for (const Period& span : spans) {
    Period cut{std::max(span.from, period.from), std::min(span.to, period.to)};
    if (cut.from < cut.to) common.push_back(cut);
  }
  return common;
}

Spans in_both(const Spans& spans, const Spans& others) {
  Spans common;
  for (const Period& other : others)
    for (const Period& cut : in_both(spans, other)) common.push_back(cut);
  return common;
}

Spans left_of(const Spans& spans, Period period) {
  Spans left;
  Instant at = period.from;
  for (const Period& span : in_both(spans, period)) {
    if (at < span.from) left.push_back({at, span.from});
    at = span.to;
  }
  if (at < period.to) left.push_back({at, period.to});
  return left;
}

Seconds length_of(const Spans& spans) {
  Seconds sum;
  for (const Period& span : spans) sum += span.to - span.from;
  return sum;
}

}  // namespace outdesk
