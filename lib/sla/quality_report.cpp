#include "sla/quality_report.hpp"

#include "base/text.hpp"
#include "output/format_value.hpp"
#include "sla/sla_words.hpp"

namespace outdesk {

std::string counts_of(Share share, Language language) {
  return share.defined() ? format_count(share.part, language) + " / " + format_count(share.whole, language) : "";
}

namespace {

/// A share is shown with its numerator and denominator, so that a reader can recount it.
void add_share(std::vector<Figure>& figures, const KpiValue& value, Language language) {
  Share share = std::get<Share>(value.value);
  std::string name(value.name);
  figures.push_back({{"kpi", name, "part"}, "", share.part});
  figures.push_back({{"kpi", name, "whole"}, "", share.whole});
  figures.push_back({{"kpi", name, "share"}, share.defined() ? sla_word(value.word, language) : "", share, counts_of(share, language)});
}

std::string band_title(std::size_t band) {
  std::string from = std::to_string(kAgeBands[band]);
  return band + 1 == kAgeBands.size() ? from + "+" : from + "–" + std::to_string(kAgeBands[band + 1] - 1);
}

Value length(const std::optional<Seconds>& value) { return value ? Value(*value) : Value(); }

}  // namespace

std::vector<Figure> quality_figures(const Counts& counts, Language language) {
  const QualityCounts& quality = counts.quality;
  const ActivityCounts& activity = counts.activity;
  const Spread& calendar = quality.calendar_time;
  const Spread& any = counts.kpi.any_response;
  auto number = [&](std::int64_t n) { return format_count(n, language); };
  std::string sum = number(quality.backlog_before) + " + " + number(counts.kpi.received) + " + " +
                    number(quality.moved_in + quality.came_back) + " − " + number(quality.left + quality.ended) + " = " +
                    number(expected_backlog(quality, counts.kpi));
  std::vector<Figure> figures = {{key("kpi.backlog_before"), sla_word("backlog_before", language), quality.backlog_before},
                                 {key("kpi.came_back"), sla_word("came_back", language), quality.came_back},
                                 {key("kpi.moved_in"), quality.moved_in ? sla_word("moved_in", language) : "", quality.moved_in},
                                 {key("kpi.left"), quality.left ? sla_word("left", language) : "", quality.left},
                                 {key("kpi.expected_backlog"), sla_word("expected_backlog", language), expected_backlog(quality, counts.kpi), sum}};
  bool adds_up = expected_backlog(quality, counts.kpi) == counts.kpi.backlog;
  figures.push_back({key("kpi.backlog_adds_up"), adds_up ? "" : sla_word("does_not_add_up", language), adds_up});
  bool net = quality.solvable != quality.ended;
  for (const auto& value : kpi_values(counts)) {
    if (value.kind != KpiValue::Kind::quality) continue;
    add_share(figures, value, language);
    if ((value.name == "net_first_contact" && !net) || (value.name == "rated" && !activity.ratings)) figures.back().title.clear();
    if (value.name != "within_limit") continue;
    if (!figures.back().title.empty()) figures.back().title += " " + format_exact_duration(quality.response_limit, language);
    figures.push_back({key("kpi.within_limit.limit_s"), "", quality.response_limit});
  }
  figures.push_back({key("kpi.own_ratings"), activity.own_ratings ? sla_word("own_ratings", language) : "", activity.own_ratings});
  Value mean = quality.timed ? Value(Seconds{quality.resolution_sum.count / quality.timed}) : Value();
  figures.push_back({key("kpi.resolution_mean_s"), quality.timed ? sla_word("resolution_mean", language) : "", mean});
  figures.push_back({key("kpi.resolution_calendar_median_s"), calendar.median() ? sla_word("calendar_median", language) : "", length(calendar.median())});
  figures.push_back({key("kpi.any_response_median_s"), any.median() ? sla_word("any_response_median", language) : "", length(any.median())});
  figures.push_back({key("kpi.any_response_n"), "", any.size()});
  figures.push_back({key("kpi.solved_without_reply"), quality.by_resolution ? sla_word("solved_without_reply", language) : "", quality.by_resolution});
  return figures;
}

Table ageing_table(const QualityCounts& quality, Language language) {
  Table table;
  table.key = key("kpi.backlog_age");
  table.title = sla_word("ageing", language);
  table.columns = {{key("days"), sla_word("working_days", language)}, {key("running"), sla_word("running", language), 0, false, true},
                   {key("waiting"), sla_word("waits", language), 0, false, true}};
  for (std::size_t band = 0; band < kAgeBands.size(); ++band)
    table.rows.push_back({band_title(band), quality.ageing.running[band], quality.ageing.waiting[band]});
  return table;
}

Table line_table(const QualityCounts& quality, Language language) {
  Table table;
  table.key = key("kpi.by_highest_line");
  table.title = sla_word("by_highest_line", language);
  table.columns = {{key("line"), sla_word("line", language)}, {key("resolved"), sla_word("resolved", language), 0, false, true},
                   {key("share"), sla_word("share", language)}};
  for (const auto& [line, count] : quality.by_highest_line)
    table.rows.push_back({line, count, Share{count, quality.ended}});
  return table;
}

Table line_budget_table(const QualityCounts& quality, Language language) {
  Words words(language);
  Table table;
  table.key = key("kpi.lines");
  table.title = words("line_budgets");
  table.columns = {{key("line"), words("line")}, {key("stays"), words("stays"), 0, false, true},
                   {key("bounces"), words("bounces"), 0, false, true}, {key("elapsed_s"), words("on_line"), 0, false, true},
                   {key("met"), words("in_budget"), 0, false, true}, {key("missed"), words("over_budget"), 0, false, true},
                   {key("open"), words("open"), 0, false, true}, {key("share"), words("budget_share")}};
  for (const auto& [line, use] : quality.lines)
    table.rows.push_back({line, use.stays, use.bounces, use.elapsed, use.met, use.missed, use.undecided, Share{use.met, use.met + use.missed}});
  return table;
}

}  // namespace outdesk
