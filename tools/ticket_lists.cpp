// Verbs that read tickets.
#include <algorithm>

#include "base/text.hpp"
#include "client/client_store.hpp"
#include "store/store.hpp"
#include "ticket/ticket_report.hpp"
#include "ticket_verbs.hpp"

namespace outdesk {

namespace {

constexpr std::int64_t kShownOnTerminal = 50;

/// The zone of the client's contract; null (UTC) where no client is named.
const Zone* zone_of(Db& db, const std::string& client) {
  if (client.empty()) return nullptr;
  auto contracts = contracts_of(db, client_id(db, client));
  return contracts.empty() ? nullptr : &Zone::named(contracts.back().timezone);
}

TicketFilter filter_of(const Options& options, Instant now) {
  TicketFilter filter;
  filter.client = options.text("client");
  filter.state = options.text("state");
  filter.line = options.text("line");
  filter.assignee = options.text("assignee");
  filter.priority = options.text("priority");
  filter.channel = options.text("channel");
  filter.category = options.text("category");
  filter.requester = options.text("requester");
  filter.text = options.text("text");
  filter.open_only = options.has("open");
  if (auto limit = options.count("limit")) filter.limit = *limit;
  if (auto age = options.duration("since")) filter.since = now - *age;
  const std::vector<std::string> states = {"new", "open", "waiting", "resolved", "closed", "merged"};
  if (!filter.state.empty() && std::find(states.begin(), states.end(), filter.state) == states.end())
    throw UsageError("there is no state " + in_quotes(filter.state), "states: " + join(states, ", "));
  return filter;
}

}  // namespace

Exit run_ticket_list(Context& context, const Options& options) {
  TicketFilter filter = filter_of(options, context.now);
  Store store = Store::open_to_read(context.store);
  ReadTransaction moment(store.db());
  if (!filter.client.empty()) client_id(store.db(), filter.client);
  bool people = context.format == Format::text && context.output_file.empty();
  bool cut = people && filter.limit < 0 && !options.has("all");
  std::int64_t all = cut || filter.limit >= 0 ? count_tickets(store.db(), filter) : 0;
  if (cut) filter.limit = kShownOnTerminal;
  const Zone* zone = people ? zone_of(store.db(), filter.client) : nullptr;
  context.print(ticket_list(store.db(), filter, zone));
  if (filter.limit >= 0 && all > filter.limit)
    context.say(std::to_string(filter.limit) + " of " + std::to_string(all) + " tickets shown; see all with " + (cut ? "--all" : "a larger --limit"));
  return Exit::ok;
}

Exit run_ticket_show(Context& context, const Options& options) {
  Store store = Store::open_to_read(context.store);
  ReadTransaction moment(store.db());
  TicketRow ticket = find_ticket(store.db(), options.text("TICKET"), options.text("client"));
  context.print(ticket_card(ticket, events_of(store.db(), ticket.id), zone_of(store.db(), ticket.owner)));
  return Exit::ok;
}

Exit run_ticket_export(Context& context, const Options& options) {
  Store store = Store::open_to_read(context.store);
  ReadTransaction moment(store.db());
  std::string client = options.text("client"), ticket;
  if (!client.empty()) client_id(store.db(), client);
  if (auto key = options.maybe("TICKET")) {
    TicketRow row = find_ticket(store.db(), *key, client);
    ticket = row.key;
    client = row.client;
  }
  context.stream([&](const std::function<void(std::string_view)>& sink) {
    for_each_line(store.db(), client, ticket, [&](const JournalLine& line) { sink(canonical_line(line) + "\n"); });
  });
  return Exit::ok;
}

}  // namespace outdesk
