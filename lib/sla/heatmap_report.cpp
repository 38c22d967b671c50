#include "sla/heatmap_report.hpp"

#include "base/text.hpp"
#include "output/format_value.hpp"
#include "sla/sla_words.hpp"

namespace outdesk {

namespace {

Table week_table(const WeekHours& hours, Key name, Language language) {
  Table table;
  table.key = std::move(name);
  table.columns = {{key("day"), sla_word("weekday", language)}};
  for (int hour = 0; hour < 24; ++hour) table.columns.push_back({{"h" + zero_padded(hour, 2)}, zero_padded(hour, 2)});
  for (std::size_t day = 0; day < 7; ++day) {
    Row row = {Mark{std::string(weekday_code(day)), weekday_word(day, language)}};
    for (std::int64_t count : hours[day]) row.push_back(count);
    table.rows.push_back(std::move(row));
  }
  return table;
}

struct Summary {
  std::int64_t all = 0, outside = 0, most = 0;
  std::size_t day = 0, hour = 0;
};

Summary summary_of(const WeekHours& hours) {
  Summary sum;
  for (std::size_t day = 0; day < 7; ++day)
    for (std::size_t hour = 0; hour < 24; ++hour) {
      std::int64_t count = hours[day][hour];
      sum.all += count;
      if (day > 4 || hour < 9 || hour >= 18) sum.outside += count;
      if (count <= sum.most) continue;
      sum.most = count;
      sum.day = day;
      sum.hour = hour;
    }
  return sum;
}

/// Zeros are left blank and every cell is shaded by its size; a last column and a last row add up.
Table shaded_table(const WeekHours& hours, Language language) {
  Table table = week_table(hours, key("load"), language);
  table.columns.push_back({key("all"), sla_word("total", language)});
  Row total = {sla_word("total", language)};
  for (std::size_t hour = 0; hour < 24; ++hour) {
    table.columns[hour + 1].heat = true;
    std::int64_t sum = 0;
    for (std::size_t day = 0; day < 7; ++day) sum += hours[day][hour];
    total.push_back(sum);
  }
  std::int64_t all = 0;
  for (std::size_t day = 0; day < 7; ++day) {
    std::int64_t sum = 0;
    for (std::int64_t count : hours[day]) sum += count;
    table.rows[day].push_back(sum);
    all += sum;
  }
  total.push_back(all);
  table.total = std::move(total);
  return table;
}

}  // namespace

Table arrival_table(const QualityCounts& quality, Language language) {
  Table table = week_table(quality.arrivals, key("kpi.arrivals"), language);
  table.title = sla_word("arrivals", language);
  return table;
}

Document heatmap_report(const SlaPeriod& judged, LoadKind load, Language language) {
  Words words(language);
  const WeekHours& hours = load == LoadKind::received ? judged.quality().arrivals : judged.quality().endings;
  const Zone& zone = Zone::named(judged.contract.timezone);
  Summary sum = summary_of(hours);
  Document document;
  document.schema = "sla-heatmap/1";
  document.language = language;
  document.zone = &zone;
  document.title = words(load == LoadKind::received ? "arrivals" : "endings");
  document.subtitle = judged.contract.name + " · " + format_instant(judged.period.from, &zone, language) + " – " +
                      format_instant(judged.period.to, &zone, language) + " · " + judged.contract.timezone;
  document.head = {{key("client"), "", judged.contract.client}, {key("from"), "", judged.period.from}, {key("to"), "", judged.period.to},
                   {key("as_of"), "", judged.as_of}, {key("timezone"), "", judged.contract.timezone},
                   {key("what"), "", std::string(load == LoadKind::received ? "received" : "ended")}};
  std::string busiest = weekday_word(sum.day, language) + " " + zero_padded(static_cast<int>(sum.hour), 2) + ":00–" +
                        zero_padded(static_cast<int>(sum.hour) + 1, 2) + ":00";
  Share outside{sum.outside, sum.all};
  document.sections.push_back({"load", "", {shaded_table(hours, language),
      Figures{"", {{key("total"), words("total"), sum.all},
                   {key("busiest"), sum.most ? words("busiest") : "", sum.most ? Value(busiest) : Value(), sum.most ? format_count(sum.most, language) : ""},
                   {key("outside_office_hours"), outside.defined() ? words("outside_office") : "", outside,
                    outside.defined() ? format_count(sum.outside, language) + " / " + format_count(sum.all, language) : ""}}}}});
  return document;
}

}  // namespace outdesk
