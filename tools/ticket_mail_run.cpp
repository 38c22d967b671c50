// `outdesk ticket mail`: what comes in.
#include <iostream>

#include "base/text.hpp"
#include "client/client_store.hpp"
#include "mail/deliver_message.hpp"
#include "mail/mail_report.hpp"
#include "mail/mail_store.hpp"
#include "mail/read_mailbox.hpp"
#include "mime/read_message.hpp"
#include "store/store.hpp"
#include "ticket_mail.hpp"

namespace outdesk {

namespace {

constexpr Seconds kOneHour{3600};

DeliveryTerms terms_of(const Context& context, const Options& options) {
  DeliveryTerms terms;
  if (auto client = options.maybe("client")) terms.client = ClientKey(*client).str();
  terms.own_address = without_case(own_mail_address());
  terms.now = context.now;
  terms.dates = options.has("dates");
  return terms;
}

/// Each message is a write of its own, so that one that fails takes no other with it.
Delivery deliver_one(Store& store, const MailMessage& message, std::string_view raw, const DeliveryTerms& terms) {
  Transaction transaction(store.db());
  Delivery delivery = deliver_message(store.db(), message, raw, terms);
  transaction.commit();
  return delivery;
}

bool wants_acknowledgement(Db& db, const MailMessage& message, const Delivery& delivery, Instant now) {
  return delivery.outcome == Delivery::Outcome::ticket && delivery.origin == MailOrigin::human && may_be_acknowledged(message) &&
         acknowledged_since(db, message.from.address, now - kOneHour) == 0;
}

AnswerTerms acknowledgement_of(const Context& context, const MailMessage& message, const Contract& contract, const std::string& ticket) {
  AnswerTerms terms;
  terms.text = contract.language == "ru" ? "Ваше обращение принято, его номер " + ticket + ".\nОтвечая на это письмо, сохраните номер в теме."
                                         : "Your request has been registered as " + ticket + ".\nPlease keep this number in the subject when you answer.";
  terms.to = {message.from.address};
  terms.own_address = own_mail_address();
  terms.automatic = true;
  terms.now = context.now;
  terms.by = "system";
  return terms;
}

/// Failing is a warning: the request itself is kept.
void acknowledge(Context& context, const MailMessage& message, const Delivery& delivery) {
  try {
    TicketRow ticket;
    OutgoingMail mail;
    AnswerTerms terms;
    {
      Store store = Store::open_to_read(context.store);
      ReadTransaction moment(store.db());
      if (!wants_acknowledgement(store.db(), message, delivery, context.now)) return;
      auto contract = contract_in_force(store.db(), delivery.client, context.now);
      if (!contract) return;
      terms = acknowledgement_of(context, message, *contract, delivery.ticket);
      ticket = find_ticket(store.db(), delivery.ticket, delivery.client);
      mail = answer_of(store.db(), ticket, terms);
    }
    send_and_record(context, ticket, mail, terms);
  } catch (const Error& error) {
    context.say("ticket " + in_quotes(delivery.ticket) + " was not acknowledged: " + error.what());
  }
}

void tell(Context& context, const Delivery& delivery) {
  if (delivery.outcome == Delivery::Outcome::repeated)
    context.say("this message came before, as " + (delivery.ticket.empty() ? "kept message " + std::to_string(delivery.id) : "part of ticket " + in_quotes(delivery.ticket)) + "; nothing was written");
  else if (delivery.outcome == Delivery::Outcome::kept)
    context.say(kept_words(delivery) + (delivery.reason == "unknown-sender" || delivery.reason == "several-clients"
                                            ? "; make one of it with 'outdesk ticket mail --take " + std::to_string(delivery.id) + " --client CLIENT'" : ""));
  else if (delivery.reopened) context.say("ticket " + in_quotes(delivery.ticket) + " was reopened");
  if (delivery.ticket.empty()) return;
  try {
    context.write(delivery.ticket + "\n");  // only after the commit
    context.finish();
  } catch (const WriteError&) {
    // The message is kept; a server that were told otherwise would bring it again.
  }
}

Exit take_standard_input(Context& context, const Options& options) {
  std::string raw = read_message_input();
  if (raw.empty()) {
    context.say("standard input was empty: there is no message to keep");
    return Exit::ok;
  }
  DeliveryTerms terms = terms_of(context, options);
  MailMessage message = read_message(raw);  // before the lock is taken
  std::optional<Delivery> delivery;
  {
    Store store = Store::open_to_change(context.store);
    delivery = deliver_one(store, message, raw, terms);
  }
  tell(context, *delivery);
  if (options.has("acknowledge")) acknowledge(context, message, *delivery);
  return Exit::ok;
}

Exit take_mailbox(Context& context, const Options& options) {
  bool mbox = options.has("mbox");
  MailReceipt receipt;
  receipt.source = options.text(mbox ? "mbox" : "maildir");
  DeliveryTerms terms = terms_of(context, options);
  auto take = [&](std::string_view raw, const std::string& where) {
    MailMessage message = read_message(raw);
    Store store = Store::open_to_change(context.store);  // others may write between two messages
    Delivery delivery = deliver_one(store, message, raw, terms);
    receipt.count(delivery);
    if (delivery.outcome == Delivery::Outcome::kept) context.say(where + ": " + kept_words(delivery));
  };
  try {
    if (mbox) for_each_in_mbox(receipt.source, take);
    else for_each_in_maildir(receipt.source, take);
  } catch (const Error&) {
    if (receipt.messages > 0) context.print_receipt(mail_receipt(receipt));  // those before it are kept; a second run passes over them
    context.finish();
    throw;
  }
  context.print_receipt(mail_receipt(receipt));
  return Exit::ok;
}

Exit take_kept(Context& context, const Options& options, std::int64_t id) {
  DeliveryTerms terms = terms_of(context, options);
  terms.take = id;
  std::string raw;
  {
    Store store = Store::open_to_read(context.store);
    auto row = mail_row(store.db(), id);
    if (!row || row->outcome != "kept") throw NotFound("there is no kept message " + std::to_string(id), "see 'outdesk ticket mail --kept'");
    raw = mail_file(store.db(), row->raw).value_or("");
  }
  MailMessage message = read_message(raw);
  Store store = Store::open_to_change(context.store);
  Transaction transaction(store.db());
  if (was_taken(store.db(), id)) throw UsageError("message " + std::to_string(id) + " is a ticket already", "see 'outdesk ticket mail --kept'");
  Delivery delivery = deliver_message(store.db(), message, raw, terms);
  transaction.commit();
  context.write(delivery.ticket + "\n");
  return Exit::ok;
}

}  // namespace

Exit run_ticket_mail(Context& context, const Options& options) {
  if (options.has("mbox") || options.has("maildir")) return take_mailbox(context, options);
  if (auto id = options.count("take")) return take_kept(context, options, *id);
  if (!options.has("kept")) return take_standard_input(context, options);
  Store store = Store::open_to_read(context.store);
  ReadTransaction moment(store.db());
  context.print(kept_list(store.db()));
  return Exit::ok;
}

}  // namespace outdesk
