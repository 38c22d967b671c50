// Verbs that write one line to a ticket's journal.
#include "base/text.hpp"
#include "body_text.hpp"
#include "client/client_store.hpp"
#include "ticket/verb_rules.hpp"
#include "ticket_change.hpp"
#include "ticket_mail.hpp"
#include "ticket_verbs.hpp"

namespace outdesk {

namespace {

Exit add_ending(Context& context, const Options& options, EventKind kind) {
  Fields fields;
  set_where_given(fields, options, {"how", "cause"});
  std::string solution = body_of(options, false, "The solution of " + options.text("TICKET") + ": what was wrong, and what helped.");
  if (!solution.empty()) fields.set("solution", solution);
  Event event = make_event(context, options, kind, std::move(fields));
  TicketChange change(context, options);
  if (!change.add(event)) return Exit::ok;
  change.commit();
  if (const Event* visit = agreed_visit(change.events()))
    context.say("a visit is still agreed for " + visit->text("start") + ": tell who goes there");
  return Exit::ok;
}

/// The line that --line names, else the next one of the contract.
std::string line_above(TicketChange& change, const Options& options, Instant now) {
  if (auto line = options.maybe("line")) return *line;
  std::vector<std::string> lines;
  for (const auto& [name, terms] : contract_now(change.db(), change.ticket().owner, now).lines) lines.push_back(name);
  const std::string& line = change.ticket().head.line;
  std::string next = next_line(lines, line);
  if (next.empty())
    throw UsageError(lines.empty() ? "the contract of " + in_quotes(change.ticket().owner) + " names no lines of support"
                     : line.empty() ? "the contract has the one line " + in_quotes(lines.front())
                                    : "no line of the contract comes after " + in_quotes(line),
                     "name the line with --line");
  return next;
}

}  // namespace

Exit run_ticket_new(Context& context, const Options& options) {
  if (trimmed(options.text("SUBJECT")).empty()) throw UsageError("SUBJECT is empty", "say in one line what it is about");
  Fields fields;
  fields.set("subject", options.text("SUBJECT"));
  set_where_given(fields, options, {"priority", "kind", "channel", "requester", "line", "category", "asset"});
  if (auto received = options.instant("received")) fields.set("received", to_text(*received));
  std::string body = body_of(options, false, "What the requester wants, in more words than the subject has.");
  if (!body.empty()) fields.set("body", body);
  Event event = make_event(context, options, EventKind::created, std::move(fields));
  std::string client = ClientKey(options.text("client")).str();

  Store store = Store::open_to_change(context.store);
  Transaction transaction(store.db());
  Contract contract = contract_now(store.db(), client, context.now);
  check_priority(contract, options.text("priority"));
  tell_unknown_line(context, contract, options.text("line"));
  std::string key = register_ticket(store.db(), contract, {event}).key;
  transaction.commit();
  print_key(context, key);  // only after the commit: a printed key is kept
  return Exit::ok;
}

Exit run_ticket_reply(Context& context, const Options& options) {
  std::string body = body_of(options, true, "The answer to " + options.text("TICKET") + ": the client sees it.");
  if (options.has("send")) return send_ticket_reply(context, options, body);
  std::string from = options.has("from-client") ? "client" : "engineer";
  return add_event(context, options, EventKind::message, Fields().set("from", from).set("public", true).set("body", body));
}

Exit run_ticket_note(Context& context, const Options& options) {
  std::string body = body_of(options, true, "A note to " + options.text("TICKET") + ": the client does not see it.");
  return add_event(context, options, EventKind::message, Fields().set("from", "engineer").set("public", false).set("body", body));
}

Exit run_ticket_assign(Context& context, const Options& options) {
  Fields fields;
  if (auto engineer = options.maybe("ENGINEER")) fields.set("to", *engineer);
  set_where_given(fields, options, {"line"});
  if (fields == Fields()) throw UsageError("nobody to assign it to", "name an ENGINEER, a --line, or both");
  Event event = make_event(context, options, EventKind::assigned, std::move(fields));
  TicketChange change(context, options);
  if (auto contract = change.contract()) tell_unknown_line(context, *contract, options.text("line"));
  return change.add(event) ? change.commit() : Exit::ok;
}

/// On the new line nobody has it yet, unless an engineer is named: whoever takes it shows it.
Exit run_ticket_escalate(Context& context, const Options& options) {
  std::string why = body_of(options, false, "Why " + options.text("TICKET") + " goes to the next line, and what was tried. The client does not see it.");
  TicketChange change(context, options);
  Event handed = make_event(context, options, EventKind::assigned,
                            Fields().set("to", options.text("ENGINEER")).set("line", line_above(change, options, context.now)));
  if (auto contract = change.contract()) tell_unknown_line(context, *contract, options.text("line"));
  if (!change.add(handed)) return Exit::ok;
  if (!why.empty()) change.add(make_event(context, options, EventKind::message, Fields().set("from", "engineer").set("public", false).set("body", why)));
  return change.commit();
}

Exit run_ticket_wait(Context& context, const Options& options) {
  Event event = make_event(context, options, EventKind::waiting, Fields().set("reason", options.text("REASON")));
  TicketChange change(context, options);
  if (!change.add(event)) return Exit::ok;
  if (auto contract = change.contract()) tell_free_reason(context, *contract, options.text("REASON"));
  return change.commit();
}

Exit run_ticket_resume(Context& context, const Options& options) { return add_event(context, options, EventKind::resumed, {}); }
Exit run_ticket_resolve(Context& context, const Options& options) { return add_ending(context, options, EventKind::resolved); }
Exit run_ticket_close(Context& context, const Options& options) { return add_ending(context, options, EventKind::closed); }

/// After the contract's grace a request that comes back is a new one (sla.md case 48).
Exit run_ticket_reopen(Context& context, const Options& options) {
  Event event = make_event(context, options, EventKind::reopened, {});
  TicketChange change(context, options);
  const TicketRow& ticket = change.ticket();
  Seconds grace = contract_now(change.db(), ticket.owner, context.now).clock.reopen_grace;
  if (auto ended = ended_past_grace(ticket.head, event.at, grace))
    throw UsageError("ticket " + in_quotes(ticket.key) + " ended at " + to_text(*ended) + ", longer ago than the contract's grace of " + to_duration_text(grace),
                     "register a new request with 'outdesk ticket new', and link the two");
  return change.add(event) ? change.commit() : Exit::ok;
}

Exit run_ticket_priority(Context& context, const Options& options) {
  std::string priority = options.text("PRIORITY");
  Event event = make_event(context, options, EventKind::priority, Fields().set("to", priority));
  TicketChange change(context, options);
  check_priority(contract_now(change.db(), change.ticket().owner, context.now), priority);
  return change.add(event) ? change.commit() : Exit::ok;
}

}  // namespace outdesk
