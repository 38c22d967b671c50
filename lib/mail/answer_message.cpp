#include "mail/answer_message.hpp"

#include <algorithm>

#include "base/error.hpp"
#include "base/text.hpp"
#include "client/client_store.hpp"
#include "mail/mail_store.hpp"
#include "store/chains.hpp"

namespace outdesk {

namespace {

/// The lines that came by mail from the client, or went to it.
struct Conversation {
  const Event* last = nullptr;        ///< of the client, not written by a machine
  std::vector<std::string> ids;       ///< of all messages, oldest first
};

Conversation conversation_of(const std::vector<Event>& events) {
  Conversation found;
  for (const Event& event : events) {
    if (event.kind != EventKind::created && event.kind != EventKind::message) continue;
    if (std::string id = event.text("message_id"); !id.empty()) found.ids.push_back(id);
    bool of_client = event.kind == EventKind::created || event.text("from") == "client";
    if (of_client && !event.flag("auto") && event.fields.has("address")) found.last = &event;
  }
  return found;
}

std::string own_address_of(Db& db, const TicketRow& ticket, const AnswerTerms& terms) {
  auto contract = contract_in_force(db, ticket.owner, terms.now);
  std::string own = contract && !contract->mail.from.empty() ? contract->mail.from : terms.own_address;
  if (own.empty())
    throw UsageError("the contract of " + in_quotes(ticket.owner) + " names no address that letters come from",
                     "set \"mail\": {\"from\": …} in the contract, or OUTDESK_MAIL_FROM");
  if (auto why = not_a_mail_address(own); !why.empty()) throw UsageError("OUTDESK_MAIL_FROM " + in_quotes(own) + " " + why);
  return own;
}

/// The address that the contract has of who asked, where that came by other ways than mail.
std::string address_of_requester(Db& db, const TicketRow& ticket, Instant now) {
  auto contract = contract_in_force(db, ticket.owner, now);
  if (!contract) return {};
  for (const Person& person : contract->people)
    if (!person.email.empty() && (person.name == ticket.head.requester || person.account == ticket.head.requester)) return person.email;
  return {};
}

void set_recipients(Db& db, const TicketRow& ticket, const Event* last, const AnswerTerms& terms, OutgoingMail& mail) {
  mail.to = terms.to;
  mail.cc = terms.cc;
  auto hash = last ? digest_of_hex(last->text("raw")) : std::nullopt;
  auto row = hash ? mail_row_of_raw(db, ticket.id, *hash) : std::nullopt;
  if (mail.to.empty() && row) {
    mail.to = row->answer_to;
    if (mail.cc.empty()) mail.cc = row->answer_cc;
  }
  if (mail.to.empty() && last && not_a_mail_address(last->text("address")).empty()) mail.to = {last->text("address")};
  if (mail.to.empty())
    if (std::string address = address_of_requester(db, ticket, terms.now); !address.empty()) mail.to = {address};
  if (mail.to.empty())
    throw UsageError("no address is known of whoever asked for ticket " + in_quotes(ticket.key), "name one with --to ADDRESS");
  std::string own = without_case(mail.from);
  std::erase_if(mail.cc, [&](const std::string& address) { return address == own || std::find(mail.to.begin(), mail.to.end(), address) != mail.to.end(); });
}

/// Known to those alone who get the letter, and the same when the same letter is sent again: a bounce that bears it is ours.
std::string own_message_id(Db& db, const TicketRow& ticket, const OutgoingMail& mail) {
  Sha256 sum;
  sum.add(last_hash(db, Chain::journal)).add(ticket.client).add("\n").add(ticket.key).add("\n").add(join(mail.to, ",")).add("\n").add(mail.text);
  return "outdesk." + hex(sum.finish()).substr(0, 32) + "@" + mail.from.substr(mail.from.rfind('@') + 1);
}

}  // namespace

OutgoingMail answer_of(Db& db, const TicketRow& ticket, const AnswerTerms& terms) {
  std::vector<Event> events = effective_events(events_of(db, ticket.id));
  Conversation conversation = conversation_of(events);
  OutgoingMail mail;
  mail.from = own_address_of(db, ticket, terms);
  set_recipients(db, ticket, conversation.last, terms, mail);
  mail.subject = answer_subject(ticket.head.subject, ticket.key);
  if (conversation.last) mail.in_reply_to = conversation.last->text("message_id");
  mail.references = conversation.ids;
  mail.ticket = ticket.key;
  mail.date = terms.now;
  mail.text = terms.text;
  mail.automatic = terms.automatic;
  mail.message_id = own_message_id(db, ticket, mail);
  return mail;
}

void record_answer(Db& db, const TicketRow& ticket, const OutgoingMail& mail, const AnswerTerms& terms) {
  MailRow row;
  row.direction = "out";
  row.message_id = mail.message_id;
  row.raw = keep_mail_file(db, composed(mail));
  row.identity = sha256(mail.message_id);
  row.sender = without_case(mail.from);
  row.subject = mail.subject;
  row.ticket = ticket.id;
  row.outcome = mail.automatic ? "acknowledged" : "sent";
  row.entered = terms.now;
  std::vector<std::string> parties = mail.to;
  parties.insert(parties.end(), mail.cc.begin(), mail.cc.end());
  keep_mail_row(db, row, parties);
  Event event;
  event.kind = EventKind::message;
  event.at = event.entered = terms.now;
  event.by = terms.by;
  event.fields.set("from", "engineer").set("public", true).set("body", terms.text).set("address", join(parties, ", ")).set("message_id", mail.message_id).set("raw", hex(row.raw));
  if (mail.automatic) event.fields.set("auto", true);
  JournalWriter(db).append(ticket.id, {{ticket.client, ticket.key, checked_event(std::move(event), "command line", 0)}});
}

std::string checked_address(const std::string& text) {
  if (auto why = not_a_mail_address(text); !why.empty()) throw UsageError("address " + in_quotes(text) + " " + why);
  return without_case(text);
}

}  // namespace outdesk
