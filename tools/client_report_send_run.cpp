// `outdesk client-report send` and `sign`.
#include <cstdlib>

#include "base/text.hpp"
#include "client_report_delivery.hpp"
#include "dispatch/send_package.hpp"
#include "dispatch/signature.hpp"
#include "mail/answer_message.hpp"
#include "store/store.hpp"
#include "ticket_mail.hpp"

namespace outdesk {

namespace {

std::optional<Audience> audience_given(const Options& options) {
  auto name = options.maybe("audience");
  if (!name) return {};
  if (auto audience = audience_named(*name)) return audience;
  throw UsageError("--audience " + in_quotes(*name) + " is none", "it is director, owners or office");
}

SendOrder send_order(const Context& context, const Options& options) {
  SendOrder order;
  order.store = context.store;
  order.client = options.text("client");
  order.month = *options.month("month");
  order.audience = audience_given(options);
  order.folder = options.has("dir") ? options.text("dir") : folder_of(store_path_of(context.store)) + "/packages";
  for (const std::string& address : options.list("to")) order.to.push_back(checked_address(address));
  order.again = options.has("again");
  order.dry_run = options.has("dry-run");
  order.now = context.now;
  order.by = context.actor;
  order.own_address = own_mail_address();
  order.sendmail = sendmail_program();
  return order;
}

std::string words_of(const SendOutcome& outcome) {
  std::string what = "revision " + std::to_string(outcome.revision), to = join(outcome.recipients, ", "), said = outcome.words.empty() ? "" : ": " + outcome.words;
  if (outcome.act == SendOutcome::Act::would_be) return what + " would be sent to " + to + (outcome.attached ? ", with an archive of " + std::to_string(outcome.attached) + " bytes" : ", without the archive");
  std::string since = to_text(outcome.at);
  if (outcome.act == SendOutcome::Act::left)
    return outcome.state == DeliveryState::accepted ? what + " was accepted at " + since + " for " + to + "; it is not sent again"
                                                    : what + " may have been sent to " + to + " (uncertain since " + since + ")" + said + "; it is not sent again";
  switch (outcome.state) {
    case DeliveryState::accepted: return what + " was accepted for " + to;
    case DeliveryState::refused: return what + " was not sent to " + to + said;
    default: return what + " may have been sent to " + to + said;
  }
}

Document send_receipt(const std::vector<SendOutcome>& outcomes) {
  Document document;
  document.schema = "package-delivery/1";
  Table table;
  table.key = key("packages");
  for (const char* name : {"audience", "revision", "folder", "state", "at", "sent_now", "message_id", "recipients", "attached_bytes", "words"}) table.columns.push_back({key(name), ""});
  for (const SendOutcome& one : outcomes)
    table.rows.push_back({std::string(name_of(one.audience)), one.revision, one.folder, one.act == SendOutcome::Act::would_be ? Value() : Value(std::string(name_of(one.state))),
                          one.act == SendOutcome::Act::would_be ? Value() : Value(one.at), one.act == SendOutcome::Act::handed_over, one.message_id, join(one.recipients, ", "),
                          one.act == SendOutcome::Act::left ? Value() : Value(one.attached), one.words.empty() ? Value() : Value(one.words)});
  document.sections.push_back({"packages", "", {std::move(table)}});
  return document;
}

}  // namespace

Exit run_client_report_send(Context& context, const Options& options) {
  std::vector<SendOutcome> outcomes = send_packages(send_order(context, options));
  bool good = true;
  for (const SendOutcome& one : outcomes) {
    good = good && one.good();
    if (context.format == Format::text) context.write(std::string(name_of(one.audience)) + ": " + printable(words_of(one)) + "\n");
  }
  if (context.format != Format::text) context.print(send_receipt(outcomes));
  if (!good) context.say("see the mail system's log; where the letter is not in it, send it with --again");
  return good ? Exit::ok : Exit::delivery;
}

Exit run_client_report_sign(Context& context, const Options& options) {
  auto tool = signature_tool_named(options.text("with"));
  if (!tool) throw UsageError("--with " + in_quotes(options.text("with")) + " is no program for signatures", "it is minisign, ssh or gpg");
  std::string folder = options.text("FOLDER"), file = sign_package(folder, *tool, options.text("key"));
  context.write(printable(folder) + "/" + file + "\n");
  return Exit::ok;
}

std::string signature_fault_of(const std::string& folder, const Options& options) {
  if (!options.has("key")) {
    if (options.has("signer")) throw UsageError("--signer needs --key", "give the list of allowed signers with --key");
    return {};
  }
  return signature_fault(signature_key(options.text("key"), options.text("signer")), folder);
}

}  // namespace outdesk
