// The blocks of 512 bytes that a tar archive begins and ends with: what libarchive says nothing about.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "verify/archive_bytes.hpp"

namespace outdesk {

inline constexpr std::size_t kTarBlock = 512;

bool only_zeros(std::string_view bytes);
/// True where the block is a header with a right sum.
bool is_tar_header(std::string_view block);
/// "a gzip file", by its first bytes; empty where they are of no kind that we know.
std::string archive_kind_of(std::string_view start);

/// What speaks against `start`, the first bytes of what should be a tar archive: bad-magic or header-checksum.
std::optional<ArchiveFault> fault_of_tar_start(std::string_view start);

/// Reads what stands behind the mark that ends a tar archive (two blocks of zeros): more zeros are padding.
class TarTail {
 public:
  /// `at`: where the tail starts in the archive.
  explicit TarTail(std::int64_t at) : at_(at) {}
  void add(std::string_view bytes);
  /// Trailing-garbage: another archive, which only `tar --ignore-zeros` sees, or no archive at all.  Truncated: entries
  /// that an end mark in the middle hides; as a warning: the padding ends in the middle of a block.
  std::optional<ArchiveFault> finish() const;

 private:
  void block(std::string_view block);
  std::int64_t at_;
  std::string rest_;
  std::optional<std::int64_t> first_;  ///< where the first byte that is not zero has its block
  bool first_is_header_ = false;
  std::int64_t headers_ = 0;
};

}  // namespace outdesk
