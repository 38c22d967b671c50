#include "package/collect_month.hpp"

#include "access/change_counts.hpp"
#include "access/changes_report.hpp"
#include "access/matrix_report.hpp"
#include "access/snapshot_store.hpp"
#include "base/error.hpp"
#include "base/sha256.hpp"
#include "base/text.hpp"
#include "client/client_store.hpp"
#include "package/collect_assets.hpp"
#include "package/collect_backups.hpp"
#include "package/collect_monitoring.hpp"
#include "package/month_charts.hpp"
#include "package/said_values.hpp"
#include "package/section_sum.hpp"
#include "package/tile_rules.hpp"
#include "output/format_value.hpp"
#include "sla/activity_report.hpp"
#include "sla/credit_report.hpp"
#include "sla/kpi_report.hpp"
#include "sla/ticket_tables.hpp"
#include "sla/sla_words.hpp"
#include "ticket/head_rules.hpp"
#include "ticket/ticket_store.hpp"

namespace outdesk {

namespace {

TrendMonth trend_month(Month month, const SlaPeriod& judged) { return {month, judged.kpi().resolution, judged.tickets, judged.activity()}; }

/// The months and what came of them; share undefined where nothing was judged.  `last` becomes the month before.
std::vector<TrendMonth> trend_of(Db& db, const MonthRequest& request, const std::vector<Month>& months, const SlaPeriod& judged, const Zone& zone, SlaPeriod& last) {
  std::vector<TrendMonth> trend;
  auto merges = std::make_shared<const Merges>(merges_of(db));
  auto judge = [&](Month month) {
    Period period = zone.month(month);
    return judge_period(PeriodJudge(db, {request.client, period, request.as_of, true}, merges));
  };
  for (Month month : months)
    if (month != request.month) trend.push_back(trend_month(month, last = judge(month)));
  if (trend.empty()) last = judge(request.month - std::chrono::months{1});
  trend.push_back(trend_month(request.month, judged));
  return trend;
}

Money credit_for(const SlaPeriod& judged, const std::string& ticket) {
  Money sum;
  if (judged.credits)
    for (const auto& line : judged.credits->lines) if (line.ticket == ticket) sum += line.amount;
  return sum;
}

/// Of the highest priority; of two priorities neither means that work has stopped.
bool is_critical(const Contract& contract, const TicketVerdict& ticket) {
  return contract.priorities.size() > 2 && ticket.priority == contract.priorities.begin()->first;
}

/// Requests that were resolved late or are late; counts in `facts` those of the highest priority that were answered late.
std::vector<LateRequest> late_requests(const PeriodJudge& judge, const SlaPeriod& judged, TicketFacts& facts) {
  std::vector<LateRequest> late;
  judge.for_each_of(judged.late, [&](const JudgedTicket& ticket) {
    const TicketVerdict& verdict = ticket.verdict;
    bool answered_late = verdict.response.verdict == TargetVerdict::missed && judged.period.contains(verdict.received);
    facts.critical_answered_late += answered_late && is_critical(judged.contract, verdict);
    if (verdict.resolution.verdict != TargetVerdict::missed || !resolution_counts(verdict, judged.period)) return;
    bool old_news = !verdict.ended && verdict.resolution.breached && *verdict.resolution.breached < judged.period.from;
    if (old_news) return;  // counted, but told of in the month in which it became late
    LateRequest request;
    request.ticket = ticket.key;
    request.subject = verdict.subject;
    request.date = judge.zone().local(verdict.received).date;
    request.critical = is_critical(judged.contract, verdict);
    request.taken = verdict.resolution.elapsed;
    request.overrun = verdict.resolution.elapsed - *verdict.resolution.target;
    request.credit = credit_for(judged, ticket.key);
    request.open = !verdict.ended;
    request.asset = head_after(ticket.events).asset;
    late.push_back(std::move(request));
  });
  return late;
}

AnswerFacts answer_facts(const Contract& contract, Target target, const TargetCount& count) {
  AnswerFacts facts{count.met, count.missed, {}};
  if (auto aim = contract.kpi.find(target); aim != contract.kpi.end()) facts.target = aim->second;
  return facts;
}

const TrendMonth* month_before(const std::vector<TrendMonth>& trend) { return trend.size() > 1 ? &trend[trend.size() - 2] : nullptr; }

TicketFacts ticket_facts(const PeriodJudge& judge, const SlaPeriod& judged, const std::vector<TrendMonth>& trend) {
  TicketFacts facts;
  const KpiCounts& kpi = judged.kpi();
  // A month without requests is a quiet one where there were any before; else nothing is known of the client's requests.
  bool any = std::any_of(trend.begin(), trend.end(), [](const TrendMonth& month) { return month.tickets > 0; });
  facts.source.state = any ? SourceState::full : SourceState::missing;
  facts.received = kpi.received;
  facts.resolved = kpi.resolved;
  facts.backlog = kpi.backlog;
  facts.met = kpi.resolution.met;
  facts.missed = kpi.resolution.missed;
  if (auto aim = judged.contract.kpi.find(Target::resolution); aim != judged.contract.kpi.end()) facts.target = aim->second;
  facts.answers = answer_facts(judged.contract, Target::response, kpi.response);
  facts.next_answers = answer_facts(judged.contract, Target::next_response, kpi.next_response);
  facts.late = late_requests(judge, judged, facts);
  for (const auto& late : facts.late) facts.late_critical += late.critical;
  if (judged.credits) facts.credit = judged.credits->total;
  if (const TrendMonth* before = month_before(trend); before && before->resolution.share().defined()) facts.before = before->resolution.share();
  facts.months = share_months(trend);
  return facts;
}

RatingFacts rating_facts(const ActivityCounts& totals, const std::vector<TrendMonth>& trend) {
  RatingFacts facts;
  if (totals.ratings) facts.source.state = SourceState::full;
  facts.count = totals.ratings;
  facts.points = totals.score_sum;
  facts.low = totals.low;
  facts.low_open = totals.low - totals.low_reviewed;
  facts.months = rating_months(trend);
  if (const TrendMonth* before = month_before(trend); before && before->activity.ratings) facts.before = Share{before->activity.score_sum, before->activity.ratings};
  return facts;
}

/// Where nobody wrote down any work in all the months, visits are nobody's subject.
VisitFacts visit_facts(const SlaPeriod& judged, const std::vector<TrendMonth>& trend) {
  VisitFacts facts;
  bool recorded = std::any_of(trend.begin(), trend.end(), [](const TrendMonth& one) { return one.activity.work().count > 0; });
  if (recorded) facts.source.state = judged.tickets ? SourceState::full : SourceState::missing;
  facts.planned = judged.activity().planned_visits;
  facts.unplanned = judged.activity().unplanned_visits;
  facts.remote = {judged.quality().incidents_remote, judged.quality().incidents};
  facts.months = visit_months(trend);
  if (const TrendMonth* before = month_before(trend); before && before->tickets) facts.before = before->activity.unplanned_visits;
  return facts;
}

const Grid* grid_in(const Section& section) {
  for (const auto& block : section.blocks) if (auto* grid = std::get_if<Grid>(&block)) return grid;
  return nullptr;
}

void add_grid_facts(const Grid& grid, AccessFacts& facts) {
  facts.folders += static_cast<std::int64_t>(grid.lines.size());
  facts.accounts += static_cast<std::int64_t>(grid.heads.size());
  for (const auto& line : grid.lines)
    facts.unread += !line.cells.empty() && grid.palette[line.cells[0]].mark.code == "unread";
  for (const auto& head : grid.heads)
    if (!head.alarm.empty() && head.reach > 0) facts.dismissed.push_back(head.title);
}

/// What changed since the last snapshot before the month, as section `at`; nothing where there is none to compare with.
void add_access_changes(Db& db, const MonthRequest& request, const std::string& server, Instant since, std::size_t number, std::size_t at, PackageInput& input) {
  AccessFacts& facts = input.facts.access;
  ChangesOptions options;
  options.since = since;
  ChangesFound found = make_changes(db, request.client, server, options, input.cut_off, input.language);
  if (!found.compared) return;
  facts.changes = facts.changes.value_or(0) + found.changes;
  facts.without_request = facts.without_request.value_or(0) + found.without_ticket;
  facts.undecided = facts.undecided.value_or(0) + found.undecided;
  Section section = std::move(found.document.sections.front());
  section.title = Messages(input.language)("section.changes");
  if (number > 1) section.id += "-" + std::to_string(number);
  input.access.insert(input.access.begin() + static_cast<std::ptrdiff_t>(at), std::move(section));
}

/// What stands over and under the pages of the workbook, where it is about one server.
void describe_access(const Document& matrix, std::size_t number, const Messages& messages, PackageInput& input) {
  input.access_subtitle = number == 1 ? matrix.subtitle : "";
  for (const Figure& figure : matrix.head)
    if (const Instant* taken = std::get_if<Instant>(&figure.value))
      input.access_stamp = number == 1 ? messages("access.stamp", {{"taken", format_instant(*taken, input.zone, input.language)}}) : "";
}

/// Changes without a request of the months before, and of this one.  A month in which a server could not be compared is a gap.
void add_access_months(Db& db, const MonthRequest& request, const std::vector<Month>& months, const std::vector<std::string>& servers, AccessFacts& facts, const Zone& zone) {
  std::vector<Period> periods;
  for (Month month : months)
    if (month != request.month) periods.push_back(zone.month(month));
  std::vector<std::optional<std::int64_t>> sums(periods.size(), 0);
  for (const std::string& server : servers) {
    std::vector<ChangeCounts> counts = count_changes(db, request.client, server, periods);
    for (std::size_t i = 0; i < sums.size(); ++i) {
      if (!counts[i].without_ticket) sums[i].reset();
      if (sums[i]) *sums[i] += *counts[i].without_ticket;
    }
  }
  for (std::size_t i = 0; i < sums.size(); ++i) facts.months.push_back({months[i], sums[i] ? Value(*sums[i]) : Value()});
  if (!sums.empty()) facts.before = sums.back();
  bool full = facts.source.state == SourceState::full && facts.without_request;
  facts.months.push_back({request.month, full ? Value(*facts.without_request) : Value()});
}

/// Matrices of the servers that the contract names; a server without a snapshot makes the source partial.
void collect_access(Db& db, const MonthRequest& request, PackageInput& input, const Contract& contract, const std::vector<Month>& months, Instant since) {
  AccessFacts& facts = input.facts.access;
  if (contract.access_servers.empty()) { facts.source.state = SourceState::not_in_contract; return; }
  std::size_t found = 0;
  MatrixOptions options;
  options.sheets = true;
  options.since = since;
  Messages messages(input.language);
  options.changed_title = messages("access.changed", {{"month", messages.month(input.month)}});
  for (const auto& server : contract.access_servers) {
    try {
      Document matrix = make_matrix(db, request.client, server, input.cut_off, input.language, options);
      ++found;
      describe_access(matrix, found, messages, input);
      std::size_t first = input.access.size();
      for (auto& section : matrix.sections) {
        if (const Grid* grid = grid_in(section)) add_grid_facts(*grid, facts);
        if (found > 1) section.id += "-" + std::to_string(found);
        input.access.push_back(std::move(section));
      }
      add_access_changes(db, request, server, since, found, first + 1, input);
    } catch (const NotFound&) {
      continue;
    }
  }
  facts.source.state = found == contract.access_servers.size() ? SourceState::full : found ? SourceState::partial : SourceState::missing;
  if (found) add_access_months(db, request, months, contract.access_servers, facts, *input.zone);
}

/// A month of one client: all its tables stay in memory.
constexpr std::int64_t kAllRows = INT64_MAX;

/// Figures that stand in words and tables already: for machines.
Figures without_titles(std::vector<Figure> figures) {
  for (Figure& figure : figures) figure.title.clear();
  return Figures{"", std::move(figures)};
}

Table without_titles(Table table) {
  table.title.clear();
  table.note.clear();
  for (Column& column : table.columns) column.title.clear();
  return table;
}

/// How many were on time, against which target, and what the month before was like.
Paragraph ticket_lead(const TicketFacts& facts, Month month, const Messages& messages, std::string_view currency) {
  Share share{facts.met, facts.met + facts.missed};
  std::vector<std::string> on_time = said_shares(facts, messages);
  if (on_time.empty()) return {};
  Language language = messages.language();
  std::string text = with_capital(join(on_time, ", ")) + ".";
  if (share.defined()) text += " " + trend_of(share, facts.before, facts.comparable, month_named(month - std::chrono::months{1}, messages), messages) + ".";
  if (facts.late_critical) text += " " + with_capital(messages("tile.tickets.critical", {{"n", facts.late_critical}})) + ".";
  if (facts.critical_answered_late) text += " " + with_capital(messages("tile.tickets.critical_answered", {{"n", facts.critical_answered_late}})) + ".";
  if (facts.credit.minor > 0) text += " " + with_capital(messages("tile.tickets.credit", {{"money", said_money(facts.credit, currency, language)}})) + ".";
  return Paragraph{{{std::move(text), false}}};
}

/// A month and the one before it.
struct TwoMonths {
  const SlaPeriod &judged, &before;
  std::string name_before;  ///< "октябрь"
};

Section ticket_section(const PeriodJudge& judge, const TwoMonths& months, const std::vector<TrendMonth>& trend, const Messages& messages, const PackageInput& input) {
  const SlaPeriod& judged = months.judged;
  Language language = input.language;
  MonthBefore before{months.before, months.name_before};
  Section section{"tickets", sla_word("title", language), {ticket_lead(input.facts.tickets, input.month, messages, input.currency)}};
  section.blocks.push_back(priority_table(judged, language, months.before.tickets ? &before : nullptr));
  section.blocks.push_back(count_chart(trend, messages));
  section.blocks.push_back(share_chart(trend, judged, messages));
  section.blocks.push_back(late_table(judge, judged, language, kAllRows));
  if (judged.credits && judged.contract.fee) {
    section.blocks.push_back(without_titles(credit_figures(*judged.credits, language)));
    section.blocks.push_back(without_titles(credit_table(*judged.credits, language)));
    section.blocks.push_back(reconciliation_table(*judged.credits, *judged.contract.fee, judged.kpi(), judged.contract.number, judged.contract.currency, language));
  }
  section.blocks.push_back(Figures{messages("section.more_figures"), kpi_figures(judged.kpi(), judged.contract, language)});
  return section;
}

void add_sections(const PeriodJudge& judge, const TwoMonths& months, const std::vector<TrendMonth>& trend, const Messages& messages, PackageInput& input) {
  Language language = input.language;
  const SlaPeriod& judged = months.judged;
  const ActivityCounts& activity = judged.activity();
  ActivityList list = list_activity(judge);
  if (input.facts.tickets.source.has_data()) {
    input.sections.push_back(ticket_section(judge, months, trend, messages, input));
    input.sections.push_back({"all_tickets", sla_word("tickets", language), {ticket_table(judge, judged, language, true, kAllRows)}});
  }
  if (activity.work().count) {
    const ActivityCounts* before = months.before.tickets ? &months.before.activity() : nullptr;
    Table totals = visit_totals_table(activity, before, language);
    input.sections.push_back({"visits", sla_word("works", language), {visit_table(list, language), std::move(totals), work_time_table(activity, language, before)}});
  }
  if (activity.ratings)
    input.sections.push_back({"ratings", sla_word("ratings", language), {score_table(activity, language), low_rating_table(list, language)}});
}

/// SHA-256 over the rows used: the journals of the tickets that count, up to the end of the period, as far as they were written down.
struct RowSum {
  Digest digest{};
  std::int64_t records = 0;
};

RowSum journal_sum(Db& db, std::int64_t client, const std::string& key, Period period, Instant known_by) {
  Sha256 sum;
  RowSum rows;
  for_each_journal(db, client, {period, true}, [&](const TicketRef& row, std::vector<Event>& events) {
    for (const auto& event : events) {
      if (event.at >= period.to || event.entered > known_by) continue;
      sum.add(canonical_line({key, row.key, event})).add("\n");
      rows.records += event.at >= period.from;  // earlier lines of its tickets are read too
    }
  });
  rows.digest = sum.finish();
  return rows;
}

/// `others`: what was used beside contracts and journal, as hex sums.
std::string state_id_of(Db& db, std::int64_t client, const RowSum& journal, const std::string& others, Instant known_by) {
  return hex(Sha256().add(contracts_digest(db, client, known_by)).add(journal.digest).add(others).finish());
}

void add_sources(const RowSum& journal, const std::string& access, const BackupRows& backups, Period period, const Messages& messages, PackageInput& input) {
  PackageSource tickets;
  tickets.name = messages("source.journal");
  tickets.id = "journal";
  tickets.from = period.from;
  tickets.to = input.cut_off;
  tickets.records = journal.records;
  tickets.state = input.facts.tickets.source.state;
  if (journal.records) tickets.sha256 = hex(journal.digest);
  input.sources.push_back(std::move(tickets));
  if (input.facts.access.source.state != SourceState::not_in_contract) {
    PackageSource rights;
    rights.name = messages("source.access");
    rights.id = "access";
    rights.state = input.facts.access.source.state;
    rights.sha256 = access;
    if (!access.empty()) rights.records = input.facts.access.folders;
    input.sources.push_back(std::move(rights));
  }
  if (input.facts.backups.source.state != SourceState::not_in_contract) {
    PackageSource copies;
    copies.name = messages("source.backups");
    copies.id = "backups";
    copies.state = input.facts.backups.source.state;
    copies.sha256 = backups.sha256;
    if (!backups.sha256.empty()) copies.records = backups.records;
    input.sources.push_back(std::move(copies));
  }
}

}  // namespace

PackageInput collect_month(Db& db, const MonthRequest& request) {
  std::int64_t client = client_id(db, request.client);
  auto contracts = contracts_of(db, client, request.as_of);
  if (contracts.empty()) throw NotFound("client " + in_quotes(request.client) + " has no contract", "set it with 'outdesk client set FILE'");
  const Zone& zone = Zone::named(contract_on(contracts, request.month / 1).timezone);
  Period period = zone.month(request.month);
  require_judgeable(contracts, period, request.as_of);
  PackageInput input;
  input.cut_off = std::min(request.as_of, period.to);
  PeriodJudge judge(db, {request.client, period, request.as_of, request.provisional});
  SlaPeriod judged = judge_period(judge);
  const Contract& contract = judged.contract;
  input.client = contract.client;
  input.name = contract.name;
  input.contract_number = contract.number;
  input.month = request.month;
  input.language = request.language.value_or(contract.language == "ru" ? Language::ru : Language::en);
  input.zone = &zone;
  input.currency = contract.currency;
  input.tool_version = request.tool_version;
  input.thresholds = contract.report;
  if (auto line = last_counted_line(db, client, input.cut_off, period.to, request.as_of)) input.journal_head = hex(*line);
  Messages messages(input.language);
  std::vector<Month> months = trend_months(contracts, request.month);
  SlaPeriod last;
  auto trend = trend_of(db, request, months, judged, zone, last);
  input.facts.month = request.month;
  if (input.cut_off < period.to) input.facts.so_far = zone.local(input.cut_off - Seconds{1}).date;
  input.facts.tickets = ticket_facts(judge, judged, trend);
  input.facts.ratings = rating_facts(judged.activity(), trend);
  input.facts.visits = visit_facts(judged, trend);
  collect_access(db, request, input, contract, months, period.from);
  add_sections(judge, {judged, last, folded(messages.month_capital(request.month - std::chrono::months{1}))}, trend, messages, input);
  BackupRows backups = collect_backups(db, client, request, contract, months, input);
  RowSum journal = journal_sum(db, client, request.client, period, request.as_of);
  std::string access = section_sum("access", input.access);
  add_sources(journal, access, backups, period, messages, input);
  std::string monitoring = collect_monitoring(db, client, request, contract, months, messages, input);
  std::string assets = collect_assets(db, client, contract, request.as_of, months, messages, input);
  input.state_id = state_id_of(db, client, journal, access + backups.sha256 + monitoring + assets, request.as_of);
  return input;
}

}  // namespace outdesk
