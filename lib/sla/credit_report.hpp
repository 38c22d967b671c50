// What lowers the invoice, and why.
#pragma once

#include "output/document.hpp"
#include "sla/credit_rules.hpp"

namespace outdesk {

/// Fee, credits, what is to pay.
std::vector<Figure> credit_figures(const Credits& credits, Language language);
/// One row for each ground; they add up to the credits.
Table credit_table(const Credits& credits, Language language);

}  // namespace outdesk
