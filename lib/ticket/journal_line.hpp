// A line of the journal as text: how `ticket export` prints it, `ticket import` reads it, and the
// chain hashes it.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/sha256.hpp"
#include "ticket/event.hpp"

namespace outdesk {

struct JournalLine {
  std::string client, ticket;
  Event event;
};

/// The canonical form: one JSON object without spaces; client, ticket, at, entered (only where it
/// differs from at), by, event, then the further fields in byte order.  No newline.
std::string canonical_line(const JournalLine& line);

/// Reads one line.  `client` is used where the line names none; empty demands that it does.
/// Throws InputError with `file` and `number`: not JSON, unknown event or field, a time without zone,
/// text that is not UTF-8 or has control characters, a value out of range.
JournalLine read_journal_line(std::string_view text, std::string_view file, long number, const std::string& client);

/// A line of the field `files`: an attachment, as sha256sum writes it.
struct FileLine {
  Digest hash;
  std::string name;  ///< without '/' or control character, not "." or ".."
};
/// Empty where the line is none.
std::optional<FileLine> read_file_line(std::string_view line);

/// Whether the field may hold several lines, in whatever event.
bool may_have_lines(std::string_view field);

/// The event with its fields checked and put into form by the same rules; `file` names the source in errors.
Event checked_event(Event event, std::string_view file, long number);

/// The first field that an event of `kind` needs and `fields` lack ("seconds"); empty where they have all.
std::string_view missing_field(EventKind kind, const Fields& fields);

}  // namespace outdesk
