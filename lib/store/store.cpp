#include "store/store.hpp"

#include <sqlite3.h>
#include <sys/stat.h>

#include "base/error.hpp"
#include "base/text.hpp"
#include "store/place.hpp"
#include "store/server_stores.hpp"
#include "store/sqlite_file.hpp"

namespace outdesk {

namespace {

constexpr int kCheckpointPages = 64;

/// A store file that is open for writing: it checkpoints where due, closes, unlocks, in this order.
class WritingDriver : public SqliteDriver {
 public:
  WritingDriver(FileDescriptor lock, sqlite3* handle, std::string path) : SqliteDriver(handle, path), path_(std::move(path)), lock_(std::move(lock)) {}
  ~WritingDriver() override {
    // Large also after a write that failed: a full disk gets its room back.
    struct stat wal;
    bool large = ::stat((path_ + "-wal").c_str(), &wal) == 0 && wal.st_size > kCheckpointPages * std::int64_t{4096};
    if (large || wal_pages_ >= kCheckpointPages) checkpoint(*this);
    close();
  }

  /// From now on; a PRAGMA wal_autocheckpoint would take the hook away.
  void watch_log() {
    sqlite3_wal_hook(
        handle(), [](void* pages, sqlite3*, const char*, int now) { return *static_cast<int*>(pages) = now, SQLITE_OK; }, &wal_pages_);
  }

 private:
  std::string path_;
  FileDescriptor lock_;
  int wal_pages_ = 0;
};

/// Writing needs the lock and the right of the file's making; see the recipe in store.hpp.  With `make` an empty file becomes a store.
std::unique_ptr<Db> open_file_to_write(const std::string& path, const Schema& known, bool make) {
  std::string folder = folder_of(path);
  make_folders(folder);
  check_place(folder);
  check_free_space(folder);
  refuse_other_files(path);
  FileDescriptor lock(take_lock(path));
  { FileDescriptor made(open_or_make(path, mode_for(folder))); }
  check_store_file(path);
  auto driver = std::make_unique<WritingDriver>(std::move(lock), open_sqlite(as_file_name(path), path, SQLITE_OPEN_READWRITE)->release(), path);
  WritingDriver& sqlite = *driver;
  auto db = std::make_unique<Db>(std::move(driver), path);
  if (make && version_of(*db, known) == 0) {
    db->run_script("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL");
    run_migrations(*db, 0, known);
    checkpoint(sqlite);
  }
  require_current(*db, known);
  db->run_script("PRAGMA journal_mode = WAL");  // of a restored copy; nothing to do for others
  db->run_script("PRAGMA synchronous = FULL; PRAGMA wal_autocheckpoint = 0; PRAGMA cell_size_check = ON");
  sqlite.watch_log();
  return db;
}

/// On a disk that is full.  SQLite takes the room of the log's index away and asks for it again (32 KiB), and where it is not
/// there the end is SIGBUS: a reader who is alone keeps the index in its own memory instead
/// (https://www.sqlite.org/wal.html, 8).  Null where others use the store.
std::unique_ptr<Db> open_alone(const std::string& path, const Schema& known) {
  try {
    auto db = open_database(as_file_name(path), path, SQLITE_OPEN_READWRITE);
    db->run_script("PRAGMA locking_mode = EXCLUSIVE");
    require_current(*db, known);
    return db;
  } catch (const Busy&) {
  } catch (const WriteError&) {
  }
  return nullptr;
}

std::unique_ptr<Db> open_file_to_read(const std::string& path, const Schema& known) {
  check_store_file(path);
  if (!has_room_for_index(folder_of(path)))
    if (auto db = open_alone(path, known)) return db;
  auto db = open_database(as_file_name(path), path, SQLITE_OPEN_READONLY);
  try {
    require_current(*db, known);
  } catch (const WriteError&) {
    // The side files cannot be made (full or read-only disk): with nothing in the WAL, the file is all.
    if (!holds_nothing(path + "-wal")) throw;
    db = open_database(as_immutable_uri(path), path, SQLITE_OPEN_READONLY | SQLITE_OPEN_URI);
    require_current(*db, known);
  }
  return db;
}

bool is_scheme_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '+' || c == '-' || c == '.' || c == ':'; }

/// "mysql://" of "mysql://user:secret@host/d": nothing behind it is ever shown.  Empty where the name is not a URL's.
std::string scheme_of(std::string_view name) {
  std::size_t end = name.find("://");
  if (end != std::string_view::npos && end > 0 && std::all_of(name.begin(), name.begin() + static_cast<std::ptrdiff_t>(end), is_scheme_letter)) return std::string(name.substr(0, end + 3));
  for (std::string_view scheme : {"postgresql:", "postgres:"})
    if (folded(name.substr(0, scheme.size())) == scheme) return std::string(name.substr(0, scheme.size()));
  return {};
}

bool has_odd_port(std::string_view hosts) {
  for (auto host : split(hosts, ',')) {
    std::size_t bracket = host.rfind(']'), colon = host.find(':', bracket == std::string_view::npos ? 0 : bracket);
    if (colon != std::string_view::npos && host.find_first_not_of("0123456789", colon + 1) != std::string_view::npos) return true;
  }
  return false;
}

/// libpq takes some passwords for a host, a port or a database, and its errors then show them.
void refuse_hidden_password(std::string_view url) {
  std::string_view rest = url.substr(url.find("://") + 3), authority = rest.substr(0, rest.find_first_of("/?"));
  std::size_t at = authority.find('@');
  if (at == std::string_view::npos) {
    if (rest.find('@') != std::string_view::npos && has_odd_port(authority)) refuse_password_in_url();
    return;
  }
  if (authority.substr(0, at).find(':') != std::string_view::npos) refuse_password_in_url();
  if (authority.find('@', at + 1) != std::string_view::npos)
    throw UsageError("the store's URL has more than one '@' before its database", "it reads postgresql://USER@HOST:PORT,HOST:PORT/DATABASE, where '@' in a name is written %40; a password belongs in ~/.pgpass (mode 0600)");
}

std::unique_ptr<Db> open_on_server(const std::string& url, OpenFor purpose, const Schema& known) { return required_server_stores().open(url, purpose, known); }

}  // namespace

const ServerStores& required_server_stores() {
  if (!server_stores.open) throw MissingSource("this program does not know stores on a server", "install outdesk whole");
  return server_stores;
}

bool is_server_url(const std::string& url) { return url.starts_with("postgresql://") || url.starts_with("postgres://"); }

void refuse_password_in_url() {
  throw UsageError("the store's URL has a password in it, which others on this machine can see", "put it into ~/.pgpass (mode 0600) and leave it out of the URL");
}

void check_store_name(const std::string& name) {
  if (is_server_url(name)) return refuse_hidden_password(name);
  if (name.starts_with("sqlite:")) return;
  std::string blanks = name.substr(0, name.find_first_not_of(" \t\r\n"));
  if (std::string scheme = scheme_of(std::string_view(name).substr(blanks.size())); !scheme.empty())
    throw UsageError("the store's name begins with " + in_quotes(blanks + scheme) + ", which is no kind of store",
                     "a store on a server reads postgresql://USER@HOST/DATABASE; before a path that looks like a URL write ./");
}

std::string store_path_of(const std::string& url) {
  if (is_server_url(url)) throw UsageError("this needs a store in a file, not one on a server", "give --store a path");
  std::string path = url.starts_with("sqlite:") ? url.substr(7) : url;
  if (path.empty()) throw UsageError("the store " + in_quotes(url) + " names no file", "give --store a path");
  return path;
}

Store Store::open_to_read(const std::string& url, const Schema& known) {
  return Store(is_server_url(url) ? open_on_server(url, OpenFor::reading, known) : open_file_to_read(store_path_of(url), known));
}

Store Store::open_to_write(const std::string& url, const Schema& known) {
  return Store(is_server_url(url) ? open_on_server(url, OpenFor::writing, known) : open_file_to_write(store_path_of(url), known, true));
}

Store Store::open_to_change(const std::string& url, const Schema& known) {
  if (is_server_url(url)) return Store(open_on_server(url, OpenFor::changing, known));
  std::string path = store_path_of(url);
  check_store_file(path);
  return Store(open_file_to_write(path, known, false));
}

}  // namespace outdesk
