#include "store/whole_copy.hpp"

#include <fcntl.h>
#include <sqlite3.h>
#include <sys/stat.h>

#include <cstdio>

#include "base/error.hpp"
#include "base/text.hpp"
#include "store/chains.hpp"
#include "store/place.hpp"
#include "store/sqlite_file.hpp"

namespace outdesk {

namespace {

SqliteDriver& sqlite_of(Db& db) { return static_cast<SqliteDriver&>(db.driver()); }

void copy_pages(SqliteDriver& source, const std::string& to) {
  auto target = open_sqlite(as_file_name(to), to, SQLITE_OPEN_READWRITE);
  int persistent = 0;
  sqlite3_file_control(target->handle(), "main", SQLITE_FCNTL_PERSIST_WAL, &persistent);
  target->run_script("PRAGMA synchronous = OFF; PRAGMA journal_mode = MEMORY");  // whole or thrown away; flushed at its end
  sqlite3_backup* backup = sqlite3_backup_init(target->handle(), "main", source.handle(), "main");
  if (!backup) target->fail(sqlite3_errcode(target->handle()));
  sqlite3_backup_step(backup, -1);
  if (int code = sqlite3_backup_finish(backup); code != SQLITE_OK) target->fail(code);
  target->run_script("PRAGMA locking_mode = EXCLUSIVE; PRAGMA journal_mode = DELETE");  // else it asks for a log beside it
}

}  // namespace

bool is_there(const std::string& path) {
  struct stat info;
  return ::lstat(path.c_str(), &info) == 0;
}

StoreFacts facts_of(Db& db) {
  StoreFacts facts;
  facts.version = db.driver().schema_version();
  facts.lines = db.integer("SELECT count(*) FROM journal").value_or(0);
  facts.head = last_hash(db, Chain::journal);
  return facts;
}

std::unique_ptr<Db> open_in_use(const std::string& path) {
  auto db = open_database(as_file_name(path), path, SQLITE_OPEN_READONLY);
  try {
    db->integer("SELECT count(*) FROM sqlite_schema");
    return db;
  } catch (const WriteError&) {
    if (!holds_nothing(path + "-wal")) throw;
    return open_database(as_immutable_uri(path), path, SQLITE_OPEN_READONLY | SQLITE_OPEN_URI);
  }
}

std::unique_ptr<Db> open_copy(const std::string& path) {
  if (is_there(path + "-wal") || is_there(path + "-journal")) return open_database(as_file_name(path), path, SQLITE_OPEN_READONLY);
  return open_database(as_immutable_uri(path), path, SQLITE_OPEN_READONLY | SQLITE_OPEN_URI);
}

StoreFacts copy_into(Db& source, const std::string& to) {
  ReadTransaction moment(source);
  StoreFacts facts = facts_of(source);
  copy_pages(sqlite_of(source), to);
  flush_file(to);
  if (facts_of(*open_copy(to)) != facts)
    throw StoreError("the copy " + in_quotes(to) + " does not say what the store " + in_quotes(source.path()) + " says", "check the disk under it");
  return facts;
}

StoreFacts copy_whole(Db& source, const std::string& to, unsigned mode) {
  int fd = ::open(to.c_str(), O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, mode);
  if (fd < 0)
    throw WriteError("cannot make " + in_quotes(to) + ": " + system_reason(), "check its folder, or name another file");
  FileDescriptor made(fd);
  try {
    remove_beside(to);
    if (::fchmod(fd, static_cast<mode_t>(mode)) != 0) throw WriteError("cannot set the mode of " + in_quotes(to) + ": " + system_reason());
    return copy_into(source, to);
  } catch (...) {
    remove_draft(to);  // ours: nobody else made it
    throw;
  }
}

void remove_beside(const std::string& path) {
  for (const char* suffix : {"-wal", "-shm", "-journal"}) ::unlink((path + suffix).c_str());
}

void remove_draft(const std::string& path) {
  remove_beside(path);
  ::unlink(path.c_str());  // last: by it the others are found
}

void flush_file(const std::string& path) {
  FileDescriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW));
  if (file.fd() < 0 || ::fsync(file.fd()) != 0) throw WriteError("cannot flush " + in_quotes(path) + ": " + system_reason(), "check the disk under it");
}

void give_free_name(const std::string& draft, const std::string& name) {
  if (::renameat2(AT_FDCWD, draft.c_str(), AT_FDCWD, name.c_str(), RENAME_NOREPLACE) != 0)
    throw WriteError("cannot write " + in_quotes(name) + ": " + system_reason());
  sync_names(folder_of(name));
}

void refuse_damaged(const std::string& subject, const std::vector<std::string>& damage, const std::string& next_step) {
  if (damage.empty()) return;
  std::string more = damage.size() > 1 ? " (and " + std::to_string(damage.size() - 1) + " more)" : "";
  throw StoreError(subject + " is damaged: " + damage.front() + more, next_step);
}

}  // namespace outdesk
