// The records of a zip archive, as bytes in memory.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "verify/archive_bytes.hpp"

namespace outdesk {

/// Little-endian; 0 where the bytes end before.
std::uint64_t zip_number(std::string_view bytes, std::size_t at, int size);

struct ZipExtras {
  bool whole = true;       ///< false: a field is longer than what is there
  bool owner = false, time = false;
  std::string_view zip64;  ///< contents of field 1
  std::string_view name;   ///< of field 0x7075, with its sum in front; empty: none
};
ZipExtras zip_extras(std::string_view bytes);

/// The header of an entry in the directory or, with less in it, before the entry's data.
struct ZipRecord {
  std::string name;
  unsigned flags = 0, method = 0, made_by = 0, disk = 0;
  std::uint32_t crc = 0;
  std::uint64_t packed = 0, size = 0, offset = 0;
  bool sizes_hidden = false;   ///< 0 or "see field 1", which is not there
  bool owner = false, time = false, whole = true;
  std::uint32_t attributes = 0;
  std::int64_t length = 0;     ///< of the record in bytes
  bool encrypted() const { return (flags & 1u) != 0; }
  bool later_sums() const { return (flags & 8u) != 0; }  ///< sum and sizes stand behind the data
  bool from_unix() const { return made_by >> 8 == 3 || made_by >> 8 == 19; }
  bool folder() const { return name.ends_with('/'); }
};

inline constexpr std::size_t kZipEntryHeader = 30, kZipDirectoryHeader = 46;

/// Of the record at the start of `bytes`, which must hold its fixed part; `bytes` may end before its names do.
std::int64_t zip_record_length(std::string_view bytes, bool in_directory);
/// `bytes` holds all of it.
ZipRecord zip_record(std::string_view bytes, bool in_directory);
/// The header before an entry; empty where there is none.
std::optional<ZipRecord> zip_entry_header(const ArchiveBytes& bytes, std::int64_t offset);

}  // namespace outdesk
