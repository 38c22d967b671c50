// Verbs that write one line to a ticket's journal.
#include <unistd.h>

#include <iostream>
#include <iterator>

#include "base/text.hpp"
#include "client/client_store.hpp"
#include "store/store.hpp"
#include "ticket/ticket_store.hpp"
#include "ticket_mail.hpp"
#include "ticket_verbs.hpp"

namespace outdesk {

namespace {

/// The text of -m, else standard input where it is not a terminal.
std::string body_of(const Options& options, bool required) {
  std::string text = options.text("message");
  if (text.empty() && required && !options.has("message") && !::isatty(0)) text.assign(std::istreambuf_iterator<char>(std::cin), {});
  text = replaced(std::move(text), "\r\n", "\n");
  text.resize(trimmed(text).empty() ? 0 : text.find_last_not_of("\n") + 1);
  if (required && text.empty()) throw UsageError("there is no text", "give it with -m TEXT or on standard input");
  return text;
}

/// When it happened: --at, else now.
Instant effective_time(const Context& context, const Options& options) {
  Instant at = options.instant("at").value_or(context.now);
  if (at > context.now) throw UsageError("--at " + to_text(at) + " lies in the future");
  return at;
}

void set_where_given(Fields& fields, const Options& options, std::initializer_list<const char*> names) {
  for (const char* name : names)
    if (auto value = options.maybe(name)) fields.set(name, *value);
}

Event make_event(const Context& context, const Options& options, EventKind kind, Fields fields) {
  Event event;
  event.kind = kind;
  event.at = effective_time(context, options);
  event.entered = context.now;
  event.by = context.actor;
  event.fields = std::move(fields);
  return checked_event(std::move(event), "command line", 0);
}

/// Writes the event unless the ticket says the same already; then it says so and succeeds.
Exit add_event(Context& context, const Options& options, EventKind kind, Fields fields) {
  Event event = make_event(context, options, kind, std::move(fields));
  Store store = Store::open_to_change(context.store);
  Transaction transaction(store.db());
  TicketRow ticket = find_ticket(store.db(), options.text("TICKET"), options.text("client"));
  if (auto why = why_not(kind, ticket.head); !why.empty())
    throw UsageError("ticket " + in_quotes(ticket.key) + " " + why,
                     ticket.head.state == "merged" ? "see 'outdesk ticket show'" : "open it again first, with 'outdesk ticket reopen'");
  if (!changes_state(kind, ticket.head)) {
    context.say("ticket " + in_quotes(ticket.key) + " is " + ticket.head.state + " already; nothing was written");
    return Exit::ok;
  }
  if (event.at < ticket.head.received)
    throw UsageError("--at " + to_text(event.at) + " is before ticket " + in_quotes(ticket.key) + " was received",
                     "it was received at " + to_text(ticket.head.received));
  JournalWriter(store.db()).append(ticket.id, {{ticket.client, ticket.key, event}});
  transaction.commit();
  return Exit::ok;
}

Exit add_ending(Context& context, const Options& options, EventKind kind) {
  Fields fields;
  set_where_given(fields, options, {"how", "cause"});
  if (std::string solution = body_of(options, false); !solution.empty()) fields.set("solution", solution);
  return add_event(context, options, kind, std::move(fields));
}

void check_priority(const Contract& contract, const std::string& priority) {
  if (contract.priorities.count(priority)) return;
  std::vector<std::string> known;
  for (const auto& [name, terms] : contract.priorities) known.push_back(name);
  throw UsageError("the contract of " + in_quotes(contract.client) + " has no priority " + in_quotes(priority),
                   "it has: " + join(known, ", "));
}

Contract contract_now(Db& db, const std::string& client, Instant now) {
  auto contracts = contracts_of(db, client_id(db, client));
  if (contracts.empty()) throw NotFound("client " + in_quotes(client) + " has no contract", "set it with 'outdesk client set FILE'");
  return contract_at(contracts, now);
}

}  // namespace

Exit run_ticket_new(Context& context, const Options& options) {
  if (trimmed(options.text("SUBJECT")).empty()) throw UsageError("SUBJECT is empty", "say in one line what it is about");
  Fields fields;
  fields.set("subject", options.text("SUBJECT"));
  set_where_given(fields, options, {"priority", "kind", "channel", "requester", "line", "category", "asset"});
  if (auto received = options.instant("received")) fields.set("received", to_text(*received));
  if (std::string body = body_of(options, false); !body.empty()) fields.set("body", body);
  Event event = make_event(context, options, EventKind::created, std::move(fields));
  std::string client = ClientKey(options.text("client")).str();

  Store store = Store::open_to_change(context.store);
  Transaction transaction(store.db());
  Contract contract = contract_now(store.db(), client, context.now);
  check_priority(contract, options.text("priority"));
  int year = int{Zone::named(contract.timezone).local(event.at).date.year()};
  std::string key = next_ticket_key(store.db(), year);
  JournalWriter writer(store.db());
  std::int64_t ticket = writer.open_ticket(client_id(store.db(), client), key);
  writer.append(ticket, {{client, key, event}});
  transaction.commit();
  try {
    context.write(key + "\n");  // only after the commit: a printed id is kept
    context.finish();
  } catch (const WriteError& error) {
    throw WriteError(error.what(), "the ticket is kept: its key is " + key);
  }
  return Exit::ok;
}

Exit run_ticket_reply(Context& context, const Options& options) {
  if (options.has("send")) return send_ticket_reply(context, options, body_of(options, true));
  std::string from = options.has("from-client") ? "client" : "engineer";
  return add_event(context, options, EventKind::message,
                   Fields().set("from", from).set("public", true).set("body", body_of(options, true)));
}

Exit run_ticket_note(Context& context, const Options& options) {
  return add_event(context, options, EventKind::message,
                   Fields().set("from", "engineer").set("public", false).set("body", body_of(options, true)));
}

Exit run_ticket_assign(Context& context, const Options& options) {
  Fields fields;
  if (auto engineer = options.maybe("ENGINEER")) fields.set("to", *engineer);
  set_where_given(fields, options, {"line"});
  if (fields == Fields()) throw UsageError("nobody to assign it to", "name an ENGINEER, a --line, or both");
  return add_event(context, options, EventKind::assigned, std::move(fields));
}

Exit run_ticket_wait(Context& context, const Options& options) {
  return add_event(context, options, EventKind::waiting, Fields().set("reason", options.text("REASON")));
}

Exit run_ticket_resume(Context& context, const Options& options) {
  return add_event(context, options, EventKind::resumed, {});
}

Exit run_ticket_resolve(Context& context, const Options& options) { return add_ending(context, options, EventKind::resolved); }
Exit run_ticket_close(Context& context, const Options& options) { return add_ending(context, options, EventKind::closed); }
/// After the contract's grace a request that comes back is a new one (sla.md case 48).
Exit run_ticket_reopen(Context& context, const Options& options) {
  Store store = Store::open_to_read(context.store);
  TicketRow ticket = find_ticket(store.db(), options.text("TICKET"), options.text("client"));
  Seconds grace = contract_now(store.db(), ticket.owner, context.now).clock.reopen_grace;
  auto ended = ticket.head.resolved ? ticket.head.resolved : ticket.head.closed;
  if (ended && effective_time(context, options) - *ended > grace)
    throw UsageError("ticket " + in_quotes(ticket.key) + " ended at " + to_text(*ended) + ", longer ago than the contract's grace of " + to_duration_text(grace),
                     "register a new request with 'outdesk ticket new'");
  return add_event(context, options, EventKind::reopened, {});
}

Exit run_ticket_priority(Context& context, const Options& options) {
  std::string priority = options.text("PRIORITY");
  Store store = Store::open_to_read(context.store);
  TicketRow ticket = find_ticket(store.db(), options.text("TICKET"), options.text("client"));
  check_priority(contract_now(store.db(), ticket.owner, context.now), priority);
  if (ticket.head.priority == priority) {
    context.say("ticket " + in_quotes(ticket.key) + " has priority " + priority + " already; nothing was written");
    return Exit::ok;
  }
  return add_event(context, options, EventKind::priority, Fields().set("to", priority));
}

Exit run_ticket_work(Context& context, const Options& options) {
  auto length = parse_duration(options.text("LENGTH"));
  if (!length || length->count == 0) throw UsageError(in_quotes(options.text("LENGTH")) + " is not a length of time such as 25m or 1h30m");
  Fields fields;
  fields.set("seconds", length->count);
  set_where_given(fields, options, {"mode", "site"});
  if (options.has("planned")) fields.set("planned", true);
  if (options.has("not-billable")) fields.set("billable", false);
  return add_event(context, options, EventKind::work, std::move(fields));
}

}  // namespace outdesk
