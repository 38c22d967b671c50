// The record at the very end of a zip archive, which says where the directory is, and what is left where there is none.
#pragma once

#include <cstdint>
#include <string>

#include "verify/archive_bytes.hpp"

namespace outdesk {

struct ZipEnd {
  std::int64_t entries = 0;
  std::int64_t directory_at = 0, directory_size = 0;
  std::int64_t base = 0;      ///< what stands before the archive (a program that unpacks it) and is in none of its offsets
  std::int64_t end = 0;       ///< of the record without its comment
  bool trailing = false;      ///< bytes stand behind the comment
  bool many = false;          ///< `entries` is exact (ZIP64); else its lowest 16 bits
  bool counts(std::int64_t found) const { return many ? entries == found : entries == (found & 0xFFFF); }
};

/// Throws ArchiveFault: bad-magic (no zip archive), index-missing (with what can be read without it), volume-missing.
ZipEnd find_zip_end(const ArchiveBytes& bytes);

/// "80 entries can still be read one after another", by libarchive's reader of streams.
std::string salvage_words(const ArchiveBytes& bytes, std::int64_t max_entries);

}  // namespace outdesk
