#include "cost/invoice_rules.hpp"

namespace outdesk::cost {

namespace {

constexpr Wide kPico = Wide{kMillion} * kMillion;

Money graduated(const std::vector<Tier>& tiers, std::int64_t quantity) {
  Money amount;
  std::int64_t from = 0;
  for (const Tier& tier : tiers) {
    std::int64_t to = tier.up_to ? std::min(quantity, *tier.up_to) : quantity;
    if (to > from) amount += times(tier.price, to - from);
    if (!tier.up_to || quantity <= *tier.up_to) break;
    from = *tier.up_to;
  }
  return amount;
}

const Tier& tier_of(const std::vector<Tier>& tiers, std::int64_t quantity) {
  for (const Tier& tier : tiers)
    if (!tier.up_to || quantity <= *tier.up_to) return tier;
  return tiers.back();
}

std::int64_t billed(const Outsource& contract, const InvoiceMonth& month, std::size_t unit) {
  Wide committed = Wide{contract.commit_share.millionths} * (*month.base)[unit];
  return std::max((*month.quantity)[unit], ceiling(committed, kMillion));
}

/// Everything after the lines.
Invoice summed(const Outsource& contract, const YearPrices& prices, const InvoiceMonth& month,
               Money units_total) {
  Invoice invoice;
  invoice.units_total = units_total;
  invoice.recurring = std::max(units_total, prices.min_fee);
  invoice.min_fee_applied = prices.min_fee > units_total;
  Wide over = std::max<Wide>(0, month.visits - Wide{contract.visits_included.millionths} * kMillion);
  invoice.visits = Money{rounded(over * prices.visit.minor, kPico)};
  invoice.hours = times(prices.hour, contract.extra_hours);
  invoice.credit = sla_credit(contract.sla, invoice.recurring, month.kpi, month.breaches);
  invoice.net = invoice.recurring + invoice.visits + invoice.hours - invoice.credit;
  invoice.vat = times(invoice.net, contract.vat);
  invoice.client_cost = with_vat(invoice.net, contract.vat, contract.vat_recoverable);
  return invoice;
}

}  // namespace

YearPrices prices_in_year(const Outsource& contract, int year) {
  Wide index = index_after(contract.indexation, year).millionths;
  YearPrices prices;
  for (const Price& price : contract.prices) {
    Wide multiplier = price.covered ? contract.coverage_mult.millionths : kMillion;
    auto& tiers = prices.tiers.emplace_back(price.tiers);
    for (Tier& tier : tiers) tier.price = Money{rounded(tier.price.minor * multiplier * index, kPico)};
  }
  prices.min_fee = Money{rounded(contract.min_fee.minor * index, kMillion)};
  prices.visit = Money{rounded(contract.visit_price.minor * index, kMillion)};
  prices.hour = Money{rounded(contract.hour_price.minor * index, kMillion)};
  return prices;
}

Money line_amount(TierMode mode, const std::vector<Tier>& tiers, std::int64_t quantity) {
  if (quantity == 0) return {};
  if (mode == TierMode::graduated) return graduated(tiers, quantity);
  const Tier& tier = tier_of(tiers, quantity);
  bool fixed = mode == TierMode::package && tier.up_to;
  return fixed ? tier.price : times(tier.price, quantity);
}

Money sla_credit(const SlaCredit& sla, Money recurring, Micro kpi, std::int64_t breaches) {
  Micro rate;
  for (const CreditTier& tier : sla.tiers)
    if (kpi >= tier.from) {
      rate = tier.credit;
      break;
    }
  Money credit = times(recurring, rate) + times(sla.breach, breaches);
  return std::min(credit, times(recurring, sla.cap));
}

Money with_vat(Money net, Micro vat, Micro recoverable) {
  return net + times(times(net, vat), whole(1) - recoverable);
}

Invoice invoice_of(const Outsource& contract, const YearPrices& prices, const InvoiceMonth& month) {
  std::vector<InvoiceLine> lines;
  Money total;
  for (std::size_t i = 0; i < contract.prices.size(); ++i) {
    std::int64_t quantity = billed(contract, month, contract.prices[i].unit);
    lines.push_back({quantity, line_amount(contract.prices[i].mode, prices.tiers[i], quantity)});
    total += lines.back().amount;
  }
  Invoice invoice = summed(contract, prices, month, total);
  invoice.lines = std::move(lines);
  return invoice;
}

Money client_cost_of(const Outsource& contract, const YearPrices& prices,
                     const InvoiceMonth& month) {
  Money total;
  for (std::size_t i = 0; i < contract.prices.size(); ++i)
    total += line_amount(contract.prices[i].mode, prices.tiers[i],
                         billed(contract, month, contract.prices[i].unit));
  return summed(contract, prices, month, total).client_cost;
}

std::vector<PriceDrop> price_drops(const Outsource& contract, const YearPrices& prices) {
  std::vector<PriceDrop> drops;
  for (std::size_t i = 0; i < contract.prices.size(); ++i) {
    TierMode mode = contract.prices[i].mode;
    std::int64_t from = 0;
    for (const Tier& tier : prices.tiers[i]) {
      if (!tier.up_to) break;
      Money there = line_amount(mode, prices.tiers[i], *tier.up_to);
      Money one_more = line_amount(mode, prices.tiers[i], *tier.up_to + 1);
      if (one_more < there) {
        // In a volume tier the total grows with the quantity: the first that costs more than one_more.
        std::int64_t dearer = mode == TierMode::package || tier.price.minor == 0
                                  ? from + 1 : one_more.minor / tier.price.minor + 1;
        drops.push_back({i, *tier.up_to, there, one_more, std::max(from + 1, dearer)});
      }
      from = *tier.up_to;
    }
  }
  return drops;
}

}  // namespace outdesk::cost
