// What the verbs that write to a ticket share.
#pragma once

#include <initializer_list>

#include "base/zone.hpp"
#include "client/contract.hpp"
#include "command.hpp"
#include "store/store.hpp"
#include "ticket/ticket_store.hpp"

namespace outdesk {

/// When it happened: --at, else now.  Throws UsageError for the future.
Instant effective_time(const Context& context, const Options& options);

void set_where_given(Fields& fields, const Options& options, std::initializer_list<const char*> names);

/// An event of the acting engineer, checked by the rules of the journal.
Event make_event(const Context& context, const Options& options, EventKind kind, Fields fields);

/// Throws UsageError that lists the contract's priorities where this is none of them.
void check_priority(const Contract& contract, const std::string& priority);

/// A remark where the contract names lines of support, and not this one; and where it names waiting reasons that stop
/// clocks, and not this one.
void tell_unknown_line(const Context& context, const Contract& contract, const std::string& line);
void tell_free_reason(const Context& context, const Contract& contract, const std::string& reason);
/// Prints a key that is kept already: where it cannot be printed, the error says it.
void print_key(Context& context, const std::string& key);

/// A ticket that is written to.  The store is locked from here to the end, so texts are asked for before.
class TicketChange {
 public:
  TicketChange(Context& context, const Options& options);

  Db& db() { return store_.db(); }
  const TicketRow& ticket() const { return ticket_; }
  const std::vector<Event>& events() const { return events_; }  ///< that count, in order
  const Zone& zone();                                            ///< of the contract; UTC where there is none
  std::optional<Contract> contract();                            ///< of the owner, in force now

  /// Writes the event unless the ticket says it already, which is said.  Throws UsageError where it may not be written.
  bool add(const Event& event);
  /// The same for another ticket, without a word where it is said already.
  void add_to(const TicketRow& other, const Event& event);
  Exit commit();

 private:
  bool append(const TicketRow& ticket, const std::vector<Event>& events, const Event& event, bool say);
  Context& context_;
  Store store_;
  Transaction transaction_;
  TicketRow ticket_;
  std::vector<Event> events_;
};

/// The whole of a verb that writes one line.
Exit add_event(Context& context, const Options& options, EventKind kind, Fields fields);

}  // namespace outdesk
