#include "store/copies.hpp"

#include <fcntl.h>
#include <sqlite3.h>
#include <sys/stat.h>

#include <cstdio>

#include "base/error.hpp"
#include "base/text.hpp"
#include "store/place.hpp"
#include "store/sqlite_file.hpp"
#include "store/store.hpp"

namespace outdesk {

namespace {

void copy_whole(const std::string& from, const std::string& to) {
  auto source = open_sqlite(as_file_name(from), from, SQLITE_OPEN_READONLY);
  FileDescriptor made(open_or_make(to, 0600));
  auto target = open_sqlite(as_file_name(to), to, SQLITE_OPEN_READWRITE);
  sqlite3_backup* backup = sqlite3_backup_init(target->handle(), "main", source->handle(), "main");
  if (!backup) target->fail(sqlite3_errcode(target->handle()));
  sqlite3_backup_step(backup, -1);
  if (int code = sqlite3_backup_finish(backup); code != SQLITE_OK) target->fail(code);
  if (::fsync(made.fd()) != 0) throw WriteError("cannot flush " + in_quotes(to) + ": " + system_reason());
  sync_names(folder_of(to));
}

}  // namespace

int upgrade_store(const std::string& url, const Schema& known, const std::function<void(Db&)>& fill) {
  std::string path = store_path_of(url);
  check_store_file(path);
  check_free_space(folder_of(path));
  refuse_other_files(path);
  FileDescriptor lock(take_lock(path));
  auto db = open_database(as_file_name(path), path, SQLITE_OPEN_READWRITE);
  int version = version_of(*db, known);
  if (version == 0) refuse_empty(path);
  if (version == known.version()) return version;
  copy_whole(path, path + ".before-v" + std::to_string(known.version()));
  db->run_script("PRAGMA synchronous = FULL");
  run_migrations(*db, version, known, fill);
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
      throw WriteError("cannot write " + in_quotes(file) + ": " + system_reason());
    sync_names(folder_of(file));
  } catch (...) {
    ::unlink(draft.c_str());
    throw;
  }
}

}  // namespace outdesk
