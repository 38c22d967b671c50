// Values as people read them, in the document's language.  One way for all writers.
#pragma once

#include "output/document.hpp"

namespace outdesk {

/// Grouped digits with a no-break space (ru) or comma (en): "14 800".
std::string format_count(std::int64_t n, Language language);
/// "148 000,00 ₽", "148,000.00 ₽", "$5.00"; a currency without a known sign is named by its code.
std::string format_money(Money m, std::string_view currency, Language language);
/// "96,7 %", rounded down to `digits` digits; empty where nothing was measured.
std::string format_percent(Share s, Language language, int digits = 1);
/// A rate as percent without trailing zeros: "95 %".
std::string format_percent(Decimal rate, Language language);
/// "4 ч 38 мин", "3 h 05 min", "45 с"; hours are never turned into days.  From an hour on, seconds are
/// cut off: the machine formats keep them.
std::string format_duration(Seconds s, Language language);
/// The same to the second, as tables and figures show it, since a deadline is missed by one: "4 h 1 s".
std::string format_exact_duration(Seconds s, Language language);
/// Whole days as days, "90 days", "90 дн."; what is no whole number of days as format_exact_duration().
std::string format_days(Seconds s, Language language);
/// "03.09.2026 08:10", "2026-09-03 08:10" in the zone (UTC where null).
std::string format_instant(Instant t, const Zone* zone, Language language);
std::string format_date(Date d, Language language);

/// Any value of `document`; a Decimal as a plain number ("0,95"), a Mark as its words without a sign.
std::string format_value(const Value& value, const Document& document);

}  // namespace outdesk
