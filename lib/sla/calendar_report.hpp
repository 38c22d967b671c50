// A year of a working calendar, month by month, as a Document (JSON: calendar/1).
#pragma once

#include "calendar/working_time.hpp"
#include "output/document.hpp"

namespace outdesk {

/// Working days and hours by month, the hours of the week, and every date that differs from its week with the
/// act that decides it.  Throws UsageError where the year's days off are not decreed, unless `provisional`.
Document calendar_report(const WorkingTime& time, const std::string& title, int year, bool provisional, Language language);

/// Monday to Friday, 8 hours: by which the yearly norm of a 40-hour week is counted.
Calendar forty_hours(const std::string& national);

}  // namespace outdesk
