// A line of the journal in words, for people.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "base/zone.hpp"
#include "output/document.hpp"
#include "ticket/event.hpp"

namespace outdesk {

/// What it is: the event's name, and for messages who wrote to whom ("reply", "note", "from client", "automatic").
std::string title_of(const Event& event);

/// Its text first, then its other fields with their names; times in `zone` (UTC where null).  One line.
std::string details_of(const Event& event, const Zone* zone);

/// Every field name that occurs, in byte order.
std::vector<std::string> field_names(const std::vector<Event>& events);
/// A field as it is for machines.
Value field_value(const Event& event, const std::string& name);

}  // namespace outdesk
