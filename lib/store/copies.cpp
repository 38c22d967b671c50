#include "store/copies.hpp"

#include <sqlite3.h>
#include <sys/stat.h>

#include "base/error.hpp"
#include "base/text.hpp"
#include "store/copy_draft.hpp"
#include "store/damage.hpp"
#include "store/place.hpp"
#include "store/server_stores.hpp"
#include "store/sqlite_file.hpp"
#include "store/store.hpp"

namespace outdesk {

namespace {

/// The copy that is kept before the first change.
std::string copy_of_before(const std::string& path, int version) {
  std::string name = path + ".before-v" + std::to_string(version), free = name, draft = name + ".part";
  for (int i = 2; is_there(free); ++i) free = name + "." + std::to_string(i);
  remove_draft(draft);  // we hold the lock: a run that was killed left it
  try {
    copy_whole(*open_in_use(path), draft, 0600);
    refuse_damaged("the store " + in_quotes(path), content_damage(*open_copy(draft)), "nothing was changed; restore a backup");
    give_free_name(draft, free);
  } catch (...) {
    remove_draft(draft);
    throw;
  }
  return free;
}

void refuse_there(const std::string& file) {
  if (is_there(file)) throw UsageError("there is a file " + in_quotes(file) + " already", "name a new one");
}

void refuse_target(const std::string& file) {
  struct stat info;
  if (file == "-") throw UsageError("a copy cannot be written to standard output: it is read again and checked", "name a file; send that on");
  if (::stat(file.c_str(), &info) == 0 && S_ISDIR(info.st_mode))
    throw UsageError(in_quotes(file) + " is a folder", "name a file in it, such as " + printable(file) + "/outdesk.db");
  if (is_draft_name(file)) throw UsageError(in_quotes(file) + " is the name of a copy that is not whole yet", "name another file");
  refuse_there(file);
}

/// Names that a store takes for what is its own.
void refuse_name_beside(const std::string& store, const std::string& file) {
  struct stat folder, target;
  if (::stat(folder_of(store).c_str(), &folder) != 0 || ::stat(folder_of(file).c_str(), &target) != 0) return;
  std::string own = store.substr(store.find_last_of('/') + 1), name = file.substr(file.find_last_of('/') + 1);
  if (folder.st_dev != target.st_dev || folder.st_ino != target.st_ino || !name.starts_with(own)) return;
  std::string end = name.substr(own.size());
  if (end == "-wal" || end == "-shm" || end == "-journal" || end == ".restored" || (end.starts_with('.') && end.ends_with(".lock")))
    throw UsageError(in_quotes(file) + " is the name of a file that belongs to the store", "name another file");
}

Schema of_version(int version) {
  Schema then = schema();
  then.steps.resize(static_cast<std::size_t>(version));
  return then;
}

}  // namespace

Upgraded upgrade_store(const std::string& url, const Schema& known, const UpgradeRest& rest) {
  if (is_server_url(url)) return required_server_stores().upgrade(url, known, rest);
  std::string path = store_path_of(url);
  check_store_file(path);
  check_place(folder_of(path));
  check_free_space(folder_of(path));
  refuse_other_files(path);
  FileDescriptor lock(take_lock(path));
  auto db = open_database(as_file_name(path), path, SQLITE_OPEN_READWRITE);
  Upgraded done{version_of(*db, known), {}};
  if (done.from == 0) refuse_empty(path);
  if (done.from < known.version()) {
    check_room(folder_of(path), 2 * bytes_of_store(path));  // a copy, and a change of all of it
    done.copy = copy_of_before(path, known.version());
  }
  db->run_script("PRAGMA synchronous = FULL");
  if (done.from < known.version()) run_migrations(*db, done.from, known, rest);
  else if (rest) {
    Transaction transaction(*db);
    rest(*db);
    transaction.commit();
  }
  checkpoint(static_cast<SqliteDriver&>(db->driver()));
  return done;
}

StoreFacts backup_store(const std::string& url, const std::string& file, const StoreCheck& check) {
  if (is_server_url(url)) {
    refuse_target(file);
    return backup_server_store(url, file, check);
  }
  std::string path = store_path_of(url);
  check_store_file(path);
  if (bytes_of_store(path) == 0) refuse_empty(path);
  refuse_name_beside(path, file);
  refuse_target(file);
  CopyDraft draft(file);
  refuse_there(file);  // of a run that held the draft before us
  check_room(folder_of(file), bytes_of_store(path));
  StoreFacts facts = copy_into(*open_in_use(path), draft.path());
  auto copy = open_copy(draft.path());
  int version = version_of(*copy, schema());
  if (version == 0) refuse_empty(path);
  refuse_damaged("the store " + in_quotes(path), version == schema_version() && check ? check(*copy) : database_damage(*copy, of_version(version)),
                 "no copy was kept; run 'outdesk store check', and restore an earlier copy");
  draft.become_copy();
  return facts;
}

}  // namespace outdesk
