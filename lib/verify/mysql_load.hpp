// A dump of MySQL or MariaDB loaded into a scratch server.
#pragma once

#include <memory>
#include <optional>
#include <set>
#include <string>

#include "verify/mysql_load_rules.hpp"
#include "verify/program_feed.hpp"
#include "verify/scratch_mysql.hpp"

namespace outdesk {

/// Takes the text piece by piece.
class MysqlLoad : private SqlDumpListener {
 public:
  /// `database`: where a dump that names none goes; empty: the one that its head tells of.  `most_bytes`: that the server
  /// may take on disk.
  MysqlLoad(ScratchMysql& server, std::string database, std::int64_t most_bytes);
  ~MysqlLoad() override;
  /// False where the load has failed: what comes after that is of no use.  Throws Interrupted.
  bool feed(std::string_view text);
  void finish();

  struct Trouble {
    Verdict verdict = Verdict::fail;
    Fault fault = Fault::restore_failed;
    std::string words;
  };
  const std::optional<Trouble>& trouble() const { return trouble_; }  ///< once it is finished
  /// It failed, and the dump is of another product, of a newer server, or has no tables: it cannot be loaded here.
  const std::string& not_for_here() const { return not_for_here_; }
  const TableRows& loaded_rows() const { return rows_; }
  const std::string& errors() const { return errors_; }
  const std::string& cut() const { return reader_.cut(); }
  bool closed() const { return closed_; }
  std::int64_t left_out() const { return left_out_; }

 private:
  bool statement(const SqlStatement& statement, bool whole) override;
  void comment(std::string_view line) override;
  void pass(std::string_view bytes) override;
  void open(bool with_database);
  void close();
  void judge(const ProgramResult& result);
  void fail(Verdict verdict, Fault fault, std::string words);
  bool room_left();

  ScratchMysql& server_;
  std::string database_;
  std::int64_t most_bytes_;
  SqlDumpReader reader_;
  std::set<std::string> known_;  ///< databases that the dump makes itself, or that were made for it
  std::string early_;
  std::unique_ptr<ProgramFeed> feed_;
  TableRows rows_;
  std::optional<Trouble> trouble_;
  std::string errors_, not_for_here_;
  MysqlVersion from_;
  std::int64_t left_out_ = 0;
  int checks_ = 0;
  bool named_ = false;           ///< where the dump goes is told by it or by the job
  bool finished_ = false, too_large_ = false, closed_ = false, own_database_ = false, makes_tables_ = false;
};

}  // namespace outdesk
