// Numbers of a scenario changed from outside, before it is read: the reader then checks them.
#pragma once

#include <string>

#include "input/json.hpp"

namespace outdesk::cost {

/// Sets the number at `path` ("units.workstation", "inhouse.roles.0.turnover") to what `value` says,
/// and marks it as the user's.  Throws UsageError where the file has no number there, or `value` is
/// not written as that number is (whole, or decimal).
void change_number(Json& scenario, const std::string& path, const std::string& value);
/// The same for "PATH=VALUE".
void change_number(Json& scenario, const std::string& assignment);

}  // namespace outdesk::cost
