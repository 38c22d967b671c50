#include "input/json.hpp"

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <memory>
#include <nlohmann/json.hpp>
#include <set>

#include "base/text.hpp"
#include "input/json_place.hpp"

namespace outdesk {

namespace {

constexpr int kMaxDepth = 64;

/// Watches a parse and notes the first thing that strict reading refuses.
class StrictReader {
 public:
  bool operator()(int depth, Json::parse_event_t event, const Json& parsed) {
    using Event = Json::parse_event_t;
    if (depth > kMaxDepth) refuse("is nested deeper than " + std::to_string(kMaxDepth) + " levels");
    if (event == Event::object_start) keys_.emplace_back();
    if (event == Event::object_end) keys_.pop_back();
    if (event == Event::key && !keys_.back().insert(parsed.get_ref<const std::string&>()).second)
      refuse("has the key " + in_quotes(parsed.get_ref<const std::string&>()) + " twice");
    return true;
  }

  struct Refused { std::string problem; };

 private:
  [[noreturn]] static void refuse(std::string problem) { throw Refused{std::move(problem)}; }
  std::vector<std::set<std::string>> keys_;
};

long line_of_byte(std::string_view text, std::size_t byte) {
  return static_cast<long>(std::count(text.begin(), text.begin() + static_cast<long>(std::min(byte, text.size())), '\n'));
}

/// nlohmann's message without its "[json.exception...] parse error at line 1, column 2: " head.
std::string plain_reason(const std::string& what) {
  std::size_t at = what.find(": ");
  return printable(at == what.npos ? what : what.substr(at + 2));
}

const char* type_name(const Json& value) {
  if (value.is_null()) return "null";
  if (value.is_boolean()) return "true or false";
  if (value.is_number()) return "a number";
  if (value.is_string()) return "text";
  return value.is_array() ? "a list" : "an object";
}

}  // namespace

Json parse_json(std::string_view text, std::string_view file, long first_line) {
  if (std::size_t at = invalid_utf8(text); at != text.npos)
    throw InputError(file, first_line + line_of_byte(text, at),
                     "not valid UTF-8 at byte " + std::to_string(at + 1),
                     "convert the file to UTF-8, for example with iconv");
  StrictReader strict;
  try {
    return Json::parse(text.begin(), text.end(),
                       [&](int depth, Json::parse_event_t event, Json& parsed) {
                         return strict(depth, event, parsed);
                       });
  } catch (const StrictReader::Refused& refused) {
    throw InputError(file, first_line, "this JSON " + refused.problem);
  } catch (const Json::parse_error& error) {
    throw InputError(file, first_line + line_of_byte(text, error.byte ? error.byte - 1 : 0),
                     "not JSON: " + plain_reason(error.what()), "correct the text there; a JSON checker such as jq names the place too");
  } catch (const Json::exception& error) {
    throw InputError(file, first_line, "not JSON: " + plain_reason(error.what()));
  }
}

namespace {

[[noreturn]] void refuse_unreadable(const std::string& path, int why) {
  std::string next = why == EISDIR ? "name a file in it" : why == EACCES ? "check who may read it, and open its folders" : "check the path";
  throw InputError(path, 0, std::string("cannot read: ") + std::strerror(why), next);
}

}  // namespace

std::string read_file(const std::string& path, std::size_t limit) {
  struct Close { void operator()(std::FILE* f) const { std::fclose(f); } };
  std::unique_ptr<std::FILE, Close> file(std::fopen(path.c_str(), "rbe"));
  if (!file) refuse_unreadable(path, errno);
  std::string content;
  char buffer[1 << 16];
  while (std::size_t n = std::fread(buffer, 1, sizeof buffer, file.get())) {
    content.append(buffer, n);
    if (content.size() > limit)
      throw InputError(path, 0, "larger than " + std::to_string(limit >> 20) + " MiB");
  }
  if (std::ferror(file.get())) refuse_unreadable(path, errno);
  return content;
}

Json read_json_file(const std::string& path) { return JsonFile(path).json(); }

JsonFile::JsonFile(const std::string& path) : path_(path), text_(read_file(path)) {
  if (text_.rfind("\xEF\xBB\xBF", 0) == 0) text_.erase(0, 3);
  json_ = std::make_unique<Json>(parse_json(text_, path_));
}

JsonFile::~JsonFile() = default;

void JsonNode::fail(std::string_view problem, std::string_view next_step) const {
  std::string where = path_.empty() ? "" : in_quotes(path_) + ": ";
  long line = line_ || !text_ ? line_ : line_of_path(*text_, path_);
  throw InputError(file_, line, where + std::string(problem), std::string(next_step));
}

std::string JsonNode::member_path(std::string_view key) const { return (path_.empty() ? "" : path_ + ".") + std::string(key); }

JsonNode JsonNode::at(std::string_view key) const {
  if (auto node = find(key)) return *node;
  inner(*value_, member_path(key)).fail("is missing");
}

std::optional<JsonNode> JsonNode::find(std::string_view key) const {
  if (!value_->is_object()) fail(std::string("must be an object, not ") + type_name(*value_));
  auto it = value_->find(std::string(key));
  if (it == value_->end()) return {};
  return inner(*it, member_path(key));
}

std::vector<JsonNode> JsonNode::items() const {
  if (!value_->is_array()) fail(std::string("must be a list, not ") + type_name(*value_));
  std::vector<JsonNode> nodes;
  for (const auto& item : *value_) nodes.push_back(inner(item, path_ + "[" + std::to_string(nodes.size()) + "]"));
  return nodes;
}

std::vector<std::pair<std::string, JsonNode>> JsonNode::members() const {
  if (!value_->is_object()) fail(std::string("must be an object, not ") + type_name(*value_));
  std::vector<std::pair<std::string, JsonNode>> nodes;
  for (const auto& [key, member] : value_->items())
    nodes.emplace_back(key, inner(member, member_path(key)));
  return nodes;
}

bool JsonNode::is_object() const { return value_->is_object(); }
bool JsonNode::is_array() const { return value_->is_array(); }
bool JsonNode::is_text() const { return value_->is_string(); }

std::string JsonNode::text() const {
  if (!value_->is_string()) fail(std::string("must be text, not ") + type_name(*value_));
  const auto& text = value_->get_ref<const std::string&>();
  if (auto why = unstorable(text); !why.empty()) fail(why, "take it out: text is kept in one line, without control characters");
  return text;
}

std::string JsonNode::multiline_text() const {
  if (!value_->is_string()) fail(std::string("must be text, not ") + type_name(*value_));
  std::string text = replaced(value_->get<std::string>(), "\r\n", "\n");
  if (auto why = unstorable(text, true); !why.empty()) fail(why, "take it out: of control characters only newlines and tabs are kept");
  return text;
}

std::int64_t JsonNode::integer() const {
  bool fits = value_->is_number_integer() &&
              (!value_->is_number_unsigned() || value_->get<std::uint64_t>() <= INT64_MAX);
  if (!fits) fail(std::string("must be a whole number, not ") + (value_->is_number() ? value_->dump() : type_name(*value_)));
  return value_->get<std::int64_t>();
}

bool JsonNode::boolean() const {
  if (!value_->is_boolean()) fail(std::string("must be true or false, not ") + type_name(*value_));
  return value_->get<bool>();
}

Seconds JsonNode::duration() const {
  if (auto length = parse_duration(text())) return *length;
  fail("must be a duration such as \"15m\", \"4h\" or \"132h30m\", not " + in_quotes(text()));
}

Seconds JsonNode::duration_with_days() const {
  if (auto length = parse_duration_with_days(text())) return *length;
  fail("must be a duration such as \"4h\" or \"7d\", not " + in_quotes(text()));
}

Decimal JsonNode::decimal() const {
  if (!value_->is_string())
    fail(std::string("must be an exact decimal in quotes such as \"0.95\", not ") + type_name(*value_));
  if (auto number = parse_decimal(text())) return *number;
  fail("must be a decimal such as \"0.95\", not " + in_quotes(text()));
}

Date JsonNode::date() const {
  if (auto day = parse_date(text())) return *day;
  fail("must be a date such as \"2026-01-31\" that exists, not " + in_quotes(text()));
}

Instant JsonNode::instant() const {
  if (auto at = parse_instant(text())) return *at;
  fail("must be a time that exists, with a zone, such as \"2026-10-31T20:59:59Z\", not " + in_quotes(text()), "its offset from UTC is Z, or for example +03:00");
}

std::string JsonNode::one_of(std::span<const std::string_view> choices) const {
  std::string given = text();
  if (std::find(choices.begin(), choices.end(), given) != choices.end()) return given;
  std::vector<std::string> names(choices.begin(), choices.end());
  fail("must be one of " + join(names, ", ") + ", not " + in_quotes(given));
}

void JsonNode::only(std::initializer_list<std::string_view> keys) const {
  std::vector<std::string> known(keys.begin(), keys.end());
  for (const auto& [key, node] : members()) {
    if (std::find(keys.begin(), keys.end(), key) != keys.end()) continue;
    std::string near = nearest(key, known);
    node.fail("unknown key", near.empty() ? "known keys here: " + join(known, ", ")
                                          : "did you mean " + in_quotes(near) + "?");
  }
}

}  // namespace outdesk
