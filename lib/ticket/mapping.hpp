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

/// Whether a record says something: one word of `words`, the same as another column, or anything at all.
struct MappingCondition {
  std::string column, same_as;
  std::set<std::string> words;  ///< case aside; with `same_as` empty and no words: whether the column is filled
  bool wanted = true;           ///< false: the record must not say it
  bool in_list = false;         ///< `column` is a list, and one of its elements is one of `words`
};

/// Where a value comes from: a column (with words translated), a fixed text, a template "{a}, {b}", or the
/// first of several sources that knows one.
struct ValueSource {
  std::string column, text;
  std::vector<std::string> pieces;           ///< of a template: text, column, text, column, …
  std::vector<ValueSource> choices;          ///< "first"
  std::vector<MappingCondition> when;        ///< not known where one of them does not hold
  std::map<std::string, std::string> words;  ///< empty: the column's text as it is
  std::optional<std::string> otherwise;      ///< for a word that `words` lacks; without it the word stays as it is
  int html = 0;                              ///< 1: the text is HTML; 2: HTML that was escaped as text of HTML
  bool whole = false;                        ///< "1201.0" and "1 201" are 1201
  std::int64_t unit_s = 0;                   ///< a length of time in units of so many seconds; 0: it is none
};

/// An event that a record makes when its time is known.
struct EventSource {
  EventKind kind = EventKind::created;
  bool is_state = false;               ///< no event but a change of state: what it makes depends on the state before
  enum class Of { every, first, last } of = Of::every;  ///< rows of events: which rows of a ticket make it
  std::string each;                    ///< the list within the record whose elements each make one; empty: the record
  std::string split_by;                ///< an element is text with so divided parts
  std::vector<std::string> split_into; ///< their names; the last one takes what is left
  bool split_from_end = false;         ///< then the first one does
  std::vector<MappingCondition> when;
  ValueSource at;
  std::optional<ValueSource> by;
  std::map<std::string, ValueSource> fields;
  ValueSource state;                   ///< of is_state
};

struct Mapping {
  enum class Form { by_content, csv, xlsx, json } form = Form::by_content;
  enum class Rows { tickets, states, events } rows = Rows::tickets;
  std::string title;
  char delimiter = ',';          ///< 0: what the header row has most of
  std::string encoding;          ///< of a text that is not UTF-8; empty: none is expected
  bool preamble = false;         ///< lines may stand before the header row
  std::string sheet;             ///< of a workbook; empty: the first that is not hidden
  std::string records;           ///< of JSON: path of the list
  std::map<std::string, std::vector<std::string>> columns;  ///< titles that a column may have
  std::set<std::string> optional;                           ///< columns that the export may lack
  std::vector<std::string> fill_down;                       ///< an empty cell has the value of the row above
  std::set<std::string, std::less<>> unknown;               ///< texts that mean "not known"
  const Zone* zone = nullptr;    ///< of times without an offset
  std::vector<std::string> times;///< accepted forms (time_form_rules.hpp)
  std::optional<ValueSource> ticket, id;           ///< the key; the number by which files of one run know the ticket
  std::optional<EventSource> created;              ///< rows of events may have none
  std::vector<EventSource> events;                 ///< resolved, closed, work…
  std::string join_by, join_column, join_field, join_with;  ///< rows of events: neighbours that are one event
  std::optional<ValueSource> priority, to, line;   ///< state rows: what is compared with the row before
  ValueSource at;
  std::string reopen_count;
  std::optional<ValueSource> by, state;
};

/// Reads and checks a mapping; errors name the path.
Mapping read_mapping(const JsonNode& file);

/// A shipped mapping by name ("servicenow"), else a file by path.  Throws NotFound with the known names.
Mapping load_mapping(const std::string& name_or_path);

/// Names of the columns that the mapping reads from a record itself, in the order of names.
std::set<std::string> columns_read(const Mapping& mapping);

/// Reads a time in one of the mapping's forms; empty where none fits.
std::optional<Instant> mapped_instant(const Mapping& mapping, std::string_view text);

}  // namespace outdesk
