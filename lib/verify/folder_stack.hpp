// The way from a folder down to one below it, safe against a tree that is hostile, deep or moved about meanwhile.
#pragma once

#include <sys/stat.h>

#include <functional>
#include <string>
#include <vector>

namespace outdesk {

/// A file descriptor that closes itself.
class HeldFd {
 public:
  explicit HeldFd(int fd = -1) : fd_(fd) {}
  HeldFd(HeldFd&& other) noexcept : fd_(other.release()) {}
  HeldFd& operator=(HeldFd&& other) noexcept;
  ~HeldFd() { reset(); }
  int fd() const { return fd_; }
  explicit operator bool() const { return fd_ >= 0; }
  int release();
  void reset();

 private:
  int fd_;
};

/// Opens for reading; the time of access stays where we may say so.  Empty on failure, with errno.
HeldFd open_unnoticed(int parent, const char* name, int flags);
/// Opens the folder of that name and nothing else, unnoticed: a link or a file is an error (ELOOP, ENOTDIR).
HeldFd open_subfolder(int parent, const char* name);
/// Opens a regular file for reading without waiting, unnoticed; a link is ELOOP, anything else EBADF.
HeldFd open_regular(int parent, const char* name);

/// Calls `visit` with each name and the type as the file system tells it (DT_UNKNOWN where it does not), "." and ".." left
/// out; it stops where `visit` returns false.  Returns 0, or errno where reading failed.
int for_each_name(int folder, const std::function<bool(const char* name, unsigned char type)>& visit);

/// A way of folders, of which only the last few are open, so that depth costs no open files.
class FolderStack {
 public:
  explicit FolderStack(HeldFd root);
  int fd() const { return levels_.back().file.fd(); }
  std::size_t depth() const { return levels_.size() - 1; }
  /// Goes into a subfolder of the current one; false with errno where it is none or may not be opened.
  bool enter(const char* name);
  /// Goes back to the folder above; false where that is not the one that we came from (the tree was moved): then no way
  /// leads on.
  bool leave();

 private:
  struct Level {
    HeldFd file;  ///< empty: closed for the time being
    dev_t device;
    ino_t inode;
  };
  void hold(HeldFd folder);
  std::vector<Level> levels_;
};

}  // namespace outdesk
