// What the targets of this folder share: claims that end the run where they do not hold, and what a refusal must say.
#pragma once

#include <cstdint>
#include <cstdlib>
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>

#include "base/error.hpp"
#include "base/text.hpp"
#include "input/json.hpp"

namespace outdesk {

inline void require(bool holds) {
  if (!holds) __builtin_trap();
}

/// A refusal names its source, is not longer than what it is about (shown, a byte is `\u{200b}` at worst), and goes over
/// a terminal as plain text once printable() has seen it, as main prints it.
inline void require_clear(const Error& error, std::string_view source, std::size_t input) {
  std::string said = std::string(error.what()) + error.next_step();
  require(said.size() > source.size() && std::string_view(error.what()).find(source) != std::string_view::npos);
  require(said.size() <= 16 * input + 4096);
  require(unstorable(printable(said)).empty() && printable(printable(said)) == printable(said));
}

/// Whether `work` was refused with clear words about `source`; anything but an Error is a finding.
template <class Work>
bool refused(std::string_view source, std::size_t input, Work work) {
  try {
    work();
    return false;
  } catch (const Error& error) {
    require_clear(error, source, input);
    return true;
  }
}

/// The first N of an error "fuzz:N: …"; 0 where it names no line.
inline long line_in(const Error& error, std::string_view source) {
  std::string_view text = error.what();
  if (!text.starts_with(source) || text.size() <= source.size() + 1 || text[source.size()] != ':') return 0;
  return std::strtol(text.data() + source.size() + 1, nullptr, 10);
}

/// What a target reads JSON from: the text as it stands, or, where it is an object whose only key is "patch", what the
/// merge patch (RFC 7396) makes of `whole`: a few bytes reach every corner of a large document.
inline Json patched(std::string_view text, const Json& whole) {
  Json json = parse_json(text, "fuzz");
  if (!json.is_object() || json.size() != 1 || !json.contains("patch")) return json;
  Json made = whole;
  made.merge_patch(json["patch"]);
  return made;
}

inline std::string_view as_text(const std::uint8_t* data, std::size_t size) { return {reinterpret_cast<const char*>(data), size}; }

}  // namespace outdesk
