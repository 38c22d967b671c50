// Points, ages and instants in the details of findings (English).
#pragma once

#include <string>

#include "backup/restore_point.hpp"
#include "base/zone.hpp"

namespace outdesk {

/// The two largest units: "14d2h", "26h24m" below two days, "45s"; rounded down.
std::string age_words(Seconds age);
/// "2026-11-02 23:50 +03:00"; instants before 1970-01-02 or after 9999 are shown as the nearest of those.
std::string local_words(Instant t, const Zone& zone);
/// 'id' in quotes, made printable and not too long; of restic's 64 digits the first 8.
std::string point_words(const RestorePoint& point);
/// "1 point", "3 points"; `many` where an s does not make it.
std::string number_words(std::int64_t count, std::string_view one, std::string_view many = {});

}  // namespace outdesk
