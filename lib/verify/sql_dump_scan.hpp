// What a plain SQL dump holds, learned by reading it once from end to end: rows of each table, whether it is whole, and
// what in it would act on the machine that loads it.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "verify/sql_dump_reader.hpp"

namespace outdesk {

/// The tables of a database and their rows: "public.orders"; "shop.public.orders" where a dump holds several databases.
using TableRows = std::map<std::string, std::int64_t>;

/// Rows of the table that an expectation names: "orders", "public.orders".  A bare name is that of schema public where
/// there is one there, else the sum of all tables of that name.  Empty where there is none.
std::optional<std::int64_t> rows_of_table(const TableRows& rows, std::string_view wanted);

/// The tables of `wanted` (table, least rows) that have too few: "orders has 17 of 1000", "items is not there".
std::vector<std::string> tables_short_of(const TableRows& rows, const std::map<std::string, std::int64_t>& wanted);

/// The same rows for the evidence: the tables of `wanted` as they are spelled there, and up to 100 others.
TableRows rows_as_wanted(const TableRows& rows, const std::map<std::string, std::int64_t>& wanted);

/// What psql's command does: nothing to the machine (\restrict, \echo), rows that lost their COPY (\., \N), or more.
enum class PsqlCommand { harmless, connect, row, unsafe };
PsqlCommand psql_command(std::string_view line);
/// The database of "\connect shop".
std::string connected_database(std::string_view line);

class SqlDumpScan : private SqlDumpListener {
 public:
  explicit SqlDumpScan(SqlDialect dialect);
  void feed(std::string_view bytes);
  void finish();

  /// Tables that are made or filled; rows of partitions and of inheriting tables count for their parents too.
  TableRows rows() const;
  std::int64_t tables_made() const { return made_; }
  /// After the last statement stood the comment that the dumping program closes with.
  bool closed() const { return closed_; }
  /// Where it ends, unless between statements; see SqlDumpReader::cut().
  const std::string& cut() const { return reader_.cut(); }
  /// What would run programs or touch files where it is loaded: "\! on line 7"; the first ten, and how many there are.
  const std::vector<std::string>& unsafe() const { return unsafe_; }
  std::int64_t unsafe_count() const { return unsafe_count_; }
  /// The first line with rows of COPY outside of a COPY: what stood before them is lost; 0 where there is none.
  std::int64_t stray_rows() const { return stray_rows_; }
  /// The first row of COPY that has other columns than its COPY names, "line 17, table 'public.orders'"; empty: none.
  const std::string& odd_row() const { return odd_row_; }
  /// Offset of the first byte that is zero, which no dump holds: a damaged or never written block.
  std::optional<std::int64_t> zero_at() const { return zero_at_; }
  /// More tables than are counted.
  bool overflowed() const { return overflowed_; }

 private:
  bool statement(const SqlStatement& statement, bool whole) override;
  void rows(const SqlStatement& statement, std::int64_t count) override;
  void odd_row(const SqlStatement& statement, std::int64_t line) override;
  void comment(std::string_view line) override;
  void command(std::string_view line, std::int64_t number) override;
  std::string full_name(const std::string& table) const;
  std::int64_t* counter(const std::string& table);
  void note_parent(const SqlStatement& statement, const std::string& table);
  void note_unsafe(const std::string& what, std::int64_t line);

  SqlDialect dialect_;
  SqlDumpReader reader_;
  TableRows rows_;
  std::map<std::string, std::string> parents_;
  std::string database_;  ///< that the dump has gone into; empty: the one that it is loaded into
  std::int64_t made_ = 0, unsafe_count_ = 0, stray_rows_ = 0, offset_ = 0;
  bool closed_ = false, cluster_ = false, overflowed_ = false;
  std::string odd_row_;
  std::vector<std::string> unsafe_;
  std::optional<std::int64_t> zero_at_;
};

}  // namespace outdesk
