// A foreign SQLite file, which may be damaged or hostile, looked at with SQLite itself.
#pragma once

#include <string>
#include <vector>

#include "verify/archive_bytes.hpp"
#include "verify/sql_dump_scan.hpp"

struct sqlite3;

namespace outdesk {

class SqliteFile {
 public:
  enum class Mode {
    as_it_is,  ///< read where it lies: nothing is written, no lock taken, a -wal beside it not read
    own_copy   ///< a copy in the scratch folder: what lies in its -wal or -journal is taken into it
  };

  /// `deadline`: of each question.  Throws ArchiveFault, as all of it does; WriteError where the scratch folder is full.
  SqliteFile(const std::string& path, Mode mode, Seconds deadline);
  SqliteFile(const SqliteFile&) = delete;
  ~SqliteFile();

  /// What speaks against the file, empty where it is sound.  Indexes whose collation or function this SQLite does not know
  /// are not compared with their tables.
  struct Soundness {
    std::vector<std::string> damage;   ///< the first 20 lines of integrity_check
    std::vector<std::string> remarks;  ///< lines about values, not about the file
  };
  Soundness check();

  /// Rows, as "main.orders", of the tables that `wanted` names, and of up to `others` more.
  TableRows rows(const std::vector<std::string>& wanted, std::size_t others);

 private:
  struct Answers;
  std::vector<std::string> ask(const char* sql, const std::string* argument = nullptr);
  [[noreturn]] void refuse(int code);
  std::vector<std::string> integrity();
  static int on_progress(void* self);
  static void on_collation(void* self, sqlite3* db, int encoding, const char* name);

  sqlite3* db_ = nullptr;
  std::string path_;
  Seconds deadline_;
  std::int64_t until_ = 0;  ///< monotonic seconds
  bool odd_collation_ = false;
};

}  // namespace outdesk
