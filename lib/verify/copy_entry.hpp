// One file, link or pipe brought from a folder that is read into a folder of our own, with all that belongs to it.
#pragma once

#include <sys/stat.h>

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

namespace outdesk {

/// How it went: what failed on the side that is read, or on ours.
struct EntryCopied {
  int read_error = 0, write_error = 0;  ///< errno
  bool changed = false;                 ///< the file changed, or gave way to another thing, while it was read
  bool attributes_lost = false;         ///< attributes that this file system, or we, cannot set
  bool owner_lost = false;              ///< the same of the owner, though we are root
  std::int64_t bytes = 0;               ///< of contents, holes counted
  bool ok() const { return !read_error && !write_error && !changed; }
};

/// Copies entries; one object for a run, for its buffer.
class EntryCopier {
 public:
  /// `read` is told the bytes of each piece, and may throw.
  explicit EntryCopier(const std::function<void(std::uint64_t)>& read) : read_(read), buffer_(128 * 1024) {}

  /// A regular file whose stat is `seen`: at most `seen.st_size` bytes; holes stay holes.  The new name must not exist; it
  /// is gone again after an error.
  EntryCopied file(int from, int to, const char* name, const struct stat& seen);
  EntryCopied link(int from, int to, const char* name, const struct stat& seen);
  EntryCopied fifo(int from, int to, const char* name, const struct stat& seen);
  /// What belongs to an open file or folder, from one to the other: owner (as root), attributes, mode, time of change.
  static EntryCopied properties(int from, int to, const struct stat& seen);

 private:
  void contents(int from, int to, const struct stat& seen, EntryCopied& done);
  bool piece(int from, int to, std::int64_t begin, std::int64_t end, EntryCopied& done);

  const std::function<void(std::uint64_t)>& read_;
  std::vector<char> buffer_;
};

}  // namespace outdesk
