#include "sla/quality_report.hpp"

#include "base/text.hpp"
#include "output/format_value.hpp"
#include "sla/sla_words.hpp"

namespace outdesk {

namespace {

/// A share is shown with its numerator and denominator, so that a reader can recount it.
void add_share(std::vector<Figure>& figures, const char* name, const char* word, Share share, Language language) {
  std::string counts = share.defined() ? format_count(share.part, language) + " / " + format_count(share.whole, language) : "";
  figures.push_back({{"kpi", name, "part"}, "", share.part});
  figures.push_back({{"kpi", name, "whole"}, "", share.whole});
  figures.push_back({{"kpi", name, "share"}, share.defined() ? sla_word(word, language) : "", share, counts});
}

std::string band_title(std::size_t band) {
  std::string from = std::to_string(kAgeBands[band]);
  return band + 1 == kAgeBands.size() ? from + "+" : from + "–" + std::to_string(kAgeBands[band + 1] - 1);
}

Value length(const std::optional<Seconds>& value) { return value ? Value(*value) : Value(); }

}  // namespace

std::vector<Figure> quality_figures(const SlaPeriod& judged, Language language) {
  const QualityCounts& quality = judged.quality;
  const Spread& calendar = quality.calendar_time;
  const Spread& any = judged.kpi.all.any_response;
  std::vector<Figure> figures = {{key("kpi.backlog_before"), sla_word("backlog_before", language), quality.backlog_before},
                                 {key("kpi.came_back"), sla_word("came_back", language), quality.came_back}};
  add_share(figures, "first_contact", "first_contact", {quality.first_contact, quality.ended}, language);
  add_share(figures, "one_line", "one_line", {quality.one_line, quality.with_line}, language);
  add_share(figures, "reopened_share", "reopened_share", {quality.reopened, quality.ended}, language);
  add_share(figures, "remote", "remote_share", {quality.incidents_remote, quality.incidents}, language);
  add_share(figures, "within_limit", "within_limit", {quality.within_limit, quality.answered}, language);
  Value mean = quality.timed ? Value(Seconds{quality.resolution_sum.count / quality.timed}) : Value();
  figures.push_back({key("kpi.resolution_mean_s"), "", mean});
  figures.push_back({key("kpi.resolution_calendar_median_s"), "", length(calendar.median())});
  figures.push_back({key("kpi.any_response_median_s"), any.median() ? sla_word("any_response_median", language) : "", length(any.median())});
  figures.push_back({key("kpi.solved_without_reply"), "", quality.by_resolution});
  return figures;
}

Table ageing_table(const SlaPeriod& judged, Language language) {
  Table table;
  table.key = key("kpi.backlog_age");
  table.title = sla_word("ageing", language);
  table.columns = {{key("days"), sla_word("working_days", language)}, {key("running"), sla_word("running", language), 0, false, true},
                   {key("waiting"), sla_word("waits", language), 0, false, true}};
  for (std::size_t band = 0; band < kAgeBands.size(); ++band)
    table.rows.push_back({band_title(band), judged.quality.ageing.running[band], judged.quality.ageing.waiting[band]});
  return table;
}

Table line_table(const SlaPeriod& judged, Language language) {
  Table table;
  table.key = key("kpi.by_highest_line");
  table.title = sla_word("by_highest_line", language);
  table.columns = {{key("line"), sla_word("line", language)}, {key("resolved"), sla_word("resolved", language), 0, false, true},
                   {key("share"), sla_word("share", language)}};
  for (const auto& [line, count] : judged.quality.by_highest_line)
    table.rows.push_back({line, count, Share{count, judged.quality.ended}});
  return table;
}

Table arrival_table(const SlaPeriod& judged, Language language) {
  constexpr const char* kDays[] = {"mon", "tue", "wed", "thu", "fri", "sat", "sun"};
  Table table;
  table.key = key("kpi.arrivals");
  table.title = sla_word("arrivals", language);
  table.columns = {{key("day"), sla_word("weekday", language)}};
  for (int hour = 0; hour < 24; ++hour) table.columns.push_back({{"h" + zero_padded(hour, 2)}, zero_padded(hour, 2)});
  for (std::size_t day = 0; day < 7; ++day) {
    std::string name = kDays[day];
    Row row = {Mark{name, sla_word("day_" + name, language), Tone::neutral}};
    for (std::int64_t count : judged.quality.arrivals[day]) row.push_back(count);
    table.rows.push_back(std::move(row));
  }
  return table;
}

}  // namespace outdesk
