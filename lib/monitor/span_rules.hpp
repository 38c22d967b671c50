// Spans of time as sets: lists that are ascending and apart from each other.
#pragma once

#include <vector>

#include "base/instant.hpp"

namespace outdesk {

using Spans = std::vector<Period>;

/// Spans that touch or overlap become one; empty ones are dropped.
Spans merged_spans(Spans spans);
/// What lies in both.
Spans in_both(const Spans& spans, Period period);
Spans in_both(const Spans& spans, const Spans& others);
/// What of `period` lies in none.
Spans left_of(const Spans& spans, Period period);
Seconds length_of(const Spans& spans);

}  // namespace outdesk
