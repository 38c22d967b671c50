// The directory at the end of a zip archive (APPNOTE 6.3.10, sections 4.3 and 4.4), compared with the headers before the
// entries: libarchive believes the latter and does not look whether both say the same.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "verify/archive_bytes.hpp"

namespace outdesk {

struct ZipPlace {
  std::int64_t offset = 0;  ///< of the entry's own header
  std::int64_t end = 0;     ///< of its data, where the headers were compared
  std::int64_t packed = 0;  ///< bytes of its data
  std::uint32_t crc = 0;    ///< of what it unpacks to
  bool from_unix = false;   ///< made on a system with our modes
  bool owner = false;       ///< numbers of user and group are stored
  bool time = false;        ///< a time in UTC is stored, not only the two-second one of an unknown zone
};

class ZipDirectory {
 public:
  struct Order {
    std::int64_t max_entries = 20'000'000;
    bool compare = true;  ///< reads the header of every entry as well
  };
  /// Throws ArchiveFault: bad-magic (no zip archive), index-missing (no directory, or a damaged one; with the number of
  /// entries that can be read without it), header-checksum (an entry's header says something else), unsafe-entry
  /// (entries lie over each other, as in a bomb), volume-missing (one part of several), expansion-limit.
  static ZipDirectory read(const ArchiveBytes& bytes, const Order& order);

  const std::vector<ZipPlace>& places() const { return places_; }  ///< by offset
  std::int64_t files() const { return files_; }   ///< entries that are no folders
  std::int64_t sizes() const { return sizes_; }   ///< of them, unpacked, as the directory says; at most 2^63 - 1
  std::int64_t encrypted() const { return encrypted_; }
  std::int64_t end() const { return end_; }       ///< of the archive without its comment
  bool trailing() const { return trailing_; }     ///< bytes stand behind it
  /// The name of the n-th entry by offset: the bytes in its header, or in its Unicode field where that is valid.
  std::string name_of(const ArchiveBytes& bytes, std::size_t place) const;

 private:
  friend class ZipDirectoryReader;
  std::vector<ZipPlace> places_;
  std::int64_t files_ = 0, sizes_ = 0, encrypted_ = 0, end_ = 0;
  bool trailing_ = false;
};

}  // namespace outdesk
