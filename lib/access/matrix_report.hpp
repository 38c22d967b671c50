// The access matrix: people across, folders down, in each cell what the person can really do.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "access/matrix_columns.hpp"
#include "access/snapshot_store.hpp"
#include "output/document.hpp"
#include "store/db.hpp"

namespace outdesk {

struct MatrixOptions {
  std::optional<std::int64_t> depth;  ///< only folders so many levels below the first; 0 is the first alone
  std::string path;                   ///< only this folder and what lies below it: as shown, or absolute
  std::string account;                ///< only this column: an account, or a person's name
  bool own_rights_only = false;       ///< only folders whose rights differ in effect from their parent's, and unread ones
  bool masks = false;                 ///< exact masks too
  bool people_only = false;           ///< only people of the contract
  bool all_accounts = false;          ///< service accounts too that can do no more than any stranger
  bool from_above = false;            ///< count the folders above the scanned one
  bool sheets = false;                ///< also the people, and the folders with own rights, each as a section for people
  std::optional<Instant> since = {};  ///< mark what changed since the last snapshot at or before this; else of 30 days before
  std::string changed_title = {};     ///< what such a mark means; empty: the day since which
};

/// Whose matrix it is.
struct MatrixSubject {
  std::string client, client_name, server;
  Language language = Language::en;
  const Zone* zone = nullptr;  ///< of the contract; its dates decide who is dismissed
  std::vector<Person> people;  ///< of the contract
};

/// Cells to be marked as changed: of each snapshot accounts by folder, and since when.
struct MatrixChanges {
  std::map<const Snapshot*, std::map<std::uint32_t, std::vector<std::string>>> cells;
  std::optional<Instant> since;
};

/// With the people, the zone and the language of the contract in force when a snapshot was `taken`; `language` wins.
MatrixSubject matrix_subject(Db& db, const std::string& client, const std::string& server, Instant taken, std::optional<Instant> as_of, std::optional<Language> language);

/// What a report about a server's access rests on: the last snapshot of each tree at or before `as_of`, and whose it is.
struct LatestTrees {
  std::vector<SnapshotLine> lines;
  std::vector<Snapshot> snapshots;
  Instant newest;
  MatrixSubject subject;
};
/// Throws NotFound where there is no client, no snapshot.
LatestTrees latest_trees(Db& db, const std::string& client, const std::string& server, std::optional<Instant> as_of, std::optional<Language> language);

/// The matrix of one or more trees of a server; the newest snapshot's identities count for all of them.
/// JSON as in formats.md section 6.  Paths begin with the name of the scanned folder, "share/Sales", or
/// with its whole path where two scanned folders have one name; bytes that are no text are shown escaped.
/// Throws NotFound for a path or an account that is not there, naming the nearest.
/// `snapshots` must not be empty.
Document make_matrix(const MatrixSubject& subject, const std::vector<Snapshot>& snapshots, const MatrixOptions& options, const MatrixChanges& changes = {});

/// The same from the store: the last snapshot of each tree of the server at or before `as_of`, with people
/// and language of the contract in force then.  Cells that differ from the last snapshot of 30 days before are marked.  Throws NotFound where there is no client, no snapshot.
Document make_matrix(Db& db, const std::string& client, const std::string& server, std::optional<Instant> as_of,
                     std::optional<Language> language, const MatrixOptions& options);

}  // namespace outdesk
