// Tickets in the store: the only SQL about them.
#pragma once

#include <functional>
#include <string>
#include <unordered_map>
#include <vector>

#include "base/identifier.hpp"
#include "client/contract.hpp"
#include "store/db.hpp"
#include "ticket/event.hpp"
#include "ticket/head_rules.hpp"
#include "ticket/journal_line.hpp"
#include "ticket/journal_store.hpp"

namespace outdesk {

/// A ticket as the store knows it.
struct TicketRow {
  std::int64_t id = 0;
  std::string client;  ///< the client it was made for; part of its journal's lines for ever
  std::string owner;   ///< the client that owns it now
  std::string key;
  TicketHead head;
};

/// The end of the journal's chain: how many lines there are and the hash of the last.
struct ChainHead {
  std::int64_t lines = 0;
  Digest hash{};  ///< all zero where there is no line yet
};
ChainHead chain_head(Db& db);
/// Hash of the last line that was entered by `when`; all zero where there is none.
Digest chain_head_at(Db& db, Instant when);
/// Hash of the last line that a report of `client` rests upon: entered by `cut_off`, or later, but by `known_by`, about what
/// happened to its tickets before `to`.  Empty where there is none.
std::optional<Digest> last_counted_line(Db& db, std::int64_t client, Instant cut_off, Instant to, Instant known_by);

/// The largest id of a ticket; 0 where there is none.
std::int64_t last_ticket_id(Db& db);
/// The id of a ticket made for `client`; 0 where there is none.
std::int64_t find_ticket_id(Db& db, std::int64_t client, std::string_view key);

/// The one ticket that `key` names, exactly or by a prefix that no other has; `client` may be empty.
/// Throws NotFound, or UsageError where several fit.
TicketRow find_ticket(Db& db, const std::string& key, const std::string& client);

/// Appends lines to the journal and keeps the chain and the heads.  Lives inside one Transaction.
class JournalWriter {
 public:
  explicit JournalWriter(Db& db);

  /// The ticket's id, made where there is none (`created` must then be the first of its lines).
  std::int64_t open_ticket(std::int64_t client, const std::string& key);
  /// Appends in the given order, then brings the head up to date.  `line.client` and `line.ticket`
  /// must be those of `ticket`.
  void append(std::int64_t ticket, const std::vector<JournalLine>& lines);
  std::int64_t lines_written() const { return written_; }

 private:
  void append_line(std::int64_t ticket, const JournalLine& line);
  void keep_head(std::int64_t ticket, const TicketHead& head);
  Db& db_;
  Digest tail_;
  std::int64_t line_;  ///< number of the last line: without gaps, which a database's own numbers have after a write that failed
  std::int64_t written_ = 0;
};

/// The next key of the form T-2026-00417, never given twice.
std::string next_ticket_key(Db& db, int year);

struct NewTicket {
  std::int64_t id = 0;
  std::string key;
};
/// Makes a ticket of the contract's client with the next key of the year there; `events` (`created` first) become the first
/// lines of its journal.
NewTicket register_ticket(Db& db, const Contract& contract, const std::vector<Event>& events);

/// Which tickets a list shows; empty text: any.
struct TicketFilter {
  std::string client, state, waiting_for, line, assignee, priority, channel, category, asset, requester, text;
  bool open_only = false;       ///< not resolved, closed or merged
  bool unassigned = false;      ///< nobody has it
  Instant since{INT64_MIN};     ///< received at or after this
  Instant before{INT64_MAX};    ///< received before this
  bool operator==(const TicketFilter&) const = default;
};
enum class TicketOrder { newest, oldest, updated, priority };  ///< updated: latest first; priority: P1 first, then oldest

/// In the order asked for, until `visit` says false.
void for_each_ticket(Db& db, const TicketFilter& filter, TicketOrder order, const std::function<bool(const TicketRow&)>& visit);
std::int64_t count_tickets(Db& db, const TicketFilter& filter);
/// The ticket of this id, where it is there and passes the filter.
std::optional<TicketRow> matching_ticket(Db& db, std::int64_t id, const TicketFilter& filter);
/// Ids of tickets that were ever rated, in their order.
std::vector<std::int64_t> rated_tickets(Db& db);
/// Ids of tickets to which a line was written at or after `since`, newest line first.
std::vector<std::int64_t> tickets_touched(Db& db, Instant since);

/// Verifies the chain from the first line on; as journal_damage().
std::vector<std::string> chain_damage(Db& db, std::size_t limit = 20);

/// Verifies the chain from the first line on, and every ticket's head against its journal.
/// Returns what is wrong, in words, at most `limit` findings; empty where all is well.
std::vector<std::string> journal_damage(Db& db, std::size_t limit = 20);

}  // namespace outdesk
