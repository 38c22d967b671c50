// Store files as SQLite has them: opening, locking, versions.  What lib/store/store.hpp promises is made of these.
#pragma once

#include <functional>
#include <memory>
#include <string>

#include "store/db.hpp"
#include "store/file_descriptor.hpp"
#include "store/schema.hpp"
#include "store/sqlite.hpp"

namespace outdesk {

inline constexpr int kStoreApplicationId = 0x6F75746B;  // "outk"

/// The file's driver alone, with the settings that every store is read and written with.  `flags` are SQLite's own.
std::unique_ptr<SqliteDriver> open_sqlite(const std::string& name, const std::string& path, int flags);
std::unique_ptr<Db> open_database(const std::string& name, const std::string& path, int flags);

/// Never a name that SQLite gives a meaning of its own (":memory:").
std::string as_file_name(const std::string& path);
/// As a URI of a file that nobody writes to.
std::string as_immutable_uri(const std::string& path);

/// Version of the schema in the file; 0 for a file that holds nothing yet.  Throws StoreError for what is not ours or newer.
int version_of(Db& db, const Schema& known);
/// Throws StoreError for an empty or older store.
void require_current(Db& db, const Schema& known);
[[noreturn]] void refuse_empty(const std::string& path);
/// The steps from version `from` on, and then what `fill` does, in one transaction.
void run_migrations(Db& db, int from, const Schema& known, const std::function<void(Db&)>& fill = {});

/// Brings everything into the main file, so that it alone says what it is.
void checkpoint(SqliteDriver& driver);
bool holds_nothing(const std::string& path);

/// Refuses what is no store before a lock or side file is made beside it.
void refuse_other_files(const std::string& path);

/// Takes the lock of a store that is to be written; it is held as long as the file is open.  Throws Busy after a minute.
int take_lock(const std::string& store);

}  // namespace outdesk
