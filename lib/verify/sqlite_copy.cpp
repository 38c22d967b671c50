#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <system_error>

#include "base/child_process.hpp"
#include "base/error.hpp"
#include "base/text.hpp"
#include "verify/dump_copy.hpp"
#include "verify/dump_source.hpp"
#include "verify/scratch.hpp"
#include "verify/shown_path.hpp"
#include "verify/sql_dump_marks.hpp"
#include "verify/sqlite_file.hpp"
#include "verify/sqlite_header.hpp"
#include "verify/tar_blocks.hpp"
#include "verify/tree_manifest.hpp"

namespace outdesk {

namespace {

constexpr std::size_t kTablesTold = 100;

DumpNames sqlite_names() {
  DumpNames names;
  for (const char* form : {"*.db", "*.sqlite", "*.sqlite3", "*.db3"})
    for (const char* packing : {"", ".gz", ".xz", ".zst"}) names.patterns.push_back(std::string(form) + packing);
  return names;
}

bool has_bytes(const std::string& path) {
  struct stat info {};
  return ::lstat(path.c_str(), &info) == 0 && S_ISREG(info.st_mode) && info.st_size > 0;
}

class SqliteCopy : public DumpCopy {
 public:
  SqliteCopy(const BackupJob& job, const VerifyDesk& desk) : DumpCopy(job, desk, sqlite_names()) {}

  void check_structure(const RestorePoint& point, CopyFindings& findings) override {
    guarded(point, CheckLevel::structure, findings, [&](const DumpFile& dump) {
      look_at_header(dump, has_bytes(dump.path + "-wal") || has_bytes(dump.path + "-journal"));
      with_database(dump, [&](SqliteFile& database) { judge_soundness(database, CheckLevel::structure, point.id, findings); });
    });
  }

  HashCover check_content(const RestorePoint& point, const CopyPart&, const TreeManifest* manifest, CopyFindings& findings) override {
    HashCover cover;
    guarded(point, CheckLevel::hash, findings, [&](const DumpFile& dump) {
      sum(dump.path, point.id, manifest, point.id, cover, findings);
      for (const char* beside : {"-wal", "-journal"}) sum_beside(dump, beside, manifest, cover, findings);
      if (job_.expect.rows.empty()) return;
      with_database(dump, [&](SqliteFile& database) {
        std::vector<std::string> few = tables_short_of(database.rows(wanted_tables(), 0), job_.expect.rows);
        if (!few.empty()) findings.add(CheckLevel::restore, Verdict::fail, Fault::rows_missing, join(few, "; ") + advice(dump), point.id);
      });
    });
    return cover;
  }

  std::optional<std::int64_t> restore_size(const RestorePoint& point, CopyFindings& findings) override {
    const DumpFile* dump = file_of(point, CheckLevel::restore, findings);
    if (!dump) return {};
    struct stat wal {};
    bool has_wal = ::lstat((dump->path + "-wal").c_str(), &wal) == 0 && S_ISREG(wal.st_mode);
    bool packed = dump->path.ends_with(".gz") || dump->path.ends_with(".xz") || dump->path.ends_with(".zst");
    if (packed) return DumpCopy::restore_size(point, findings);
    return dump->point.stored_bytes.value_or(0) + (has_wal ? 2 * wal.st_size : 0);
  }

  Restored restore(const RestorePoint& point, const RestoreOrder& order, CopyFindings& findings) override {
    Restored restored;
    guarded(point, CheckLevel::restore, findings, [&](const DumpFile& dump) {
      std::string path = copy_to(dump, order.target, restored);
      SqliteFile database(path, SqliteFile::Mode::own_copy, desk_.deadline);
      restored.rows = rows_told(database.rows(wanted_tables(), kTablesTold));
      restored.done = judge_soundness(database, CheckLevel::restore, point.id, findings);
      restored.rows_counted = "counted by SQLite in the restored copy";
    });
    return restored;
  }

 private:
  std::vector<std::string> wanted_tables() const {
    std::vector<std::string> tables;
    for (const auto& [table, least] : job_.expect.rows) tables.push_back(table);
    return tables;
  }

  TableRows rows_told(const TableRows& rows) const {
    TableRows told;
    for (const auto& [table, count] : rows_as_wanted(rows, job_.expect.rows)) {
      bool asked = job_.expect.rows.count(table) > 0;
      told[!asked && table.starts_with("main.") ? table.substr(5) : table] = count;
    }
    return told;
  }

  static std::string advice(const DumpFile& dump) {
    return has_bytes(dump.path + "-wal") ? "" : "; where the file was copied while it was in use, its -wal belongs to it: copy with '.backup' or VACUUM INTO";
  }

  /// False where the copy is of no use.
  static bool judge_soundness(SqliteFile& database, CheckLevel level, const std::string& point, CopyFindings& findings) {
    SqliteFile::Soundness found = database.check();
    if (!found.damage.empty())
      findings.add(level, Verdict::fail, Fault::page_corrupt, "integrity_check says, among " + std::to_string(found.damage.size()) + (found.damage.size() == 20 ? " and more: " : ": ") + found.damage.front() +
                   (found.damage.size() > 1 ? "; " + found.damage[1] : ""), point);
    else if (!found.remarks.empty())
      findings.add(level, Verdict::warn, Fault::page_corrupt, "rows that their tables do not allow, perhaps already so at the source: " + found.remarks.front(), point);
    return found.damage.empty();
  }

  /// What can be said without SQLite.  `unfinished`: a -wal or -journal beside it changes its length.
  void look_at_header(const DumpFile& dump, bool unfinished) const {
    DumpSource source(dump.path, desk_, most_bytes());
    const std::string& start = source.start();
    if (start.empty()) throw ArchiveFault{Fault::empty, "the file holds no bytes"};
    if (!is_sqlite_magic(start)) {
      std::string kind = kind_of_dump(start);
      throw ArchiveFault{Fault::bad_magic, "this is no SQLite database" + (kind.empty() ? ": it begins as none does, or it is encrypted" : "; it is " + kind)};
    }
    if (start.size() < kSqliteHeader) throw ArchiveFault{Fault::truncated, "the file ends in its header"};
    std::optional<SqliteHeader> header = sqlite_header(start);
    if (!header) throw ArchiveFault{Fault::page_corrupt, "the header names a page size or a format that SQLite does not have"};
    if (source.packed() || unfinished) return;
    std::int64_t due = header->pages * header->page_size;
    if (source.size() < due || source.size() % header->page_size != 0)
      throw ArchiveFault{Fault::truncated, "the file has " + std::to_string(source.size()) + " bytes; " + std::to_string(header->pages) + " pages of " + std::to_string(header->page_size) + " bytes are " + std::to_string(due)};
    if (due > 0 && source.size() > due) look_behind(source, due);
  }

  /// Programs that make room in large steps leave zeros behind the last page.
  static void look_behind(const DumpSource& source, std::int64_t end) {
    constexpr std::size_t kPiece = 1 << 20;
    for (std::int64_t at = end; at < source.size(); at += static_cast<std::int64_t>(kPiece))
      if (!only_zeros(archive_piece(source.file(), at, kPiece)))
        throw ArchiveFault{Fault::trailing_garbage, "behind the last page, at byte " + std::to_string(end) + ", follow " + std::to_string(source.size() - end) + " bytes that are none of it"};
  }

  /// Opens the file where it lies; where it is packed, or something unfinished lies beside it, a copy.
  template <class Work>
  void with_database(const DumpFile& dump, Work work) {
    DumpSource source(dump.path, desk_, most_bytes());
    if (!source.packed() && !has_bytes(dump.path + "-wal") && !has_bytes(dump.path + "-journal")) {
      SqliteFile database(dump.path, SqliteFile::Mode::as_it_is, desk_.deadline);
      try {
        work(database);
      } catch (const ArchiveFault&) {
        if (!source.file().changed()) throw;
      }
      if (source.file().changed()) throw ArchiveFault{Fault::locked, "the file changes while it is read: it is in use, or being written; check it later", Verdict::unknown};
      desk_.read(static_cast<std::uint64_t>(source.size()));
      return;
    }
    ScratchFolder scratch(desk_.scratch);
    Restored counted;
    SqliteFile database(copy_to(dump, scratch.path(), counted), SqliteFile::Mode::own_copy, desk_.deadline);
    work(database);
  }

  /// With what lies beside it.
  std::string copy_to(const DumpFile& dump, const std::string& folder, Restored& restored) {
    std::string path = folder + "/database.sqlite";
    restored.files = 1;
    restored.bytes = copy_file(dump.path, path);
    if (has_bytes(dump.path + "-wal")) restored.bytes += copy_file(dump.path + "-wal", path + "-wal");
    if (!has_bytes(dump.path + "-journal")) return path;
    auto journal = bytes_of_file(dump.path + "-journal", desk_);
    if (names_super_journal(archive_piece(*journal, std::max<std::int64_t>(0, journal->size() - 8), 8)))
      throw ArchiveFault{Fault::page_corrupt, "beside it lies the journal of an unfinished transaction over several databases, which is not played back here; copy with '.backup' or VACUUM INTO", Verdict::unknown};
    restored.bytes += copy_file(dump.path + "-journal", path + "-journal");
    return path;
  }

  std::int64_t copy_file(const std::string& from, const std::string& to) {
    DumpSource source(from, desk_, most_bytes());
    Descriptor out(::open(to.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600));
    auto refuse = [&] { throw WriteError("cannot write " + in_quotes(to) + ": " + std::generic_category().message(errno), "name another folder with --scratch"); };
    if (!out.open()) refuse();
    for (std::string_view block = source.next(); !block.empty(); block = source.next()) {
      while (!block.empty()) {
        ssize_t put = ::write(out.get(), block.data(), block.size());
        if (put < 0 && errno != EINTR) refuse();
        if (put > 0) block.remove_prefix(static_cast<std::size_t>(put));
      }
      if (source.out() > most_bytes()) throw ArchiveFault{Fault::expansion_limit, "the database has more than " + std::to_string(most_bytes()) + " bytes, the limit"};
    }
    return source.out();
  }

  void sum(const std::string& path, const std::string& name, const TreeManifest* manifest, const std::string& point, HashCover& cover, CopyFindings& findings) {
    DumpSource source(path, desk_, most_bytes());
    while (!source.next().empty()) {}
    cover.bytes += source.size();
    compare_sum(name, source.sum(), manifest, point, cover, findings);
  }

  /// What lies beside the database belongs to it where the manifest says so.
  void sum_beside(const DumpFile& dump, const char* beside, const TreeManifest* manifest, HashCover& cover, CopyFindings& findings) {
    std::string name = dump.point.id + beside;
    const TreeEntry* told = manifest ? manifest->find(name) : nullptr;
    if (!told || !told->sha256) return;
    if (has_bytes(dump.path + beside)) return sum(dump.path + beside, name, manifest, dump.point.id, cover, findings);
    ++cover.missing;
    findings.add(CheckLevel::hash, Verdict::fail, Fault::entry_missing, shown_path(name) + " is in the manifest and not in the copy", dump.point.id);
  }
};

}  // namespace

std::unique_ptr<Copy> open_sqlite_copy(const BackupJob& job, const VerifyDesk& desk) { return std::make_unique<SqliteCopy>(job, desk); }

}  // namespace outdesk
