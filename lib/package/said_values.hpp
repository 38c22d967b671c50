// Values as sentences say them; tables keep every digit (output/format_value.hpp).
#pragma once

#include <string>

#include "output/document.hpp"

namespace outdesk {

/// Money without ",00": "2 960 ₽", but "2 960,50 ₽"; never broken across lines (package.md 3.2).
std::string said_money(Money money, std::string_view currency, Language language);

/// An average mark, rounded down to a tenth as every share: 4.79 is "4,7".  Undefined: empty.
std::string said_average(Share points, Language language);
/// The same of a mark that is aimed at, with all its digits: "4,5".
std::string said_average(Decimal mark, Language language);

}  // namespace outdesk
