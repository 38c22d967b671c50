// A dump of PostgreSQL, as SQL text, loaded into a scratch server.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "verify/program_feed.hpp"
#include "verify/scratch_postgres.hpp"

namespace outdesk {

/// Takes the text piece by piece.  A dump of several databases (pg_dumpall, pg_dump --create) is loaded into several.
class PostgresLoad : private SqlDumpListener {
 public:
  struct Trouble {
    Verdict verdict = Verdict::fail;
    Fault fault = Fault::restore_failed;
    std::string words;
  };

  /// `most_bytes`: that the server may take on disk.
  PostgresLoad(ScratchPostgres& server, const BackupExpectation& expect, std::int64_t most_bytes);
  ~PostgresLoad() override;
  /// False where the load has failed: what comes after that is of no use.  Throws Interrupted.
  bool feed(std::string_view text);
  void finish();

  const std::optional<Trouble>& trouble() const { return trouble_; }  ///< once it is finished
  /// It failed, and the dump is of a newer server or has no tables: it cannot be loaded here.
  const std::string& not_for_here() const { return not_for_here_; }
  const TableRows& loaded_rows() const { return rows_; }
  const std::string& errors() const { return errors_; }               ///< what psql said, without data of the dump
  const std::string& cut() const { return reader_.cut(); }            ///< see SqlDumpReader
  bool closed() const { return closed_; }                             ///< the closing comment stood at the end
  /// "without 12 statements about owners and rights, without extension 'postgis'"; empty where all was loaded.
  std::string left_out() const;

 private:
  bool statement(const SqlStatement& statement, bool whole) override;
  void command(std::string_view line, std::int64_t number) override;
  void comment(std::string_view line) override;
  void pass(std::string_view bytes) override;
  void open_database();
  void close_database();
  void judge(const ProgramResult& result);
  void fail(Verdict verdict, Fault fault, std::string words);
  bool room_left();

  ScratchPostgres& server_;
  const BackupExpectation& expect_;
  std::int64_t most_bytes_;
  SqlDumpReader reader_;
  std::string source_name_;      ///< of the database, as the dump calls it; empty: it does not
  DatabaseWish wish_;
  std::string early_, database_; ///< text before anything is made; the database that is being filled
  std::unique_ptr<ProgramFeed> feed_;
  TableRows rows_;
  std::optional<Trouble> trouble_;
  std::string errors_, not_for_here_;
  std::vector<std::string> missing_;
  std::int64_t left_out_ = 0;
  int major_ = 0, checks_ = 0;
  bool finished_ = false, too_large_ = false, closed_ = false, cluster_ = false, makes_tables_ = false;
};

}  // namespace outdesk
