// Tickets of an export on their way to journal lines.
#pragma once

#include <memory>
#include <unordered_map>

#include "ticket/import.hpp"
#include "ticket/mapped_record.hpp"
#include "ticket/state_step_rules.hpp"

namespace outdesk {

/// Makes the lines of one file, in the order of time within a ticket.
class MappedTickets {
 public:
  MappedTickets(const MappedFile& file, ImportReceipt& receipt, const LineSink& sink)
      : file_(file), mapping_(file.mapping), receipt_(receipt), sink_(sink) {}

  /// A record that holds the whole life of a ticket: all lines at once.
  void take_whole(const std::string& key, const MappedRecord& record);
  /// A record of one event or turn; the lines come with finish().
  void take_row(const std::string& key, const MappedRecord& record);
  void finish();

  /// Lines one by one, of the ticket `key`: made() counts them.
  void begin(const std::string& key);
  void make(EventKind kind, Instant at, std::string by, Fields fields, long line);
  int made() const { return made_; }
  /// Makes the created line and gives the time of opening: `otherwise`, with a remark, where the record has none.
  Instant create(const MappedRecord& record, Instant otherwise);

 private:
  struct Happening {
    const EventSource* source = nullptr;
    Instant at;
    std::string by, state;
    Fields fields;
    std::string joined;  ///< text of the rows that are one event, so far
    long line = 0;
  };
  struct Gathered {
    std::string key;
    std::optional<Happening> created;
    std::vector<Happening> events;
    std::map<const EventSource*, Happening> last;  ///< of Of::last: what the last row so far says
    long first_line = 0, rows = 0;
  };
  struct Standing : TicketStanding {
    std::optional<Instant> assigned_at;
  };

  Fields fields_of(const MappedRecord& record, const EventSource& source) const;
  Happening created_of(const MappedRecord& record, Instant at) const;
  void gather(Gathered& ticket, const MappedRecord& record, bool first_row);
  void gather(std::vector<Happening>& found, const MappedRecord& record, const EventSource& source) const;
  void add(std::vector<Happening>& found, const MappedRecord& record, const EventSource& source) const;
  bool joins(const std::string& key, const MappedRecord& record);
  void tell(Gathered& ticket);
  void tell_event(const Happening& event, Instant at, Standing& standing);
  void tell_state(const Happening& event, Instant at, Standing& standing);

  const MappedFile& file_;
  const Mapping& mapping_;
  ImportReceipt& receipt_;
  const LineSink& sink_;
  std::string key_;
  int made_ = 0;
  std::vector<std::unique_ptr<Gathered>> tickets_;
  std::unordered_map<std::string, Gathered*> by_key_;
  struct Open { std::string key, group; Gathered* ticket = nullptr; std::size_t first = 0; } open_;  ///< the event that the next row may belong to
};

}  // namespace outdesk
