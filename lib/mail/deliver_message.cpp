#include "mail/deliver_message.hpp"

#include <algorithm>

#include "base/error.hpp"
#include "base/text.hpp"
#include "base/zone.hpp"
#include "client/client_store.hpp"
#include "mail/mail_store.hpp"
#include "mail/mail_text_rules.hpp"
#include "mail/match_rules.hpp"
#include "mail/quote_rules.hpp"
#include "ticket/ticket_store.hpp"
#include "ticket/verb_rules.hpp"

namespace outdesk {

namespace {

constexpr std::size_t kLongestBody = 256u << 10;
constexpr std::size_t kLongestSubject = 1000;
constexpr std::size_t kMostReferences = 50;
constexpr Instant kFirstDate{631152000};  // 1990-01-01

void add_part(Sha256& sum, std::string_view part) { sum.add(std::to_string(part.size())).add(":").add(part); }

/// Of one of which nothing could be read, the raw bytes.
Digest content_of(const MailMessage& message, std::string_view raw) {
  Sha256 sum;
  if (message.message_id.empty() && message.text.empty() && message.attachments.empty()) return sum.add(raw).finish();
  add_part(sum, message.subject);
  add_part(sum, message.text);
  for (const auto& file : message.attachments) add_part(sum, file.bytes);
  return sum.finish();
}

/// Message-ID, sender and the date that the sender gave it: a device that gives all its messages one id gives them
/// dates.  Without a Message-ID also what it says.
Digest identity_of(const MailMessage& message, const Digest& content) {
  Sha256 sum;
  add_part(sum, message.message_id);
  add_part(sum, message.from.address);
  add_part(sum, message.date ? to_text(*message.date) : "");
  if (message.message_id.empty()) sum.add(content);
  return sum.finish();
}

/// What the contracts say of a sender.
struct Sender {
  std::vector<Contract> claims;  ///< of the strongest kind that there is
  std::string requester;         ///< how to call whom
};

Sender sender_of(Db& db, const MailMessage& message, Instant now) {
  Sender sender;
  MailClaim strongest = MailClaim::none;
  for (Contract& contract : contracts_that_name(db, message.from.address, now)) {
    MailClaim claim = claim_of(contract, message.from.address);
    if (claim > strongest) sender.claims.clear();
    strongest = std::max(strongest, claim);
    if (claim != MailClaim::none && claim == strongest) sender.claims.push_back(std::move(contract));
  }
  if (sender.claims.size() == 1) sender.requester = person_of_address(sender.claims[0], message.from.address);
  for (const std::string& name : {message.from.name, message.from.address, std::string("unknown")})
    if (sender.requester.empty()) sender.requester = std::string(start_of(name, 200));
  return sender;
}

bool belongs_to(const Sender& sender, const std::string& client) {
  return std::any_of(sender.claims.begin(), sender.claims.end(), [&](const Contract& contract) { return contract.client == client; });
}

/// Empty where a name fits several tickets, as after moves it may.
std::optional<TicketRow> ticket_of_name(Db& db, const TicketName& name) {
  try {
    TicketRow row = find_ticket(db, name.key, name.client);
    if (row.key == name.key) return row;
  } catch (const UsageError&) {
  } catch (const NotFound&) {
  }
  return {};
}

/// Tickets that a message names: what it answers first, then what that answered, then the markers of the subject.
std::vector<TicketRow> named_tickets(Db& db, const MailMessage& message) {
  std::vector<TicketName> names;
  std::vector<std::string> ids = message.in_reply_to;
  ids.insert(ids.end(), message.references.rbegin(), message.references.rend());
  if (ids.size() > kMostReferences) ids.resize(kMostReferences);
  for (const std::string& id : ids)
    if (auto row = mail_row_of_message_id(db, id)) names.push_back(ticket_name(db, row->ticket));
  for (const std::string& key : marked_tickets(message.subject))
    for (TicketName& name : tickets_of_key(db, key)) names.push_back(std::move(name));
  std::vector<TicketRow> tickets;
  for (const TicketName& name : names) {
    bool there = std::any_of(tickets.begin(), tickets.end(), [&](const TicketRow& row) { return row.key == name.key && row.client == name.client; });
    if (there || tickets.size() >= 10) continue;
    if (auto row = ticket_of_name(db, name)) tickets.push_back(std::move(*row));
  }
  return tickets;
}

/// Where a merged ticket goes on; empty where that is not there, or merges run in a ring.
std::optional<TicketRow> end_of_merges(Db& db, TicketRow ticket) {
  for (int step = 0; step < 100; ++step) {
    if (ticket.head.state != "merged") return ticket;
    std::string into;
    for (const Event& event : effective_events(events_of(db, ticket.id)))
      if (event.kind == EventKind::merged) into = event.text("into");
    auto next = ticket_of_name(db, {ticket.client, into});
    if (!next) return {};
    ticket = std::move(*next);
  }
  return {};
}

class Deliverer {
 public:
  Deliverer(Db& db, const MailMessage& message, std::string_view raw, const DeliveryTerms& terms)
      : db_(db), message_(message), raw_bytes_(raw), terms_(terms), sender_(sender_of(db, message, terms.now)), content_(content_of(message, raw)),
        identity_(identity_of(message, content_)) {
    bool sane = terms.dates && message.date && *message.date >= kFirstDate && *message.date <= terms.now;
    at_ = sane ? *message.date : terms.now;
    delivery_.origin = origin_of(message);
    if (is_ours()) delivery_.origin = MailOrigin::own;
    subject_ = std::string(start_of(message.subject, kLongestSubject));
    if (subject_.size() < message.subject.size()) notes_.push_back("The subject is longer than 1,000 bytes and was cut; the raw message has all of it.");
  }

  Delivery deliver() {
    if (!terms_.take && is_repeated()) return delivery_;
    raw_ = keep_mail_file(db_, raw_bytes_);
    // A copy that went another way (a mailing list's has its footer): no second ticket, and nothing lost.
    if (auto before = mail_row_of_identity(db_, identity_); before && !terms_.take) {
      if (before->subject == subject_) return keep("repeated-id");
      notes_.push_back("An earlier message of this sender had the same Message-ID and another subject.");
    }
    if (terms_.take) {
      if (auto contract = contract_in_force(db_, terms_.client, terms_.now)) return make_ticket(*contract, nullptr);
      throw NotFound("client " + in_quotes(terms_.client) + " has no contract", "set it with 'outdesk client set FILE'");
    }
    if (auto client = terms_.client; !client.empty()) client_id(db_, client);
    switch (delivery_.origin) {
      case MailOrigin::own: return keep("own-mail");
      case MailOrigin::bounce: return take_bounce();
      case MailOrigin::auto_reply: return take_auto_reply();
      case MailOrigin::notice: case MailOrigin::list: case MailOrigin::human: break;
    }
    return take_request();
  }

 private:
  bool is_by_person() const { return delivery_.origin == MailOrigin::human || delivery_.origin == MailOrigin::list; }

  bool is_ours() const {
    const std::string& from = message_.from.address;
    return was_sent_by_us(db_, message_.message_id) || (!from.empty() && (from == terms_.own_address || is_own_address(db_, from, terms_.now)));
  }

  bool is_repeated() {
    auto before = mail_row_of_content(db_, identity_, content_);
    if (!before) return false;
    delivery_.outcome = Delivery::Outcome::repeated;
    delivery_.id = before->id;
    delivery_.reason = before->reason;
    if (before->ticket) {
      TicketName name = ticket_name(db_, before->ticket);
      delivery_.client = name.client;
      delivery_.ticket = name.key;
    }
    return true;
  }

  bool may_write_in(const TicketRow& ticket) { return belongs_to(sender_, ticket.owner) || is_party(db_, ticket.id, message_.from.address); }

  Delivery take_bounce() {
    std::vector<std::string> ids = message_.signs.returned_ids;
    ids.insert(ids.end(), message_.in_reply_to.begin(), message_.in_reply_to.end());
    ids.insert(ids.end(), message_.references.begin(), message_.references.end());
    for (const std::string& id : ids) {
      if (!was_sent_by_us(db_, id)) continue;  // an id of ours is known to those who got the letter alone
      auto row = mail_row_of_message_id(db_, id);
      auto ticket = row ? ticket_of_name(db_, ticket_name(db_, row->ticket)) : std::nullopt;
      if (ticket) return append_automatic(*ticket);
    }
    return keep("bounce");
  }

  Delivery take_auto_reply() {
    for (const TicketRow& ticket : named_tickets(db_, message_))
      if (may_write_in(ticket)) return append_automatic(ticket);
    return keep("auto-reply");
  }

  Delivery take_request() {
    std::vector<TicketRow> named = named_tickets(db_, message_);
    const TicketRow* previous = nullptr;
    for (const TicketRow& ticket : named) {
      if (!may_write_in(ticket)) continue;
      if (auto open = end_of_merges(db_, ticket); open && may_go_on(*open)) return append(*open);
      if (!previous) previous = &ticket;
    }
    for (const TicketRow& ticket : named)
      if (!may_write_in(ticket))
        notes_.push_back("The message names ticket " + ticket.key + ", where its sender has no part: neither a contract of that client names the address, "
                         "nor has it written or been written to there. It was not added to that ticket.");
    // A party to a ticket of the past is no stranger: the new ticket is of the same client.
    if (previous && sender_.claims.empty() && terms_.client.empty())
      if (auto contract = contract_in_force(db_, previous->owner, terms_.now)) return make_ticket(*contract, previous);
    if (sender_.claims.size() == 1) return make_ticket(sender_.claims[0], previous);
    if (previous && belongs_to(sender_, previous->owner))
      for (const Contract& contract : sender_.claims)
        if (contract.client == previous->owner) return make_ticket(contract, previous);
    if (terms_.client.empty()) return keep(sender_.claims.empty() ? "unknown-sender" : "several-clients");
    auto contract = contract_in_force(db_, terms_.client, terms_.now);
    if (!contract) throw NotFound("client " + in_quotes(terms_.client) + " has no contract", "set it with 'outdesk client set FILE'");
    return make_ticket(*contract, previous);
  }

  /// An ended ticket goes on within the contract's grace only, counted from its end (sla.md case 48); what a machine
  /// says is added at any time.
  bool may_go_on(const TicketRow& ticket) {
    if (!is_by_person()) return true;
    auto contract = contract_in_force(db_, ticket.owner, terms_.now);
    return !contract || !ended_past_grace(ticket.head, at_, contract->clock.reopen_grace);
  }

  Event event_of(EventKind kind, Fields fields, const std::string& by) const {
    Event event;
    event.kind = kind;
    event.at = at_;
    event.entered = terms_.now;
    event.by = by;
    event.fields = std::move(fields);
    return event;
  }

  std::string writer() const { return delivery_.origin == MailOrigin::bounce ? "system" : "client:" + sender_.requester; }

  /// What `created` and `message` lines say of the message itself; keeps its attachments.
  void set_source(Fields& fields) {
    std::string body = without_quotes(message_.text);
    if (body.size() > kLongestBody) {
      body = std::string(start_of(body, kLongestBody));
      notes_.push_back("The text of the message is longer than 256 KB and was cut; the raw message has all of it.");
    }
    if (!body.empty()) fields.set("body", body);
    if (!message_.from.address.empty()) fields.set("address", message_.from.address);
    if (!message_.message_id.empty()) fields.set("message_id", message_.message_id);
    fields.set("raw", hex(raw_));
    std::string files;
    for (const auto& file : message_.attachments)
      files += (files.empty() ? "" : "\n") + hex(keep_mail_file(db_, file.bytes)) + "  " + file.name;
    if (!files.empty()) fields.set("files", files);
  }

  /// What is to be known of the message, as a note that the client does not see; nothing for most.
  std::optional<Event> remarks() const {
    std::vector<std::string> words = notes_;
    words.insert(words.end(), message_.remarks.begin(), message_.remarks.end());
    if (words.empty()) return {};
    Fields note = Fields().set("from", "engineer").set("public", false).set("auto", true).set("body", join(words, "\n"));
    return event_of(EventKind::message, std::move(note), "system");
  }

  Delivery make_ticket(const Contract& contract, const TicketRow* previous) {
    const std::string& client = contract.client;
    Fields fields;
    fields.set("subject", subject_.empty() ? "(no subject)" : subject_);
    fields.set("priority", contract.mail.priority.empty() ? contract.priorities.rbegin()->first : contract.mail.priority);
    fields.set("channel", "mail").set("requester", sender_.requester);
    set_source(fields);
    std::vector<Event> events = {event_of(EventKind::created, std::move(fields), writer())};
    if (previous && previous->owner == client) events.push_back(event_of(EventKind::linked, Fields().set("with", previous->key), "system"));
    if (auto note = remarks()) events.push_back(std::move(*note));
    NewTicket ticket = register_ticket(db_, contract, events);
    delivery_.outcome = Delivery::Outcome::ticket;
    return finish(client, ticket.key, ticket.id);
  }

  Delivery append_automatic(const TicketRow& named) {
    auto ticket = end_of_merges(db_, named);
    return append_to(ticket ? *ticket : named, true);
  }
  Delivery append(const TicketRow& ticket) { return append_to(ticket, !is_by_person()); }

  Delivery append_to(const TicketRow& ticket, bool automatic) {
    at_ = std::max(at_, ticket.head.received);
    Fields fields;
    fields.set("from", "client").set("public", true);
    if (automatic) fields.set("auto", true);
    set_source(fields);
    std::vector<JournalLine> lines = {{ticket.client, ticket.key, event_of(EventKind::message, std::move(fields), writer())}};
    auto ended = ticket.head.resolved ? ticket.head.resolved : ticket.head.closed;
    if (!automatic && ended && at_ >= *ended) {
      lines.push_back({ticket.client, ticket.key, event_of(EventKind::reopened, {}, writer())});
      delivery_.reopened = true;
    } else if (!automatic && ticket.head.state == "waiting" && ticket.head.waiting_for == "client") {
      lines.push_back({ticket.client, ticket.key, event_of(EventKind::resumed, {}, writer())});
    }
    if (auto note = remarks()) lines.push_back({ticket.client, ticket.key, std::move(*note)});
    JournalWriter(db_).append(ticket.id, lines);
    delivery_.outcome = Delivery::Outcome::message;
    return finish(ticket.client, ticket.key, ticket.id);
  }

  Delivery finish(const std::string& client, const std::string& key, std::int64_t ticket) {
    delivery_.client = client;
    delivery_.ticket = key;
    keep_row(ticket, delivery_.outcome == Delivery::Outcome::ticket ? "ticket" : "message", "");
    return delivery_;
  }

  Delivery keep(const std::string& reason) {
    delivery_.outcome = Delivery::Outcome::kept;
    delivery_.reason = reason;
    keep_row(0, "kept", reason);
    return delivery_;
  }

  void keep_row(std::int64_t ticket, const std::string& outcome, const std::string& reason) {
    MailRow row;
    row.message_id = message_.message_id;
    row.identity = identity_;
    row.content = content_;
    row.sender = message_.from.address;
    row.subject = subject_;
    row.raw = raw_;
    row.ticket = ticket;
    row.outcome = outcome;
    row.reason = reason;
    row.kept = terms_.take;
    row.entered = terms_.now;
    for (const auto& who : message_.reply_to.empty() ? std::vector<MailAddress>{message_.from} : message_.reply_to) add_answer(row.answer_to, who);
    if (row.answer_to.empty()) add_answer(row.answer_to, message_.from);
    for (const auto& who : message_.cc) add_answer(row.answer_cc, who);
    delivery_.id = keep_mail_row(db_, row, {delivery_.origin == MailOrigin::bounce ? std::string() : message_.from.address});
  }

  /// Never an address of ours, which would make a loop; at most 20.
  void add_answer(std::vector<std::string>& list, const MailAddress& who) {
    bool good = not_a_mail_address(who.address).empty() && who.address != terms_.own_address && list.size() < 20 &&
                std::find(list.begin(), list.end(), who.address) == list.end() && !is_own_address(db_, who.address, terms_.now);
    if (good) list.push_back(who.address);
  }

  Db& db_;
  const MailMessage& message_;
  std::string_view raw_bytes_;
  const DeliveryTerms& terms_;
  Sender sender_;
  Digest content_, identity_, raw_{};
  Instant at_;
  std::string subject_;
  std::vector<std::string> notes_;
  Delivery delivery_;
};

}  // namespace

Delivery deliver_message(Db& db, const MailMessage& message, std::string_view raw, const DeliveryTerms& terms) {
  return Deliverer(db, message, raw, terms).deliver();
}

}  // namespace outdesk
