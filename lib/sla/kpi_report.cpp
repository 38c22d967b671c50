#include "sla/kpi_report.hpp"

#include "base/text.hpp"
#include "output/format_value.hpp"
#include "sla/activity_report.hpp"
#include "sla/kpi_basis.hpp"
#include "sla/quality_report.hpp"
#include "sla/report_parts.hpp"
#include "sla/sla_words.hpp"

namespace outdesk {

namespace {

const TargetCount& count_of(const KpiCounts& kpi, Target target) {
  if (target == Target::response) return kpi.response;
  return target == Target::resolution ? kpi.resolution : kpi.next_response;
}

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

/// Nothing where no request had it.
const KpiCounts* counts_of_priority(const SlaPeriod& judged, const std::string& name) {
  const Groups& groups = judged.counts.by(Breakdown::priority);
  auto found = groups.find(name);
  return found == groups.end() ? nullptr : &found->second.kpi;
}

}  // namespace

std::vector<Figure> kpi_figures(const KpiCounts& kpi, const Contract& contract, Language language) {
  Words words(language);
  std::vector<Figure> figures = {
      {key("kpi.received"), words("received"), kpi.received},
      {key("kpi.resolved"), words("resolved"), kpi.resolved},
      {key("kpi.backlog"), words("backlog"), kpi.backlog},
      {key("kpi.reopened"), words("reopened"), kpi.reopened},
      {key("kpi.merged"), kpi.merged ? words("merged") : "", kpi.merged},
      {key("kpi.moved_away"), kpi.moved_away ? words("moved_away") : "", kpi.moved_away},
      {key("kpi.open_again"), kpi.open_again ? words("open_again") : "", kpi.open_again},
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

namespace {
/// One that a reader would look for, and that is left empty.
bool too_few_for_a_median(const KpiCounts& kpi) {
  auto few = [](const Spread& spread) { return spread.size() > 0 && !spread.median(); };
  return few(kpi.first_response) || few(kpi.resolution_time);
}
}  // namespace

Table priority_table(const SlaPeriod& judged, Language language, const MonthBefore* before) {
  Words words(language);
  Table table;
  table.key = key("priorities");
  table.title = words("by_priority");
  table.columns = {column("priority", words("priority")), column("name", words("meaning"), 28, true),
                   column("response_target_s", words("response_target")), column("resolution_target_s", words("resolution_target")),
                   {key("received"), words("requests"), 0, false, true}, column("response_share", words("response_share")),
                   column("resolution_share", words("resolution_share")), column("first_response_median_s", words("first_response_median")),
                   column("resolution_median_s", words("resolution_median")), {key("missed"), words("late_count"), 0, false, true}};
  if (before) table.columns.push_back(column("", replaced(words("share_before"), "{month}", before->name)));
  auto earlier = [&](const KpiCounts* counts) { return counts ? Value(counts->resolution.share()) : Value(); };
  const Groups& groups = judged.counts.by(Breakdown::priority);
  bool few = false;
  for (const auto& [name, terms] : judged.contract.priorities) {
    auto found = groups.find(name);
    const KpiCounts kpi = found == groups.end() ? KpiCounts{} : found->second.kpi;
    few = few || too_few_for_a_median(kpi);
    table.rows.push_back({name, terms.name, maybe(terms.response), maybe(terms.resolution), kpi.received, kpi.response.share(),
                          kpi.resolution.share(), maybe(kpi.first_response.median()), maybe(kpi.resolution_time.median()),
                          kpi.resolution.missed, before ? earlier(counts_of_priority(before->judged, name)) : Value()});
  }
  for (const auto& [name, counts] : groups) {
    const KpiCounts& kpi = counts.kpi;
    bool named = judged.contract.priorities.count(name) > 0;
    if (named || (kpi.received == 0 && kpi.resolved == 0 && kpi.backlog == 0)) continue;
    table.rows.push_back({name.empty() ? words("not_given") : name, words("not_in_contract"), Value(), Value(), kpi.received, kpi.response.share(),
                          kpi.resolution.share(), Value(), Value(), kpi.resolution.missed, before ? earlier(counts_of_priority(before->judged, name)) : Value()});
  }
  const KpiCounts& all = judged.kpi();
  table.total = Row{words("total"), std::string(), Value(), Value(), all.received, all.response.share(), all.resolution.share(),
                    maybe(all.first_response.median()), maybe(all.resolution_time.median()), all.resolution.missed,
                    before ? Value(before->judged.kpi().resolution.share()) : Value()};
  table.note = words("basis");
  if (few) table.note += " " + words("median_needs_five");
  return table;
}

std::vector<Figure> all_figures(const Counts& counts, const Contract& contract, Language language) {
  std::vector<Figure> figures = kpi_figures(counts.kpi, contract, language);
  for (auto& figure : quality_figures(counts, language)) figures.push_back(std::move(figure));
  for (auto& figure : activity_figures(counts.activity, contract, language)) figures.push_back(std::move(figure));
  return figures;
}

Table group_table(const SlaPeriod& judged, Language language) {
  Contract contract = judged.contract;  // what is agreed for the whole says nothing of a part
  contract.workplaces.reset();
  if (contract.fee) contract.fee->included_work.reset();
  Table table;
  table.key = key("groups");
  table.columns = {column("by", ""), column("value", "")};
  for (const auto& figure : all_figures(Counts{}, contract, language)) table.columns.push_back({figure.key, ""});
  for (Breakdown breakdown : kBreakdowns)
    for (const auto& [value, counts] : judged.counts.by(breakdown)) {
      Row row = {std::string(name_of(breakdown)), value};
      for (auto& figure : all_figures(counts, contract, language)) row.push_back(std::move(figure.value));
      table.rows.push_back(std::move(row));
    }
  return table;
}

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
  bool few = false, no_median = false;
  for (const auto& [value, counts] : judged.counts.by(breakdown)) {
    const KpiCounts& kpi = counts.kpi;
    const ActivityCounts& activity = counts.activity;
    few = few || kpi.resolved < kFew;
    no_median = no_median || too_few_for_a_median(kpi);
    Value rating = activity.ratings ? Value(Decimal{activity.score_sum * 100 / activity.ratings * 10'000'000}) : Value();
    table.rows.push_back({value.empty() ? words("not_given") : value, kpi.received, kpi.resolved, kpi.backlog, kpi.response.share(),
                          kpi.resolution.share(), maybe(kpi.first_response.median()), maybe(kpi.resolution_time.median()),
                          Share{counts.quality.first_contact, counts.quality.ended}, kpi.reopened, rating, activity.work()});
  }
  if (breakdown == Breakdown::engineer && few) table.note = words("no_ranking");
  if (no_median) table.note += (table.note.empty() ? "" : " ") + words("median_needs_five");
  return table;
}

Table basis_table(Language language) {
  Words words(language);
  Table table;
  table.key = key("basis");
  table.columns = {column("figure", ""), column("", words("figure"), 28, true), column("counted_as", words("counted_as"), 90, true)};
  for (const auto& entry : kpi_bases()) table.rows.push_back({std::string(entry.word), words(entry.word), std::string(language == Language::ru ? entry.ru : entry.en)});
  return table;
}

Table id_table(const PeriodJudge& judge, Language language) {
  Words words(language);
  KpiTicketList tickets(judge.count_rules());
  judge.for_each([&](const JudgedTicket& ticket) { tickets.add(ticket.key, ticket.verdict, ticket.events); });
  Table table;
  table.key = key("kpi_tickets");
  table.columns = {column("kpi", ""), column("", words("figure"), 30, true), column("part", words("part")), column("count", words("count")),
                   column("tickets", words("requests"), 90, true)};
  for (const auto& entry : tickets.list()) {
    auto add = [&](const char* part, const std::vector<std::string>& keys) {
      if (!keys.empty()) table.rows.push_back({std::string(entry.name), words(entry.word), Mark{part, words(part)}, static_cast<std::int64_t>(keys.size()), keys});
    };
    add(entry.is_share ? "part_yes" : "part_all", entry.counted);
    add("part_no", entry.rest);
  }
  return table;
}

}  // namespace outdesk
