#include "verify/bacula_catalog_file.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <filesystem>
#include <vector>

#include "base/child_process.hpp"
#include "base/error.hpp"
#include "base/interrupt.hpp"
#include "base/text.hpp"
#include "store/other_database.hpp"
#include "verify/bacula_catalog.hpp"

namespace outdesk {

namespace {

constexpr std::string_view kSqliteMagic{"SQLite format 3\0", 16};

/// Bytes, and the times that say whether somebody wrote meanwhile.
struct CatalogFileState {
  std::int64_t size = -1, seconds = 0, nanoseconds = 0;
  bool operator==(const CatalogFileState&) const = default;
};

CatalogFileState catalog_file_state(const std::string& path) {
  struct stat found {};
  if (stat(path.c_str(), &found) != 0) return {};
  return {found.st_size, found.st_mtim.tv_sec, found.st_mtim.tv_nsec};
}

/// 0, or errno.
int copied_catalog(const std::string& from, const std::string& to, const VerifyDesk& desk) {
  Descriptor in(open(from.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK)), out;
  if (!in.open()) return errno;
  struct stat found {};
  if (fstat(in.get(), &found) != 0 || !S_ISREG(found.st_mode)) return EINVAL;
  out = Descriptor(open(to.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0600));
  if (!out.open()) throw WriteError("cannot make " + in_quotes(to) + ": " + std::strerror(errno), "choose another scratch folder");
  std::vector<char> buffer(1 << 20);
  std::int64_t total = 0;
  for (;;) {
    stop_where_asked();
    ssize_t got = read(in.get(), buffer.data(), buffer.size());
    if (got < 0) return errno;
    if (got == 0) return 0;
    if ((total += got) > desk.max_bytes) return EFBIG;
    if (write(out.get(), buffer.data(), static_cast<std::size_t>(got)) != got) throw WriteError("the scratch folder is full: no room for a copy of the catalog", "free some space, or choose another with --scratch");
    desk.read(static_cast<std::uint64_t>(got));
  }
}

BaculaTrouble unreadable_catalog(const std::string& file, int error) {
  std::string what = "the catalog " + in_quotes(file) + " cannot be read: " + std::strerror(error);
  if (error == ENOENT) return {CheckLevel::structure, Verdict::fail, Fault::catalog_missing, what, false};
  if (error == EFBIG) return {CheckLevel::structure, Verdict::unknown, Fault::expansion_limit, what + "; raise --max-bytes, or name bconsole.conf", false};
  return {CheckLevel::structure, Verdict::unknown, Fault::access_denied, what, false};
}

}  // namespace

bool is_sqlite_file(const std::string& path) {
  Descriptor in(open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK));
  char start[16];
  return in.open() && pread(in.get(), start, sizeof start, 0) == sizeof start && std::string_view(start, sizeof start) == kSqliteMagic;
}

std::unique_ptr<BaculaCatalogCopy> BaculaCatalogCopy::made(const std::string& file, const VerifyDesk& desk, BaculaTrouble& trouble) {
  std::string folder = desk.scratch + "/bacula-catalog-XXXXXX";
  if (!mkdtemp(folder.data())) throw WriteError("cannot make a folder in " + in_quotes(desk.scratch) + ": " + std::strerror(errno), "choose another scratch folder");
  std::unique_ptr<BaculaCatalogCopy> copy(new BaculaCatalogCopy(folder));
  std::string name = folder + "/catalog.db";
  for (int attempt = 0; attempt < 4; ++attempt) {
    if (attempt > 0) usleep(300'000);
    CatalogFileState before = catalog_file_state(file), journal_before = catalog_file_state(file + "-journal"), wal_before = catalog_file_state(file + "-wal");
    if (int error = copied_catalog(file, name, desk)) {
      trouble = unreadable_catalog(file, error);
      return nullptr;
    }
    for (const char* side : {"-journal", "-wal"})
      if (int error = copied_catalog(file + side, name + side, desk)) unlink((name + side).c_str()), (void)error;
    if (before != catalog_file_state(file) || journal_before != catalog_file_state(file + "-journal") || wal_before != catalog_file_state(file + "-wal")) continue;
    try {
      copy->db_ = open_copied_database(name);
      return copy;
    } catch (const Error& error) {
      if (dynamic_cast<const WriteError*>(&error) && copy->full()) throw;
      trouble = bacula_catalog_trouble(error.what(), file);
      return nullptr;
    }
  }
  trouble = {CheckLevel::structure, Verdict::unknown, Fault::locked, "the catalog " + in_quotes(file) + " is written all the time; ask again later, or name bconsole.conf", false};
  return nullptr;
}

BaculaCatalogCopy::~BaculaCatalogCopy() {
  db_.reset();
  std::error_code ignored;
  std::filesystem::remove_all(folder_, ignored);
}

bool BaculaCatalogCopy::full() const {
  struct statvfs room {};
  return statvfs(folder_.c_str(), &room) != 0 || room.f_bavail * room.f_frsize < (1u << 20);
}

BaculaTrouble bacula_catalog_trouble(std::string_view words, const std::string& file) {
  auto says = [&](std::string_view part) { return words.find(part) != words.npos; };
  std::string where = "the catalog " + in_quotes(file);
  if (says("no such table") || says("no such column"))
    return {CheckLevel::structure, Verdict::fail, Fault::catalog_missing, where + " lacks Bacula's tables: restore it from its own backup", false};
  if (says("damaged") || says("malformed")) return {CheckLevel::structure, Verdict::fail, Fault::page_corrupt, where + " is damaged: restore it from its own backup", false};
  return {CheckLevel::structure, Verdict::fail, Fault::catalog_missing, where + " is no database: restore it from its own backup", false};
}

}  // namespace outdesk
