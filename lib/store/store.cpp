#include "store/store.hpp"

#include <fcntl.h>
#include <sqlite3.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <cstdio>
#include <cstring>
#include <map>
#include <utility>

#include "base/error.hpp"
#include "base/text.hpp"
#include "store/place.hpp"

namespace outdesk {

namespace {

constexpr int kApplicationId = 0x6F75746B;       // "outk"
constexpr unsigned kLongestWait = 60;            // seconds for the lock
constexpr int kCheckpointPages = 64;

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

/// Opens or makes `path` with exactly `mode`, whatever the umask.
int open_or_make(const std::string& path, unsigned mode) {
  int fd = ::open(path.c_str(), O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, mode);
  if (fd >= 0) {
    if (::fchmod(fd, mode) != 0) throw WriteError("cannot set the mode of " + in_quotes(path) + ": " + reason());
    return fd;
  }
  if (errno == EEXIST) fd = ::open(path.c_str(), O_RDWR | O_CLOEXEC | O_NOFOLLOW);
  struct stat info;  // an empty file of somebody else's making becomes ours
  if (fd >= 0 && ::fstat(fd, &info) == 0 && info.st_size == 0 && (info.st_mode & 0777 & ~mode) != 0 && ::fchmod(fd, mode) != 0)
    throw WriteError("cannot set the mode of " + in_quotes(path) + ": " + reason());
  if (fd < 0)
    throw WriteError("cannot open " + in_quotes(path) + " for writing: " + reason(),
                     "check the rights of its folder, or name another store with --store");
  return fd;
}

/// Never a name that SQLite gives a meaning of its own (":memory:").
std::string as_file_name(const std::string& path) { return path[0] == '/' ? path : "./" + path; }

std::unique_ptr<Db> open_database(const std::string& name, const std::string& path, int flags) {
  sqlite3* handle = nullptr;
  int code = sqlite3_open_v2(name.c_str(), &handle, flags | SQLITE_OPEN_EXRESCODE | SQLITE_OPEN_NOMUTEX, nullptr);  // one thread
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

[[noreturn]] void refuse_other_database(const std::string& path) {
  throw StoreError(in_quotes(path) + " is a database, but not an outdesk store", "name another file with --store");
}

/// Version of the schema in the file; 0 for a file that holds nothing yet.
int version_of(Db& db, const Schema& known) {
  int id = pragma(db, "PRAGMA application_id");
  int version = pragma(db, "PRAGMA user_version");
  bool empty = db.integer("SELECT count(*) FROM sqlite_schema").value_or(0) == 0;
  if (empty && !id) return 0;
  if (id != kApplicationId) refuse_other_database(db.path());
  if (version > known.version())
    throw StoreError("the store " + in_quotes(db.path()) + " has schema version " + std::to_string(version) +
                         ", and this program knows versions up to " + std::to_string(known.version()),
                     "use a newer outdesk; nothing was changed");
  return version;
}

[[noreturn]] void refuse_empty(const std::string& path) {
  throw StoreError("the store " + in_quotes(path) + " is empty", "name another file with --store");
}

void require_current(Db& db, const Schema& known) {
  int version = version_of(db, known);
  if (version == 0) refuse_empty(db.path());
  if (version < known.version())
    throw StoreError("the store " + in_quotes(db.path()) + " has the older schema version " + std::to_string(version),
                     "bring it up to date with 'outdesk store upgrade'; a copy is kept");
}

void run_migrations(Db& db, int from, const Schema& known) {
  Transaction transaction(db);
  for (int version = from; version < known.version(); ++version)
    db.run_script(known.steps[static_cast<std::size_t>(version)]);
  db.run_script("PRAGMA application_id = " + std::to_string(kApplicationId));
  db.run_script("PRAGMA user_version = " + std::to_string(known.version()));
  transaction.commit();
}

/// Brings everything into the main file, so that it alone says what it is.
void checkpoint(Db& db) {
  sqlite3_wal_checkpoint_v2(db.handle(), nullptr, SQLITE_CHECKPOINT_TRUNCATE, nullptr, nullptr);
}

bool holds_nothing(const std::string& path) {
  struct stat info;
  return ::stat(path.c_str(), &info) != 0 || info.st_size == 0;
}

std::uint32_t big_endian(const unsigned char* bytes) {
  return std::uint32_t{bytes[0]} << 24 | std::uint32_t{bytes[1]} << 16 | std::uint32_t{bytes[2]} << 8 | bytes[3];
}

/// Refuses what is no store before a lock or side file is made beside it, by the database's header
/// (https://www.sqlite.org/fileformat.html, 1.3).  A store that was being made when its process died has
/// its first page alone, or the rest in the write-ahead log: that the database itself must read.
void refuse_other_files(const std::string& path) {
  struct stat info;
  if (::stat(path.c_str(), &info) != 0) return;
  check_store_file(path);
  std::unique_ptr<std::FILE, int (*)(std::FILE*)> file(std::fopen(path.c_str(), "rbe"), &std::fclose);
  unsigned char head[100] = {};
  std::size_t size = file ? std::fread(head, 1, sizeof head, file.get()) : 0;
  if (size == 0) return;
  if (size < sizeof head || std::memcmp(head, "SQLite format 3", 16) != 0)
    throw StoreError("store " + in_quotes(path) + " is not an outdesk store", "name another file with --store");
  std::uint32_t pages = big_endian(head + 28), id = big_endian(head + 68);
  bool whole = pages > 1 && holds_nothing(path + "-wal");
  if (id != static_cast<std::uint32_t>(kApplicationId) && (id || whole)) refuse_other_database(path);
}

std::string as_immutable_uri(const std::string& path) {
  std::string uri = "file:";
  for (char c : path) uri += c == '?' || c == '#' || c == '%' ? "%" + hex(std::string(1, c)) : std::string(1, c);
  return uri + "?immutable=1";
}

void copy_whole(const std::string& from, const std::string& to) {
  auto source = open_database(as_file_name(from), from, SQLITE_OPEN_READONLY);
  File made(open_or_make(to, 0600));
  auto target = open_database(as_file_name(to), to, SQLITE_OPEN_READWRITE);
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

}  // namespace

struct Store::Lock : File {
  using File::File;
};

std::string store_path_of(const std::string& url) {
  if (url.rfind("postgresql://", 0) == 0 || url.rfind("postgres://", 0) == 0)
    throw UsageError("this outdesk keeps its store in a file, not on a server", "give --store a path");
  std::string path = url.rfind("sqlite:", 0) == 0 ? url.substr(7) : url;
  if (path.empty()) throw UsageError("the store " + in_quotes(url) + " names no file", "give --store a path");
  return path;
}

Store::Store(std::unique_ptr<Lock> lock, std::unique_ptr<Db> db) : lock_(std::move(lock)), db_(std::move(db)) {}
Store::Store(Store&&) noexcept = default;

Store::~Store() {
  // Large also after a write that failed: a full disk gets its room back.
  struct stat wal;
  bool large = lock_ && db_ && ::stat((db_->path() + "-wal").c_str(), &wal) == 0 && wal.st_size > kCheckpointPages * std::int64_t{4096};
  if (lock_ && db_ && (large || (wal_pages_ && *wal_pages_ >= kCheckpointPages))) checkpoint(*db_);
  db_.reset();
}

const std::string& Store::path() const { return db_->path(); }

Store Store::open_to_read(const std::string& url, const Schema& known) {
  std::string path = store_path_of(url);
  check_store_file(path);
  auto db = open_database(as_file_name(path), path, SQLITE_OPEN_READONLY);
  try {
    require_current(*db, known);
  } catch (const WriteError&) {
    // The side files cannot be made (full or read-only disk): with nothing in the WAL, the file is all.
    if (!holds_nothing(path + "-wal")) throw;
    db = open_database(as_immutable_uri(path), path, SQLITE_OPEN_READONLY | SQLITE_OPEN_URI);
    require_current(*db, known);
  }
  return Store(nullptr, std::move(db));
}

Store Store::open_to_write(const std::string& url, const Schema& known) {
  std::string path = store_path_of(url), folder = folder_of(path);
  make_folders(folder);
  check_place(folder);
  check_free_space(folder);
  refuse_other_files(path);
  auto lock = std::make_unique<Lock>(take_lock(path));
  { File made(open_or_make(path, mode_for(folder))); }
  check_store_file(path);
  auto db = open_database(as_file_name(path), path, SQLITE_OPEN_READWRITE);
  if (version_of(*db, known) == 0) {
    db->run_script("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL");
    run_migrations(*db, 0, known);
    checkpoint(*db);
  }
  require_current(*db, known);
  db->run_script("PRAGMA synchronous = FULL; PRAGMA wal_autocheckpoint = 0; PRAGMA cell_size_check = ON");
  Store store(std::move(lock), std::move(db));
  store.wal_pages_ = std::make_unique<int>(0);
  sqlite3_wal_hook(
      store.db_->handle(),
      [](void* pages, sqlite3*, const char*, int now) { return *static_cast<int*>(pages) = now, SQLITE_OK; },
      store.wal_pages_.get());
  return store;
}

Store Store::open_to_change(const std::string& url, const Schema& known) {
  check_store_file(store_path_of(url));
  return open_to_write(url, known);
}

int upgrade_store(const std::string& url, const Schema& known) {
  std::string path = store_path_of(url);
  check_store_file(path);
  check_free_space(folder_of(path));
  refuse_other_files(path);
  File lock(take_lock(path));
  auto db = open_database(as_file_name(path), path, SQLITE_OPEN_READWRITE);
  int version = version_of(*db, known);
  if (version == 0) refuse_empty(path);
  if (version == known.version()) return version;
  copy_whole(path, path + ".before-v" + std::to_string(known.version()));
  db->run_script("PRAGMA synchronous = FULL");
  run_migrations(*db, version, known);
  return version;
}

void backup_store(const std::string& url, const std::string& file) {
  std::string path = store_path_of(url);
  check_store_file(path);
  std::string draft = file + ".part";
  struct stat info;
  for (const std::string& name : {file, draft})
    if (::lstat(name.c_str(), &info) == 0) throw UsageError("there is a file " + in_quotes(name) + " already", "name a new one");
  try {
    copy_whole(path, draft);
    if (::renameat2(AT_FDCWD, draft.c_str(), AT_FDCWD, file.c_str(), RENAME_NOREPLACE) != 0)
      throw WriteError("cannot write " + in_quotes(file) + ": " + reason());
  } catch (...) {
    ::unlink(draft.c_str());
    throw;
  }
}

namespace {

/// SQL as it counts: without its comments, and with one space for any room between words.
std::string bare(std::string_view sql) {
  std::string out;
  for (auto line : split(sql, '\n'))
    for (auto word : split(line.substr(0, line.find("--")), ' '))
      if (!word.empty()) out += (out.empty() ? "" : " ") + std::string(word);
  return out;
}

/// "trigger 'x'" and the SQL that made it, of everything in the database.
std::map<std::string, std::string> things_of(Db& db) {
  std::map<std::string, std::string> things;
  for (Rows rows = db.query("SELECT type, name, sql FROM sqlite_schema WHERE name NOT LIKE 'sqlite_%'"); rows.next();)
    things[std::string(rows.text(0)) + " " + in_quotes(rows.text(1))] = bare(rows.text(2));
  return things;
}

/// Against an empty store of this program.
void compare_things(Db& db, const Schema& known, std::vector<std::string>& found) {
  auto made = open_database(":memory:", ":memory:", SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE);
  run_migrations(*made, 0, known);
  auto expected = things_of(*made), there = things_of(db);
  for (const auto& [name, sql] : expected)
    if (auto thing = there.find(name); thing == there.end()) found.push_back("the " + name + " of the store is missing");
    else if (thing->second != sql) found.push_back("the " + name + " of the store was changed");
  for (const auto& [name, sql] : there)
    if (!expected.count(name)) found.push_back("the " + name + " does not belong into a store");
}

}  // namespace

std::vector<std::string> database_damage(Db& db, const Schema& known) {
  std::vector<std::string> found;
  for (Rows rows = db.query("PRAGMA integrity_check(20)"); rows.next();)
    if (rows.text(0) != "ok") found.emplace_back(rows.text(0));
  for (Rows rows = db.query("PRAGMA foreign_key_check"); rows.next();)
    found.push_back("a row of " + std::string(rows.text(0)) + " refers to nothing");
  compare_things(db, known, found);
  return found;
}

}  // namespace outdesk
