// The calendar of copies and the evidence of test restores, as tables for `status` and for the monthly package.
#pragma once

#include "backup/backup_month.hpp"
#include "output/document.hpp"

namespace outdesk {

/// Calendar, test restores with overdue ones as rows of their own, and 3-2-1-1-0 where places are agreed.
std::vector<Block> backup_blocks(const BackupMonth& month, const Zone& zone, Language language);

/// Schema backup-status/1.
Document status_report(const BackupMonth& month, const Contract& contract, Language language);

}  // namespace outdesk
