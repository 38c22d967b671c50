#include "store/sqlite_file.hpp"

#include <fcntl.h>
#include <sqlite3.h>
#include <sys/file.h>
#include <sys/stat.h>

#include <csignal>
#include <cstdio>

#include "base/error.hpp"
#include "base/text.hpp"
#include "store/file_system.hpp"
#include "store/place.hpp"
#include "store/store.hpp"

namespace outdesk {

namespace {

constexpr unsigned kLongestWait = 60;  // seconds for the lock

int pragma(Db& db, const char* sql) { return static_cast<int>(db.integer(sql).value_or(0)); }

[[noreturn]] void refuse_other_database(const std::string& path) {
  throw StoreError(in_quotes(path) + " is a database, but not an outdesk store", "name another file with --store");
}

std::uint32_t big_endian(const unsigned char* bytes) {
  return std::uint32_t{bytes[0]} << 24 | std::uint32_t{bytes[1]} << 16 | std::uint32_t{bytes[2]} << 8 | bytes[3];
}

}  // namespace

/// Opens or makes `path` with exactly `mode`, whatever the umask.
int open_or_make(const std::string& path, unsigned mode) {
  int fd = ::open(path.c_str(), O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, mode);
  if (fd >= 0) {
    if (::fchmod(fd, mode) != 0) throw WriteError("cannot set the mode of " + in_quotes(path) + ": " + system_reason());
    return fd;
  }
  if (errno == EEXIST) fd = ::open(path.c_str(), O_RDWR | O_CLOEXEC | O_NOFOLLOW);
  struct stat info;  // an empty file of somebody else's making becomes ours
  if (fd >= 0 && ::fstat(fd, &info) == 0 && info.st_size == 0 && (info.st_mode & 0777 & ~mode) != 0 && ::fchmod(fd, mode) != 0)
    throw WriteError("cannot set the mode of " + in_quotes(path) + ": " + system_reason());
  if (fd < 0)
    throw WriteError("cannot open " + in_quotes(path) + " for writing: " + system_reason(),
                     "check the rights of its folder, or name another store with --store");
  return fd;
}

std::string as_file_name(const std::string& path) { return path[0] == '/' ? path : "./" + path; }

std::unique_ptr<SqliteDriver> open_sqlite(const std::string& name, const std::string& path, int flags) {
  sqlite3* handle = nullptr;
  int code = sqlite3_open_v2(name.c_str(), &handle, flags | SQLITE_OPEN_EXRESCODE | SQLITE_OPEN_NOMUTEX, store_file_system());  // one thread
  auto driver = std::make_unique<SqliteDriver>(handle, path);
  if (code != SQLITE_OK) driver->fail(code);
  sqlite3_busy_timeout(handle, 5000);
  sqlite3_db_config(handle, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, nullptr);
  sqlite3_db_config(handle, SQLITE_DBCONFIG_DEFENSIVE, 1, nullptr);
  sqlite3_db_config(handle, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, nullptr);
  sqlite3_db_config(handle, SQLITE_DBCONFIG_DQS_DDL, 0, nullptr);
  sqlite3_db_config(handle, SQLITE_DBCONFIG_DQS_DML, 0, nullptr);
  sqlite3_db_config(handle, SQLITE_DBCONFIG_ENABLE_FKEY, 1, nullptr);
  int persistent = 1;
  sqlite3_file_control(handle, "main", SQLITE_FCNTL_PERSIST_WAL, &persistent);
  return driver;
}

std::unique_ptr<Db> open_database(const std::string& name, const std::string& path, int flags) {
  return std::make_unique<Db>(open_sqlite(name, path, flags), path);
}

int version_of(Db& db, const Schema& known) {
  int id = pragma(db, "PRAGMA application_id");
  int version = pragma(db, "PRAGMA user_version");
  bool empty = db.integer("SELECT count(*) FROM sqlite_schema").value_or(0) == 0;
  if (empty && !id) return 0;
  if (id != kStoreApplicationId) refuse_other_database(db.path());
  if (version > known.version())
    throw StoreError("the store " + in_quotes(db.path()) + " has schema version " + std::to_string(version) +
                         ", and this program knows versions up to " + std::to_string(known.version()),
                     "use a newer outdesk; nothing was changed");
  return version;
}

[[noreturn]] void refuse_empty(const std::string& path) {
  throw StoreError("the store " + in_quotes(path) + " is an empty file", "restore a backup (outdesk store restore COPY), or name another file with --store");
}

void require_current(Db& db, const Schema& known) {
  int version = version_of(db, known);
  if (version == 0) refuse_empty(db.path());
  if (version < known.version())
    throw StoreError("the store " + in_quotes(db.path()) + " has the older schema version " + std::to_string(version),
                     "bring it up to date with 'outdesk store upgrade'; a copy is kept");
}

void run_migrations(Db& db, int from, const Schema& known, const std::function<void(Db&)>& rest) {
  Transaction transaction(db);
  for (int version = from; version < known.version(); ++version)
    db.run_script(known.steps[static_cast<std::size_t>(version)].sqlite_script());
  db.run_script("PRAGMA application_id = " + std::to_string(kStoreApplicationId));
  db.run_script("PRAGMA user_version = " + std::to_string(known.version()));
  if (rest) rest(db);
  transaction.commit();
}

void checkpoint(SqliteDriver& driver) {
  sqlite3_wal_checkpoint_v2(driver.handle(), nullptr, SQLITE_CHECKPOINT_TRUNCATE, nullptr, nullptr);
}

bool holds_nothing(const std::string& path) {
  struct stat info;
  return ::stat(path.c_str(), &info) != 0 || info.st_size == 0;
}

/// Refuses what is no store before a lock or side file is made beside it, by the database's header
/// (https://www.sqlite.org/fileformat.html, 1.3).  A store that was being made when its process died has
/// its first page alone, or the rest in the write-ahead log: that the database itself must read.
void refuse_other_files(const std::string& path) {
  struct stat info;
  if (::lstat(path.c_str(), &info) != 0 && errno != EACCES) return;
  check_store_file(path);
  std::unique_ptr<std::FILE, int (*)(std::FILE*)> file(std::fopen(path.c_str(), "rbe"), &std::fclose);
  unsigned char head[100] = {};
  std::size_t size = file ? std::fread(head, 1, sizeof head, file.get()) : 0;
  if (size == 0) return;
  if (size < sizeof head || std::memcmp(head, "SQLite format 3", 16) != 0)
    throw StoreError("store " + in_quotes(path) + " is not an outdesk store", "name another file with --store");
  std::uint32_t pages = big_endian(head + 28), id = big_endian(head + 68);
  bool whole = pages > 1 && holds_nothing(path + "-wal");
  if (id != static_cast<std::uint32_t>(kStoreApplicationId) && (id || whole)) refuse_other_database(path);
}

std::string as_immutable_uri(const std::string& path) {
  std::string uri = path.starts_with('/') ? "file://" : "file:";  // with no name of a host, whatever the path begins with
  for (char c : path) uri += c == '?' || c == '#' || c == '%' ? "%" + hex(std::string(1, c)) : std::string(1, c);
  return uri + "?immutable=1";
}

int take_lock(const std::string& store) {
  FileDescriptor file(open_or_make(store + ".lock", mode_for(folder_of(store))));
  if (::flock(file.fd(), LOCK_EX | LOCK_NB) != 0) {
    if (Store::on_wait) Store::on_wait(store);
    struct sigaction wake = {}, old = {};
    wake.sa_handler = [](int) {};
    ::sigaction(SIGALRM, &wake, &old);
    ::alarm(kLongestWait);
    bool held = ::flock(file.fd(), LOCK_EX) == 0;
    ::alarm(0);
    ::sigaction(SIGALRM, &old, nullptr);
    if (!held) throw Busy("another run holds the store " + in_quotes(store), "try again when it has finished");
  }
  return file.release();
}

}  // namespace outdesk
