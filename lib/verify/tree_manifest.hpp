// What a tree held when it was backed up: SHA-256 sums as `sha256sum` writes and checks them, and, in a second file, what
// sums do not say.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "backup/verdict.hpp"
#include "verify/copy.hpp"
#include "verify/tree_entry.hpp"

namespace outdesk {

/// What a manifest tells about one entry.
enum TreeFact : unsigned char {
  kTellsType = 1, kTellsMode = 2, kTellsUid = 4, kTellsGid = 8, kTellsSize = 16, kTellsMtime = 32, kTellsTarget = 64, kTellsXattrs = 128
};
using TreeFacts = unsigned char;

/// The sums file: `hash  path` or `hash *path`, a backslash in front where the name has an escaped newline, carriage
/// return or backslash (GNU coreutils; also `sha256sum --tag`, comments, CRLF).  The metadata file: see metadata_table.hpp.
/// Paths are bytes; "./" in front is taken off.  What only one of the two files names is legal: a file without a sum is
/// not compared in content, one without metadata in nothing else.
class TreeManifest {
 public:
  /// Either name may be empty.  Throws InputError with file and line: not a sum, a name twice, a name that leads out
  /// ("../", absolute), a bad escape; also where a file cannot be read.
  static TreeManifest read(const std::string& sums_file, const std::string& metadata_file = {});
  /// Of a tree that was read: everything is told.
  static TreeManifest of(std::vector<TreeEntry> entries);

  bool has_metadata() const { return metadata_; }
  const std::vector<TreeEntry>& entries() const { return entries_; }  ///< by path, bytewise
  const TreeEntry* find(std::string_view path) const;
  std::int64_t files() const;  ///< regular files
  std::int64_t bytes() const;  ///< of them, files with several names once; 0 without metadata
  /// For the evidence: of the metadata file's bytes and the sums file's behind them (`cat METADATA SUMS | sha256sum`).
  const Digest& digest() const { return digest_; }

  TreeFacts facts(const TreeEntry& entry) const { return facts_[place_of(entry)]; }  ///< `entry` is one of entries()
  std::size_t place_of(const TreeEntry& entry) const { return static_cast<std::size_t>(&entry - entries_.data()); }
  /// A folder, or anything but a regular file, is told of: so what is not told of should not be there.
  bool tells_folders() const { return tells_folders_; }
  bool tells_all_types() const { return tells_all_types_; }
  /// True for the manifest's own files, where they lie at the top of the tree that they are about.
  bool is_own_file(std::string_view path) const { return !path.empty() && (path == own_sums_ || path == own_metadata_); }
  const Digest& sums_digest() const { return sums_digest_; }  ///< of the sums file alone

 private:
  void finish();
  std::vector<TreeEntry> entries_;
  std::vector<TreeFacts> facts_;  ///< one for each entry
  bool metadata_ = false, tells_folders_ = false, tells_all_types_ = false;
  std::string own_sums_, own_metadata_;
  Digest digest_{}, sums_digest_{};
};

/// The two files of a tree, as text, in the order given.
std::string sums_text(const std::vector<TreeEntry>& entries);  ///< of regular files that have a sum
std::string metadata_text(const std::vector<TreeEntry>& entries);

/// Warns where the manifest tells of attributes that the copy has no place for.
void tell_lost_attributes(const TreeManifest& manifest, CheckLevel level, const std::string& point, CopyFindings& findings);

/// Compares a tree, entry by entry in any order, with a manifest, which must outlive it.  Not compared: the root itself,
/// sockets (nothing brings them back), modes and times of links, times of folders, attributes outside user.*,
/// security.capability and system.posix_acl_* where only one side has them.
class TreeComparison {
 public:
  /// `only`: paths that are expected (a sample); empty: all of the manifest.  A tree that is walked whole, and read in
  /// part, needs none.
  TreeComparison(const TreeManifest& manifest, CheckLevel level, const Copy::Keeps& keeps, const std::vector<std::string>& only = {});
  ~TreeComparison();
  void saw(const TreeEntry& entry);  ///< a regular file comes with its sum, or without where it was not read (then only the rest is compared)
  /// What could not be read: that path, and with `below` everything below it, is not missing and has not lost attributes or
  /// links.  Before saw() of it.
  void not_read(const std::string& path, bool below = true);
  /// Adds findings of `level` (content-changed, entry-missing, entry-extra, metadata-changed; each with count and first
  /// names) and returns the counts; `metadata` has what is a fault, so no times.  `differing`: printable, at most 200
  /// columns each, bytewise.
  HashCover finish(const std::string& point, CopyFindings& findings);

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace outdesk
