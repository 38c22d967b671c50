// Do a package's files tell the same numbers?
#pragma once

#include <string>
#include <vector>

#include "input/json.hpp"
#include "package/package_files.hpp"

namespace outdesk {

/// What disagrees, a sentence each that names the file in quotes first.  Reads the control totals where people read them, in
/// the page and in the workbook, compares them with data.json and with the manifest, and counts again the rows that make
/// them up.  Throws InputError for a file that cannot be read.
std::vector<std::string> total_defects(const std::string& folder, const PackageId& id, const Json& manifest);

}  // namespace outdesk
