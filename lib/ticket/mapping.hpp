// How an export of another system becomes journal lines: a mapping file (outdesk-mapping(5)).
#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "base/zone.hpp"
#include "input/json.hpp"
#include "ticket/event.hpp"

namespace outdesk {

/// Where a value comes from: a column (with words translated), a fixed text, or a template "{a}, {b}".
struct ValueSource {
  std::string column, text;
  std::vector<std::string> pieces;           ///< of a template: text, column, text, column, …
  std::map<std::string, std::string> words;  ///< empty: the column's text as it is
  std::optional<std::string> otherwise;      ///< for a word that `words` lacks; without it the word stays as it is
};

/// An event that a row makes when the column of its time is filled.
struct EventSource {
  EventKind kind = EventKind::created;
  std::string at;
  std::optional<ValueSource> by;
  std::map<std::string, ValueSource> fields;
};

struct Mapping {
  std::string title;
  bool states = false;           ///< a row for every saved state; else a row for every ticket
  char delimiter = ',';
  std::set<std::string> unknown; ///< texts that mean "not known"
  const Zone* zone = nullptr;    ///< of times without an offset
  std::vector<std::string> times;///< accepted forms: "rfc3339", or letters d m Y H M S with what stands between
  std::string ticket;
  EventSource created;
  std::vector<EventSource> events;                 ///< ticket rows: resolved, closed, work…
  std::optional<ValueSource> priority, to, line;   ///< state rows: what is compared with the row before
  std::string at, reopen_count;
  std::optional<ValueSource> by, state;
};

/// Reads and checks a mapping; errors name the path.
Mapping read_mapping(const JsonNode& file);

/// A shipped mapping by name ("servicenow"), else a file by path.  Throws NotFound with the known names.
Mapping load_mapping(const std::string& name_or_path);

/// Reads a time in one of the mapping's forms; empty where none fits.
std::optional<Instant> mapped_instant(const Mapping& mapping, std::string_view text);

}  // namespace outdesk
