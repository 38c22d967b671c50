// Calendar periods of a retention policy: hours, days, ISO weeks, months and years of the policy's zone.
#pragma once

#include <string>
#include <string_view>

#include "base/zone.hpp"
#include "client/backup_job.hpp"

namespace outdesk {

enum class RetentionClass { hourly, daily, weekly, monthly, yearly };
inline constexpr RetentionClass kRetentionClasses[] = {RetentionClass::hourly, RetentionClass::daily, RetentionClass::weekly, RetentionClass::monthly,
                                                       RetentionClass::yearly};
std::string_view name_of(RetentionClass retention);
std::int64_t count_of(const KeepTerms& keep, RetentionClass retention);

/// Number of the period that holds `t`; the next period has the next number.  Two hours that the clock shows alike
/// in an autumn night are two periods.
std::int64_t retention_period(RetentionClass retention, Instant t, const Zone& zone);
/// Its first instant; the first instant of the next period is its end.
Instant period_start(RetentionClass retention, std::int64_t period, const Zone& zone);
/// "2026-11-02T23:00+03:00", "2026-11-02", "2026-W44", "2026-11", "2026".
std::string period_name(RetentionClass retention, std::int64_t period, const Zone& zone);

}  // namespace outdesk
