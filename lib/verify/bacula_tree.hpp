// The files that a chain of Bacula jobs brings back: what the catalog says of them, the newest of each name.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "verify/bacula_catalog.hpp"
#include "verify/bacula_words.hpp"
#include "verify/tree_entry.hpp"

namespace outdesk {

struct BaculaEntry {
  std::string path;    ///< absolute, without a slash behind; a Windows drive "C:/x" is "/C/x", as Bacula restores it
  BaculaStat stat;
  std::string digest;  ///< raw; "" where the catalog has none
  std::int64_t id = 0, job = 0, index = 0;  ///< FileId, JobId, FileIndex
  bool regular() const { return (stat.mode & 0170000) == 0100000; }
  bool folder() const { return (stat.mode & 0170000) == 0040000; }
};

class BaculaTree {
 public:
  /// One row of the catalog; `order`: place of its job in the chain, the full backup first.
  void add(BaculaFileRow&& row, std::size_t order);
  /// When all rows are in.  `root`: folder that paths are told from; empty: the deepest that holds everything.
  void finish(const std::string& root);

  const std::vector<BaculaEntry>& entries() const { return entries_; }  ///< by path, bytewise
  const std::string& root() const { return root_; }                     ///< "" for "/"
  std::int64_t unreadable() const { return unreadable_; }               ///< rows whose LStat cannot be read

  /// From the root, as the manifest spells it; empty where it lies outside.
  std::optional<std::string_view> relative(const std::string& path) const;
  const BaculaEntry* find(std::string_view path) const;  ///< absolute
  /// The first path that would leave the folder that it is restored to ("..", or through a link); "" where none does.
  std::string unsafe() const;
  /// Paths, from the root, of regular files.
  std::vector<std::string> files() const;
  std::int64_t file_count() const;
  std::int64_t file_bytes() const;  ///< of regular files, hard links once

  /// As a tree's entry; the sum where it is known.  Hard links are told by `names_of`.
  TreeEntry as_tree_entry(const BaculaEntry& entry, std::string_view relative) const;
  /// The name under which the entry's data stand: itself, or the first name of a hard link; null where that is gone.
  const BaculaEntry* with_data(const BaculaEntry& entry) const;

 private:
  std::vector<BaculaEntry> entries_;
  std::unordered_map<std::string, std::pair<std::size_t, BaculaEntry>> newest_;  ///< order, and index 0: deleted
  std::map<std::pair<std::int64_t, std::int64_t>, std::size_t> by_index_;        ///< job and index of names with several links
  std::map<std::pair<std::int64_t, std::int64_t>, std::size_t> first_name_;      ///< of a hard link, bytewise
  std::string root_;
  std::int64_t unreadable_ = 0;
};

/// The path as Bacula restores it below a folder.
std::string bacula_restored_path(std::string path);

}  // namespace outdesk
