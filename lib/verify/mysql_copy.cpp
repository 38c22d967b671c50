#include <algorithm>

#include "base/text.hpp"
#include "verify/dump_copy.hpp"
#include "verify/mysql_load.hpp"
#include "verify/plain_dump.hpp"
#include "verify/sql_dump_marks.hpp"

namespace outdesk {

namespace {

DumpNames mysql_names() {
  DumpNames names;
  for (const char* form : {"*.sql", "*.dump", "*.backup"})
    for (const char* packing : {"", ".gz", ".xz", ".zst"}) names.patterns.push_back(std::string(form) + packing);
  return names;
}

class MysqlCopy : public DumpCopy {
 public:
  MysqlCopy(const BackupJob& job, const VerifyDesk& desk) : DumpCopy(job, desk, mysql_names()) {}

  void check_structure(const RestorePoint& point, CopyFindings& findings) override {
    guarded(point, CheckLevel::structure, findings, [&](const DumpFile& dump) {
      DumpSource source(dump.path, desk_, most_bytes());
      check_plain_dump(source, SqlDialect::mysql, job_.expect);
    });
  }

  HashCover check_content(const RestorePoint& point, const CopyPart&, const TreeManifest* manifest, CopyFindings& findings) override {
    HashCover cover;
    guarded(point, CheckLevel::hash, findings, [&](const DumpFile& dump) {
      DumpSource source(dump.path, desk_, most_bytes());
      SqlDumpScan scan(SqlDialect::mysql);
      scan_plain_dump(source, scan);
      cover.bytes = source.size();
      compare_sum(point.id, source.sum(), manifest, point.id, cover, findings);
      judge_scan(scan, job_.expect, closing_expected(source), CheckLevel::hash, point.id, findings);
    });
    return cover;
  }

  Restored restore(const RestorePoint& point, const RestoreOrder& order, CopyFindings& findings) override {
    Restored restored;
    guarded(point, CheckLevel::restore, findings, [&](const DumpFile& dump) {
      ScratchMysql server(desk_, order.target);
      restored.files = 1;
      if (server.failure().empty()) load(dump, server, restored, findings);
      else count(dump, server.failure(), restored, findings);
    });
    return restored;
  }

 private:
  bool closing_expected(const DumpSource& source) const { return job_.expect.dump_footer && program_of_dump(source.start()) != DumpProgram::php_my_admin; }

  /// Throws ArchiveFault {truncated}.
  void require_end(const std::string& cut, bool closed, const DumpSource& source) const {
    if (!cut.empty()) throw ArchiveFault{Fault::truncated, "the dump ends " + cut};
    if (!closed && closing_expected(source)) throw ArchiveFault{Fault::truncated, "the dump is cut off: its closing comment is not there"};
  }

  void load(const DumpFile& dump, ScratchMysql& server, Restored& restored, CopyFindings& findings) {
    DumpSource source(dump.path, desk_, most_bytes());
    require_dialect(source.start(), SqlDialect::mysql);
    auto database = job_.select.find("database");
    MysqlLoad load(server, database == job_.select.end() ? "" : database->second, most_bytes());
    for (std::string_view block = source.next(); !block.empty() && load.feed(block);) block = source.next();
    load.finish();
    if (!load.not_for_here().empty()) return count(dump, load.not_for_here(), restored, findings);
    restored.bytes = source.out();
    restored.command = "mariadb --batch --binary-mode < " + printable(dump.point.id);
    restored.log = sha256(load.errors());
    restored.log_tail = end_of_log(load.errors());
    if (load.trouble()) return report(CheckLevel::restore, {load.trouble()->fault, load.trouble()->words, load.trouble()->verdict}, dump.point.id, findings);
    require_end(load.cut(), load.closed(), source);
    restored.done = true;
    restored.rows = rows_as_wanted(load.loaded_rows(), job_.expect.rows);
    restored.rows_counted = "loaded into " + mariadb_words(server) + (load.left_out() > 0 ? ", without " + std::to_string(load.left_out()) + " statements about accounts and the server" : "");
  }

  static std::string mariadb_words(const ScratchMysql& server) { return "MariaDB " + server.version().substr(0, server.version().find('-')); }

  /// Where no server can be had: what the dump says is all there is.
  void count(const DumpFile& dump, const std::string& why, Restored& restored, CopyFindings&) {
    DumpSource source(dump.path, desk_, most_bytes());
    require_dialect(source.start(), SqlDialect::mysql);
    SqlDumpScan scan(SqlDialect::mysql);
    scan_plain_dump(source, scan);
    require_end(scan.cut(), scan.closed(), source);
    restored.bytes = source.out();
    restored.done = true;
    restored.rows = rows_as_wanted(scan.rows(), job_.expect.rows);
    restored.rows_counted = "rows counted in the dump, which was not loaded: " + why;
  }
};

}  // namespace

std::unique_ptr<Copy> open_mysql_copy(const BackupJob& job, const VerifyDesk& desk) { return std::make_unique<MysqlCopy>(job, desk); }

}  // namespace outdesk
