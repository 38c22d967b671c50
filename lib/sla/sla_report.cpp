#include "sla/sla_report.hpp"

#include <algorithm>
#include <map>

#include "base/text.hpp"
#include "output/format_value.hpp"
#include "sla/activity_report.hpp"
#include "sla/heatmap_report.hpp"
#include "sla/kpi_basis.hpp"
#include "sla/quality_report.hpp"
#include "sla/sla_words.hpp"

namespace outdesk {

namespace {

Value maybe(const std::optional<Seconds>& value) { return value ? Value(*value) : Value(); }
Value maybe(const std::optional<Instant>& value) { return value ? Value(*value) : Value(); }

/// Words of one report in its language.
class Words {
 public:
  explicit Words(Language language) : language_(language) {}
  std::string operator()(std::string_view name) const { return sla_word(name, language_); }
  Language language() const { return language_; }

 private:
  Language language_;
};

const TargetState& state_of(const TicketVerdict& ticket, Target target) {
  if (target == Target::response) return ticket.response;
  return target == Target::resolution ? ticket.resolution : ticket.next_response;
}

const TargetCount& count_of(const KpiCounts& kpi, Target target) {
  if (target == Target::response) return kpi.response;
  return target == Target::resolution ? kpi.resolution : kpi.next_response;
}

constexpr Target kTargets[] = {Target::response, Target::next_response, Target::resolution};

void add_target_figures(const KpiCounts& kpi, const Contract& contract, Target target, const Words& words, std::vector<Figure>& figures) {
  std::string name(name_of(target));
  const TargetCount& count = count_of(kpi, target);
  auto aim = contract.kpi.find(target);
  Key path = {"kpi", name};
  auto at = [&](const char* member) { Key k = path; k.emplace_back(member); return k; };
  std::vector<std::string> notes;
  if (count.share().defined()) notes.push_back(counts_of(count.share(), words.language()));
  if (aim != contract.kpi.end()) notes.push_back(words("aim") + " " + format_percent(aim->second, words.language()));
  if (count.undecided) notes.push_back(words("not_due") + " " + format_count(count.undecided, words.language()));
  bool shown = target != Target::next_response || count.met + count.missed > 0;
  figures.push_back({at("met"), "", count.met});
  figures.push_back({at("missed"), "", count.missed});
  figures.push_back({at("open"), "", count.undecided});
  figures.push_back({at("share"), shown ? words(name + "_share") : "", count.share(), join(notes, "; ")});
  figures.push_back({at("target"), "", aim == contract.kpi.end() ? Value() : Value(aim->second)});
}

Column column(std::string_view dotted, std::string title, int width = 0, bool wrap = false) {
  return {dotted.empty() ? Key{} : key(dotted), std::move(title), width, wrap};
}

/// The columns of one target in the ticket table, and its values.
void add_target_columns(Table& table, Target target, const Words& words, bool for_people) {
  std::string name(name_of(target));
  bool resolution = target == Target::resolution;
  auto title = [&](std::string_view word) { return for_people && resolution ? words(word) : ""; };
  auto add = [&](const char* member, std::string text) { table.columns.push_back({{name, member}, std::move(text)}); };
  add("target_s", title("promised"));
  add("elapsed_s", title("fact"));
  add("paused_s", title("paused"));
  add("not_deducted_s", "");
  add("due", title("due"));
  add("latest", "");
  add("at", title("at"));
  add("verdict", for_people && target != Target::next_response ? words(name + "_verdict") : "");
  if (resolution) add("credit_minor", "");
}

/// What each missed deadline lowers the invoice by, and by which clause.
class TicketCredits {
 public:
  explicit TicketCredits(const SlaPeriod& judged) {
    if (!judged.credits) return;
    for (const auto& line : judged.credits->lines) {
      if (line.ticket.empty()) continue;
      Credit& credit = credits_[{line.ticket, line.target}];
      credit.amounts.push_back(line.amount);
      credit.clause = line.clause;
    }
  }
  Money sum(const std::string& ticket, Target target) const {
    auto found = credits_.find({ticket, std::string(name_of(target))});
    return found == credits_.end() ? Money{} : sum_of(found->second.amounts);
  }
  /// Of the `n`-th missed deadline of this kind.
  Money amount(const std::string& ticket, Target target, std::size_t n) const {
    auto found = credits_.find({ticket, std::string(name_of(target))});
    return found == credits_.end() || n >= found->second.amounts.size() ? Money{} : found->second.amounts[n];
  }
  std::string clause(const std::string& ticket, Target target) const {
    auto found = credits_.find({ticket, std::string(name_of(target))});
    return found == credits_.end() ? "" : found->second.clause;
  }

 private:
  struct Credit { std::vector<Money> amounts; std::string clause; };
  std::map<std::pair<std::string, std::string>, Credit> credits_;
};

void add_target_values(Row& row, const TicketCredits& credits, const JudgedTicket& ticket, Target target, Language language) {
  const TargetState& state = state_of(ticket.verdict, target);
  for (Value value : {maybe(state.target), Value(state.elapsed), Value(state.paused), Value(state.not_deducted), maybe(state.due),
                      maybe(state.latest), maybe(state.at), Value(verdict_mark(state.verdict, language))})
    row.push_back(std::move(value));
  if (target == Target::resolution) row.push_back(credits.sum(ticket.key, target));
}

/// What a reader should know of a late request: how it came to be counted so.
std::string remark_on(const TicketVerdict& ticket, const TargetState& state, const Words& words) {
  std::vector<std::string> remarks;
  if (!state.at) remarks.push_back(words("still_open"));
  if (state.reclassified) remarks.push_back(words("reclassified"));
  if (state.by_resolution) remarks.push_back(words("by_resolution"));
  if (ticket.late_entry) remarks.push_back(words("late_entry"));
  return join(remarks, "; ");
}

/// The missed deadlines of one ticket that the period tells of.
class LateRows {
 public:
  LateRows(const SlaPeriod& judged, const TicketCredits& credits, const Words& words) : judged_(judged), credits_(credits), words_(words) {}

  void add(const JudgedTicket& ticket, const RowVisitor& visit) const {
    const TicketVerdict& verdict = ticket.verdict;
    if (counts(verdict, Target::resolution, verdict.resolution)) visit(row(ticket, Target::resolution, verdict.resolution, 0));
    if (counts(verdict, Target::response, verdict.response)) visit(row(ticket, Target::response, verdict.response, 0));
    std::size_t credited = 0;
    for (const auto& exchange : verdict.exchanges) {
      bool missed = exchange.verdict == Verdict::missed;
      bool here = exchange.breached && judged_.period.contains(*exchange.breached);
      if (missed && (here || exchange_counts(exchange, judged_.period))) visit(row(ticket, Target::next_response, exchange, credited));
      credited += missed && here;
    }
  }

 private:
  /// Told of by the KPI's basis, or because the credit for it falls into this period.
  bool counts(const TicketVerdict& ticket, Target target, const TargetState& state) const {
    bool credited = state.verdict == Verdict::missed && state.breached && judged_.period.contains(*state.breached);
    return late_in(ticket, target, judged_.period) || (credited && !in_no_share(ticket));
  }

  Row row(const JudgedTicket& ticket, Target target, const TargetState& state, std::size_t n) const {
    const TicketVerdict& verdict = ticket.verdict;
    std::string name(name_of(target));
    std::string remark = remark_on(verdict, state, words_);
    std::string why = verdict.cause + (verdict.cause.empty() || remark.empty() ? "" : "; ") + remark;
    return {ticket.key, verdict.subject, state.priority, name, state.priority + ", " + words_(name), state.from, maybe(state.target),
            state.elapsed, Value(state.elapsed - state.target.value_or(Seconds{})), state.paused, state.not_deducted, maybe(state.breached),
            verdict.cause, remark, why, credits_.clause(ticket.key, target), credits_.amount(ticket.key, target, n)};
  }

  const SlaPeriod& judged_;
  const TicketCredits& credits_;
  const Words& words_;
};

/// Few rows are kept, so that every writer sees them all at once; many are judged again when they are written.
template <class Source>
void fill(Table& table, std::int64_t rows, std::int64_t most_kept, Source source) {
  if (rows > most_kept) table.stream = std::move(source);
  else source([&](const Row& row) { table.rows.push_back(row); });
}

std::string ground_of(const CreditLine& line, const Words& words) {
  std::string ground = words("credit_" + line.when);
  if (!line.ticket.empty()) ground += ": " + line.ticket + ", " + words(line.target);
  if (line.share.defined()) ground += ": " + format_percent(line.share, words.language(), 2);
  return ground;
}

}  // namespace

Mark verdict_mark(Verdict verdict, Language language) {
  auto words = [&](std::string_view name) { return sla_word(name, language); };
  std::string code(name_of(verdict));
  switch (verdict) {
    case Verdict::met: return {code, words("met"), Tone::good};
    case Verdict::missed: return {code, words("missed"), Tone::bad};
    case Verdict::open: return {code, words("open"), Tone::neutral};
    case Verdict::paused: return {code, words("waits"), Tone::neutral};
    case Verdict::merged: return {code, words("merged_verdict"), Tone::neutral};
    case Verdict::none: return {code, words("none"), Tone::neutral};
  }
  return {};
}

std::vector<Figure> credit_figures(const Credits& credits, Language language) {
  return {{key("credits.fee_minor"), sla_word("fee", language), credits.fee},
          {key("credits.total_minor"), sla_word("total_credit", language), credits.total},
          {key("credits.to_pay_minor"), sla_word("to_pay", language), credits.to_pay}};
}

std::vector<Figure> kpi_figures(const KpiCounts& kpi, const Contract& contract, Language language) {
  Words words(language);
  std::vector<Figure> figures = {
      {key("kpi.received"), words("received"), kpi.received},
      {key("kpi.resolved"), words("resolved"), kpi.resolved},
      {key("kpi.backlog"), words("backlog"), kpi.backlog},
      {key("kpi.reopened"), words("reopened"), kpi.reopened},
      {key("kpi.merged"), kpi.merged ? words("merged") : "", kpi.merged},
      {key("kpi.moved_away"), kpi.moved_away ? words("moved_away") : "", kpi.moved_away},
      {key("kpi.no_target"), kpi.no_target ? words("no_target") : "", kpi.no_target}};
  for (Target target : kTargets) add_target_figures(kpi, contract, target, words, figures);
  auto spread = [&](const char* name, const char* word, const Spread& values) {
    bool enough = values.median().has_value();
    figures.push_back({{"kpi", std::string(name) + "_median_s"}, enough ? words(word) : "", maybe(values.median()),
                       enough ? words("p90") + " " + format_duration(*values.p90(), language) + "; n = " + format_count(values.size(), language) : ""});
    figures.push_back({{"kpi", std::string(name) + "_p90_s"}, "", maybe(values.p90())});
    figures.push_back({{"kpi", std::string(name) + "_n"}, "", values.size()});
  };
  spread("first_response", "first_response_median", kpi.first_response);
  spread("resolution", "resolution_median", kpi.resolution_time);
  return figures;
}

Table priority_table(const SlaPeriod& judged, Language language) {
  Words words(language);
  Table table;
  table.key = key("priorities");
  table.title = words("by_priority");
  table.columns = {column("priority", words("priority")), column("name", words("meaning"), 28, true),
                   column("response_target_s", words("response_target")), column("resolution_target_s", words("resolution_target")),
                   {key("received"), words("requests"), 0, false, true}, column("response_share", words("response_share")),
                   column("resolution_share", words("resolution_share")), column("first_response_median_s", words("first_response_median")),
                   column("resolution_median_s", words("resolution_median")), {key("missed"), words("late_count"), 0, false, true}};
  const Groups& groups = judged.counts.by(Breakdown::priority);
  for (const auto& [name, terms] : judged.contract.priorities) {
    auto found = groups.find(name);
    const KpiCounts kpi = found == groups.end() ? KpiCounts{} : found->second.kpi;
    table.rows.push_back({name, terms.name, maybe(terms.response), maybe(terms.resolution), kpi.received, kpi.response.share(),
                          kpi.resolution.share(), maybe(kpi.first_response.median()), maybe(kpi.resolution_time.median()),
                          kpi.resolution.missed});
  }
  const KpiCounts& all = judged.kpi();
  table.total = Row{words("total"), std::string(), Value(), Value(), all.received, all.response.share(), all.resolution.share(),
                    maybe(all.first_response.median()), maybe(all.resolution_time.median()), all.resolution.missed};
  table.note = words("basis");
  return table;
}

Table late_table(const PeriodJudge& judge, const SlaPeriod& judged, Language language, std::int64_t most_kept) {
  Words title(language);
  Table table;
  table.key = key("late");
  table.title = title("late");
  table.columns = {column("ticket", title("ticket")), column("subject", title("subject"), 30, true), column("priority", ""),
                   column("target", ""), column("", title("target")), column("from", title("counted_from")), column("target_s", title("promised")),
                   column("elapsed_s", title("fact")), column("excess_s", title("excess")), column("paused_s", title("paused")),
                   column("not_deducted_s", title("not_deducted")), column("breached", ""), column("cause", ""), column("remark", ""),
                   column("", title("why"), 24, true), column("clause", title("clause")),
                   {key("credit_minor"), title("credit"), 0, false, true}};
  if (!judged.credits) std::erase_if(table.columns, [](const Column& c) { return c.key == key("clause") || c.key == key("credit_minor"); });
  bool with_credit = judged.credits.has_value();
  auto source = [&judge, &judged, language, with_credit](const RowVisitor& visit) {
    Words words(language);
    TicketCredits credits(judged);
    LateRows rows(judged, credits, words);
    judge.for_each_of(judged.late, [&](const JudgedTicket& ticket) {
      rows.add(ticket, [&](Row row) {
        if (!with_credit) row.resize(row.size() - 2);
        visit(row);
      });
    });
  };
  fill(table, static_cast<std::int64_t>(judged.late.size()), most_kept, source);
  if (judged.late.empty()) table.note = title("none_late");
  return table;
}

Table ticket_table(const PeriodJudge& judge, const SlaPeriod& judged, Language language, bool for_people, std::int64_t most_kept) {
  Words words(language);
  auto title = [&](std::string_view word) { return for_people ? words(word) : ""; };
  Table table;
  table.key = key("tickets");
  table.title = for_people ? words("tickets") : "";
  table.columns = {column("ticket", title("ticket")), column("subject", title("subject"), 36, true), column("priority", title("priority")),
                   column("received", title("received_at")), column("state", title("state")), column("requester", title("requester")),
                   column("line", title("line")), column("assignee", ""), column("category", ""), column("channel", ""), column("reopened", ""),
                   column("late_entry", ""), column("reopened_after_grace", ""), column("entry_delay_s", ""), column("reclassified", ""), column("solved_without_reply", "")};
  for (Target target : kTargets) add_target_columns(table, target, words, for_people);
  auto source = [&judge, &judged, language](const RowVisitor& visit) {
    TicketCredits credits(judged);
    judge.for_each([&](const JudgedTicket& ticket) {
      const TicketVerdict& v = ticket.verdict;
      if (!counts_in(v, judged.period)) return;
      Row row = {ticket.key, v.subject, v.priority, v.received, Mark{v.state, sla_word("state_" + v.state, language)}, v.requester, v.line,
                 v.assignee, v.category, v.channel, v.reopened, v.late_entry, v.reopened_after_grace, v.entry_delay,
                 v.response.reclassified || v.resolution.reclassified, v.response.by_resolution};
      for (Target target : kTargets) add_target_values(row, credits, ticket, target, language);
      visit(row);
    });
  };
  fill(table, judged.tickets, most_kept, source);
  return table;
}

Table credit_table(const Credits& credits, Language language) {
  Words words(language);
  Table table;
  table.key = key("credits.lines");
  table.title = words("credits");
  table.columns = {column("when", ""), column("ticket", ""), column("", words("ground"), 40, true), column("clause", words("clause")),
                   column("share", ""), column("rate", ""), column("", words("rate")), column("credit_minor", words("amount"))};
  for (const auto& line : credits.lines)
    table.rows.push_back({line.when, line.ticket, ground_of(line, words), line.clause, line.share, line.rate, format_percent(line.rate, language), line.amount});
  table.total = Row{Value(), Value(), words("total_credit"), Value(), Value(), Value(), Value(), credits.total};
  if (!credits.none_because.empty()) table.note = words("no_credits_" + credits.none_because);
  return table;
}

std::vector<Figure> all_figures(const Counts& counts, const Contract& contract, Language language) {
  std::vector<Figure> figures = kpi_figures(counts.kpi, contract, language);
  for (auto& figure : quality_figures(counts, language)) figures.push_back(std::move(figure));
  for (auto& figure : activity_figures(counts.activity, contract, language)) figures.push_back(std::move(figure));
  return figures;
}

namespace {

/// Every figure of every group: {"by": "line", "value": "L1", "kpi": {…}, "work": {…}}.
Table group_table(const SlaPeriod& judged, Language language) {
  Table table;
  table.key = key("groups");
  table.columns = {column("by", ""), column("value", "")};
  for (const auto& figure : all_figures(Counts{}, judged.contract, language)) table.columns.push_back({figure.key, ""});
  for (Breakdown breakdown : kBreakdowns)
    for (const auto& [value, counts] : judged.counts.by(breakdown)) {
      Row row = {std::string(name_of(breakdown)), value};
      for (auto& figure : all_figures(counts, judged.contract, language)) row.push_back(std::move(figure.value));
      table.rows.push_back(std::move(row));
    }
  return table;
}

/// The same for people, one table for each breakdown that was asked for.  In the order of names: no ranking.
Table breakdown_table(const SlaPeriod& judged, Breakdown breakdown, Language language) {
  constexpr std::int64_t kFew = 20;
  Words words(language);
  std::string name(name_of(breakdown));
  Table table;
  table.title = words("by_" + name);
  for (const char* word : {"received", "resolved", "backlog", "response_share", "resolution_share", "first_response_median",
                           "resolution_median", "first_contact", "reopened", "average_rating", "work_total"})
    table.columns.push_back({{}, words(word)});
  table.columns.insert(table.columns.begin(), Column{{}, words(name)});
  bool few = false;
  for (const auto& [value, counts] : judged.counts.by(breakdown)) {
    const KpiCounts& kpi = counts.kpi;
    const ActivityCounts& activity = counts.activity;
    few = few || kpi.resolved < kFew;
    Value rating = activity.ratings ? Value(Decimal{activity.score_sum * 100 / activity.ratings * 10'000'000}) : Value();
    table.rows.push_back({value.empty() ? words("not_given") : value, kpi.received, kpi.resolved, kpi.backlog, kpi.response.share(),
                          kpi.resolution.share(), maybe(kpi.first_response.median()), maybe(kpi.resolution_time.median()),
                          Share{counts.quality.first_contact, counts.quality.ended}, kpi.reopened, rating, activity.work()});
  }
  if (breakdown == Breakdown::engineer && few) table.note = words("no_ranking");
  return table;
}

Table basis_table(Language language) {
  Words words(language);
  Table table;
  table.columns = {column("", words("figure"), 28, true), column("", words("counted_as"), 90, true)};
  for (const auto& entry : kpi_bases()) table.rows.push_back({words(entry.word), std::string(language == Language::ru ? entry.ru : entry.en)});
  return table;
}

/// The tickets behind every figure.
Table id_table(const PeriodJudge& judge, Language language) {
  Words words(language);
  KpiTicketList tickets(judge.count_rules());
  judge.for_each([&](const JudgedTicket& ticket) { tickets.add(ticket.key, ticket.verdict, ticket.events); });
  Table table;
  table.key = key("kpi_tickets");
  table.columns = {column("kpi", words("figure")), column("part", words("part")), column("count", words("count")),
                   column("tickets", words("requests"), 90, true)};
  for (const auto& entry : tickets.list()) {
    auto add = [&](const char* part, const std::vector<std::string>& keys) {
      if (!keys.empty()) table.rows.push_back({std::string(entry.name), Mark{part, words(part)}, static_cast<std::int64_t>(keys.size()), keys});
    };
    add(entry.is_share ? "part_yes" : "part_all", entry.counted);
    add("part_no", entry.rest);
  }
  return table;
}

Document document_of(const SlaPeriod& judged, const SlaReportOptions& options, const Words& words) {
  const Contract& contract = judged.contract;
  Document document;
  document.schema = "sla-report/1";
  document.language = options.language;
  document.zone = &Zone::named(contract.timezone);
  document.currency = contract.currency;
  document.rows = key("tickets");
  document.title = words("title");
  document.subtitle = contract.name + " · " + format_instant(judged.period.from, document.zone, options.language) + " – " +
                      format_instant(judged.period.to, document.zone, options.language);
  document.head = {{key("client"), "", contract.client}, {key("from"), "", judged.period.from}, {key("to"), "", judged.period.to},
                   {key("as_of"), "", judged.as_of}, {key("timezone"), "", contract.timezone}, {key("currency"), "", contract.currency},
                   {key("tzdata"), "", zone_data_version()}, {key("journal_head"), "", options.journal_head},
                   {key("contracts_sha256"), "", options.contracts_sha256}};
  return document;
}

/// What the report was made from, so that two parties can see that they hold the same.
Paragraph inputs(const SlaPeriod& judged, const SlaReportOptions& options, const Words& words) {
  return {{{words("inputs") + ": " + words("journal") + " " + options.journal_head + ", " + words("contract") + " " + options.contracts_sha256 +
                ", " + words("tzdata") + " " + zone_data_version() + ", " + words("known_at") + " " + to_text(judged.as_of) + ".",
            false}}};
}

}  // namespace

Document sla_report(const PeriodJudge& judge, const SlaPeriod& judged, const SlaReportOptions& options) {
  constexpr std::int64_t kMostKept = 2000;
  Language language = options.language;
  Words words(language);
  Document document = document_of(judged, options, words);
  const QualityCounts& quality = judged.quality();
  document.sections.push_back({"kpi", "", {Figures{"", kpi_figures(judged.kpi(), judged.contract, language)}, priority_table(judged, language)}});
  for (Breakdown breakdown : options.by) document.sections.back().blocks.emplace_back(breakdown_table(judged, breakdown, language));
  document.sections.back().blocks.emplace_back(late_table(judge, judged, language, kMostKept));
  if (judged.credits) {
    Table lines = credit_table(*judged.credits, language);
    lines.title.clear();  // the section has it
    document.sections.push_back({"credits", words("credits"), {Figures{"", credit_figures(*judged.credits, language)}, std::move(lines)}});
  }
  document.sections.push_back({"quality", words("quality"), {Figures{"", quality_figures(judged.counts.all, language)}, ageing_table(quality, language)}});
  if (!quality.by_highest_line.empty()) document.sections.back().blocks.emplace_back(line_table(quality, language));
  if (!quality.lines.empty()) document.sections.back().blocks.emplace_back(line_budget_table(quality, language));
  std::vector<Figure> activity = activity_figures(judged.activity(), judged.contract, language);
  bool shown = std::any_of(activity.begin(), activity.end(), [](const Figure& figure) { return !figure.title.empty(); });
  document.sections.push_back({"work", shown ? words("works") : "", {Figures{"", std::move(activity)}}, !shown});
  document.sections.push_back({"arrivals", "", {arrival_table(quality, language)}, true});
  document.sections.push_back({"groups", "", {group_table(judged, language)}, true});
  if (options.ids) document.sections.push_back({"kpi_tickets", words("kpi_tickets"), {id_table(judge, language)}});
  Table tickets = ticket_table(judge, judged, language, options.tickets, kMostKept);
  tickets.title.clear();
  document.sections.push_back({"tickets", options.tickets ? words("tickets") : "", {std::move(tickets)}, !options.tickets});
  if (options.basis) document.sections.push_back({"basis", words("how_counted"), {basis_table(language)}});
  if (judged.credits) document.sections.push_back({"inputs", "", {inputs(judged, options, words)}});
  return document;
}

}  // namespace outdesk
