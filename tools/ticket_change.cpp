#include "ticket_change.hpp"

#include "base/text.hpp"
#include "client/client_store.hpp"
#include "ticket/verb_rules.hpp"

namespace outdesk {

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

void check_priority(const Contract& contract, const std::string& priority) {
  if (contract.priorities.count(priority)) return;
  std::vector<std::string> known;
  for (const auto& [name, terms] : contract.priorities) known.push_back(name);
  throw UsageError("the contract of " + in_quotes(contract.client) + " has no priority " + in_quotes(priority),
                   "it has: " + join(known, ", "));
}

void print_key(Context& context, const std::string& key) {
  try {
    context.write(key + "\n");
    context.finish();
  } catch (const WriteError& error) {
    throw WriteError(error.what(), "the ticket is kept: its key is " + key);
  }
}

void tell_unknown_line(const Context& context, const Contract& contract, const std::string& line) {
  if (line.empty() || contract.lines.empty() || contract.lines.count(line)) return;
  std::vector<std::string> known;
  for (const auto& [name, terms] : contract.lines) known.push_back(name);
  context.say("line " + in_quotes(line) + " is not one of the contract's: " + join(known, ", "));
}

void tell_free_reason(const Context& context, const Contract& contract, const std::string& reason) {
  if (contract.clock.pauses.empty() || contract.clock.pauses.count(reason)) return;
  std::vector<std::string> known;
  for (const auto& [name, targets] : contract.clock.pauses) known.push_back(name);
  std::string near = nearest(reason, known);
  context.say("waiting for " + in_quotes(reason) + " stops no clock of this contract" + (near.empty() ? "; these do: " + join(known, ", ") : "; did you mean " + in_quotes(near) + "?"));
}

TicketChange::TicketChange(Context& context, const Options& options)
    : context_(context), store_(Store::open_to_change(context.store)), transaction_(store_.db()),
      ticket_(find_ticket(store_.db(), options.text("TICKET"), options.text("client"))),
      events_(effective_events(events_of(store_.db(), ticket_.id))) {}

std::optional<Contract> TicketChange::contract() { return contract_in_force(db(), ticket_.owner, context_.now); }

const Zone& TicketChange::zone() {
  auto agreed = contract();
  return Zone::named(agreed ? agreed->timezone : "UTC");
}

bool TicketChange::append(const TicketRow& ticket, const std::vector<Event>& events, const Event& event, bool say) {
  if (auto why = why_refused(event, ticket.head, events); !why.empty()) {
    bool merged = ticket.head.state == "merged";
    throw UsageError("ticket " + in_quotes(ticket.key) + " " + why, merged ? "write to that one" : "open it again first, with 'outdesk ticket reopen'");
  }
  if (auto why = already_said(event, ticket.head, events); !why.empty()) {
    if (say) context_.say("ticket " + in_quotes(ticket.key) + " " + why + "; nothing was written");
    return false;
  }
  if (event.at < ticket.head.received)
    throw UsageError(to_text(event.at) + " is before ticket " + in_quotes(ticket.key) + " was received", "it was received at " + to_text(ticket.head.received));
  JournalWriter(db()).append(ticket.id, {{ticket.client, ticket.key, event}});
  return true;
}

bool TicketChange::add(const Event& event) {
  if (!append(ticket_, events_, event, true)) return false;
  ticket_ = find_ticket(db(), ticket_.key, ticket_.client);
  events_ = effective_events(events_of(db(), ticket_.id));
  return true;
}

void TicketChange::add_to(const TicketRow& other, const Event& event) {
  append(other, effective_events(events_of(db(), other.id)), event, false);
}

Exit TicketChange::commit() {
  transaction_.commit();
  return Exit::ok;
}

Exit add_event(Context& context, const Options& options, EventKind kind, Fields fields) {
  Event event = make_event(context, options, kind, std::move(fields));
  TicketChange change(context, options);
  return change.add(event) ? change.commit() : Exit::ok;
}

}  // namespace outdesk
