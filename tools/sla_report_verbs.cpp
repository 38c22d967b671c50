#include "sla_report_verbs.hpp"

#include <set>

#include "base/text.hpp"
#include "calendar/national_calendar.hpp"
#include "client/client_store.hpp"
#include "sla/calendar_report.hpp"
#include "sla/clients_report.hpp"
#include "sla/explain_report.hpp"
#include "sla/heatmap_report.hpp"
#include "sla/risk_report.hpp"
#include "store/store.hpp"
#include "ticket/ticket_store.hpp"

namespace outdesk {

std::vector<OptionSpec> period_options() {
  return {{"--client", "CLIENT", "key of the client", true},
          {"--month", "MONTH", "a month in the client's zone: 2026-10"},
          {"--from", "DAY", "first day, in the client's zone"},
          {"--to", "DAY", "day after the last one"},
          {"--provisional", "", "count a year whose days off are not decreed yet by its weekends alone"}};
}

std::vector<std::string> report_formats() { return {"text", "json", "csv", "jsonl", "xlsx", "html"}; }

namespace {

/// Everything as of one instant: nothing that happens after it.
PeriodRequest moment_of(const Context& context, const std::string& client, bool provisional) {
  Instant now = context.report_instant();
  return {client, {now, now + Seconds{1}}, now, provisional};
}

std::optional<Target> target_of(const Options& options) {
  auto name = options.maybe("target");
  if (!name) return {};
  for (Target target : {Target::response, Target::next_response, Target::resolution})
    if (name_of(target) == *name) return target;
  throw UsageError("--target does not know " + in_quotes(*name), "there are: response, next_response, resolution");
}

Exit run_explain(Context& context, const Options& options) {
  auto target = target_of(options);
  Store store = Store::open_to_read(context.store);
  ReadTransaction moment(store.db());
  TicketRow row = find_ticket(store.db(), options.text("TICKET"), options.text("client"));
  bool there = false;
  // Before it went to another client it was with the one it was made for.
  for (const auto& client : options.has("client") ? std::vector{options.text("client")} : std::vector{row.owner, row.client}) {
    if (there) break;
    contracts_or_refuse(store.db(), client, context.report_instant());
    PeriodJudge judge(store.db(), moment_of(context, client, options.has("provisional")));
    judge.for_each_of({row.id}, [&](const JudgedTicket& ticket) {
      there = true;
      context.print(explain_report(judge, ticket, target, language_of(context, judge.contract())));
    });
  }
  if (!there) throw NotFound("ticket " + in_quotes(row.key) + " was not there yet at " + to_text(context.report_instant()));
  return Exit::ok;
}

RiskLimits limits_of(const Options& options) {
  RiskLimits limits;
  if (auto used = options.maybe("used")) {
    auto share = parse_decimal(*used);
    if (!share || share->nano > 1'000'000'000) throw UsageError("--used must be a share from 0 to 1 such as 0.75, not " + in_quotes(*used));
    limits.used = *share;
  }
  if (auto left = options.maybe("left")) {
    auto length = parse_duration(*left);
    if (!length) throw UsageError("--left must be a duration such as 2h, not " + in_quotes(*left));
    limits.remaining = *length;
  }
  return limits;
}

Exit run_at_risk(Context& context, const Options& options) {
  RiskLimits limits = limits_of(options);
  Store store = Store::open_to_read(context.store);
  ReadTransaction moment(store.db());
  std::vector<std::string> clients = options.list("client");
  for (const auto& client : clients) contracts_or_refuse(store.db(), client, context.report_instant());
  if (clients.empty())
    for (const auto& client : list_clients(store.db()))
      if (!client.valid_from.empty()) clients.push_back(client.client);
  RiskList list;
  std::set<const Zone*> zones;
  std::set<Language> languages;
  for (const auto& client : clients) {
    // Work does not stand still because a year's days off are not decreed yet: weekends alone count then.
    PeriodJudge judge(store.db(), moment_of(context, client, true));
    for (const auto& [name, calendar] : judge.contract().calendars)
      if (auto year = WorkingTime(calendar, name).undecreed_year(judge.request().period))
        context.say("calendar " + in_quotes(name) + " of " + in_quotes(client) + " counts " + std::to_string(*year) + " by its weekends alone");
    add_risks(list, judge, limits);
    zones.insert(&judge.zone());
    languages.insert(language_of(context, judge.contract()));
  }
  sort_risks(list);
  context.print(risk_report(list, context.report_instant(), zones.size() == 1 ? *zones.begin() : nullptr,
                            languages.size() == 1 ? *languages.begin() : context.language.value_or(Language::en)));
  return list.lines.empty() && list.waits.empty() ? Exit::ok : Exit::bad_news;
}

Exit run_heatmap(Context& context, const Options& options) {
  std::string what = options.text("of", "received");
  if (what != "received" && what != "ended") throw UsageError("--of does not know " + in_quotes(what), "there are: received, ended");
  period_of(options, Zone::named("UTC"));
  Store store = Store::open_to_read(context.store);
  ReadTransaction moment(store.db());
  PeriodJudge judge(store.db(), request_of(context, options, store.db()));
  context.print(heatmap_report(judge_period(judge), what == "ended" ? LoadKind::ended : LoadKind::received, language_of(context, judge.contract())));
  return Exit::ok;
}

int year_of(const Context& context, const Options& options) {
  auto year = options.count("year");
  if (!year) return int{Zone::named("UTC").local(context.report_instant()).date.year()};
  if (*year < kFirstCalendarYear || *year > kLastCalendarYear) throw UsageError("--year must be from 1972 to 2200");
  return static_cast<int>(*year);
}

Exit print_calendar(Context& context, const WorkingTime& time, const std::string& title, int year, bool provisional, Language language) {
  context.print(calendar_report(time, title, year, provisional, language));
  return Exit::ok;
}

Exit run_calendar(Context& context, const Options& options) {
  std::string name = options.text("NAME");
  int year = year_of(context, options);
  bool provisional = options.has("provisional");
  if (!options.has("client")) {
    bool file = name.ends_with(".json") || name.find('/') != name.npos;
    const NationalCalendar& national = file ? NationalCalendar::load(name) : NationalCalendar::named(name);
    return print_calendar(context, WorkingTime(forty_hours(name), name), national.title(), year, provisional, context.language.value_or(Language::en));
  }
  Store store = Store::open_to_read(context.store);
  auto contracts = contracts_or_refuse(store.db(), options.text("client"), context.report_instant());
  const Contract& contract = contract_on(contracts, std::chrono::year{year} / 12 / 31);
  auto calendar = contract.calendars.find(name);
  if (calendar == contract.calendars.end()) {
    std::vector<std::string> known;
    for (const auto& [key, other] : contract.calendars) known.push_back(key);
    throw NotFound("the contract of " + in_quotes(contract.client) + " has no calendar " + in_quotes(name), "there are: " + join(known, ", "));
  }
  return print_calendar(context, WorkingTime(calendar->second, name), contract.name + ": " + name, year, provisional, language_of(context, contract));
}

/// Whether a contract of the client had been set by then.
bool was_known(Db& db, const std::string& client, Instant as_of) {
  auto versions = contract_versions(db, client_id(db, client), as_of);
  return std::any_of(versions.begin(), versions.end(), [&](const ContractVersion& version) { return version.entered <= as_of; });
}

Exit run_clients(Context& context, const Options& options) {
  Decimal flag{250'000'000};
  if (auto share = options.maybe("large")) {
    auto given = parse_decimal(*share);
    if (!given || given->nano > 1'000'000'000) throw UsageError("--large must be a share from 0 to 1 such as 0.25, not " + in_quotes(*share));
    flag = *given;
  }
  period_of(options, Zone::named("UTC"));
  Store store = Store::open_to_read(context.store);
  ReadTransaction moment(store.db());
  std::vector<SlaPeriod> periods;
  for (const auto& client : list_clients(store.db())) {
    auto contracts = contracts_of(store.db(), client_id(store.db(), client.client), context.report_instant());
    if (contracts.empty() || !was_known(store.db(), client.client, context.report_instant())) continue;
    PeriodRequest request{client.client, period_of(options, contracts), context.report_instant(), options.has("provisional")};
    const Contract& first = contracts.front();
    if (request.period.to <= Zone::named(first.timezone).first_at_or_after(first.valid_from, 0)) continue;  // not a client yet
    require_judgeable(contracts, request.period, request.as_of);
    periods.push_back(judge_period(PeriodJudge(store.db(), std::move(request))));
  }
  context.print(clients_report(periods, flag, context.language.value_or(Language::en)));
  return Exit::ok;
}

}  // namespace

std::vector<Verb> sla_report_verbs() {
  OptionSpec provisional = period_options().back();
  std::vector<OptionSpec> heatmap = period_options(), clients = period_options();
  heatmap.push_back({"--of", "WHAT", "what is counted: received (without it) or ended"});
  clients.erase(clients.begin());
  clients.push_back({"--large", "SHARE", "mark clients with this share of all requests or work; without it 0.25"});
  return {{"explain", "show the timeline that decides a ticket's deadlines, span by span", {{"TICKET", "key of the ticket, or its beginning"}},
           {{"--client", "CLIENT", "key of the client, where several have such a ticket"},
            {"--target", "TARGET", "one of response, next_response, resolution"}, provisional},
           {{"Every target", "outdesk sla-report explain RL-4001"},
            {"As it stood at the end of October", "outdesk sla-report explain RL-4001 --target resolution --as-of 2026-10-31T21:00:00Z"}},
           report_formats(), run_explain},
          {"at-risk", "list open tickets that are late, near a deadline or wait too long; exits with 1 where there are any", {},
           {{"--client", "CLIENT", "key of a client; without it all", false, true},
            {"--used", "SHARE", "share of the working time that is used up; without it 0.75"},
            {"--left", "TIME", "or less working time left than this; without it 2h; 0s goes by the share alone"}},
           {{"For cron: a mail where there is something", "outdesk sla-report at-risk -o risk.txt; [ $? -ne 1 ] || mail -s 'Tickets at risk' dispatcher <risk.txt"},
            {"One client, half of the time used", "outdesk sla-report at-risk --client romashka --used 0.5"}},
           report_formats(), run_at_risk},
          {"heatmap", "count requests by weekday and hour", {}, std::move(heatmap),
           {{"When they come", "outdesk sla-report heatmap --client romashka --month 2026-10"},
            {"When they are solved", "outdesk sla-report heatmap --client romashka --month 2026-10 --of ended"}},
           report_formats(), run_heatmap},
          {"calendar", "print a year of a national calendar, or of a calendar of a contract", {{"NAME", "a country (ru, de, kz, us), a file of the same form, or with --client a calendar of the contract"}},
           {{"--year", "YEAR", "the year; without it this one"}, {"--client", "CLIENT", "NAME is a calendar of this client's contract"}, provisional},
           {{"Russia", "outdesk sla-report calendar ru --year 2026"},
            {"The hours of a contract", "outdesk sla-report calendar office --client romashka --year 2026"}},
           report_formats(), run_calendar},
          {"clients", "show all clients of a period side by side", {}, std::move(clients),
           {{"A month", "outdesk sla-report clients --month 2026-10"}}, report_formats(), run_clients}};
}

}  // namespace outdesk
