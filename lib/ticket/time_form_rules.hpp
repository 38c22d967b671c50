// Times as exports of other systems write them (outdesk-mapping(5), TIMES).
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/instant.hpp"
#include "base/zone.hpp"

namespace outdesk {

/// Reads `text` by `form`: one of the words rfc3339, iso, unix, unix_ms and excel, or letters (Y y m b d H M S p f z)
/// with what stands between them; T and what stands in single quotes stand for themselves.  `zone` is that of a text without an offset.  No-break spaces count as spaces.  Empty
/// where the text does not fit, or is no time: a 31st of April, hour 24, a year outside 1000 to 9999.
std::optional<Instant> instant_by_form(std::string_view text, std::string_view form, const Zone& zone);

/// Why `form` cannot be one ("has no letter Y or y for the year"); empty where it can.
std::string not_a_time_form(std::string_view form);

}  // namespace outdesk
