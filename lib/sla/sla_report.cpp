#include "sla/sla_report.hpp"

#include <algorithm>

#include "output/format_value.hpp"
#include "sla/activity_report.hpp"
#include "sla/credit_report.hpp"
#include "sla/heatmap_report.hpp"
#include "sla/kpi_report.hpp"
#include "sla/quality_report.hpp"
#include "sla/sla_words.hpp"
#include "sla/ticket_tables.hpp"

namespace outdesk {

namespace {

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
