#include "sla/sla_report.hpp"

#include <algorithm>

#include "output/format_value.hpp"
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

/// What the ticket lowers the invoice by through `target`.
Money credit_of(const SlaPeriod& judged, const std::string& ticket, Target target) {
  Money sum;
  if (!judged.credits) return sum;
  for (const auto& line : judged.credits->lines)
    if (line.ticket == ticket && line.target == name_of(target)) sum += line.amount;
  return sum;
}

void add_target_figures(const SlaPeriod& judged, Target target, const Words& words, std::vector<Figure>& figures) {
  std::string name(name_of(target));
  const TargetCount& count = count_of(judged.kpi.all, target);
  auto aim = judged.contract.kpi.find(target);
  Key path = {"kpi", name};
  auto at = [&](const char* member) { Key k = path; k.emplace_back(member); return k; };
  std::string note;
  if (aim != judged.contract.kpi.end()) note = words("aim") + " " + format_percent(aim->second, words.language());
  bool shown = target != Target::next_response || count.met + count.missed > 0;
  figures.push_back({at("met"), "", count.met});
  figures.push_back({at("missed"), "", count.missed});
  figures.push_back({at("open"), "", count.undecided});
  figures.push_back({at("share"), shown ? words(name + "_share") : "", count.share(), note});
  figures.push_back({at("target"), "", aim == judged.contract.kpi.end() ? Value() : Value(aim->second)});
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

void add_target_values(Row& row, const SlaPeriod& judged, const JudgedTicket& ticket, Target target, Language language) {
  const TargetState& state = state_of(ticket.verdict, target);
  for (Value value : {maybe(state.target), Value(state.elapsed), Value(state.paused), Value(state.not_deducted), maybe(state.due),
                      maybe(state.latest), maybe(state.at), Value(verdict_mark(state.verdict, language))})
    row.push_back(std::move(value));
  if (target == Target::resolution) row.push_back(credit_of(judged, ticket.key, Target::resolution));
}

constexpr Target kTargets[] = {Target::response, Target::next_response, Target::resolution};

Row late_row(const SlaPeriod& judged, const JudgedTicket& ticket, Target target, const Words& words) {
  const TicketVerdict& verdict = ticket.verdict;
  const TargetState& state = state_of(verdict, target);
  return {ticket.key, verdict.subject, verdict.priority, words(name_of(target)), verdict.received, maybe(state.target), state.elapsed,
          state.paused, state.not_deducted, Value(state.elapsed - state.target.value_or(Seconds{})), verdict.cause,
          credit_of(judged, ticket.key, target)};
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

std::vector<Figure> kpi_figures(const SlaPeriod& judged, Language language) {
  Words words(language);
  const KpiCounts& kpi = judged.kpi.all;
  std::vector<Figure> figures = {
      {key("kpi.received"), words("received"), kpi.received},
      {key("kpi.resolved"), words("resolved"), kpi.resolved},
      {key("kpi.backlog"), words("backlog"), kpi.backlog},
      {key("kpi.reopened"), words("reopened"), kpi.reopened},
      {key("kpi.merged"), kpi.merged ? words("merged") : "", kpi.merged},
      {key("kpi.no_target"), kpi.no_target ? words("no_target") : "", kpi.no_target}};
  for (Target target : kTargets) add_target_figures(judged, target, words, figures);
  auto spread = [&](const char* name, const char* word, const Spread& values) {
    bool enough = values.median().has_value();
    figures.push_back({{"kpi", std::string(name) + "_median_s"}, enough ? words(word) : "", maybe(values.median()),
                       enough ? words("p90") + " " + format_duration(*values.p90(), language) : ""});
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
  for (const auto& [name, terms] : judged.contract.priorities) {
    auto found = judged.kpi.by_priority.find(name);
    const KpiCounts kpi = found == judged.kpi.by_priority.end() ? KpiCounts{} : found->second;
    table.rows.push_back({name, terms.name, maybe(terms.response), maybe(terms.resolution), kpi.received, kpi.response.share(),
                          kpi.resolution.share(), maybe(kpi.first_response.median()), maybe(kpi.resolution_time.median()),
                          kpi.resolution.missed});
  }
  const KpiCounts& all = judged.kpi.all;
  table.total = Row{words("total"), std::string(), Value(), Value(), all.received, all.response.share(), all.resolution.share(),
                    maybe(all.first_response.median()), maybe(all.resolution_time.median()), all.resolution.missed};
  table.note = words("basis");
  return table;
}

Table late_table(const SlaPeriod& judged, Language language) {
  Words words(language);
  Table table;
  table.title = words("late");
  table.columns = {column("", words("ticket")), column("", words("subject"), 36, true), column("", words("priority")),
                   column("", words("target")), column("", words("received_at")), column("", words("promised")),
                   column("", words("fact")), column("", words("paused")), column("", words("not_deducted")),
                   column("", words("excess")), column("", words("why"), 24, true), {{}, words("credit"), 0, false, true}};
  for (const auto& ticket : judged.tickets) {
    const TicketVerdict& verdict = ticket.verdict;
    if (verdict.resolution.verdict == Verdict::missed && resolution_counts(verdict, judged.period))
      table.rows.push_back(late_row(judged, ticket, Target::resolution, words));
    if (verdict.response.verdict == Verdict::missed && judged.period.contains(verdict.received))
      table.rows.push_back(late_row(judged, ticket, Target::response, words));
    if (std::any_of(verdict.exchanges.begin(), verdict.exchanges.end(), [&](const TargetState& exchange) {
          return exchange.verdict == Verdict::missed && exchange_counts(exchange, judged.period);
        }))
      table.rows.push_back(late_row(judged, ticket, Target::next_response, words));  // the worst of them
  }
  if (table.rows.empty()) table.note = words("none_late");
  return table;
}

Table ticket_table(const SlaPeriod& judged, Language language, bool for_people) {
  Words words(language);
  auto title = [&](std::string_view word) { return for_people ? words(word) : ""; };
  Table table;
  table.key = key("tickets");
  table.title = for_people ? words("tickets") : "";
  table.columns = {column("ticket", title("ticket")), column("subject", title("subject"), 36, true), column("priority", title("priority")),
                   column("received", title("received_at")), column("state", title("state")), column("requester", title("requester")),
                   column("line", title("line")), column("category", ""), column("channel", ""), column("reopened", ""),
                   column("late_entry", "")};
  for (Target target : kTargets) add_target_columns(table, target, words, for_people);
  for (const auto& ticket : judged.tickets) {
    const TicketVerdict& v = ticket.verdict;
    Row row = {ticket.key, v.subject, v.priority, v.received, Mark{v.state, words("state_" + v.state)}, v.requester, v.line, v.category, v.channel, v.reopened, v.late_entry};
    for (Target target : kTargets) add_target_values(row, judged, ticket, target, language);
    table.rows.push_back(std::move(row));
  }
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

Document sla_report(const SlaPeriod& judged, Language language, bool all_tickets) {
  Words words(language);
  const Contract& contract = judged.contract;
  Document document;
  document.schema = "sla-report/1";
  document.language = language;
  document.zone = &Zone::named(contract.timezone);
  document.currency = contract.currency;
  document.rows = key("tickets");
  document.title = words("title");
  document.subtitle = contract.name + " · " + format_instant(judged.period.from, document.zone, language) + " – " +
                      format_instant(judged.period.to, document.zone, language);
  document.head = {{key("client"), "", contract.client}, {key("from"), "", judged.period.from}, {key("to"), "", judged.period.to},
                   {key("as_of"), "", judged.as_of}, {key("timezone"), "", contract.timezone}, {key("currency"), "", contract.currency},
                   {key("tzdata"), "", zone_data_version()}};
  document.sections.push_back({"kpi", "", {Figures{"", kpi_figures(judged, language)}, priority_table(judged, language), late_table(judged, language)}});
  if (judged.credits) {
    document.sections.push_back({"credits", words("credits"), {Figures{"", credit_figures(*judged.credits, language)}, credit_table(*judged.credits, language)}});
  }
  Section quality{"quality", words("quality"), {Figures{"", quality_figures(judged, language)}, ageing_table(judged, language)}};
  if (!judged.quality.by_highest_line.empty()) quality.blocks.emplace_back(line_table(judged, language));
  document.sections.push_back(std::move(quality));
  document.sections.push_back({"arrivals", "", {arrival_table(judged, language)}, true});
  document.sections.push_back({"tickets", all_tickets ? words("tickets") : "", {ticket_table(judged, language, all_tickets)}, !all_tickets});
  return document;
}

}  // namespace outdesk
