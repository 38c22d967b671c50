// Where in a JSON text a value stands: for error messages about files that people write by hand.
#pragma once

#include <string_view>

namespace outdesk {

/// Line, from 1, of the member or item that `path` ("calendars.office.weekly.mon[1]") names; of the innermost
/// thing around it where it is not there.  `text` must be valid JSON.
long line_of_path(std::string_view text, std::string_view path);

}  // namespace outdesk
