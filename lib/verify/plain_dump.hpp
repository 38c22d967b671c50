// Plain dumps (SQL text) of PostgreSQL and MySQL: what can be said of them without loading them.
#pragma once

#include "verify/dump_source.hpp"
#include "verify/sql_dump_scan.hpp"

namespace outdesk {

/// Level structure: the right kind of dump, and whole by its closing comment; what is packed is unpacked to its end, with
/// its sums.  Where the job says that its dumps have no such comment, by where its last statement ends.  Throws
/// ArchiveFault, Interrupted.
void check_plain_dump(DumpSource& source, SqlDialect dialect, const BackupExpectation& expect);

/// Throws ArchiveFault {bad-magic} where what begins so is a dump of another kind, or none.
void require_dialect(const std::string& start, SqlDialect dialect);

/// Reads all of it, from the start.  Throws as DumpSource::next() does.
void scan_plain_dump(DumpSource& source, SqlDumpScan& scan);

/// What a finished scan says against the dump.  Too few rows are of level restore, all else of `level`.
void judge_scan(const SqlDumpScan& scan, const BackupExpectation& expect, bool closing_expected, CheckLevel level, const std::string& point, CopyFindings& findings);

}  // namespace outdesk
