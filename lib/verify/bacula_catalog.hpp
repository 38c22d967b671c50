// Questions to Bacula's catalog, asked through the Director or of a copy of its SQLite file.
//
// The queries keep to what SQLite, PostgreSQL and MySQL share.  Nothing from outside ever stands in them but whole numbers.
// Schema: Bacula 9.6 (version 16); from version 1000 on (Bacula 11) a file's name stands in File itself.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "store/db.hpp"
#include "verify/bacula_console.hpp"
#include "verify/bacula_words.hpp"

namespace outdesk {

/// What is selected, column by column, and everything from FROM on.
struct BaculaQuestion {
  std::vector<std::string> columns;
  std::string rest;
  Seconds limit = kBaculaQuestion;
};

class BaculaCatalog {
 public:
  using Row = BaculaRows::Row;
  virtual ~BaculaCatalog() = default;
  /// Calls `take` for every row, as text, null as "".  What stood in the way; empty where the answer is whole.
  virtual std::optional<BaculaTrouble> ask(const BaculaQuestion& question, const std::function<void(const Row&)>& take) = 0;
};

std::unique_ptr<BaculaCatalog> ask_through(BaculaConsole& console);
/// A catalog's file: copied into the scratch folder, whatever the Director does meanwhile; the copy is removed with the
/// object.  Empty, with `trouble` set, where that cannot be done.
std::unique_ptr<BaculaCatalog> ask_copy_of(const std::string& file, const VerifyDesk& desk, BaculaTrouble& trouble);
/// The file begins as SQLite's do.
bool is_sqlite_file(const std::string& path);

/// A series of jobs: one job of one client.
struct BaculaSeries {
  std::int64_t some_job = 0;  ///< JobId of one of them
  std::string job, client;
};

struct BaculaJobRow {
  std::int64_t id = 0, files = 0, bytes = 0, read_bytes = 0, errors = 0, session = 0, session_time = 0;
  char level = ' ', status = ' ';
  bool purged = false, based = false;  ///< its files were purged; it rests on base jobs
  BaculaTimes times;
  std::string since;  ///< of an incremental or differential: start of the run that it rests on; "" where no log tells
};

/// A stretch of a volume that holds a part of a job.
struct BaculaStretch {
  std::int64_t job = 0, first_index = 0, last_index = 0;
  std::uint64_t start = 0, end = 0;  ///< addresses: offset of the first block, offset of the last byte
  std::string volume, status, media_type;
  std::int64_t volume_bytes = 0, volume_type = 0;  ///< as the catalog counts them; 1: a file, 2: a tape
};

struct BaculaFileRow {
  std::int64_t id = 0, job = 0, index = 0;  ///< index 0: seen to be deleted
  std::string lstat, digest, path;
};

using BaculaCounts = std::map<std::int64_t, std::int64_t>;  ///< by JobId

/// The questions.  Each returns what stood in its way.
class BaculaReader {
 public:
  using Trouble = std::optional<BaculaTrouble>;
  explicit BaculaReader(BaculaCatalog& catalog) : catalog_(catalog) {}

  Trouble series(std::vector<BaculaSeries>& found);
  /// The backups of the series that `some_job` is of, oldest first, at most the newest 4000.
  Trouble jobs(std::int64_t some_job, std::vector<BaculaJobRow>& found);
  Trouble job(std::int64_t id, std::optional<BaculaJobRow>& found);
  Trouble stretches(const std::vector<std::int64_t>& jobs, std::vector<BaculaStretch>& found);
  Trouble file_counts(const std::vector<std::int64_t>& jobs, BaculaCounts& found);
  Trouble folder_counts(const std::vector<std::int64_t>& jobs, BaculaCounts& found);
  Trouble object_counts(const std::vector<std::int64_t>& jobs, BaculaCounts& found);
  Trouble files(const std::vector<std::int64_t>& jobs, const std::function<void(BaculaFileRow&&)>& take);
  Trouble log(std::int64_t job, std::string& text);
  /// Fills `since` from the jobs' logs.
  Trouble since(std::vector<BaculaJobRow>& jobs);
  Trouble storages(const std::vector<std::int64_t>& jobs, std::vector<std::string>& found);
  /// What the database itself finds wrong; only asked of a copy of ours.
  Trouble damage(std::string& words);

 private:
  Trouble version();
  Trouble counts(BaculaQuestion question, const std::vector<std::int64_t>& jobs, BaculaCounts& found);
  BaculaCatalog& catalog_;
  std::int64_t version_ = 0;
};

}  // namespace outdesk
