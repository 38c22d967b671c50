#include "zabbix/answer_node.hpp"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <optional>

#include "base/text.hpp"

namespace outdesk {

namespace {

constexpr std::int64_t kLastClock = 4294967295;
constexpr std::size_t kLongestLine = 500;

std::optional<std::int64_t> number_of(const Json& value) {
  if (value.is_number_integer() && value >= 0 && value <= INT64_MAX) return value.get<std::int64_t>();
  return value.is_string() ? parse_count(value.get_ref<const std::string&>()) : std::nullopt;
}

}  // namespace

std::int64_t number_at(const JsonNode& node, std::string_view key) {
  JsonNode member = node.at(key);
  auto number = number_of(member.json());
  if (!number) member.fail("must be a whole number");
  return *number;
}

std::int64_t state_at(const JsonNode& node, std::string_view key) {
  JsonNode member = node.at(key);
  const Json& value = member.json();
  if (value == -1 || value == "-1") return -1;
  std::int64_t state = number_at(node, key);
  if (state > static_cast<int>(Severity::disaster)) member.fail("must be a state of a service, -1 to 5");
  return state;
}

std::string id_at(const JsonNode& node, std::string_view key) {
  JsonNode member = node.at(key);
  const Json& value = member.json();
  std::string id = value.is_number_unsigned() ? std::to_string(value.get<std::uint64_t>()) : value.is_string() ? value.get<std::string>() : "";
  if (id.empty() || id.size() > 20 || id.find_first_not_of("0123456789") != id.npos) member.fail("must be an id of Zabbix, digits");
  return id;
}

std::string short_line(std::string_view text) {
  std::string line = storable(text, true);
  std::replace(line.begin(), line.end(), '\n', ' ');
  std::replace(line.begin(), line.end(), '\t', ' ');
  line = std::string(trimmed(line));
  std::size_t end = 0;
  for (std::size_t taken = 0; end < line.size() && taken < kLongestLine; ++taken) end += code_point_at(line, end).size;
  if (end < line.size()) line = line.substr(0, end) + "…";
  return line;
}

std::string line_at(const JsonNode& node, std::string_view key) {
  auto member = node.find(key);
  if (!member || member->json().is_null()) return "";
  if (!member->is_text()) member->fail("must be text");
  return short_line(member->json().get_ref<const std::string&>());
}

Instant clock_at(const JsonNode& node, std::string_view key) {
  std::int64_t clock = number_at(node, key);
  if (clock <= 0 || clock > kLastClock) node.at(key).fail("must be a time in seconds since 1970");
  return Instant{clock};
}

Severity severity_at(const JsonNode& node, std::string_view key) {
  std::int64_t severity = number_at(node, key);
  if (severity > static_cast<int>(Severity::disaster)) node.at(key).fail("must be a severity, 0 to 5");
  return static_cast<Severity>(severity);
}

}  // namespace outdesk
