// Verbs that read tickets, and the one that moves journals out.
#include <sys/ioctl.h>
#include <unistd.h>

#include "base/clock.hpp"
#include "base/text.hpp"
#include "client/client_store.hpp"
#include "mail/mail_store.hpp"
#include "output/writers.hpp"
#include "shift/handover_report.hpp"
#include "shift/list_report.hpp"
#include "shift/search_report.hpp"
#include "shift/stats_report.hpp"
#include "store/store.hpp"
#include "ticket/ticket_report.hpp"
#include "ticket_verbs.hpp"

namespace outdesk {

namespace {

constexpr std::int64_t kShownToPeople = 50;

/// The zone of the client's contract; null (UTC) where no client is named.
const Zone* zone_of(Db& db, const std::string& client, Instant now) {
  if (client.empty()) return nullptr;
  auto contract = contract_in_force(db, client, now);
  return contract ? &Zone::named(contract->timezone) : nullptr;
}

bool is_for_people(const Context& context) { return context.format == Format::text && context.output_file.empty(); }

TicketFilter filter_of(const Context& context, const Options& options) {
  TicketFilter filter;
  filter.client = options.text("client");
  filter.state = options.text("state");
  filter.waiting_for = options.text("waiting");
  filter.line = options.text("line");
  filter.assignee = options.text("assignee");
  filter.priority = options.text("priority");
  filter.channel = options.text("channel");
  filter.category = options.text("category");
  filter.asset = options.text("asset");
  filter.requester = options.text("requester");
  filter.text = options.text("text");
  filter.open_only = options.has("open");
  filter.unassigned = options.has("unassigned");
  if (options.has("mine")) {
    if (options.has("assignee") || filter.unassigned) throw UsageError("--mine names the assignee, and so does another option", "give one of them");
    filter.assignee = context.actor;
  }
  if (auto age = options.duration("since")) filter.since = context.now - *age;
  if (auto age = options.duration("older-than")) filter.before = context.now - *age;
  const std::vector<std::string> states = {"new", "open", "waiting", "resolved", "closed", "merged"};
  if (!filter.state.empty() && std::find(states.begin(), states.end(), filter.state) == states.end())
    throw UsageError("there is no state " + in_quotes(filter.state), "states: " + join(states, ", "));
  return filter;
}

ListOrder order_of(const Options& options) {
  std::string name = options.text("sort", options.has("due") ? "due" : "newest");
  if (auto order = list_order(name)) return *order;
  throw UsageError("--sort does not know " + in_quotes(name), "there are: " + join(list_orders(), ", "));
}

ListRequest request_of(const Context& context, const Options& options) {
  ListRequest request;
  request.filter = filter_of(context, options);
  request.order = order_of(options);
  request.due_within = options.duration("due");
  request.breached = options.has("breached");
  request.unreviewed = options.has("unreviewed");
  if (auto limit = options.count("limit")) request.limit = *limit;
  if (auto columns = options.maybe("columns"))
    for (auto name : split(*columns, ',')) request.columns.emplace_back(trimmed(name));
  return request;
}

/// These verbs show the store as it is; a past instant would be mixed with what is known now.
void refuse_past(const Context& context) {
  if (context.as_of)
    throw UsageError("this shows what is there now, not as of another instant", "leave --as-of out; 'outdesk sla-report' and its verbs know the past");
}

/// What was cut off is said, never hidden.
void tell_cut(const Context& context, std::int64_t shown, std::int64_t all, bool by_us) {
  if (all > shown)
    context.say(std::to_string(shown) + " of " + std::to_string(all) + " tickets shown; see all with " + (by_us ? "--all" : "a larger --limit"));
}

/// `most`: rows of a text that nobody asked to be longer or shorter.
void show_list(Context& context, const Options& options, std::int64_t most = kShownToPeople) {
  ListRequest request = request_of(context, options);
  Store store = Store::open_to_read(context.store);
  ReadTransaction moment(store.db());
  if (!request.filter.client.empty()) client_id(store.db(), request.filter.client);
  bool cut = is_for_people(context) && request.limit < 0 && !options.has("all");
  if (cut) request.limit = most;
  const Zone* zone = zone_of(store.db(), request.filter.client, context.now);
  request.titled = context.format != Format::text;
  request.signs = context.format != Format::xlsx;
  TicketList list = list_tickets(store.db(), request, context.now, zone);
  context.print(list.document);
  context.finish();
  tell_cut(context, list.shown, list.all, cut);
}

/// Rows of a list that the terminal has room for, below its head and above a remark.
std::int64_t rows_on_screen() {
  winsize size = {};
  bool known = ::ioctl(1, TIOCGWINSZ, &size) == 0 && size.ws_row > 8;
  return known ? std::min<std::int64_t>(size.ws_row - 5, kShownToPeople) : kShownToPeople;
}

/// Draws the list again and again, until the engineer has seen enough (Ctrl-C).
[[noreturn]] void watch_list(Context& context, const Options& options) {
  if (!is_for_people(context) || !::isatty(1)) throw UsageError("--watch needs a terminal", "run the command again and again where there is none");
  Seconds pause = options.duration("every").value_or(Seconds{5});
  if (pause < Seconds{1}) throw UsageError("--every " + in_quotes(options.text("every")) + " is less than a second");
  Seconds ahead = context.now - machine_now();  // --now may have set another time
  for (;;) {
    context.now = machine_now() + ahead;
    context.write("\x1b[H\x1b[2J" + to_text(context.now) + "\n");
    show_list(context, options, rows_on_screen());
    ::sleep(static_cast<unsigned>(pause.count));
  }
}

const Zone* named_zone(const Options& options) {
  auto name = options.maybe("timezone");
  return name ? &Zone::named(*name) : nullptr;
}

}  // namespace

Exit run_ticket_list(Context& context, const Options& options) {
  refuse_past(context);
  if (options.has("watch")) watch_list(context, options);
  show_list(context, options);
  return Exit::ok;
}

Exit run_ticket_search(Context& context, const Options& options) {
  refuse_past(context);
  TicketFilter filter = filter_of(context, options);
  Store store = Store::open_to_read(context.store);
  ReadTransaction moment(store.db());
  if (!filter.client.empty()) client_id(store.db(), filter.client);
  bool cut = is_for_people(context) && !options.has("limit") && !options.has("all");
  std::int64_t limit = cut ? kShownToPeople : options.count("limit").value_or(-1);
  FoundTickets found = search_tickets(store.db(), join(options.list("WORD"), " "), filter, limit, zone_of(store.db(), filter.client, context.now));
  context.print(found.document);
  context.finish();
  tell_cut(context, found.shown, found.all, cut);
  return Exit::ok;
}

Exit run_ticket_show(Context& context, const Options& options) {
  refuse_past(context);
  Store store = Store::open_to_read(context.store);
  ReadTransaction moment(store.db());
  TicketRow ticket = find_ticket(store.db(), options.text("TICKET"), options.text("client"));
  const Zone* zone = zone_of(store.db(), ticket.owner, context.now);
  Document card = ticket_card(ticket, events_of(store.db(), ticket.id), zone);
  if (is_open(ticket.head))
    if (auto judged = OpenJudge(store.db(), context.now).judge(ticket)) {
      auto& figures = std::get<Figures>(card.sections.front().blocks.front()).figures;
      for (auto& figure : due_figures(judged->due, zone)) figures.push_back(std::move(figure));
    }
  if (options.has("similar")) card.sections.push_back({"similar", "", {similar_tickets(store.db(), ticket)}});
  context.print(card);
  return Exit::ok;
}

Exit run_ticket_handover(Context& context, const Options& options) {
  refuse_past(context);
  HandoverRequest request;
  request.filter.client = options.text("client");
  request.filter.line = options.text("line");
  request.filter.assignee = options.text("assignee");
  request.now = context.now;
  request.since = request.now - options.duration("since").value_or(Seconds{8 * 3600});
  bool short_list = is_for_people(context);
  request.limit = options.count("limit").value_or(short_list ? request.limit : INT64_MAX);
  Store store = Store::open_to_read(context.store);
  ReadTransaction moment(store.db());
  if (!request.filter.client.empty()) client_id(store.db(), request.filter.client);
  const Zone* zone = named_zone(options);
  request.kept_messages = count_kept(store.db());
  context.print(handover_report(store.db(), request, zone ? zone : common_zone(store.db(), request.filter, request.now)));
  return Exit::ok;
}

Exit run_ticket_stats(Context& context, const Options& options) {
  refuse_past(context);
  StatsRequest request;
  request.filter = filter_of(context, options);
  request.by = options.text("by", "hour");
  request.now = context.now;
  Store store = Store::open_to_read(context.store);
  ReadTransaction moment(store.db());
  if (!request.filter.client.empty()) client_id(store.db(), request.filter.client);
  const Zone* zone = named_zone(options);
  request.zone = zone ? zone : zone_of(store.db(), request.filter.client, context.now);
  context.print(stats_report(store.db(), request));
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
