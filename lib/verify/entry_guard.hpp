// Names in archives that would lead a careless program out of the folder that it unpacks into.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>

#include "verify/archive_item.hpp"

namespace outdesk {

/// FNV-1a, 64 bits.
std::uint64_t archive_path_hash(std::string_view path);

/// Goes along with a walk through an archive.  Takes memory for links alone, and for at most 256 MiB of them.
class EntryGuard {
 public:
  EntryGuard();
  /// Why the entry must not be unpacked, "leads out of the archive by '..'"; empty where it may: names with "..",
  /// absolute ones, such targets of hard links, names that go through a link that leads out (in one step or several), or
  /// that are written over one.  A link alone may lead anywhere.  Throws ArchiveFault (expansion-limit) over the memory.
  std::string objection(const ArchiveItem& item);

 private:
  struct Link {
    std::string path, target;
  };
  std::string walk(std::string_view path, bool through_last, std::string* landed = nullptr) const;
  std::uint64_t hash_of(std::string_view path) const;
  const Link* link_at(std::string_view path, std::uint64_t hash) const;
  void note(const ArchiveItem& item, const std::string& place);
  bool meets_link(std::string_view path) const;

  std::uint64_t start_ = 0;  ///< of the hashes: another in each run, so that nobody can make two paths fall together
  std::unordered_map<std::uint64_t, Link> links_;
  std::int64_t kept_ = 0;
};

}  // namespace outdesk
