#include "verify/metadata_table.hpp"

#include <array>

#include "base/error.hpp"
#include "base/text.hpp"
#include "verify/metadata_cells.hpp"

namespace outdesk {

namespace {

constexpr std::array<std::string_view, 10> kMetadataColumns = {"path", "type", "mode", "uid", "gid", "size", "mtime", "link", "hardlink", "xattrs"};

/// "# Link target" as "linktarget".
std::string heading_key(std::string_view cell) {
  std::string key;
  for (char c : folded(cell))
    if (c != ' ' && c != '_' && c != '-' && c != '#') key += c;
  return key;
}

/// Some write the first name of a hard link where the target of a symbolic one stands.
void settle_links(TreeEntry& entry) {
  if (entry.type == TreeEntry::Type::link) return entry.linked_to.clear();
  bool of_file = entry.type == TreeEntry::Type::file && entry.target != "-";
  if (of_file && entry.linked_to.empty()) entry.linked_to = std::move(entry.target);
  entry.target.clear();
}

}  // namespace

MetadataTable::Column MetadataTable::column_named(std::string_view cell) {
  static const std::map<std::string, Column, std::less<>> names = {
      {"path", Column::path}, {"name", Column::path}, {"file", Column::path}, {"filename", Column::path},
      {"type", Column::type}, {"kind", Column::type},
      {"mode", Column::mode}, {"perm", Column::mode}, {"perms", Column::mode}, {"permissions", Column::mode},
      {"uid", Column::uid}, {"userid", Column::uid}, {"gid", Column::gid}, {"groupid", Column::gid},
      {"size", Column::size}, {"bytes", Column::size}, {"length", Column::size},
      {"mtime", Column::mtime}, {"mtimens", Column::mtime}, {"modified", Column::mtime}, {"time", Column::mtime},
      {"link", Column::link}, {"linktarget", Column::link}, {"target", Column::link}, {"symlink", Column::link}, {"linkto", Column::link},
      {"hardlink", Column::hardlink}, {"hardlinks", Column::hardlink}, {"hardlinkgroup", Column::hardlink},
      {"linkgroup", Column::hardlink}, {"inode", Column::hardlink},
      {"xattrs", Column::xattrs}, {"xattr", Column::xattrs}, {"attributes", Column::xattrs},
      {"sha256", Column::sum}, {"hash", Column::sum}, {"digest", Column::sum}};
  auto found = names.find(heading_key(cell));
  return found == names.end() ? Column::other : found->second;
}

bool MetadataTable::is_heading(const std::vector<std::string_view>& cells) {
  std::vector<Column> columns;
  std::set<Column> there;
  for (std::string_view cell : cells) {
    columns.push_back(column_named(cell));
    if (columns.back() != Column::other && !there.insert(columns.back()).second) return false;
  }
  if (!there.count(Column::path) || !there.count(Column::type)) return false;
  columns_ = std::move(columns);
  return true;
}

/// Rows without a heading line: the ten columns as they are written here, or with the path last.
void MetadataTable::guess_columns(const std::vector<std::string_view>& cells) {
  auto fits = [&](std::size_t at) {
    auto type = tree_type_named(cells[at]);
    return type && (type == TreeEntry::Type::link || read_mode_cell(cells[at + 1]));
  };
  bool ten = cells.size() == kMetadataColumns.size(), path_first = ten && fits(1), path_last = ten && fits(0);
  if (!path_first && !path_last) {
    std::string columns = join({kMetadataColumns.begin(), kMetadataColumns.end()}, "<tab>");
    lines_.refuse("the first line does not name the columns", "begin the file with: " + columns);
  }
  for (std::string_view name : kMetadataColumns) columns_.push_back(column_named(name));
  if (!path_first) std::rotate(columns_.begin(), columns_.begin() + 1, columns_.end());
}

std::string MetadataTable::text_of(std::string_view cell, bool escaped) const {
  if (!escaped) return std::string(cell);
  std::optional<std::string> text = unescaped_name(cell, true);
  if (!text) lines_.refuse("an escape that is none of \\\\, \\n, \\r and \\t: " + in_quotes(cell.substr(0, 80)));
  return *text;
}

void MetadataTable::set(Column column, std::string_view cell, bool escaped, MetadataRow& row) const {
  TreeEntry& entry = row.entry;
  auto number = [&](std::string_view name, TreeFacts fact, std::int64_t& out) {
    std::optional<std::int64_t> value = parse_count(cell);
    if (!value) lines_.refuse("column " + std::string(name) + ": " + in_quotes(cell.substr(0, 80)) + " is not a whole number");
    out = *value;
    row.facts |= fact;
  };
  switch (column) {
    case Column::path:
      if (std::string problem = clean_tree_path(text_of(cell, escaped), entry.path); !problem.empty()) lines_.refuse(problem);
      return;
    case Column::type:
      if (auto type = tree_type_named(cell)) entry.type = *type;
      else lines_.refuse("column type: " + in_quotes(cell.substr(0, 80)) + " is no type", "types are f, d, l, p, s, c and b");
      row.facts |= kTellsType;
      return;
    case Column::mode:
      if (auto mode = read_mode_cell(cell)) entry.mode = *mode;
      else lines_.refuse("column mode: " + in_quotes(cell.substr(0, 80)) + " is not an octal number");
      row.facts |= kTellsMode;
      return;
    case Column::uid: return number("uid", kTellsUid, entry.uid);
    case Column::gid: return number("gid", kTellsGid, entry.gid);
    case Column::size: return number("size", kTellsSize, entry.size);
    case Column::mtime:
      if (auto time = read_time_cell(cell)) entry.mtime_ns = *time;
      else lines_.refuse("column mtime: " + in_quotes(cell.substr(0, 80)) + " is no time", "a time is seconds since 1970, or like 2026-01-31T12:00:00Z");
      row.facts |= kTellsMtime;
      return;
    case Column::link:
      entry.target = text_of(cell, escaped);
      row.facts |= kTellsTarget;
      return;
    case Column::hardlink: entry.linked_to = text_of(cell, escaped); return;
    case Column::xattrs:
      if (!read_xattr_cell(cell, entry.xattrs))
        lines_.refuse("column xattrs: " + in_quotes(cell.substr(0, 80)) + " is not name=base64 with commas between");
      row.facts |= kTellsXattrs;
      return;
    case Column::sum:
      entry.sha256 = digest_of_hex(cell);
      if (!entry.sha256) lines_.refuse("column sha256: " + in_quotes(cell.substr(0, 80)) + " is not a SHA-256 sum");
      return;
    case Column::other: return;
  }
}

bool MetadataTable::next(MetadataRow& row) {
  std::string_view line;
  do {
    if (!lines_.next(line)) return false;
  } while (line.empty());
  bool escaped = line.starts_with('\\');
  std::vector<std::string_view> cells = split(escaped ? line.substr(1) : line, '\t');
  if (columns_.empty()) {
    if (is_heading(cells)) return next(row);
    guess_columns(cells);
  }
  // What may be empty and stands last may have been cut off by an editor; anything else is a line that was torn.
  std::size_t least = columns_.size();
  auto may_be_empty = [](Column column) {
    return column == Column::link || column == Column::hardlink || column == Column::xattrs || column == Column::other;
  };
  while (least > 0 && may_be_empty(columns_[least - 1])) --least;
  if (cells.size() < least)
    lines_.refuse("the line has " + std::to_string(cells.size()) + " cells of " + std::to_string(columns_.size()), "write the file anew");
  if (cells.size() > columns_.size())
    lines_.refuse("the line has " + std::to_string(cells.size()) + " cells, and there are " + std::to_string(columns_.size()) + " columns",
                  "write tabs in names as \\t, and a backslash in front of the line");
  cells.resize(columns_.size());  // what an editor took off the end was empty
  row = MetadataRow();
  for (std::size_t i = 0; i < cells.size(); ++i) {
    bool must = columns_[i] == Column::path || columns_[i] == Column::type;
    bool empty = cells[i].empty() ? columns_[i] != Column::xattrs : cells[i] == "-" && columns_[i] != Column::link;
    if (must || !empty) set(columns_[i], cells[i], escaped, row);
  }
  settle_links(row.entry);
  return true;
}

std::string metadata_heading() { return join({kMetadataColumns.begin(), kMetadataColumns.end()}, "\t") + "\n"; }

void append_metadata_line(std::string& out, const TreeEntry& entry) {
  std::string_view path = entry.path.empty() ? "." : std::string_view(entry.path);
  bool escaped = needs_escapes(path, true) || needs_escapes(entry.target, true) || needs_escapes(entry.linked_to, true);
  auto name = [&](std::string_view text) {
    if (escaped) append_escaped(out, text, true);
    else out += text;
  };
  if (escaped) out += '\\';
  name(path);
  out += '\t';
  out += static_cast<char>(entry.type);
  out += '\t' + mode_cell(entry.mode) + '\t' + std::to_string(entry.uid) + '\t' + std::to_string(entry.gid) + '\t';
  if (entry.type == TreeEntry::Type::file) out += std::to_string(entry.size);
  out += '\t' + time_cell(entry.mtime_ns) + '\t';
  name(entry.target);
  out += '\t';
  name(entry.linked_to);
  out += '\t' + xattr_cell(entry.xattrs) + '\n';
}

}  // namespace outdesk
