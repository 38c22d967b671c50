// One file that holds all of a store: what backup, upgrade and restore are made of.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "base/sha256.hpp"
#include "store/db.hpp"

namespace outdesk {

/// What tells one state of a store from another.
struct StoreFacts {
  int version = 0;         ///< of the schema
  std::int64_t lines = 0;  ///< of the journal
  Digest head{};           ///< hash of the last of them
  bool operator==(const StoreFacts&) const = default;
};
StoreFacts facts_of(Db& db);

/// Whether anything has this name, a link to nothing too.
bool is_there(const std::string& path);

/// Copies one moment of `source` into the empty file `to`, flushed to the disk.  The copy needs no file beside it, and is opened
/// from read-only disks too.  Throws StoreError where it does not say what the source said.
StoreFacts copy_into(Db& source, const std::string& to);
/// The same into a new file (exactly `mode`), which is gone where that fails.
StoreFacts copy_whole(Db& source, const std::string& to, unsigned mode);

/// To read a store that others may be using, also on a full or read-only disk.
std::unique_ptr<Db> open_in_use(const std::string& path);
/// To read a file that is no store in use: nothing is made beside it where nothing lies there.
std::unique_ptr<Db> open_copy(const std::string& path);

/// A copy that did not come to its end, with what the database laid beside it: a run that was killed leaves both.
void remove_draft(const std::string& path);
/// What the database laid beside it alone, which would be read into a new draft of that name.
void remove_beside(const std::string& path);

void flush_file(const std::string& path);       ///< throws WriteError

/// Renames `draft` where nothing has the name yet, and flushes the folder.  Throws WriteError.
void give_free_name(const std::string& draft, const std::string& name);

/// Throws StoreError that names the first of them, where there are any.
void refuse_damaged(const std::string& subject, const std::vector<std::string>& damage, const std::string& next_step);

}  // namespace outdesk
