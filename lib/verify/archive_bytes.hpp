// The bytes of an archive where they lie: read by position, never changed, never all of them in memory.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "backup/verdict.hpp"
#include "verify/copy.hpp"

namespace outdesk {

/// What is wrong with an archive.  Thrown by everything that reads archives, caught by those who report.
struct ArchiveFault {
  Fault fault = Fault::truncated;
  std::string words;  ///< for people: storable, no point at its end
  Verdict verdict = Verdict::fail;
};

/// Throws std::bad_alloc where memory ran out, else ArchiveFault.
class ArchiveBytes {
 public:
  virtual ~ArchiveBytes() = default;
  virtual std::int64_t size() const = 0;
  /// Fills `into` from `offset`; returns how many bytes there are, fewer than wanted only at the end.
  virtual std::size_t read_at(std::int64_t offset, char* into, std::size_t wanted) const = 0;
  /// True where they are no longer what they were when they were opened.
  virtual bool changed() const { return false; }
};

/// A regular file.  Tells desk.read what was read; read_at() throws Interrupted where we are asked to stop.  Throws
/// ArchiveFault: {unknown, access-denied} where we may not read it, {fail, volume-missing} where it is not there.
std::unique_ptr<ArchiveBytes> bytes_of_file(const std::string& path, const VerifyDesk& desk);

/// Bytes in memory, which must outlive the object.
std::unique_ptr<ArchiveBytes> bytes_in_memory(std::string_view bytes);

/// Up to `wanted` bytes at `offset`.
std::string archive_piece(const ArchiveBytes& bytes, std::int64_t offset, std::size_t wanted);

}  // namespace outdesk
