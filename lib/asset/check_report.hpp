// What `outdesk asset check` answers, and its tables for the monthly package.
#pragma once

#include <string>
#include <vector>

#include "asset/check_rules.hpp"
#include "base/error.hpp"
#include "output/document.hpp"

namespace outdesk {

/// Schema asset-check/1.  `terms` are those that were checked; `client` is the client's key.
Document check_report(const CheckedAssets& checked, const AssetTerms& terms, const std::string& client, Instant as_of, const Zone& zone, Language language);

/// "Checked devices: 41. Bad: 1, for attention: 3."
std::string check_summary(const CheckedAssets& checked, Language language);
/// What nobody told or agreed, so that it was not judged: a sentence each.
std::vector<std::string> not_judged(const CheckedAssets& checked, const AssetTerms& terms, Language language);

/// Keys "findings", "licences", "spares".  Without rows where there is nothing to show.
Table finding_table(const CheckedAssets& checked, const Zone& zone, Language language);
Table licence_table(const CheckedAssets& checked, Language language);
Table spare_table(const CheckedAssets& checked, Language language);

/// bad_news where anything was found but a last day that is still ahead, or a warranty that is over.
Exit exit_of(const CheckedAssets& checked);

}  // namespace outdesk
