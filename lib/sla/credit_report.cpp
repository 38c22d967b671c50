#include "sla/credit_report.hpp"

#include "base/text.hpp"
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

/// Rows of the reconciliation, in the order in which they count.
class Reconciliation {
 public:
  Reconciliation(const Credits& credits, std::string_view currency, Language language) : credits_(credits), words_(language) {
    std::string zero = format_money(Money{0}, currency, Language::en);
    std::size_t point = zero.find('.'), end = zero.find_first_not_of("0", point == zero.npos ? 0 : point + 1);
    digits_ = point == zero.npos ? "0" : std::to_string(std::min(end, zero.size()) - point - 1);
    table_.title = words_("credits");
    table_.columns = {column("", words_("ground"), 62, true), column("", words_("clause")), column("", words_("rate_percent")), column("", words_("amount"), 18)};
  }

  Table make(const Fee& fee, const KpiCounts& kpi, const std::string& number) {
    table_.rows.push_back({words_("fee") + (number.empty() ? "" : words_("of_contract") + number), "", Value(), credits_.fee});
    if (credits_.none_because.empty())
      for (const auto& rule : fee.credits) add_rule(rule, kpi);
    add_limits(fee);
    table_.total = Row{words_("to_pay"), "", Value(), credits_.to_pay};
    formulas_.push_back("SUM(" + amount(0) + ":" + amount(table_.rows.size() - 1) + ")");
    table_.columns[kAmount].formula = join(formulas_, "\n");
    if (!credits_.none_because.empty()) table_.note = words_("no_credits_" + credits_.none_because);
    return std::move(table_);
  }

 private:
  static std::string cell(std::size_t column, std::size_t row) { return "[" + std::to_string(column) + "@" + std::to_string(row) + "]"; }
  static std::string amount(std::size_t row) { return cell(kAmount, row); }
  /// That part of the fee, rounded half away from zero to the smallest unit of the currency.
  std::string part_of_fee(std::size_t row) const { return "ROUND(" + amount(0) + "*" + cell(kRate, row) + "/100," + digits_ + ")"; }
  static Decimal percent(Decimal rate) { return Decimal{rate.nano * 100}; }

  void add(std::string ground, const std::string& clause, Decimal rate, Money shown, const std::string& formula) {
    formulas_.push_back(formula);
    table_.rows.push_back({std::move(ground), clause, percent(rate), shown});
  }

  void add_rule(const CreditRule& rule, const KpiCounts& kpi) {
    bool breach = rule.when == "breach", found = false;
    for (std::size_t i = 0; i < credits_.lines.size(); ++i) {
      const CreditLine& line = credits_.lines[i];
      bool same = line.when == rule.when && line.clause == rule.clause && (!breach || (line.priority == rule.priority && line.target == rule.target));
      if (!same || told_[i]) continue;
      found = told_[i] = true;
      add(ground_of(line, words_), line.clause, line.rate, Money{0} - line.amount, "-" + part_of_fee(table_.rows.size()));
      if (!breach) break;
    }
    if (found) return;
    CreditLine none;
    none.when = rule.when;
    if (!breach) none.share = credited_share(rule.when, kpi);
    std::string ground = ground_of(none, words_);
    if (breach) ground += ": " + rule.priority + ", " + words_(rule.target) + ": " + words_("none_of_these");
    add(std::move(ground), rule.clause, Decimal{}, Money{}, "-" + part_of_fee(table_.rows.size()));
  }

  /// What of the credits is above the limit comes back.
  void add_limits(const Fee& fee) {
    bool limited = false;
    for (const auto& line : credits_.lines) {
      if (line.when != "cap") continue;
      add_limit(line.rate, Money{0} - line.amount);
      limited = true;
    }
    if (!limited && fee.cap && credits_.none_because.empty()) add_limit(*fee.cap, Money{});
  }

  void add_limit(Decimal rate, Money back) {
    std::size_t row = table_.rows.size();
    std::string credits = row > 1 ? "-SUM(" + amount(1) + ":" + amount(row - 1) + ")" : "0";
    add(words_("credit_cap"), "", rate, back, "MAX(0," + credits + "-" + part_of_fee(row) + ")");
  }

  static constexpr std::size_t kRate = 2, kAmount = 3;
  const Credits& credits_;
  std::vector<bool> told_ = std::vector<bool>(credits_.lines.size(), false);
  Words words_;
  std::string digits_;
  std::vector<std::string> formulas_ = {""};  ///< by row; the fee is what it is
  Table table_;
};

}  // namespace

Table reconciliation_table(const Credits& credits, const Fee& fee, const KpiCounts& kpi, const std::string& contract_number, std::string_view currency, Language language) {
  return Reconciliation(credits, currency, language).make(fee, kpi, contract_number);
}

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
