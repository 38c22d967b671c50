// What one walk through an archive tells of all its entries, in little memory.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <unordered_map>
#include <vector>

#include "backup/verdict.hpp"
#include "verify/archive_stream.hpp"
#include "verify/entry_guard.hpp"
#include "verify/path_shape.hpp"

namespace outdesk {

struct ArchiveNames {
  bool whole = false;                  ///< false: the walk was ended by a fault
  std::int64_t entries = 0, files = 0, bytes = 0;  ///< files by name, a name that comes again once; their bytes
  bool attributes = false;             ///< any entry has extended attributes or an access list
  bool owners = true, times = true, modes = true;  ///< stored for every entry
  std::vector<std::uint64_t> twice;    ///< archive_path_hash() of paths that come more than once, sorted
  std::unordered_map<std::string, std::string> further;  ///< further name of a file, its first name
  PathShape shape;

  bool comes_twice(const std::string& path) const;
};

/// Takes a fault: called as often as there are some.
using FaultSink = std::function<void(Verdict, Fault, std::string detail)>;

struct WalkOrder {
  bool read_contents = false;  ///< else only headers; a packed tar archive is read wholly anyway
  bool try_password = false;   ///< where contents are not read: the first encrypted file is begun
  std::int64_t min_files = 1;  ///< 0: an archive of nothing is right
};

/// Walks to the end or to the first fault that stops it.  Throws Interrupted and std::bad_alloc alone.
ArchiveNames walk_archive(ArchiveStream& stream, const WalkOrder& order, const FaultSink& sink);

/// Counts entries of one sort and remembers the first.
struct FirstOfMany {
  std::int64_t count = 0;
  std::string first;
  void add(const std::string& words) {
    if (count++ == 0) first = words;
  }
  /// "3 entries, the first: WORDS"
  std::string said(std::string_view one, std::string_view many) const;
};

/// Faults of single entries, told as one of each kind.
class EntryFaults {
 public:
  void add(const ArchiveFault& fault, bool encrypted);
  void opened(const ArchiveItem& item) { opened_ += item.encrypted && item.entry.size > 0; }
  bool any() const { return !kinds_.empty(); }
  /// A password that opened other entries is right: what it does not open is damaged.
  void report(const FaultSink& sink) const;

 private:
  struct Kind {
    std::int64_t count = 0;
    ArchiveFault first;
  };
  std::unordered_map<int, Kind> kinds_;
  std::int64_t opened_ = 0;
};

}  // namespace outdesk
