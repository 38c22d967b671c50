// A month made up for tests: the one of the worked examples, and ways to change it.
#pragma once

#include "package/package_input.hpp"

namespace outdesk::made {

/// September 2025: 147 of 152 on time at a target of 95 %, one critical request late by 38 minutes
/// for 2,960 roubles, usable backups, two people dismissed with access, five changes without
/// request.
MonthFacts september();

/// Everything in order and every source there.
MonthFacts quiet_month();

/// Nothing came from anywhere.
MonthFacts empty_month();

/// A whole package of september() with sections of other rooms and a small matrix.
PackageInput package(Language language);

}  // namespace outdesk::made
