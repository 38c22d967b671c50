// Where PostgreSQL's programs stand.
#pragma once

#include <string>

namespace outdesk {

/// The program itself, beside the newest server, where there is one: Debian's wrappers in /usr/bin look for clusters first.
/// Empty where it is not installed.
std::string postgres_program(const std::string& name);

}  // namespace outdesk
