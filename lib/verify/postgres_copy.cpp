#include <algorithm>

#include "base/text.hpp"
#include "verify/dump_copy.hpp"
#include "verify/dump_source.hpp"
#include "verify/hash_file.hpp"
#include "verify/plain_dump.hpp"
#include "verify/postgres_archive.hpp"
#include "verify/postgres_load.hpp"
#include "verify/shown_path.hpp"
#include "verify/tree_manifest.hpp"

namespace outdesk {

namespace {

/// Thrown through pg_restore's output to end it, when psql has ended.
struct LoadEnded {};

DumpNames postgres_names() {
  DumpNames names{{}, true};
  for (const char* form : {"*.sql", "*.dump", "*.pgdump", "*.backup"})
    for (const char* packing : {"", ".gz", ".xz", ".zst"}) names.patterns.push_back(std::string(form) + packing);
  return names;
}

class PostgresCopy : public DumpCopy {
 public:
  PostgresCopy(const BackupJob& job, const VerifyDesk& desk) : DumpCopy(job, desk, postgres_names()) {}

  void check_structure(const RestorePoint& point, CopyFindings& findings) override {
    guarded(point, CheckLevel::structure, findings, [&](const DumpFile& dump) {
      PostgresForm form = form_of(dump);
      if (form == PostgresForm::plain) {
        DumpSource source(dump.path, desk_, most_bytes());
        return check_plain_dump(source, SqlDialect::postgres, job_.expect);
      }
      PostgresArchive archive(dump, form, desk_, most_bytes());
      note_tool();
      archive.look();
      archive.read(nullptr);
    });
  }

  HashCover check_content(const RestorePoint& point, const CopyPart&, const TreeManifest* manifest, CopyFindings& findings) override {
    HashCover cover;
    guarded(point, CheckLevel::hash, findings, [&](const DumpFile& dump) {
      SqlDumpScan scan(SqlDialect::postgres);
      PostgresForm form = form_of(dump);
      if (form == PostgresForm::folder) sum_folder(dump, manifest, cover, findings);
      else sum_file(dump, form == PostgresForm::plain ? &scan : nullptr, manifest, cover, findings);
      if (form != PostgresForm::plain) {
        PostgresArchive archive(dump, form, desk_, most_bytes());
        note_tool();
        archive.look();
        archive.read([&](std::string_view text) { scan.feed(text); });
        scan.finish();
      }
      judge_scan(scan, job_.expect, job_.expect.dump_footer && form == PostgresForm::plain, CheckLevel::hash, point.id, findings);
    });
    return cover;
  }

  Restored restore(const RestorePoint& point, const RestoreOrder& order, CopyFindings& findings) override {
    Restored restored;
    guarded(point, CheckLevel::restore, findings, [&](const DumpFile& dump) {
      ScratchPostgres server(desk_, order.target);
      restored.files = 1;
      if (server.failure().empty()) load(dump, server, restored, point.id, findings);
      else count(dump, server.failure(), restored, point.id, findings);
    });
    return restored;
  }

 private:
  PostgresForm form_of(const DumpFile& dump) { return dump.folder ? PostgresForm::folder : postgres_form(DumpSource(dump.path, desk_, most_bytes()).start()); }
  void note_tool() {
    if (tool_.empty()) tool_ = PostgresArchive::tool();
  }

  void sum_file(const DumpFile& dump, SqlDumpScan* scan, const TreeManifest* manifest, HashCover& cover, CopyFindings& findings) {
    DumpSource source(dump.path, desk_, most_bytes());
    for (std::string_view block = source.next(); !block.empty(); block = source.next())
      if (scan) scan->feed(block);
    if (scan) scan->finish();
    cover.bytes = source.size();
    compare_sum(dump.point.id, source.sum(), manifest, dump.point.id, cover, findings);
  }

  void sum_folder(const DumpFile& dump, const TreeManifest* manifest, HashCover& cover, CopyFindings& findings) {
    // The manifest may have been made beside the folder, or in it.
    std::string above = dump.point.id + "/";
    auto below = [&](const TreeEntry& entry) { return entry.path.starts_with(above); };
    if (!manifest || std::none_of(manifest->entries().begin(), manifest->entries().end(), below)) above.clear();
    std::set<std::string> seen;
    bool told = manifest && manifest->find(above + "toc.dat");
    for (const std::string& name : files_of_folder(dump.path)) {
      auto bytes = bytes_of_file(dump.path + "/" + name, desk_);
      BulkSha256 sum;
      auto source = plain_source(*bytes);
      for (std::string_view block = source->next(); !block.empty(); block = source->next()) sum.add(block);
      cover.bytes += bytes->size();
      seen.insert(above + name);
      compare_sum(above + name, sum.finish(), told || seen.size() == 1 ? manifest : nullptr, dump.point.id, cover, findings);
    }
    if (!told) return;
    for (const TreeEntry& entry : manifest->entries()) {
      if (entry.type != TreeEntry::Type::file || !entry.path.starts_with(above) || seen.count(entry.path) || manifest->is_own_file(entry.path)) continue;
      ++cover.missing;
      findings.add(CheckLevel::hash, Verdict::fail, Fault::entry_missing, shown_path(entry.path) + " is in the manifest and not in the dump", dump.point.id);
      if (cover.missing == 20) break;
    }
  }

  void text_of(const DumpFile& dump, const std::function<bool(std::string_view)>& take) {
    PostgresForm form = form_of(dump);
    if (form == PostgresForm::plain) {
      DumpSource source(dump.path, desk_, most_bytes());
      require_dialect(source.start(), SqlDialect::postgres);
      for (std::string_view block = source.next(); !block.empty() && take(block);) block = source.next();
      return;
    }
    PostgresArchive archive(dump, form, desk_, most_bytes());
    note_tool();
    archive.look();
    try {
      archive.read([&](std::string_view text) {
        if (!take(text)) throw LoadEnded();
      });
    } catch (const LoadEnded&) {  // the loader knows why
    }
  }

  void load(const DumpFile& dump, ScratchPostgres& server, Restored& restored, const std::string& point, CopyFindings& findings) {
    PostgresLoad load(server, job_.expect, most_bytes());
    text_of(dump, [&](std::string_view text) {
      restored.bytes += static_cast<std::int64_t>(text.size());
      return load.feed(text);
    });
    load.finish();
    if (!load.not_for_here().empty()) return count(dump, load.not_for_here(), restored, point, findings);
    restored.command = "psql -X -v ON_ERROR_STOP=1 -f - < " + printable(dump.point.id);
    restored.log = sha256(load.errors());
    restored.log_tail = end_of_log(load.errors());
    if (load.trouble()) return report(CheckLevel::restore, {load.trouble()->fault, load.trouble()->words, load.trouble()->verdict}, point, findings);
    if (std::string cut = end_fault(load.cut(), load.closed(), dump); !cut.empty()) return report(CheckLevel::restore, {Fault::truncated, cut}, point, findings);
    restored.done = true;
    restored.rows = rows_as_wanted(load.loaded_rows(), job_.expect.rows);
    restored.rows_counted = "loaded into PostgreSQL " + server.version() + (load.left_out().empty() ? "" : ", " + load.left_out());
  }

  /// Where no server can be had: what the dump says is all there is.
  void count(const DumpFile& dump, const std::string& why, Restored& restored, const std::string& point, CopyFindings& findings) {
    SqlDumpScan scan(SqlDialect::postgres);
    restored.bytes = 0;
    text_of(dump, [&](std::string_view text) {
      restored.bytes += static_cast<std::int64_t>(text.size());
      scan.feed(text);
      return true;
    });
    scan.finish();
    if (std::string cut = end_fault(scan.cut(), scan.closed(), dump); !cut.empty()) return report(CheckLevel::restore, {Fault::truncated, cut}, point, findings);
    restored.done = true;
    restored.rows = rows_as_wanted(scan.rows(), job_.expect.rows);
    restored.rows_counted = "rows counted in the dump, which was not loaded: " + why;
  }

  std::string end_fault(const std::string& cut, bool closed, const DumpFile& dump) {
    if (!cut.empty()) return "the dump ends " + cut;
    bool plain = !closed && job_.expect.dump_footer && form_of(dump) == PostgresForm::plain;
    return plain ? "the dump is cut off: its closing comment is not there" : "";
  }
};

}  // namespace

std::unique_ptr<Copy> open_postgres_copy(const BackupJob& job, const VerifyDesk& desk) { return std::make_unique<PostgresCopy>(job, desk); }

}  // namespace outdesk
