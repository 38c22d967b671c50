// Reading JSON that somebody else wrote: strict, bounded, and every error names file and path.
#pragma once

#include <initializer_list>
#include <memory>
#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/error.hpp"
#include "base/instant.hpp"
#include "base/money.hpp"

namespace outdesk {

using Json = nlohmann::json;

/// Parses one JSON value (RFC 8259).  Refuses, with `file` and line: invalid UTF-8, nesting deeper
/// than 64, an object key given twice, anything after the value.  `first_line` is the number of the
/// text's first line in the file.
Json parse_json(std::string_view text, std::string_view file, long first_line = 1);

/// A whole file, at most `limit` bytes.  Throws InputError (no such file, too large).
std::string read_file(const std::string& path, std::size_t limit = 64u << 20);
Json read_json_file(const std::string& path);

/// A value inside a JSON document, together with where it stands.  Getters throw InputError that
/// reads `file:12: 'priorities.P1.response': must be a duration such as "4h"`.  The Json must outlive it.
class JsonNode {
 public:
  /// `line` is where all of the JSON stands; else `text`, which the JSON was read from and must outlive the
  /// node, tells the line of each value.
  JsonNode(const Json& value, std::string file, std::string path = {}, long line = 0, const std::string* text = nullptr)
      : value_(&value), file_(std::move(file)), path_(std::move(path)), line_(line), text_(text) {}

  const Json& json() const { return *value_; }
  const std::string& path() const { return path_; }

  JsonNode at(std::string_view key) const;                   ///< a member that must be there
  std::optional<JsonNode> find(std::string_view key) const;  ///< empty where absent
  bool has(std::string_view key) const { return find(key).has_value(); }
  std::vector<JsonNode> items() const;                       ///< of an array
  std::vector<std::pair<std::string, JsonNode>> members() const;  ///< of an object, by key

  bool is_object() const;
  bool is_array() const;
  bool is_text() const;

  std::string text() const;            ///< storable text (UTF-8, no control characters)
  std::string multiline_text() const;  ///< newlines and tabs allowed
  std::int64_t integer() const;
  bool boolean() const;
  Seconds duration() const;            ///< "4h", "132h30m"
  Seconds duration_with_days() const;  ///< "7d" also
  Decimal decimal() const;             ///< "0.95", as text
  Date date() const;                   ///< "2026-01-01"
  Instant instant() const;             ///< RFC 3339 with a zone

  /// One of `choices`, else an error that lists them.
  std::string one_of(std::span<const std::string_view> choices) const;
  std::string one_of(std::initializer_list<std::string_view> choices) const { return one_of(std::span(choices.begin(), choices.size())); }

  /// Refuses any key that is not among `keys`, naming its path and the nearest known one.
  void only(std::initializer_list<std::string_view> keys) const;

  [[noreturn]] void fail(std::string_view problem, std::string_view next_step = "") const;

 private:
  const Json* value_;
  JsonNode inner(const Json& value, std::string path) const { return {value, file_, std::move(path), line_, text_}; }
  std::string member_path(std::string_view key) const;
  std::string file_, path_;
  long line_;
  const std::string* text_;
};

/// A JSON file that somebody wrote by hand: errors about its values name their line too.
class JsonFile {
 public:
  explicit JsonFile(const std::string& path);  ///< throws InputError
  JsonFile(const JsonFile&) = delete;
  ~JsonFile();
  JsonNode node() const { return {*json_, path_, {}, 0, &text_}; }
  const Json& json() const { return *json_; }

 private:
  std::string path_, text_;
  std::unique_ptr<Json> json_;
};

}  // namespace outdesk
