// One month's invoice of an outsourcer: from quantities and price list to what the client pays.
#pragma once

#include <vector>

#include "cost/scenario.hpp"

namespace outdesk::cost {

/// The price list in force in one contract year: every unit price already multiplied by coverage and
/// index and rounded, so that the printed price times the quantity is the line.
struct YearPrices {
  std::vector<std::vector<Tier>> tiers;  ///< as Outsource::prices
  Money min_fee, visit, hour;
};
YearPrices prices_in_year(const Outsource& contract, int year);

/// What `quantity` costs by the mode's rule; the bound `up_to` is inclusive (M7).  Graduated: slab by
/// slab.  Volume: all at the price of the tier that the quantity falls in.  Package: the bracket's
/// fixed sum, in the open last bracket all units at its price.
Money line_amount(TierMode mode, const std::vector<Tier>& tiers, std::int64_t quantity);

struct InvoiceLine {
  std::int64_t quantity = 0;  ///< billed: at least the committed share of the base quantity
  Money amount;
};

struct Invoice {
  std::vector<InvoiceLine> lines;  ///< as Outsource::prices
  Money units_total, recurring;    ///< before and after the minimum fee
  bool min_fee_applied = false;
  Money visits, hours, credit, net, vat;
  Money gross() const { return net + vat; }
  Money client_cost;               ///< net and the VAT that the client cannot deduct
};

/// What one month brings to its invoice.
struct InvoiceMonth {
  const std::vector<std::int64_t>* quantity = nullptr;  ///< by unit
  const std::vector<std::int64_t>* base = nullptr;      ///< by unit, without season
  Wide visits = 0;                                      ///< in units of 1e-12
  Micro kpi;
  std::int64_t breaches = 0;
};

/// The invoice by the steps of the model: lines, minimum fee, extras, SLA credit with its cap, VAT.
Invoice invoice_of(const Outsource& contract, const YearPrices& prices, const InvoiceMonth& month);
/// Its client_cost alone, without memory for lines.
Money client_cost_of(const Outsource& contract, const YearPrices& prices, const InvoiceMonth& month);

/// min(R(recurring x rate of the KPI's tier) + breaches x fixed, R(recurring x cap)).
Money sla_credit(const SlaCredit& sla, Money recurring, Micro kpi, std::int64_t breaches);

/// net + R(VAT x (1 - recoverable share)), VAT = R(net x rate).
Money with_vat(Money net, Micro vat, Micro recoverable);

/// A quantity at which one more unit makes the whole order cheaper (volume tiers that run backwards).
struct PriceDrop {
  std::size_t price = 0;       ///< index into Outsource::prices
  std::int64_t quantity = 0;   ///< the last of the dearer tier
  Money there, one_more;       ///< totals at quantity and quantity + 1
  std::int64_t dearer_from = 0;///< from this quantity on, ordering quantity + 1 is cheaper
};
std::vector<PriceDrop> price_drops(const Outsource& contract, const YearPrices& prices);

}  // namespace outdesk::cost
