// Reads Bacula's file volumes: blocks and their checksums, and the records of one job's session.
//
// Source: Bacula's developer's guide, "Storage daemon design / media format", and volumes that Bacula 9.6 wrote.  Numbers are
// big-endian.  Block: CRC-32 (of all that follows it), size, number, "BB02", session id, session time; then records: file index, stream, length.
// A record that does not fit goes on in the session's next block, with its stream negative.  Labels have negative indexes.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "backup/verdict.hpp"
#include "verify/bacula_catalog.hpp"
#include "verify/copy.hpp"

namespace outdesk {

/// Which session of a volume is read; id and time are the catalog's VolSessionId and VolSessionTime.
struct BaculaSession {
  std::uint32_t id = 0, time = 0;
};

/// Takes the records of a session.
class BaculaRecords {
 public:
  virtual ~BaculaRecords() = default;
  /// A record that is whole.
  virtual void record(std::int32_t index, std::int32_t stream, std::string_view data) = 0;
  /// Records are missing here: a block was damaged.
  virtual void gap() = 0;
  /// Nothing more is wanted.
  virtual bool enough() const { return false; }
};

/// What is wrong with a volume, at the first place and in all.
struct BaculaVolumeFault {
  Fault fault = Fault::none;
  std::string volume, what;
  std::uint64_t offset = 0;
  std::int64_t times = 1;
};

class BaculaSessionReader {
 public:
  /// `files`: each stretch's volume as an absolute path.
  BaculaSessionReader(BaculaSession session, const VerifyDesk& desk, BaculaRecords& records) : session_(session), desk_(desk), records_(records) {}

  /// Reads one stretch; those of a job in their order.  `file` must be a regular file.
  void read(const std::string& file, const BaculaStretch& stretch);
  void finish();  ///< behind the last stretch

  const std::vector<BaculaVolumeFault>& faults() const { return faults_; }
  bool foreign_format() const { return foreign_; }  ///< a volume in a block format that is not known here
  std::int64_t blocks() const { return blocks_; }   ///< of the session
  std::uint64_t bytes() const { return bytes_; }    ///< read

 private:
  struct Volume;
  std::uint64_t first_block(Volume& volume, std::uint64_t start);
  std::optional<std::uint64_t> block_at(Volume& volume, std::uint64_t offset);
  void take_block(std::string_view block);
  void take_piece(std::int32_t index, std::int32_t stream, std::uint32_t length, std::string_view data);
  void fault(Fault fault, const std::string& volume, std::uint64_t offset, std::string what);
  void drop_open();

  BaculaSession session_;
  const VerifyDesk& desk_;
  BaculaRecords& records_;
  std::vector<BaculaVolumeFault> faults_;
  bool foreign_ = false;
  std::int64_t blocks_ = 0, searched_ = 0;
  std::uint64_t bytes_ = 0;
  std::string open_;  ///< the record that goes on
  std::int32_t open_index_ = 0, open_stream_ = 0;
  std::uint32_t open_left_ = 0;
};

/// What stands in the label of a session's begin or end.
struct BaculaLabel {
  std::int64_t job = 0;
  std::string job_name;  ///< the unique one
  bool ends = false;
  std::int64_t files = 0, errors = 0;  ///< of the end
  char status = ' ';
};
inline constexpr std::int32_t kBaculaBegins = -4, kBaculaEnds = -5;
std::optional<BaculaLabel> read_bacula_label(std::int32_t index, std::string_view data);

}  // namespace outdesk
