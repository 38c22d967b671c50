// What bconsole prints, as plain values.  Pure.
//
// Source: Bacula 9.6 (ua_dotcmds.c: `.sql`; ua_status.c), and outputs of the real program.
#pragma once

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "backup/verdict.hpp"

namespace outdesk {

/// Takes what `.sql` prints, in pieces as they come.  `.sql` puts a tab behind each column, nothing behind a row, and names
/// may hold tabs and newlines; so the question has a mark selected in front of each column ("MARK"), at the end of each
/// row ("MARK.") and in a last query of its own ("MARK!").
class BaculaRows {
 public:
  using Row = std::vector<std::string>;
  BaculaRows(std::string mark, std::size_t columns, std::function<void(const Row&)> take);
  void feed(std::string_view piece);
  bool whole() const { return done_; }                 ///< the last query was answered
  const std::string& words() const { return words_; }  ///< what came outside rows: greeting, echo, errors (first 64 KiB)

 private:
  void at_mark(char what, std::string_view before);
  std::string mark_, buffer_, words_;
  std::size_t columns_, looked_ = 0;
  Row row_;
  bool in_row_ = false, done_ = false;
  std::function<void(const Row&)> take_;
};

/// What bconsole's words mean where it did not do as asked.
struct BaculaTrouble {
  CheckLevel level = CheckLevel::structure;
  Verdict verdict = Verdict::unknown;
  Fault fault = Fault::none;
  std::string detail;
  bool unreachable = false;  ///< nobody answers at the Director's address
};
/// `where`: what was asked with, in quotes, for the detail.
std::optional<BaculaTrouble> bacula_trouble_of(std::string_view output, const std::string& where);

/// "9.6.7" of the Director's greeting; empty where there is none.
std::string bacula_version_of(std::string_view output);

/// The number behind "Job queued. JobId="; empty where none was queued.
std::optional<std::int64_t> bacula_queued_job(std::string_view output);

/// What `.api 2` and `.status dir running` say of each running job.
struct BaculaRunning {
  char status = ' ';
  std::string words;  ///< "is waiting for a mount request"
};
std::map<std::int64_t, BaculaRunning> read_bacula_running(std::string_view output);

/// Folders that `status storage=` names: `Device File: "FileDev" (/var/lib/bacula) is not open.`
std::vector<std::string> bacula_device_folders(std::string_view output);

/// The machine of `Connecting to Storage daemon File1 at 127.0.0.1:9103`; "" where none is named.
std::string bacula_storage_address(std::string_view output);

/// What the log of a job of type Verify says differs.
struct BaculaDifferences {
  std::vector<std::string> digests;  ///< paths whose data do ("SHA256 digest differs on "/x/y""), at most 1000
  bool others = false;               ///< something else: attributes, files that are missing
};
BaculaDifferences read_bacula_differences(std::string_view log);

/// Does a job of type Verify compare digests?  Only where every Options of the FileSet of the backup has them in its `verify`
/// (`show job=` prints "O S2Vpins5:"); without, it ends well whatever the data are.
bool bacula_verifies_digests(std::string_view output);

/// The lines that a list command prints between its echo and the next words of the Director (`.jobs type=R`).
std::vector<std::string> bacula_listed(std::string_view output, std::string_view command);

/// What `bls -j` says of one session.
struct BaculaBlsReport {
  bool begun = false, ended = false;
  bool data_error = false;    ///< "Volume data error": a wrong checksum
  bool other_format = false;  ///< "Wanted ID": blocks that this bls does not know
  std::int64_t files = 0, errors = 0;
  char status = ' ';
  std::vector<std::string> complaints;
};
BaculaBlsReport read_bacula_bls(std::string_view output, std::int64_t session, std::int64_t session_time);

/// The lines of a job's log, or of bls and bextract, that tell of trouble ("Error:", "Could not stat", "mount"), without time
/// and daemon.  Attributes that bextract cannot bring back are none.
std::vector<std::string> bacula_complaints(std::string_view log);

}  // namespace outdesk
