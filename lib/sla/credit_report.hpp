// What lowers the invoice, and why.
#pragma once

#include "output/document.hpp"
#include "sla/credit_rules.hpp"

namespace outdesk {

/// Fee, credits, what is to pay.
std::vector<Figure> credit_figures(const Credits& credits, Language language);
/// One row for each ground; they add up to the credits.
Table credit_table(const Credits& credits, Language language);

/// From the fee to what is to pay, a row for every rule that was looked at, its share and its limit included.  In a
/// workbook fee and rates are numbers and all else is calculated from them, rounded as multiply() does.  For people
/// only: it has no keys.
Table reconciliation_table(const Credits& credits, const Fee& fee, const KpiCounts& kpi, const std::string& contract_number, std::string_view currency, Language language);

}  // namespace outdesk
