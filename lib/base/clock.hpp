// The only place that asks the machine what time it is.
#pragma once

#include "base/instant.hpp"

namespace outdesk {

/// "Now": SOURCE_DATE_EPOCH where set (throws UsageError where it is not a number), else the
/// machine's clock.  Commands get it once, from main, and pass it down as a value.
Instant machine_now();

}  // namespace outdesk
