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

/// Whether a line of the journal has this hash.
bool chain_holds(Db& db, const Digest& hash);

/// The largest id of a ticket; 0 where there is none.
std::int64_t last_ticket_id(Db& db);
/// The id of a ticket made for `client`; 0 where there is none.
std::int64_t find_ticket_id(Db& db, std::int64_t client, std::string_view key);

/// The one ticket that `key` names, exactly or by a prefix that no other has; `client` may be empty.
/// Throws NotFound, or UsageError where several fit.
TicketRow find_ticket(Db& db, const std::string& key, const std::string& client);

/// All lines of a ticket in the order of entry; `seq` is the number within the ticket, from 1.
std::vector<Event> events_of(Db& db, std::int64_t ticket);

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
/// Ids of tickets that were ever rated, or for which a visit was ever agreed; in their order.
std::vector<std::int64_t> rated_tickets(Db& db);
std::vector<std::int64_t> visited_tickets(Db& db);
/// Ids of tickets to which a line was written at or after `since`, newest line first.
std::vector<std::int64_t> tickets_touched(Db& db, Instant since);

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

/// Verifies the chain from the first line on, and every ticket's head against its journal.
/// Returns what is wrong, in words, at most `limit` findings; empty where all is well.
std::vector<std::string> journal_damage(Db& db, std::size_t limit = 20);

}  // namespace outdesk
