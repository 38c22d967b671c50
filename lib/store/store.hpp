// The store: one SQLite file with its lock beside it.
//
// The write recipe, and why each step is there:
// 1. flock on `STORE.lock` for the whole write command: SQLite's own waiting starves, and a checkpoint
//    outside a common lock can lose data in SQLite before 3.51.3 (the WAL-reset bug; Debian 12 has 3.40).
// 2. The file is made by us, with the right mode, before SQLite opens it (SQLite would make it 0644).
// 3. synchronous=FULL: with NORMAL a power cut loses commits whose ids were already printed.
// 4. No checkpoint on close, persistent WAL: two syncs a command, and readers work on a full disk.
// 5. An own checkpoint under the lock when the WAL has 64 pages, since nothing else would shorten it.
// 6. No write is begun with less than 1 MB free: memory-mapping a full disk ends in SIGBUS.
#pragma once

#include <memory>
#include <string>

#include "store/db.hpp"
#include "store/schema.hpp"

namespace outdesk {

class Store {
 public:
  /// Opens an existing store.  Works on a full and on a read-only disk.  Throws NotFound where there
  /// is none; StoreError where it is damaged, not ours, older or newer than this program.
  static Store open_to_read(const std::string& url, const Schema& known = schema());

  /// Opens for writing, and makes the store where there is none (mode 0600; 0660 in a folder with the
  /// set-group-id bit, which is the sign of a team's folder).  Waits up to a minute for other writers,
  /// then throws Busy.  A file that is no store is refused before anything is made beside it.
  static Store open_to_write(const std::string& url, const Schema& known = schema());

  /// The same for a store that must be there: throws NotFound where there is none.
  static Store open_to_change(const std::string& url, const Schema& known = schema());

  /// Called once when another run holds a store that is to be written, before waiting for it.
  static inline void (*on_wait)(const std::string& path) = nullptr;

  /// Tests put another database beside every store file that is opened, and compare what both answer.
  static inline std::unique_ptr<Db> (*beside)(std::unique_ptr<Db> store) = nullptr;

  Db& db() { return *db_; }
  const std::string& path() const { return db_->path(); }

 private:
  explicit Store(std::unique_ptr<Db> db) : db_(beside ? beside(std::move(db)) : std::move(db)) {}
  std::unique_ptr<Db> db_;
};

/// Whether a store's URL names a server ("postgresql://…", "postgres://…").
bool is_server_url(const std::string& url);

/// Refuses, before anything is opened, what would be taken for a file though it is meant as a URL, and a URL that hides a
/// password where libpq sees something else.  Throws UsageError, which shows no more of the name than its scheme.
void check_store_name(const std::string& name);
[[noreturn]] void refuse_password_in_url();

/// The file behind `--store`: a path, or "sqlite:PATH".  A server's URL is refused: what needs a file says so.
std::string store_path_of(const std::string& url);

}  // namespace outdesk
