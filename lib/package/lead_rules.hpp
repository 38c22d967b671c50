// The first sentences of a report, built from facts alone: worst event with object, length and
// money, main figure against its target, whether copies are usable, what is asked, what could not
// be rated.
#pragma once

#include "package/decision_rules.hpp"
#include "package/light_rules.hpp"

namespace outdesk {

/// `currency` of the money in the facts.
Paragraph lead_of(const MonthFacts& facts, const std::vector<Light>& lights,
                  const std::vector<Decision>& decisions, const Messages& messages,
                  std::string_view currency);

/// The lead for owners of data, whose report is of access alone: what changed, and what is needed from them.
Paragraph access_lead_of(const MonthFacts& facts, const std::vector<Decision>& decisions, const Messages& messages);

/// The whole paragraph as one text.
std::string text_of(const Paragraph& paragraph);

/// Its first sentence: what a command prints and a mail begins with.
std::string first_sentence(const Paragraph& lead);

/// " за 21–30 сентября" or " с 21 сентября": days without data; empty where they are not known.
std::string gap_of(const SourceFacts& source, const Messages& messages,
                   std::string_view key_of_days);

}  // namespace outdesk
