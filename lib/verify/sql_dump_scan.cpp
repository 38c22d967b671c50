#include "verify/sql_dump_scan.hpp"

#include <algorithm>
#include <cstring>

#include "base/text.hpp"
#include "verify/sql_dump_marks.hpp"

namespace outdesk {

namespace {

constexpr std::size_t kMostTables = 200'000, kUnsafeNamed = 10;
constexpr int kDeepestParents = 32;

bool ends_with_part(std::string_view name, std::string_view wanted) {
  return name == wanted || (name.size() > wanted.size() && name.ends_with(wanted) && name[name.size() - wanted.size() - 1] == '.');
}

std::optional<std::int64_t> rows_of_names(const TableRows& rows, std::string_view wanted) {
  if (auto exact = rows.find(std::string(wanted)); exact != rows.end()) return exact->second;
  std::optional<std::int64_t> sum, in_public;
  std::string with_public = "public." + std::string(wanted);
  for (const auto& [name, count] : rows) {
    if (!ends_with_part(name, wanted)) continue;
    sum = sum.value_or(0) + count;
    if (ends_with_part(name, with_public)) in_public = in_public.value_or(0) + count;
  }
  return in_public ? in_public : sum;
}

}  // namespace

PsqlCommand psql_command(std::string_view line) {
  std::string_view name = line.substr(0, line.find_first_of(" \t"));
  if (name == "\\connect" || name == "\\c") return line.find('`') == line.npos ? PsqlCommand::connect : PsqlCommand::unsafe;
  if (name.size() < 2 || name.starts_with("\\.") || name.starts_with("\\N") || name[1] == '\\') return PsqlCommand::row;
  if (line.find('`') != line.npos) return PsqlCommand::unsafe;  // runs a program, in any command
  constexpr std::string_view kHarmless[] = {"\\restrict", "\\unrestrict", "\\set", "\\unset", "\\echo", "\\qecho", "\\warn", "\\encoding", "\\timing", "\\pset"};
  return std::find(std::begin(kHarmless), std::end(kHarmless), name) != std::end(kHarmless) ? PsqlCommand::harmless : PsqlCommand::unsafe;
}

std::string connected_database(std::string_view line) {
  std::string_view rest = trimmed(line.substr(std::min(line.size(), line.find(' '))));
  if (rest.starts_with("-reuse-previous=")) rest = trimmed(rest.substr(std::min(rest.size(), rest.find(' '))));
  std::string bare;
  for (char c : rest)
    if (c != '"' && c != '\'') bare += c;
  if (bare.starts_with("dbname=")) bare.erase(0, 7);
  return bare.substr(0, 256);
}

std::optional<std::int64_t> rows_of_table(const TableRows& rows, std::string_view wanted) {
  if (std::optional<std::int64_t> found = rows_of_names(rows, wanted)) return found;
  TableRows low;
  for (const auto& [name, count] : rows) low[without_case(name)] += count;
  return rows_of_names(low, without_case(wanted));
}

std::vector<std::string> tables_short_of(const TableRows& rows, const std::map<std::string, std::int64_t>& wanted) {
  std::vector<std::string> found;
  for (const auto& [table, least] : wanted) {
    std::optional<std::int64_t> count = rows_of_table(rows, table);
    if (!count) found.push_back("table " + in_quotes(table) + " is not there");
    else if (*count < least) found.push_back("table " + in_quotes(table) + " has " + std::to_string(*count) + " of at least " + std::to_string(least) + " rows");
  }
  return found;
}

TableRows rows_as_wanted(const TableRows& rows, const std::map<std::string, std::int64_t>& wanted) {
  constexpr std::size_t kMostOthers = 100;
  TableRows told;
  for (const auto& [table, least] : wanted)
    if (std::optional<std::int64_t> count = rows_of_table(rows, table)) told[table] = *count;
  std::size_t most = told.size() + kMostOthers;
  for (const auto& [table, count] : rows) {
    bool asked = std::any_of(wanted.begin(), wanted.end(), [&name = table](const auto& one) { return ends_with_part(name, one.first); });
    if (!asked && told.size() < most) told[table] = count;
  }
  return told;
}

SqlDumpScan::SqlDumpScan(SqlDialect dialect) : dialect_(dialect), reader_(dialect, *this) {}

void SqlDumpScan::feed(std::string_view bytes) {
  if (!zero_at_)
    if (const void* zero = std::memchr(bytes.data(), 0, bytes.size())) zero_at_ = offset_ + (static_cast<const char*>(zero) - bytes.data());
  offset_ += static_cast<std::int64_t>(bytes.size());
  reader_.feed(bytes);
}

void SqlDumpScan::finish() { reader_.finish(); }

TableRows SqlDumpScan::rows() const {
  TableRows total = rows_;
  for (const auto& [table, count] : rows_) {
    if (count == 0) continue;
    std::string above = table;
    for (int depth = 0; depth < kDeepestParents; ++depth) {
      auto parent = parents_.find(above);
      if (parent == parents_.end()) break;
      above = parent->second;
      if (auto found = total.find(above); found != total.end()) found->second += count;
    }
  }
  return total;
}

std::string SqlDumpScan::full_name(const std::string& table) const { return database_.empty() || table.empty() ? table : database_ + "." + table; }

std::int64_t* SqlDumpScan::counter(const std::string& table) {
  if (table.empty()) return nullptr;
  auto found = rows_.find(table);
  if (found != rows_.end()) return &found->second;
  if (rows_.size() >= kMostTables) {
    overflowed_ = true;
    return nullptr;
  }
  return &rows_[table];
}

bool SqlDumpScan::statement(const SqlStatement& s, bool) {
  closed_ = false;
  if (dialect_ == SqlDialect::mysql && s.is(0, "use")) {
    std::size_t at = 1;
    database_ = s.name_at(at);
  }
  if (s.is(0, "create") || s.is(0, "copy") || s.is(0, "insert") || s.is(0, "replace")) {
    std::string table = s.table();
    counter(full_name(table));
    if (s.is(0, "create") && !table.empty()) ++made_;
    if (s.is(0, "create")) note_parent(s, table);
    bool row_source = s.from_stdin || s.has("stdout");
    if (s.is(0, "copy") && !row_source) note_unsafe("COPY with a program or a file of the server", s.line);
  }
  if (s.starts({"alter", "table"}) && s.has("attach")) note_parent(s, {});
  if (s.starts({"load", "data"})) note_unsafe("LOAD DATA", s.line);
  if (s.is(0, "select") && (s.has("outfile") || s.has("dumpfile"))) note_unsafe("INTO OUTFILE", s.line);
  return true;
}

/// PARTITION OF parent; INHERITS (parent); ALTER TABLE ONLY parent ATTACH PARTITION child.
void SqlDumpScan::note_parent(const SqlStatement& s, const std::string& table) {
  if (parents_.size() >= kMostTables) return;
  std::string child = table, parent;
  for (std::size_t at = 0; at < s.tokens.size(); ++at) {
    if (s.is(at, "attach") && s.is(at + 1, "partition")) {
      std::size_t from = s.is(2, "only") ? 3 : 2, to = at + 2;
      parent = s.name_at(from);
      child = s.name_at(to);
      break;
    }
    bool of = s.is(at, "partition") && s.is(at + 1, "of"), inherits = s.is(at, "inherits");
    if (child.empty() || !(of || inherits)) continue;
    std::size_t from = at + 2;
    parent = s.name_at(from);
    break;
  }
  if (!child.empty() && !parent.empty()) parents_[full_name(child)] = full_name(parent);
}

void SqlDumpScan::rows(const SqlStatement& s, std::int64_t count) {
  if (std::int64_t* rows = counter(full_name(s.table()))) *rows += count;
}

void SqlDumpScan::odd_row(const SqlStatement& s, std::int64_t line) {
  if (odd_row_.empty()) odd_row_ = "line " + std::to_string(line) + ", table " + in_quotes(s.table());
}

void SqlDumpScan::comment(std::string_view line) {
  DumpProgram program = program_of_dump(line);
  if (program == DumpProgram::pg_dumpall) cluster_ = true;
  DumpProgram closes = dialect_ == SqlDialect::mysql ? DumpProgram::mysqldump : cluster_ ? DumpProgram::pg_dumpall : DumpProgram::pg_dump;
  if (is_closing_comment(closes, line)) closed_ = true;
}

void SqlDumpScan::command(std::string_view line, std::int64_t number) {
  switch (psql_command(line)) {
    case PsqlCommand::harmless: break;
    case PsqlCommand::connect: database_ = connected_database(line); break;
    case PsqlCommand::row:
      if (stray_rows_ == 0) stray_rows_ = number;
      break;
    case PsqlCommand::unsafe: note_unsafe("the command " + std::string(line.substr(0, std::min<std::size_t>(20, line.find(' ')))), number); break;
  }
}

void SqlDumpScan::note_unsafe(const std::string& what, std::int64_t line) {
  ++unsafe_count_;
  if (unsafe_.size() < kUnsafeNamed) unsafe_.push_back(printable(what) + " on line " + std::to_string(line));
}

}  // namespace outdesk
