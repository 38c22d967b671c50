// Verbs of mail that need no reader of messages: the table's entries, a ticket's files, answers.
#include "ticket_mail.hpp"

#include <cstdlib>

#include "base/text.hpp"
#include "client/mail_terms.hpp"
#include "full_program.hpp"
#include "mail/answer_message.hpp"
#include "mail/mail_report.hpp"
#include "mail/sendmail.hpp"
#include "store/store.hpp"
#include "ticket/verb_rules.hpp"
#include "ticket_verbs.hpp"

namespace outdesk {

namespace {

std::vector<std::string> addresses_given(const Options& options, const char* name) {
  std::vector<std::string> addresses;
  for (const std::string& text : options.list(name)) addresses.push_back(checked_address(text));
  return addresses;
}

std::string environment_text(const char* name) {
  const char* value = std::getenv(name);
  return value ? value : "";
}

void refuse_mixed(const Options& options) {
  int ways = options.has("mbox") + options.has("maildir") + options.has("kept") + options.has("take");
  if (ways > 1) throw UsageError("--mbox, --maildir, --kept and --take are for one run each", "give one of them");
  if (options.has("take") && !options.has("client")) throw UsageError("--take needs --client", "say whose message it is");
  (void)options.count("take");
  if (auto client = options.maybe("client")) ClientKey{*client};
  bool mailbox = options.has("mbox") || options.has("maildir");
  if (options.has("dates") && !mailbox) throw UsageError("--dates goes with --mbox or --maildir", "a message that comes in happens now");
  if (options.has("acknowledge") && ways > 0) throw UsageError("--acknowledge is for messages on standard input", "old messages are not answered by a machine");
}

}  // namespace

std::string own_mail_address() { return environment_text("OUTDESK_MAIL_FROM"); }
std::string sendmail_program() { return environment_text("OUTDESK_SENDMAIL"); }

bool comes_from_mail_server(const Options& options) {
  return !options.has("mbox") && !options.has("maildir") && !options.has("kept") && !options.has("take");
}

std::vector<Verb> mail_verbs() {
  Verb mail{"mail", "make a ticket of a message on standard input, or continue the one that it belongs to", {},
            {{"--client", "CLIENT", "whose message it is where no contract, or several, name its sender"},
             {"--mbox", "FILE", "read every message of this mbox file instead"},
             {"--maildir", "DIR", "read every message of this Maildir instead"},
             {"--dates", "", "with --mbox or --maildir: messages happened at their own dates, where those can be"},
             {"--acknowledge", "", "send the key of a new ticket to the person who asked, once an hour at the most"},
             {"--kept", "", "list messages that are kept and are no tickets"},
             {"--take", "N", "make a ticket of the kept message N; needs --client"}},
            {{"From procmail, Postfix, fetchmail", "outdesk ticket mail < message"},
             {"An old mailbox", "outdesk ticket mail --mbox support.mbox --dates"},
             {"What became no ticket", "outdesk ticket mail --kept"},
             {"Make a ticket of it", "outdesk ticket mail --take 12 --client romashka"}},
            {"text", "json", "jsonl", "csv"}, full_program.ticket_mail,
            "The key of the ticket is printed. Exit 0: the message is kept, as a ticket or otherwise, or standard input was empty. Exit 75: it is not, for whatever reason, and the mail server keeps it and tries again."};
  mail.check = refuse_mixed;
  mail.tempfail = comes_from_mail_server;
  Verb files{"files", "list the messages and attachments of a ticket, or save them", {{"TICKET", "key of the ticket, or the start of it that no other has"}},
             {{"--save", "DIR", "write them into this folder, under safe names"},
              {"--client", "CLIENT", "key of the client, where several have a ticket of that key"}},
             {{"List", "outdesk ticket files T-2026-00417"}, {"Save", "outdesk ticket files T-2026-00417 --save /tmp/T-2026-00417"}},
             {"text", "json", "jsonl", "csv"}, run_ticket_files};
  return {mail, files};
}

std::vector<OptionSpec> send_options() {
  return {{"--send", "", "send it by mail, and record it once the mail server has it"},
          {"--to", "ADDRESS", "with --send: to this address instead of the last sender's", false, true},
          {"--cc", "ADDRESS", "with --send: and a copy to this one", false, true}};
}

Exit run_ticket_files(Context& context, const Options& options) {
  Store store = Store::open_to_read(context.store);
  ReadTransaction moment(store.db());
  TicketRow ticket = find_ticket(store.db(), options.text("TICKET"), options.text("client"));
  std::vector<TicketFile> files = files_of(store.db(), events_of(store.db(), ticket.id));
  if (auto folder = options.maybe("save")) {
    std::size_t saved = save_files(store.db(), files, *folder);
    context.say(std::to_string(saved) + " files were saved in " + in_quotes(*folder));
    if (saved < files.size()) context.say(std::to_string(files.size() - saved) + " are not in this store: their lines were imported from another");
    return saved < files.size() ? Exit::partial : Exit::ok;
  }
  context.print(file_list(ticket, files));
  return Exit::ok;
}

void send_and_record(Context& context, const TicketRow& ticket, const OutgoingMail& mail, const AnswerTerms& terms) {
  if (std::string trouble = hand_to_sendmail(sendmail_program(), mail.from, composed(mail)); !trouble.empty())
    throw Error(Exit::delivery, "the letter was not sent: " + trouble, "nothing was written; see the mail server's log, and try again");
  try {
    Store store = Store::open_to_change(context.store);
    Transaction transaction(store.db());
    record_answer(store.db(), ticket, mail, terms);
    transaction.commit();
  } catch (const Error& error) {
    throw Error(error.exit(), "the letter was sent, but could not be recorded: " + std::string(error.what()),
                "record it with 'outdesk ticket reply " + ticket.key + " -m TEXT', without --send");
  }
}

Exit send_ticket_reply(Context& context, const Options& options, const std::string& text) {
  if (options.has("at") || options.has("from-client")) throw UsageError("--send goes with neither --at nor --from-client", "a letter is sent now, and by us");
  AnswerTerms terms;
  terms.text = text;
  terms.to = addresses_given(options, "to");
  terms.cc = addresses_given(options, "cc");
  terms.own_address = own_mail_address();
  terms.now = context.now;
  terms.by = context.actor;
  TicketRow ticket;
  OutgoingMail mail;
  {
    // As for writing: a store that is full or held is found before the letter is out.  No lock while the mail server works.
    Store store = Store::open_to_change(context.store);
    ReadTransaction moment(store.db());
    ticket = find_ticket(store.db(), options.text("TICKET"), options.text("client"));
    Event answer;
    answer.kind = EventKind::message;
    answer.fields.set("from", "engineer").set("public", true);
    if (auto why = why_refused(answer, ticket.head, effective_events(events_of(store.db(), ticket.id))); !why.empty())
      throw UsageError("ticket " + in_quotes(ticket.key) + " " + why, "write to that one");
    mail = answer_of(store.db(), ticket, terms);
  }
  if (auto why = unstorable(text, true); !why.empty()) throw UsageError("the text cannot be kept: " + why, "take it out");
  send_and_record(context, ticket, mail, terms);
  context.say("sent to " + join(mail.to, ", ") + (mail.cc.empty() ? "" : ", copy to " + join(mail.cc, ", ")));
  return Exit::ok;
}

}  // namespace outdesk
