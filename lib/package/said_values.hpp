// Values as sentences say them; tables keep every digit (output/format_value.hpp).
#pragma once

#include <string>
#include <vector>

#include "output/document.hpp"
#include "package/messages.hpp"
#include "package/month_facts.hpp"

namespace outdesk {

/// Money without ",00": "2 960 ₽", but "2 960,50 ₽"; never broken across lines (package.md 3.2).
std::string said_money(Money money, std::string_view currency, Language language);

/// An average mark, rounded down to a tenth as every share: 4.79 is "4,7".  Undefined: empty.
std::string said_average(Share points, Language language);
/// The same of a mark that is aimed at, with all its digits: "4,5".
std::string said_average(Decimal mark, Language language);

/// Which part of the answers was in time, of those that must be told of: an aim was missed, or no request was resolved.
/// "answered in time: 5 of 7 requests (71.4 %, target 95 %)".
std::vector<std::string> said_answers(const TicketFacts& facts, const Messages& messages);

/// An aim of answers was missed, and that of solutions was not.
bool only_answers_missed(const TicketFacts& facts);

/// The share of requests that were closed on time, and what said_answers() says, a missed aim first; empty where nothing was due.
std::vector<std::string> said_shares(const TicketFacts& facts, const Messages& messages);

}  // namespace outdesk
