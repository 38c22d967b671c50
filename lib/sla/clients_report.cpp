#include "sla/clients_report.hpp"

#include "output/format_value.hpp"
#include "sla/kpi_report.hpp"
#include "sla/sla_words.hpp"

namespace outdesk {

Document clients_report(const std::vector<SlaPeriod>& periods, Decimal flag, Language language) {
  Words words(language);
  std::int64_t received = 0;
  Seconds work;
  for (const auto& judged : periods) {
    received += judged.kpi().received;
    work += judged.activity().work();
  }
  Table table;
  table.key = key("clients");
  table.columns = {{key("client"), words("client")}, {key("name"), words("name"), 28, true}, {key("received"), words("received"), 0, false, true},
                   {key("received_share"), words("of_all")}, {key("resolved"), words("resolved"), 0, false, true},
                   {key("backlog"), words("backlog"), 0, false, true}, {key("response_share"), words("response_share")},
                   {key("resolution_share"), words("resolution_share")}, {key("late"), words("late_count"), 0, false, true},
                   {key("work_s"), words("work_total"), 0, false, true}, {key("work_share"), words("of_all")},
                   {{}, words("credit")}, {key("credit_minor"), ""}, {key("currency"), ""}, {key("large"), ""}, {{}, words("remark")}};
  Contract none;
  for (const auto& figure : all_figures(Counts{}, none, language)) table.columns.push_back({figure.key, ""});
  for (const auto& judged : periods) {
    const KpiCounts& kpi = judged.kpi();
    Share of_received{kpi.received, received}, of_work{judged.activity().work().count, work.count};
    bool large = (of_received.defined() && of_received.at_least(flag)) || (of_work.defined() && of_work.at_least(flag));
    Row row = {judged.contract.client, judged.contract.name, kpi.received, of_received, kpi.resolved, kpi.backlog, kpi.response.share(),
                          kpi.resolution.share(), kpi.resolution.missed, judged.activity().work(), of_work,
                          judged.credits ? Value(format_money(judged.credits->total, judged.contract.currency, language)) : Value(),
                          judged.credits ? Value(judged.credits->total.minor) : Value(), judged.contract.currency, large,
                          large ? Value(Mark{"large", words("large"), Tone::attention}) : Value()};
    for (auto& figure : all_figures(judged.counts.all, judged.contract, language)) row.push_back(std::move(figure.value));
    table.rows.push_back(std::move(row));
  }
  Document document;
  document.schema = "sla-clients/1";
  document.language = language;
  document.rows = key("clients");
  document.title = words("clients");
  document.head = {{key("tzdata"), "", zone_data_version()}};
  if (!periods.empty()) {
    const SlaPeriod& first = periods.front();
    const Zone& zone = Zone::named(first.contract.timezone);
    document.subtitle = format_date(zone.local(first.period.from).date, language) + " – " +
                        format_date(zone.local(first.period.to - Seconds{1}).date, language);
    document.head.push_back({key("from"), "", zone.local(first.period.from).date});
    document.head.push_back({key("to"), "", zone.local(first.period.to).date});
    document.head.push_back({key("as_of"), "", first.as_of});
  }
  if (periods.empty()) table.note = words("no_clients");
  document.sections.push_back({"clients", "", {std::move(table)}});
  return document;
}

}  // namespace outdesk
