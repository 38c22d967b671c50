// SQLite files.  SQLite itself opens a copy in the scratch folder: opening the file where it lies could roll back or check
// in what a journal beside it holds.
#include <sys/stat.h>

#include <algorithm>
#include <filesystem>

#include "base/error.hpp"
#include "base/text.hpp"
#include "verify/dump_copy.hpp"
#include "verify/dump_source.hpp"
#include "verify/scratch.hpp"
#include "verify/sqlite_file_store.hpp"

namespace outdesk {

namespace {

using namespace std::string_view_literals;
constexpr std::size_t kSqliteHeader = 100;

/// The file format's header (sqlite.org/fileformat2.html, section 1.3).
struct SqliteHeader {
  std::int64_t page_size = 0, pages = 0;  ///< pages: 0 where the header does not tell
};

std::uint32_t big_endian(std::string_view bytes, std::size_t at, std::size_t size) {
  std::uint32_t value = 0;
  for (std::size_t i = 0; i < size; ++i) value = value << 8 | static_cast<unsigned char>(bytes[at + i]);
  return value;
}

/// Throws ArchiveFault.
SqliteHeader header_of(const std::string& start) {
  if (!std::string_view(start).starts_with("SQLite format 3\0"sv)) throw ArchiveFault{Fault::bad_magic, "this is not an SQLite file, or it is encrypted"};
  if (start.size() < kSqliteHeader) throw ArchiveFault{Fault::truncated, "it holds " + std::to_string(start.size()) + " bytes, less than an SQLite header has"};
  SqliteHeader header;
  header.page_size = big_endian(start, 16, 2);
  if (header.page_size == 1) header.page_size = 65536;
  if (header.page_size < 512 || (header.page_size & (header.page_size - 1)) != 0) throw ArchiveFault{Fault::header_checksum, "its header names a page size of " + std::to_string(header.page_size)};
  if (big_endian(start, 24, 4) == big_endian(start, 92, 4)) header.pages = big_endian(start, 28, 4);
  return header;
}

class SqliteCopy : public DumpCopy {
 public:
  SqliteCopy(const BackupJob& job, const VerifyDesk& desk) : DumpCopy(job, desk, {{"*.db", "*.sqlite", "*.sqlite3"}, false}) {}

  void check_structure(const RestorePoint& point, CopyFindings& findings) override {
    guarded(point, CheckLevel::structure, findings, [&](const DumpFile& dump) {
      require_whole(dump);
      ScratchFolder scratch(desk_.scratch);
      std::string damage = look_into_sqlite(copied(dump, scratch.path()), false, {}).damage;
      if (!damage.empty()) throw ArchiveFault{Fault::page_corrupt, "SQLite finds it damaged: " + damage};
    });
  }

  HashCover check_content(const RestorePoint& point, const CopyPart&, const TreeManifest* manifest, CopyFindings& findings) override {
    HashCover cover;
    guarded(point, CheckLevel::hash, findings, [&](const DumpFile& dump) {
      DumpSource source(dump.path, desk_, most_bytes());
      while (!source.next().empty()) {}
      cover.bytes = source.size();
      compare_sum(point.id, source.sum(), manifest, point.id, cover, findings);
    });
    return cover;
  }

  std::optional<std::int64_t> restore_size(const RestorePoint& point, CopyFindings& findings) override {
    const DumpFile* dump = file_of(point, CheckLevel::restore, findings);
    return dump ? std::optional(size_of(dump->path) + size_of(dump->path + "-wal")) : std::nullopt;
  }

  Restored restore(const RestorePoint& point, const RestoreOrder& order, CopyFindings& findings) override {
    Restored restored;
    guarded(point, CheckLevel::restore, findings, [&](const DumpFile& dump) {
      require_whole(dump);
      std::set<std::string> wanted;
      for (const auto& [table, least] : job_.expect.rows) wanted.insert(table);
      SqliteLook look = look_into_sqlite(copied(dump, order.target), true, wanted);
      if (!look.damage.empty()) throw ArchiveFault{Fault::page_corrupt, "SQLite finds it damaged: " + look.damage};
      restored.files = 1;
      restored.bytes = size_of(dump.path);
      restored.rows = look.rows;
      restored.rows_counted = "copied and opened; integrity_check found nothing";
      restored.done = true;
    });
    return restored;
  }

 private:
  static std::int64_t size_of(const std::string& path) {
    struct stat info {};
    return stat(path.c_str(), &info) == 0 && S_ISREG(info.st_mode) ? static_cast<std::int64_t>(info.st_size) : 0;
  }

  /// Throws ArchiveFault.
  void require_whole(const DumpFile& dump) const {
    DumpSource source(dump.path, desk_, most_bytes());
    SqliteHeader header = header_of(source.start());
    std::int64_t size = source.size(), wanted = header.pages * header.page_size;
    bool journal = size_of(dump.path + "-wal") > 0 || size_of(dump.path + "-journal") > 0;
    if (size < wanted && !journal) throw ArchiveFault{Fault::truncated, "it has " + std::to_string(size) + " bytes of the " + std::to_string(wanted) + " that its header tells"};
    if (size % header.page_size != 0 && size < wanted) throw ArchiveFault{Fault::truncated, "its last page is cut off"};
    if (wanted > 0 && size > wanted && !journal) throw ArchiveFault{Fault::trailing_garbage, std::to_string(size - wanted) + " bytes stand behind its last page"};
  }

  /// The path of the copy; what stands beside the database is copied too.  Throws WriteError.
  static std::string copied(const DumpFile& dump, const std::string& folder) {
    std::string target = folder + "/copy.db";
    for (const char* part : {"", "-wal", "-journal"}) {
      if (*part && size_of(dump.path + part) == 0) continue;
      std::error_code problem;
      std::filesystem::copy_file(dump.path + part, target + part, problem);
      if (problem) throw WriteError("cannot copy " + in_quotes(dump.path + part) + " to the scratch folder: " + problem.message(), "choose another place with --scratch");
    }
    return target;
  }
};

}  // namespace

std::unique_ptr<Copy> open_sqlite_copy(const BackupJob& job, const VerifyDesk& desk) { return std::make_unique<SqliteCopy>(job, desk); }

}  // namespace outdesk
