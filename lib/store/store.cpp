#include "store/store.hpp"

#include <fcntl.h>
#include <sqlite3.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <sys/vfs.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <cstring>
#include <ctime>

#include "base/error.hpp"
#include "base/shipped.hpp"
#include "base/text.hpp"

namespace outdesk {

namespace {

constexpr int kApplicationId = 0x6F75746B;       // "outk"
constexpr std::uint64_t kLeastFree = 1u << 20;   // bytes; see rule 6 of store.hpp
constexpr unsigned kLongestWait = 60;            // seconds for the lock
constexpr int kCheckpointPages = 64;

std::string folder_of(const std::string& path) {
  std::size_t slash = path.rfind('/');
  if (slash == path.npos) return ".";
  return slash ? path.substr(0, slash) : "/";
}

std::string reason() { return std::strerror(errno); }

/// An open file descriptor.
class File {
 public:
  explicit File(int fd) : fd_(fd) {}
  File(const File&) = delete;
  ~File() { if (fd_ >= 0) ::close(fd_); }
  int fd() const { return fd_; }
  int release() { return std::exchange(fd_, -1); }

 private:
  int fd_;
};

void make_folders(const std::string& folder) {
  struct stat info;
  if (::stat(folder.c_str(), &info) == 0) return;
  if (folder != "/" && folder != ".") make_folders(folder_of(folder));
  if (::mkdir(folder.c_str(), 0700) != 0 && errno != EEXIST)
    throw WriteError("cannot make the folder " + in_quotes(folder) + ": " + reason());
}

/// Refuses file systems whose locks and syncs cannot be trusted, and places anybody may write to.
void check_place(const std::string& folder) {
  struct statfs system;
  if (::statfs(folder.c_str(), &system) == 0) {
    auto kind = static_cast<std::uint32_t>(system.f_type);
    constexpr std::uint32_t kNfs = 0x6969, kSmb = 0x517B, kCifs = 0xFF534D42, kSmb2 = 0xFE534D42,
                            kFuse = 0x65735546;
    if (kind == kNfs || kind == kSmb || kind == kCifs || kind == kSmb2 || kind == kFuse)
      throw StoreError("the folder " + in_quotes(folder) + " lies on a network or user-space file system",
                       "put the store on a local disk: locks do not hold there");
  }
  struct stat info;
  if (::stat(folder.c_str(), &info) == 0 && (info.st_mode & S_IWOTH) && !(info.st_mode & S_ISVTX))
    throw StoreError("anybody may write to the folder " + in_quotes(folder),
                     "take the right away: chmod o-w " + printable(folder));
}

void check_store_file(const std::string& path) {
  struct stat info;
  if (::stat(path.c_str(), &info) != 0)
    throw NotFound("there is no store at " + in_quotes(path),
                   "set the first client with 'outdesk client set FILE', or name the store with --store");
  if (!S_ISREG(info.st_mode)) throw StoreError(in_quotes(path) + " is not a file");
  if (info.st_mode & S_IWOTH)
    throw StoreError("anybody may write to the store " + in_quotes(path), "take the right away with chmod o-w");
}

void check_free_space(const std::string& folder) {
  struct statvfs system;
  if (::statvfs(folder.c_str(), &system) != 0) return;
  if (system.f_bavail * system.f_frsize < kLeastFree)
    throw WriteError("less than 1 MB is free under " + in_quotes(folder),
                     "nothing was changed; free some space and repeat");
}

unsigned mode_for(const std::string& folder) {
  struct stat info;
  return ::stat(folder.c_str(), &info) == 0 && (info.st_mode & S_ISGID) ? 0660 : 0600;
}

/// Opens or makes `path` with exactly `mode`, whatever the umask.
int open_or_make(const std::string& path, unsigned mode) {
  int fd = ::open(path.c_str(), O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, mode);
  if (fd >= 0) {
    if (::fchmod(fd, mode) != 0) throw WriteError("cannot set the mode of " + in_quotes(path) + ": " + reason());
    return fd;
  }
  if (errno == EEXIST) fd = ::open(path.c_str(), O_RDWR | O_CLOEXEC | O_NOFOLLOW);
  if (fd < 0) throw WriteError("cannot open " + in_quotes(path) + " for writing: " + reason());
  return fd;
}

std::unique_ptr<Db> open_database(const std::string& name, const std::string& path, int flags) {
  sqlite3* handle = nullptr;
  int code = sqlite3_open_v2(name.c_str(), &handle, flags | SQLITE_OPEN_EXRESCODE, nullptr);
  auto db = std::make_unique<Db>(handle, path);
  if (code != SQLITE_OK) db->fail(code);
  sqlite3_busy_timeout(handle, 5000);
  sqlite3_db_config(handle, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, nullptr);
  sqlite3_db_config(handle, SQLITE_DBCONFIG_DEFENSIVE, 1, nullptr);
  sqlite3_db_config(handle, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, nullptr);
  sqlite3_db_config(handle, SQLITE_DBCONFIG_DQS_DDL, 0, nullptr);
  sqlite3_db_config(handle, SQLITE_DBCONFIG_DQS_DML, 0, nullptr);
  sqlite3_db_config(handle, SQLITE_DBCONFIG_ENABLE_FKEY, 1, nullptr);
  int persistent = 1;
  sqlite3_file_control(handle, "main", SQLITE_FCNTL_PERSIST_WAL, &persistent);
  return db;
}

int pragma(Db& db, const char* sql) { return static_cast<int>(db.integer(sql).value_or(0)); }

/// Version of the schema in the file; 0 for a file that holds nothing yet.
int version_of(Db& db) {
  int id = pragma(db, "PRAGMA application_id");
  int version = pragma(db, "PRAGMA user_version");
  bool empty = db.integer("SELECT count(*) FROM sqlite_schema").value_or(0) == 0;
  if (empty && !id) return 0;
  if (id != kApplicationId)
    throw StoreError(in_quotes(db.path()) + " is a database, but not an outdesk store",
                     "name another file with --store");
  if (version > schema_version())
    throw StoreError("the store " + in_quotes(db.path()) + " has schema version " + std::to_string(version) +
                         ", and this program knows versions up to " + std::to_string(schema_version()),
                     "use a newer outdesk; nothing was changed");
  return version;
}

void require_current(Db& db) {
  int version = version_of(db);
  if (version == 0)
    throw StoreError("the store " + in_quotes(db.path()) + " is empty", "name another file with --store");
  if (version < schema_version())
    throw StoreError("the store " + in_quotes(db.path()) + " has the older schema version " + std::to_string(version),
                     "bring it up to date with 'outdesk store upgrade'; a copy is kept");
}

std::string in_sqlite_words(std::string_view schema) {
  std::string sql(schema);
  sql = replaced(sql, "{ID}", "INTEGER PRIMARY KEY");
  sql = replaced(sql, "{INT}", "INTEGER");
  sql = replaced(sql, "{BLOB}", "BLOB");
  return replaced(sql, "{STRICT}", "STRICT");
}

/// "schema/0001_first.sql" is 1.
int number_of(const std::string& file) { return std::stoi(file.substr(7, 4)); }

void run_migrations(Db& db, int from) {
  Transaction transaction(db);
  for (const auto& file : shipped_files("schema/"))
    if (number_of(file) > from) db.run_script(in_sqlite_words(*shipped_file(file)));
  db.run_script("PRAGMA application_id = " + std::to_string(kApplicationId));
  db.run_script("PRAGMA user_version = " + std::to_string(schema_version()));
  transaction.commit();
}

bool holds_nothing(const std::string& path) {
  struct stat info;
  return ::stat(path.c_str(), &info) != 0 || info.st_size == 0;
}

std::string as_immutable_uri(const std::string& path) {
  std::string uri = "file:";
  for (char c : path) uri += c == '?' || c == '#' || c == '%' ? "%" + hex(std::string(1, c)) : std::string(1, c);
  return uri + "?immutable=1";
}

void copy_whole(const std::string& from, const std::string& to) {
  auto source = open_database(from, from, SQLITE_OPEN_READONLY);
  File made(open_or_make(to, 0600));
  auto target = open_database(to, to, SQLITE_OPEN_READWRITE);
  sqlite3_backup* backup = sqlite3_backup_init(target->handle(), "main", source->handle(), "main");
  if (!backup) target->fail(sqlite3_errcode(target->handle()));
  sqlite3_backup_step(backup, -1);
  if (int code = sqlite3_backup_finish(backup); code != SQLITE_OK) target->fail(code);
  if (::fsync(made.fd()) != 0) throw WriteError("cannot flush " + in_quotes(to) + ": " + reason());
}

/// Takes the lock of a store that is to be written; it is held as long as the file is open.
int take_lock(const std::string& store) {
  File file(open_or_make(store + ".lock", mode_for(folder_of(store))));
  if (::flock(file.fd(), LOCK_EX | LOCK_NB) != 0) {
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

}  // namespace

struct Store::Lock : File {
  using File::File;
};

int schema_version() {
  static const int version = number_of(shipped_files("schema/").back());
  return version;
}

std::string store_path_of(const std::string& url) {
  if (url.rfind("postgresql://", 0) == 0 || url.rfind("postgres://", 0) == 0)
    throw UsageError("this outdesk keeps its store in a file, not on a server", "give --store a path");
  return url.rfind("sqlite:", 0) == 0 ? url.substr(7) : url;
}

Store::Store(std::unique_ptr<Lock> lock, std::unique_ptr<Db> db) : lock_(std::move(lock)), db_(std::move(db)) {}
Store::Store(Store&&) noexcept = default;

Store::~Store() {
  if (lock_ && db_ && wal_pages_ && *wal_pages_ >= kCheckpointPages)
    sqlite3_wal_checkpoint_v2(db_->handle(), nullptr, SQLITE_CHECKPOINT_TRUNCATE, nullptr, nullptr);
  db_.reset();
}

const std::string& Store::path() const { return db_->path(); }

Store Store::open_to_read(const std::string& url) {
  std::string path = store_path_of(url);
  check_store_file(path);
  auto db = open_database(path, path, SQLITE_OPEN_READONLY);
  try {
    require_current(*db);
  } catch (const WriteError&) {
    // The side files cannot be made (full or read-only disk): with nothing in the WAL, the file is all.
    if (!holds_nothing(path + "-wal")) throw;
    db = open_database(as_immutable_uri(path), path, SQLITE_OPEN_READONLY | SQLITE_OPEN_URI);
    require_current(*db);
  }
  return Store(nullptr, std::move(db));
}

Store Store::open_to_write(const std::string& url) {
  std::string path = store_path_of(url), folder = folder_of(path);
  make_folders(folder);
  check_place(folder);
  check_free_space(folder);
  auto lock = std::make_unique<Lock>(take_lock(path));
  { File made(open_or_make(path, mode_for(folder))); }
  check_store_file(path);
  auto db = open_database(path, path, SQLITE_OPEN_READWRITE);
  if (version_of(*db) == 0) {
    db->run_script("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL");
    run_migrations(*db, 0);
  }
  require_current(*db);
  db->run_script("PRAGMA synchronous = FULL; PRAGMA wal_autocheckpoint = 0; PRAGMA cell_size_check = ON");
  Store store(std::move(lock), std::move(db));
  store.wal_pages_ = std::make_unique<int>(0);
  sqlite3_wal_hook(
      store.db_->handle(),
      [](void* pages, sqlite3*, const char*, int now) { return *static_cast<int*>(pages) = now, SQLITE_OK; },
      store.wal_pages_.get());
  return store;
}

int upgrade_store(const std::string& url) {
  std::string path = store_path_of(url);
  check_store_file(path);
  check_free_space(folder_of(path));
  File lock(take_lock(path));
  auto db = open_database(path, path, SQLITE_OPEN_READWRITE);
  int version = version_of(*db);
  if (version == schema_version() || version == 0) return version;
  copy_whole(path, path + ".before-v" + std::to_string(schema_version()));
  run_migrations(*db, version);
  return version;
}

std::string database_damage(Db& db) {
  std::string found;
  for (Rows rows = db.query("PRAGMA integrity_check(20)"); rows.next();)
    if (rows.text(0) != "ok") found += (found.empty() ? "" : "; ") + std::string(rows.text(0));
  for (Rows rows = db.query("PRAGMA foreign_key_check"); rows.next();)
    found += (found.empty() ? "" : "; ") + ("a row of " + std::string(rows.text(0)) + " refers to nothing");
  return found;
}

}  // namespace outdesk
