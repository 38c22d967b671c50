// The journal in the store as it is read: of one ticket, of a period, of all.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "store/db.hpp"
#include "ticket/event.hpp"
#include "ticket/journal_line.hpp"

namespace outdesk {

/// The event of a row in which at, entered, by_whom, event and fields stand from the column `first` on.
Event event_at(const Rows& rows, int first);

/// All lines of a ticket in the order of entry; `seq` is the number within the ticket, from 1.
std::vector<Event> events_of(Db& db, std::int64_t ticket);

/// What names a ticket, without its head.
struct TicketRef {
  std::int64_t id = 0, client = 0;  ///< client: id of the one it was made for
  std::string key;
  Instant received;
};
/// A ticket and all its lines in the order of entry; `seq` is the number within the ticket, from 1.
using JournalVisitor = std::function<void(const TicketRef&, std::vector<Event>&)>;

struct JournalSpan {
  Period period;
  bool until_closed = false;  ///< a ticket that is resolved and not closed still matters
  std::optional<Instant> received_from = {};  ///< one that was received earlier does not
};
/// Tickets that `client` has or had and that may matter to the period: received before its end and touched at or
/// after its start, or not resolved (closed) before it.  In the order of receipt, one at a time.
void for_each_journal(Db& db, std::int64_t client, const JournalSpan& span, const JournalVisitor& visit);

/// One ticket by its id; the id must be there.
void visit_journal(Db& db, std::int64_t ticket, const JournalVisitor& visit);

/// Which tickets were ever merged into which, undone merges among them.
class Merges {
 public:
  void add(std::int64_t ticket, std::string key, std::string into) { into_[std::move(into)].push_back({ticket, std::move(key)}); }
  bool lead_to(const std::string& key) const { return into_.count(key) > 0; }
  /// Ids of the tickets that were merged into the one with this key, directly or through others; in their order.
  std::vector<std::int64_t> reaching(const std::string& key) const;

 private:
  struct From {
    std::int64_t ticket;
    std::string key;
  };
  std::unordered_map<std::string, std::vector<From>> into_;
};
Merges merges_of(Db& db);

/// Every line of the journal in the order of entry; `client` and `ticket` may be empty for all.
void for_each_line(Db& db, const std::string& client, const std::string& ticket,
                   const std::function<void(const JournalLine&)>& visit);

}  // namespace outdesk
