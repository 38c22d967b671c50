// Verbs about several tickets, and the one that takes a line back.
#include "base/text.hpp"
#include "body_text.hpp"
#include "client/client_store.hpp"
#include "ticket/verb_rules.hpp"
#include "ticket_change.hpp"
#include "ticket_verbs.hpp"

namespace outdesk {

namespace {

/// The ticket that OTHER names, which is not the one itself.  The same client's is meant where several have its key.
TicketRow other_ticket(TicketChange& change, const std::string& key) {
  const TicketRow& own = change.ticket();
  std::int64_t same = find_ticket_id(change.db(), client_id(change.db(), own.client), key);
  TicketRow other = find_ticket(change.db(), key, same ? own.client : "");
  if (other.id == own.id) throw UsageError("ticket " + in_quotes(own.key) + " is named twice", "name another one");
  return other;
}

std::optional<Event> pending_visit(const std::vector<Event>& effective) {
  const Event* visit = agreed_visit(effective);
  return visit ? std::optional(*visit) : std::nullopt;
}

/// A visit that was agreed goes on in the other ticket; one that is agreed there already is not replaced.
void carry_visit(Context& context, const Options& options, TicketChange& change, const TicketRow& into, const Event& visit) {
  if (pending_visit(effective_events(events_of(change.db(), into.id))))
    return context.say("both tickets have a visit that is agreed; that of " + in_quotes(into.key) + " stays, and that of " + visit.text("start") + " is no more");
  change.add_to(into, make_event(context, options, EventKind::scheduled, visit.fields));
}

}  // namespace

Exit run_ticket_merge(Context& context, const Options& options) {
  TicketChange change(context, options);
  TicketRow into = other_ticket(change, options.text("OTHER"));
  if (into.owner != change.ticket().owner)
    throw UsageError("ticket " + in_quotes(into.key) + " is one of client " + in_quotes(into.owner) + ", and this one of " + in_quotes(change.ticket().owner),
                     "tickets of different clients can only be linked");
  if ((into.head.state == "resolved" || into.head.state == "closed") && is_open(change.ticket().head))
    throw UsageError("ticket " + in_quotes(into.key) + " is " + into.head.state + ", and what goes on there would be in no list", "open it again first, with 'outdesk ticket reopen'");
  if (into.head.state == "merged") throw UsageError("ticket " + in_quotes(into.key) + " was merged itself", "see 'outdesk ticket show " + into.key + "' for where it goes on");
  std::optional<Event> visit = pending_visit(change.events());
  if (!change.add(make_event(context, options, EventKind::merged, Fields().set("into", into.key)))) return Exit::ok;
  if (visit) carry_visit(context, options, change, into, *visit);
  change.add_to(into, make_event(context, options, EventKind::linked, Fields().set("with", change.ticket().key)));
  return change.commit();
}

Exit run_ticket_link(Context& context, const Options& options) {
  TicketChange change(context, options);
  TicketRow other = other_ticket(change, options.text("OTHER"));
  if (!change.add(make_event(context, options, EventKind::linked, Fields().set("with", other.key)))) return Exit::ok;
  change.add_to(other, make_event(context, options, EventKind::linked, Fields().set("with", change.ticket().key)));
  return change.commit();
}

/// The new ticket is received when it is split off: its deadlines begin then.
Exit run_ticket_split(Context& context, const Options& options) {
  if (trimmed(options.text("SUBJECT")).empty()) throw UsageError("SUBJECT is empty", "say in one line what the new ticket is about");
  std::string body = body_of(options, false, "What is split off from " + options.text("TICKET") + ".");
  TicketChange change(context, options);
  const TicketRow& from = change.ticket();
  if (from.head.state == "merged") throw UsageError("ticket " + in_quotes(from.key) + " goes on in another one", "see 'outdesk ticket show " + from.key + "', and split that one");
  Contract contract = contract_now(change.db(), from.owner, context.now);
  Fields fields;
  fields.set("subject", options.text("SUBJECT")).set("priority", options.text("priority", from.head.priority));
  check_priority(contract, fields.text("priority"));
  const std::pair<const char*, const std::string&> kept[] = {{"requester", from.head.requester}, {"channel", from.head.channel}, {"kind", from.head.kind},
                                                             {"line", from.head.line}, {"category", from.head.category}, {"asset", from.head.asset}};
  for (const auto& [name, value] : kept) if (!value.empty()) fields.set(name, value);
  if (!body.empty()) fields.set("body", body);
  Event created = make_event(context, options, EventKind::created, std::move(fields));
  Event split_off = make_event(context, options, EventKind::split, Fields().set("from", from.key));
  std::string key = register_ticket(change.db(), contract, {created, split_off}).key;
  change.add(make_event(context, options, EventKind::linked, Fields().set("with", key)));
  Exit exit = change.commit();
  print_key(context, key);
  return exit;
}

/// The line stays in the journal; it only counts no more.
Exit run_ticket_undo(Context& context, const Options& options) {
  auto seq = parse_count(options.text("LINE"));
  TicketChange change(context, options);
  std::string which = "line " + options.text("LINE") + " of ticket " + in_quotes(change.ticket().key);
  std::vector<Event> all = events_of(change.db(), change.ticket().id);
  if (!seq || *seq < 1 || *seq > static_cast<std::int64_t>(all.size()))
    throw UsageError("there is no " + which, "its lines have numbers from 1 to " + std::to_string(all.size()) + ": see 'outdesk ticket show'");
  if (*seq == 1) throw UsageError(which + " created it, and cannot be undone", "merge or close the ticket");
  const Event& meant = all[static_cast<std::size_t>(*seq - 1)];
  if (undone_lines(all).count(*seq)) {
    context.say(which + " is undone already; nothing was written");
    return Exit::ok;
  }
  Event event = make_event(context, options, EventKind::undone, Fields().set("seq", *seq));
  event.at = std::max(event.at, meant.at);
  change.add(event);
  return change.commit();
}

}  // namespace outdesk
