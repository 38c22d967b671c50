// The summary of a month as tables of a workbook: every section beside the month before, and what has to be decided.
#pragma once

#include "package/package_documents.hpp"

namespace outdesk {

/// Section, light, this month, the month before, change, meaning.  The sections lead to their sheets; for people only.
Table topics_table(const PackageInput& input, const PackageContent& content);

/// What is to be decided, by which day, by whom, and the sheet that tells more; for people only.
Table asked_table(const PackageContent& content);

}  // namespace outdesk
