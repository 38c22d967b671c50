// One fact about a ticket: what a line of the journal says.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/instant.hpp"

namespace outdesk {

enum class EventKind {
  created, message, assigned, waiting, resumed, priority, resolved, closed, reopened,
  work, scheduled, rated, reviewed, merged, split, linked, moved, undone,
};

/// "created"; empty for a word that is no event.
std::string_view name_of(EventKind kind);
std::optional<EventKind> event_kind(std::string_view name);

/// Adds `text` as JSON in canonical form, with its quotes.
void append_json(std::string& out, std::string_view text);

/// The further fields of a line: a flat JSON object in canonical form, that is keys in byte order, no
/// space, text with only the escapes that JSON demands, whole numbers, true and false.
/// Getters scan the text; no field is copied before it is asked for.
class Fields {
 public:
  Fields() = default;
  /// `canonical` must come from str(); nothing is checked.
  explicit Fields(std::string canonical) : text_(std::move(canonical)) {}

  Fields& set(std::string_view name, std::string_view text);
  Fields& set(std::string_view name, const char* text) { return set(name, std::string_view(text)); }
  Fields& set(std::string_view name, std::int64_t number);
  Fields& set(std::string_view name, bool flag);

  bool has(std::string_view name) const { return !raw(name).empty(); }
  std::string text(std::string_view name) const;  ///< "" where absent or not text
  /// The names of all fields, in their order.
  std::vector<std::string> names() const;
  /// Every text with its name, in the order of names: one walk where many are asked for.
  std::vector<std::pair<std::string_view, std::string>> texts() const;
  std::optional<std::int64_t> number(std::string_view name) const;
  bool flag(std::string_view name) const;         ///< false where absent
  const std::string& str() const { return text_; }
  bool operator==(const Fields&) const = default;

 private:
  std::string_view raw(std::string_view name) const;  ///< the value as JSON; empty where absent
  Fields& put(std::string_view name, const std::string& json);
  std::string text_ = "{}";
};

struct Event {
  std::int64_t seq = 0;  ///< number of the line in the store; 0 before it is there
  Instant at;            ///< when it happened
  Instant entered;       ///< when it was written down; later than `at` for a late entry
  std::string by;        ///< engineer, "client:NAME" or "system"
  EventKind kind = EventKind::created;
  Fields fields;         ///< names and meaning: outdesk-journal(5)

  std::string text(std::string_view name) const { return fields.text(name); }
  std::optional<std::int64_t> number(std::string_view name) const { return fields.number(name); }
  bool flag(std::string_view name) const { return fields.flag(name); }
};

/// Order in which events of one ticket count: by effective time, then by line (sla.md case 65).
inline bool happens_before(const Event& a, const Event& b) {
  return a.at != b.at ? a.at < b.at : a.seq < b.seq;
}

}  // namespace outdesk
