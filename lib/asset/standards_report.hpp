// What `outdesk asset standards` answers, and its table for the monthly package.
#pragma once

#include <string>
#include <vector>

#include "asset/standard_rules.hpp"
#include "base/zone.hpp"
#include "output/document.hpp"

namespace outdesk {

/// Schema asset-standards/1.  `client` is the client's key.
Document standards_report(const std::vector<JudgedStandard>& standards, const std::string& client, Instant as_of, const Zone& zone, Language language);

/// "In force: 4 of 7; over the limit: Access to folders; not agreed: backup, spare parts.": what is not in force is named.
std::string standards_summary(const std::vector<JudgedStandard>& standards, Language language);

/// Key "standards".
Table standard_table(const std::vector<JudgedStandard>& standards, Language language);

}  // namespace outdesk
