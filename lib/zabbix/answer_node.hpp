// What Zabbix tells about one thing, with the doubts that an answer from outside deserves.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "client/monitoring_terms.hpp"
#include "input/json.hpp"

namespace outdesk {

/// A whole number that is not negative: Zabbix writes most of them as text ("17").  Throws InputError with its path.
std::int64_t number_at(const JsonNode& node, std::string_view key);
/// The same with -1 among the values, as the state of a service has it.
std::int64_t state_at(const JsonNode& node, std::string_view key);
/// An id: up to 20 digits.
std::string id_at(const JsonNode& node, std::string_view key);
/// Text as one storable line of at most 500 characters, ends trimmed; empty where the member is not there.
std::string line_at(const JsonNode& node, std::string_view key);
/// A time of Zabbix: Unix seconds up to the year 2106, as its database has them.
Instant clock_at(const JsonNode& node, std::string_view key);
/// 0 to 5.
Severity severity_at(const JsonNode& node, std::string_view key);

/// One line of what people wrote, as line_at.
std::string short_line(std::string_view text);

}  // namespace outdesk
