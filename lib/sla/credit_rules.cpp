#include "sla/credit_rules.hpp"

namespace outdesk {

namespace {

void add_kpi_line(const CreditRule& rule, const KpiCounts& kpi, Credits& credits) {
  Share share = credited_share(rule.when, kpi);
  if (!share.defined()) return;
  for (const auto& tier : rule.tiers) {
    if (!share.at_least(tier.from)) continue;
    if (tier.credit.nano == 0) return;
    CreditLine line;
    line.when = rule.when;
    line.clause = rule.clause;
    line.share = share;
    line.rate = tier.credit;
    line.amount = multiply(credits.fee, tier.credit);
    credits.lines.push_back(line);
    return;
  }
}

void add_breach_lines(const CreditRule& rule, const std::vector<Breach>& breaches, Period period, Credits& credits) {
  for (const auto& breach : breaches) {
    if (breach.priority != rule.priority || name_of(breach.target) != rule.target || !period.contains(breach.at)) continue;
    CreditLine line;
    line.when = rule.when;
    line.clause = rule.clause;
    line.ticket = breach.ticket;
    line.ticket_id = breach.ticket_id;
    line.number = breach.number;
    line.priority = breach.priority;
    line.target = rule.target;
    line.rate = rule.credit;
    line.amount = multiply(credits.fee, rule.credit);
    credits.lines.push_back(line);
  }
}

void limit(const Decimal& cap, Credits& credits) {
  Money most = multiply(credits.fee, cap);
  if (credits.total <= most) return;
  CreditLine line;
  line.when = "cap";
  line.rate = cap;
  line.amount = most - credits.total;
  credits.lines.push_back(line);
  credits.total = most;
}

}  // namespace

Share credited_share(const std::string& when, const KpiCounts& kpi) {
  if (when == "kpi.response") return kpi.response.share();
  if (when == "kpi.next_response") return kpi.next_response.share();
  return kpi.resolution.share();
}

Credits credits_of(const Fee& fee, const KpiCounts& kpi, const std::vector<Breach>& breaches, Period period) {
  Credits credits;
  credits.fee = credits.to_pay = fee.month;
  if (fee.no_credits && fee.no_credits->contains(period.from)) {
    credits.none_because = "transition";
    return credits;
  }
  for (const auto& rule : fee.credits) {
    if (rule.when == "breach") add_breach_lines(rule, breaches, period, credits);
    else add_kpi_line(rule, kpi, credits);
  }
  for (const auto& line : credits.lines) credits.total += line.amount;
  if (fee.cap) limit(*fee.cap, credits);
  limit(Decimal{1'000'000'000}, credits);  // never more than the fee itself
  credits.to_pay = credits.fee - credits.total;
  return credits;
}

}  // namespace outdesk
