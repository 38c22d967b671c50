// `outdesk client-report send` and `sign`.
#include <cstdlib>

#include "base/text.hpp"
#include "client/client_store.hpp"
#include "client_report_delivery.hpp"
#include "delivery/delivery_store.hpp"
#include "dispatch/send_package.hpp"
#include "dispatch/signature.hpp"
#include "mail/answer_message.hpp"
#include "package/check_package.hpp"
#include "package_place.hpp"
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

SendOrder send_order(const Context& context, const Options& options, const std::string& client, Month month) {
  SendOrder order;
  order.store = context.store;
  order.client = client;
  order.month = month;
  order.audience = audience_given(options);
  order.folder = options.text("dir", context.folder + "/packages");
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

/// Who is to be sent something: the client that was named, or all whose contract names addresses.
std::vector<SendOrder> send_orders(const Context& context, const Options& options) {
  Store store = Store::open_to_read(context.store);
  std::vector<SendOrder> orders;
  auto add = [&](const std::string& client) { orders.push_back(send_order(context, options, client, asked_month(store.db(), client, options, context.now))); };
  if (!options.has("all")) {
    add(options.text("client"));
    return orders;
  }
  for (const ClientLine& line : list_clients(store.db())) {
    auto contract = contract_in_force(store.db(), line.client, context.now);
    if (contract && std::any_of(kAudiences.begin(), kAudiences.end(), [&](Audience audience) { return !contract->delivery.of(audience).empty(); })) add(line.client);
  }
  return orders;
}

class SendReport {
 public:
  SendReport(Context& context, bool with_client) : context_(context), with_client_(with_client) {
    table_.key = key("packages");
    for (const char* name : {"client", "audience", "revision", "folder", "state", "at", "sent_now", "message_id", "recipients", "attached_bytes", "words"}) table_.columns.push_back({key(name), ""});
  }

  void add(const std::string& client, const SendOutcome& one) {
    good_ = good_ && one.good();
    if (context_.format == Format::text) context_.write((with_client_ ? client + ", " : "") + std::string(name_of(one.audience)) + ": " + printable(words_of(one)) + "\n");
    bool planned = one.act == SendOutcome::Act::would_be;
    table_.rows.push_back({client, std::string(name_of(one.audience)), one.revision, one.folder, planned ? Value() : Value(std::string(name_of(one.state))),
                           planned ? Value() : Value(one.at), one.act == SendOutcome::Act::handed_over, one.message_id, join(one.recipients, ", "),
                           one.act == SendOutcome::Act::left ? Value() : Value(one.attached), one.words.empty() ? Value() : Value(one.words)});
  }

  /// One of all clients that could not be sent anything: the others are.
  void add(const std::string& client, const Error& error) {
    bool nothing_built = error.exit() == Exit::not_found;
    if (failure_ == Exit::ok && !nothing_built) failure_ = error.exit();
    context_.say(client + ": " + printable(error.what()));
  }

  Exit finish() {
    if (context_.format != Format::text) {
      Document document;
      document.schema = "package-delivery/1";
      document.sections.push_back({"packages", "", {std::move(table_)}});
      context_.print(document);
    }
    if (!good_) context_.say("see the mail system's log; where the letter is not in it, send it with --again");
    return good_ ? failure_ : Exit::delivery;
  }

 private:
  Context& context_;
  bool with_client_, good_ = true;
  Exit failure_ = Exit::ok;
  Table table_;
};

/// What the client has of a package is not what was signed just now; which of them were sent the store knows, if it is here.
std::string not_in_the_clients_hands(const Context& context, const std::string& folder) {
  auto package = package_in(folder);
  if (!package) return {};
  const PackageId& id = package->id;
  std::string again = "outdesk client-report send --client " + id.client + " --month " + to_text(id.month) + " --audience " + std::string(name_of(id.audience)) + " --again";
  try {
    Store store = Store::open_to_read(context.store);
    std::int64_t client = find_client_id(store.db(), id.client);
    auto sent = client ? last_sent(store.db(), client, id.month, id.audience) : std::nullopt;
    if (!sent || sent->manifest != manifest_digest(folder)) return {};
    return "revision " + std::to_string(id.revision) + " was sent without this signature (" + std::string(name_of(sent->state)) + " " + to_text(sent->at) + "): send it again with '" + again + "'";
  } catch (const Error&) {
    return "no store here tells whether this package was sent; where it was, send it again with '" + again + "'";
  }
}

}  // namespace

Exit run_client_report_send(Context& context, const Options& options) {
  bool all = options.has("all");
  SendReport report(context, all);
  for (const SendOrder& order : send_orders(context, options)) {
    try {
      for (const SendOutcome& one : send_packages(order)) report.add(order.client, one);
    } catch (const Error& error) {
      if (!all) throw;
      report.add(order.client, error);
    }
  }
  return report.finish();
}

Exit run_client_report_sign(Context& context, const Options& options) {
  auto tool = signature_tool_named(options.text("with"));
  if (!tool) throw UsageError("--with " + in_quotes(options.text("with")) + " is no program for signatures", "it is minisign, ssh or gpg");
  std::string folder = options.text("FOLDER"), file = sign_package(folder, *tool, options.text("key"));
  context.write(printable(folder) + "/" + file + "\n");
  if (std::string words = not_in_the_clients_hands(context, folder); !words.empty()) context.say(words);
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
