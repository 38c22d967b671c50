// The parts of a mapping file that say where values and events come from.
#pragma once

#include "ticket/mapping.hpp"

namespace outdesk {

/// A source: the name of a column, or an object.  Errors name the path.
ValueSource read_value_source(const JsonNode& node);
std::optional<ValueSource> find_value_source(const JsonNode& node, std::string_view key);

/// `created`, or a member of `events`.
EventSource read_created_source(const JsonNode& node);
EventSource read_event_source(const JsonNode& node, bool rows_are_events);

/// Refuses words of states that there are none of.
void check_state_words(const JsonNode& node, const ValueSource& state);

}  // namespace outdesk
