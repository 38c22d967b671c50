#include <sqlite3.h>
#include <sys/stat.h>

#include <cstdio>
#include <cstdlib>
#include <filesystem>

#include "base/error.hpp"
#include "base/text.hpp"
#include "store/copies.hpp"
#include "store/damage.hpp"
#include "store/other_names.hpp"
#include "store/place.hpp"
#include "store/sqlite_file.hpp"
#include "store/store.hpp"

namespace outdesk {

namespace {

constexpr int kPatience = 5000;  // ms that readers of the old store are waited for

void check_copy(const std::string& copy, const std::string& path) {
  struct stat info, there;
  if (::stat(copy.c_str(), &info) != 0) throw NotFound("there is no file " + in_quotes(copy), "name a copy that 'outdesk store backup' made");
  if (!S_ISREG(info.st_mode)) throw UsageError(in_quotes(copy) + " is not a file", "name a copy that 'outdesk store backup' made");
  if (::stat(path.c_str(), &there) == 0 && there.st_dev == info.st_dev && there.st_ino == info.st_ino)
    throw UsageError(in_quotes(copy) + " is the store itself", "name a copy that 'outdesk store backup' made");
}

/// Whether a store, or what may be one in pieces, has the name.
bool stands_there(const std::string& path, bool replace) {
  struct stat info;
  if (::lstat(path.c_str(), &info) != 0) return false;
  if (S_ISREG(info.st_mode) && info.st_size == 0) return false;
  check_store_file(path);
  if (!replace)
    throw UsageError("there is a store at " + in_quotes(path) + " already", "put the copy in its place with --replace (the old store is kept beside), or name another with --store");
  return true;
}

int version_of_copy(Db& copy, const Schema& known) {
  const char* next_step = "nothing was changed; restore another copy";
  try {
    int version = version_of(copy, known);
    if (version == 0) throw StoreError(in_quotes(copy.path()) + " is an empty file", next_step);
    return version;
  } catch (const StoreError& error) {
    throw StoreError(std::string("the copy cannot be restored: ") + error.what(), next_step);
  }
}

/// The copy under a name of its own beside the store, as it will be.
RestoredStore make_draft(const std::string& copy, const std::string& draft, const Schema& known, const StoreCheck& check, const UpgradeRest& rest) {
  auto whole = open_copy(copy);
  int version = version_of_copy(*whole, known);
  refuse_damaged("the copy " + in_quotes(copy), content_damage(*whole), "nothing was changed; restore another copy");
  copy_whole(*whole, draft, mode_for(folder_of(draft)));
  if (version < known.version()) {
    auto db = open_database(as_file_name(draft), draft, SQLITE_OPEN_READWRITE);
    run_migrations(*db, version, known, rest);
  }
  auto db = open_copy(draft);
  refuse_damaged("the copy " + in_quotes(copy), check ? check(*db) : database_damage(*db, known), "nothing was changed; restore another copy");
  flush_file(draft);
  return {facts_of(*db), version, {}};
}

/// A folder of our own in $TMPDIR, gone with all that it holds in the end.
class Scratch {
 public:
  Scratch() {
    const char* parent = std::getenv("TMPDIR");
    path_ = std::string(parent && *parent ? parent : "/tmp") + "/outdesk-restore-XXXXXX";
    if (!::mkdtemp(path_.data())) throw WriteError("cannot make the folder " + in_quotes(path_) + ": " + system_reason(), "name another place for it with TMPDIR");
  }
  Scratch(const Scratch&) = delete;
  ~Scratch() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
  }
  const std::string& path() const { return path_; }

 private:
  std::string path_;
};

/// By way of a file that is brought up to date.
RestoredStore restore_to_server(const std::string& url, const std::string& copy, const Schema& known, const StoreCheck& check, const UpgradeRest& rest) {
  check_copy(copy, "");
  Scratch scratch;
  check_room(scratch.path(), 2 * bytes_of_store(copy));
  std::string draft = scratch.path() + "/outdesk.db";
  RestoredStore done = make_draft(copy, draft, known, check, rest);
  done.facts = copy_store(draft, url, check);
  return done;
}

/// A store that root puts back stays its owner's.
void keep_owner(const std::string& draft, const std::string& path) {
  struct stat info;
  if (::geteuid() != 0 || (::stat(path.c_str(), &info) != 0 && ::stat(folder_of(path).c_str(), &info) != 0)) return;
  for (const std::string& file : {draft, path + ".lock"})
    if (::lchown(file.c_str(), info.st_uid, info.st_gid) != 0)
      throw WriteError("cannot give " + in_quotes(file) + " to its owner: " + system_reason());
}

/// Brings the write-ahead log into the old store's file and holds that against readers and writers, so that nobody sees the
/// old file beside the new one's log.  Empty where the old store is too damaged to be opened.
std::unique_ptr<SqliteDriver> settled(const std::string& path) {
  try {
    auto old = open_sqlite(as_file_name(path), path, SQLITE_OPEN_READWRITE);
    int persistent = 0;
    sqlite3_file_control(old->handle(), "main", SQLITE_FCNTL_PERSIST_WAL, &persistent);
    for (int waited = 0;; waited += 50) try {
      old->run_script("PRAGMA locking_mode = EXCLUSIVE; PRAGMA journal_mode = DELETE; BEGIN EXCLUSIVE");
      return old;
    } catch (const Busy&) {
      old->roll_back();
      if (waited >= kPatience) throw;
      ::usleep(50'000);
    }
  } catch (const StoreError&) {
    return nullptr;
  }
}

std::string name_for_kept(const std::string& path, Instant now) {
  std::string name = path + kReplacedStore + replaced(replaced(to_text(now), ":", ""), "-", ""), free = name;
  struct stat info;
  for (int i = 2; ::lstat(free.c_str(), &info) == 0; ++i) free = name + "." + std::to_string(i);
  return free;
}

void link_kept(const std::string& path, const std::string& kept) {
  if (::link(path.c_str(), kept.c_str()) != 0)
    throw WriteError("cannot keep the old store as " + in_quotes(kept) + ": " + system_reason(), "nothing was changed; move it away by hand, and repeat");
}

/// Gives the old store, with all that belongs to it, its second name; the first is then the new one's to take.  A second name
/// that a killed run gave it goes: the kept store is one that has a single name.
std::string set_aside(const std::string& path, bool sound, Instant now) {
  std::string kept = name_for_kept(path, now);
  std::vector<std::string> earlier = names_of_killed_restores(path);
  link_kept(path, kept);
  struct stat info;
  if (!sound)
    for (const char* suffix : {"-wal", "-journal"})
      if (::lstat((path + suffix).c_str(), &info) == 0) link_kept(path + suffix, kept + suffix);
  sync_names(folder_of(path));
  for (const auto& name : earlier) remove_draft(name);
  // What is left of a damaged store's log would be read as the new one's; a sound one has nothing there.
  for (const char* suffix : {"-wal", "-shm", "-journal"}) ::unlink((path + suffix).c_str());
  return kept;
}

}  // namespace

RestoredStore restore_store(const std::string& url, const std::string& copy, bool replace, Instant now, const StoreCheck& check,
                       const UpgradeRest& rest, const Schema& known) {
  if (is_server_url(url)) {
    if (replace) throw UsageError("a store on a server is not replaced: its database may hold more", "restore into a new database or schema, and name that with --store");
    return restore_to_server(url, copy, known, check, rest);
  }
  std::string path = store_path_of(url), draft = path + ".restored";
  check_copy(copy, path);
  stands_there(path, replace);
  make_folders(folder_of(path));
  check_place(folder_of(path));
  check_room(folder_of(path), 2 * bytes_of_store(copy));  // an older copy is changed on the way
  FileDescriptor lock(take_lock(path));
  bool old = stands_there(path, replace);
  RestoredStore done;
  std::unique_ptr<SqliteDriver> held;
  remove_draft(draft);  // we hold the lock: a run that was killed left it
  try {
    done = make_draft(copy, draft, known, check, rest);
    keep_owner(draft, path);
    if (old) held = settled(path);
    if (old) done.kept = set_aside(path, held != nullptr, now);
    if (::rename(draft.c_str(), path.c_str()) != 0) throw WriteError("cannot write " + in_quotes(path) + ": " + system_reason());
  } catch (...) {
    remove_draft(draft);
    if (held && !done.kept.empty()) ::unlink(done.kept.c_str());
    throw;
  }
  sync_names(folder_of(path));  // whatever comes of it, the old store keeps its second name: it has no other any more
  return done;
}

}  // namespace outdesk
