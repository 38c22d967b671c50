// JSON, written as it comes: no tree of it is ever in memory.
#pragma once

#include <string_view>
#include <vector>

#include "output/buffered_sink.hpp"
#include "output/document.hpp"

namespace outdesk {

/// Always valid UTF-8: other bytes become U+FFFD.  Control characters, and those that deceive the eye
/// on a terminal, are written as escapes, so the value survives and the terminal is safe.
class JsonWriter {
 public:
  enum class Layout { indented, one_line };
  JsonWriter(BufferedSink& out, Layout layout) : out_(out), layout_(layout) {}

  void begin_object() { begin('{'); }
  void end_object() { end('}'); }
  void begin_list() { begin('['); }
  void end_list() { end(']'); }
  void member(std::string_view name);
  void text(std::string_view value);
  void null() { plain("null"); }
  void integer(std::int64_t value);
  void boolean(bool value) { plain(value ? "true" : "false"); }
  /// As writers.hpp says: durations in seconds, money in minor units, shares rounded down...
  void value(const Value& value);

 private:
  void begin(char bracket);
  void end(char bracket);
  void plain(std::string_view token);
  void before_value();
  void new_line();
  void quoted(std::string_view value);

  BufferedSink& out_;
  Layout layout_;
  std::vector<bool> filled_;  ///< for each open bracket: something stands in it
  bool after_name_ = false;
};

}  // namespace outdesk
