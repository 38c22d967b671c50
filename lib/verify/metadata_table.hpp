// The metadata file of a manifest: one line for each entry of a tree, with tabs between the cells.
//
// The first line names the columns, in any order: path type mode uid gid size mtime link hardlink xattrs.  Other words
// for them and other columns are tolerated (a column sha256 or hash is a sum); without such a line the rows have these ten
// cells in this order, or with the path last.  An empty cell, "-" and a column that is not there tell nothing, except that
// an empty cell of xattrs says that there are none.  Cells at the end of a line may be left out where they may be empty
// for any entry (link, hardlink, xattrs); a shorter line was torn, and is refused.
//
//   path      as in the sums file: relative, bytes as they are; "." is the root
//   type      f d l p s c b, or the words for them ("file", "directory", "symlink"…)
//   mode      octal
//   mtime     seconds since 1970 with a fraction or without; from 10^14 on nanoseconds; or RFC 3339
//   link      where a symbolic link leads
//   hardlink  the same text for all names of one file: as written here the first of them, bytewise; a number will do
//   xattrs    name=base64 with commas (or semicolons, or spaces) between; in the name %XX stands for the bytes that are not of [A-Za-z0-9._:@/-]
//
// A line that begins with a backslash has escapes in path, link and hardlink (tab, newline, carriage return and backslash as
// \t \n \r \\), behind that backslash, and only such a line: the rule of sha256sum, so that any name comes back as it was.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "verify/manifest_lines.hpp"
#include "verify/tree_manifest.hpp"

namespace outdesk {

struct MetadataRow {
  TreeEntry entry;  ///< `linked_to` is the cell of hardlink as it stands
  TreeFacts facts = 0;
};

class MetadataTable {
 public:
  /// `lines` must outlive it.
  explicit MetadataTable(ManifestLines& lines) : lines_(lines) {}
  /// False at the end.  Throws InputError with file and line.
  bool next(MetadataRow& row);

 private:
  enum class Column { path, type, mode, uid, gid, size, mtime, link, hardlink, xattrs, sum, other };
  struct Cells;
  bool is_heading(const std::vector<std::string_view>& cells);
  void guess_columns(const std::vector<std::string_view>& cells);
  void set(Column column, std::string_view cell, bool escaped, MetadataRow& row) const;
  std::string text_of(std::string_view cell, bool escaped) const;
  static Column column_named(std::string_view name);

  ManifestLines& lines_;
  std::vector<Column> columns_;
};

/// The heading line and the line of an entry, each with its end.
std::string metadata_heading();
void append_metadata_line(std::string& out, const TreeEntry& entry);

}  // namespace outdesk
