// Bytes that come one after another: a file as it is, or what it holds when it is unpacked.
#pragma once

#include <cstdint>
#include <memory>
#include <string_view>

#include "verify/archive_bytes.hpp"

namespace outdesk {

class ByteSource {
 public:
  virtual ~ByteSource() = default;
  /// The next bytes, as they are until the next call; empty at the end.  Throws ArchiveFault.
  virtual std::string_view next() = 0;
  /// Leaves out up to `count` bytes without reading them and returns how many: 0 where they must be read.
  virtual std::int64_t skip(std::int64_t /*count*/) { return 0; }
};

inline constexpr std::size_t kSourceBlock = 256 * 1024;

/// The bytes themselves, which must outlive the source; they can be skipped.
std::unique_ptr<ByteSource> plain_source(const ArchiveBytes& bytes);

}  // namespace outdesk
