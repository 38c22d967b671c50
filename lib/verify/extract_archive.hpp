// An archive unpacked into a folder, and into nothing else.
//
// libarchive is asked to refuse names with "..", absolute names, and ways through links (its three SECURE flags), which
// held against every hostile archive that was tried, also as root (backup.md 3.4).  Names must be relative for that, so
// unpacking needs a working folder, which belongs to the process.  Here a thread gives itself one of its own
// (unshare(CLONE_FS), which needs no rights, and takes the umask along) and ends with the work: other threads see nothing
// of it, and nothing is forked in a program that has threads.
#pragma once

#include <cstdint>
#include <functional>
#include <string>

#include "verify/archive_names.hpp"

namespace outdesk {

struct ExtractOrder {
  std::string folder;                              ///< existing, empty, absolute
  std::function<bool(const ArchiveItem&)> wanted;  ///< null: everything
};

struct Extracted {
  bool done = false;  ///< all that was wanted came back; else the sink was told why not
  std::int64_t files = 0, bytes = 0;
};

/// Devices are left out; owners are set where we are root; the entry of the folder itself ("./") is left out.  Entries that
/// lead out are refused and told (unsafe-entry), those that cannot be written too (restore-failed), and the others come
/// back all the same.  Throws WriteError where the disk is full, Interrupted.
Extracted extract_archive(ArchiveStream& stream, const ExtractOrder& order, const FaultSink& sink);

}  // namespace outdesk
