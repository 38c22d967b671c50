#include "verify/plain_dump.hpp"

#include "base/text.hpp"
#include "verify/sql_dump_marks.hpp"

namespace outdesk {

namespace {

DumpProgram program_of_dialect(SqlDialect dialect) { return dialect == SqlDialect::mysql ? DumpProgram::mysqldump : DumpProgram::pg_dump; }

bool fits_dialect(DumpProgram program, SqlDialect dialect) {
  bool mysql = program == DumpProgram::mysqldump || program == DumpProgram::php_my_admin;
  return mysql == (dialect == SqlDialect::mysql);
}

[[noreturn]] void refuse_kind(const std::string& start, SqlDialect dialect) {
  std::string kind = kind_of_dump(start);
  throw ArchiveFault{Fault::bad_magic, std::string("this is no dump of ") + (dialect == SqlDialect::mysql ? "MySQL or MariaDB" : "PostgreSQL") + (kind.empty() ? ": it begins as none does" : "; it is " + kind)};
}

/// The last bytes of what comes out.
std::string read_to_tail(DumpSource& source) {
  std::string tail;
  for (std::string_view block = source.next(); !block.empty(); block = source.next()) {
    if (block.size() >= kDumpMarks) tail.clear();
    tail.append(block.substr(block.size() - std::min(block.size(), kDumpMarks)));
    if (tail.size() > 2 * kDumpMarks) tail.erase(0, tail.size() - kDumpMarks);
  }
  return tail.substr(tail.size() - std::min(tail.size(), kDumpMarks));
}

void check_by_statements(DumpSource& source, SqlDialect dialect) {
  SqlDumpScan scan(dialect);
  scan_plain_dump(source, scan);
  if (!scan.cut().empty()) throw ArchiveFault{Fault::truncated, "the dump is cut off " + scan.cut()};
}

}  // namespace

void check_plain_dump(DumpSource& source, SqlDialect dialect, const BackupExpectation& expect) {
  const std::string start = source.start();
  if (start.empty()) throw ArchiveFault{Fault::empty, source.packed() ? "the " + source.packing() + " file holds no bytes; look at what the dumping program said" : "the dump has no bytes"};
  require_dialect(start, dialect);
  DumpProgram program = program_of_dump(start);
  if (!expect.dump_footer && program != DumpProgram::php_my_admin && settings_given_back(start, "")) return check_by_statements(source, dialect);
  std::string tail = source.packed() ? read_to_tail(source) : source.tail();
  if (!expect.dump_footer && program != DumpProgram::php_my_admin) {
    if (!settings_given_back(start, tail)) throw ArchiveFault{Fault::truncated, "the dump is cut off: it does not give back the settings that it took at its start"};
    return;
  }
  if (!has_closing(program == DumpProgram::none ? program_of_dialect(dialect) : program, tail))
    throw ArchiveFault{Fault::truncated, "the dump is cut off: its closing comment is not there (where it is made without comments, say \"dump_footer\": false under \"expect\")"};
}

void require_dialect(const std::string& start, SqlDialect dialect) {
  DumpProgram program = program_of_dump(start);
  if (program == DumpProgram::none ? !looks_like_sql(start) : !fits_dialect(program, dialect)) refuse_kind(start, dialect);
}

void scan_plain_dump(DumpSource& source, SqlDumpScan& scan) {
  for (std::string_view block = source.next(); !block.empty(); block = source.next()) scan.feed(block);
  scan.finish();
}

void judge_scan(const SqlDumpScan& scan, const BackupExpectation& expect, bool closing_expected, CheckLevel level, const std::string& point, CopyFindings& findings) {
  auto fail = [&](CheckLevel at, Fault fault, std::string words) { findings.add(at, Verdict::fail, fault, std::move(words), point); };
  // A command in the middle of a statement leaves the reader of SQL astray: what it says after that means nothing.
  if (scan.unsafe_count() > 0)
    return fail(level, Fault::unsafe_entry, "the dump has what would act on the machine that loads it, " + std::to_string(scan.unsafe_count()) + " times: " + join(scan.unsafe(), ", ") + "; it is not loaded");
  if (scan.zero_at()) fail(level, Fault::content_changed, "the dump has bytes that are zero, the first at " + std::to_string(*scan.zero_at()) + ": a part of it was never written or is damaged");
  if (scan.stray_rows() > 0) fail(level, Fault::content_changed, "line " + std::to_string(scan.stray_rows()) + " has rows without the COPY that they belong to: a part of the dump is lost or damaged");
  if (!scan.odd_row().empty()) fail(level, Fault::content_changed, "a row has more or fewer columns than its table (" + scan.odd_row() + "): rows are lost or damaged there");
  if (!scan.cut().empty()) fail(level, Fault::truncated, "the dump ends " + scan.cut());
  else if (closing_expected && !scan.closed()) fail(level, Fault::truncated, "the dump does not end with its closing comment");
  if (std::vector<std::string> few = tables_short_of(scan.rows(), expect.rows); !few.empty() && !scan.overflowed()) fail(CheckLevel::restore, Fault::rows_missing, "counted in the dump: " + join(few, "; "));
}

}  // namespace outdesk
