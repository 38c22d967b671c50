// The words of deadline reports in the languages of reports.
#pragma once

#include <string>
#include <string_view>

#include "output/document.hpp"

namespace outdesk {

/// The word for `name` ("received"); throws std::logic_error for a name that the table lacks.
std::string sla_word(std::string_view name, Language language);

/// "mon"; 0 is Monday.
std::string_view weekday_code(std::size_t weekday);
/// "Mon", "Пн".
std::string weekday_word(std::size_t weekday, Language language);

}  // namespace outdesk
