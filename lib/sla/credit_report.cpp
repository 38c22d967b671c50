#include "sla/credit_report.hpp"

#include "output/format_value.hpp"
#include "sla/report_parts.hpp"
#include "sla/sla_words.hpp"

namespace outdesk {

namespace {

std::string ground_of(const CreditLine& line, const Words& words) {
  std::string ground = words("credit_" + line.when);
  if (!line.ticket.empty()) ground += ": " + line.ticket + ", " + words(line.target);
  if (line.share.defined()) ground += ": " + format_percent(line.share, words.language(), 2);
  return ground;
}

}  // namespace

std::vector<Figure> credit_figures(const Credits& credits, Language language) {
  // Without a month there is nothing to pay for: people are told so below, programs find the fee of a month.
  auto title = [&](std::string_view name) { return credits.none_because == "not_a_month" ? std::string() : sla_word(name, language); };
  return {{key("credits.fee_minor"), title("fee"), credits.fee},
          {key("credits.total_minor"), title("total_credit"), credits.total},
          {key("credits.to_pay_minor"), title("to_pay"), credits.to_pay}};
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
  if (credits.none_because != "not_a_month") table.total = Row{Value(), Value(), words("total_credit"), Value(), Value(), Value(), Value(), credits.total};
  if (!credits.none_because.empty()) table.note = words("no_credits_" + credits.none_because);
  return table;
}

}  // namespace outdesk
