// Opening one folder and reading what decides access to it.
#pragma once

#include <sys/stat.h>

#include <functional>
#include <string>
#include <utility>

#include "access/snapshot.hpp"

namespace outdesk {

/// A file descriptor that closes itself.
class OpenFile {
 public:
  explicit OpenFile(int fd = -1) : fd_(fd) {}
  OpenFile(OpenFile&& other) noexcept : fd_(other.release()) {}
  OpenFile& operator=(OpenFile&& other) noexcept;
  ~OpenFile() { reset(); }
  int fd() const { return fd_; }
  explicit operator bool() const { return fd_ >= 0; }
  int release();
  void reset();

 private:
  int fd_;
};

/// Opens the folder `name` in `parent` and nothing else: a link or a file of that name is an error
/// (ELOOP, ENOTDIR).  The result is empty on failure, with errno set.
OpenFile open_folder(int parent, const char* name);

/// Reads owner, mode and attributes of an open folder into `out` as descriptor_bytes; `info` is its stat.
/// Returns why it could not.
Unread read_descriptor(int fd, const struct stat& info, bool samba, std::string& out);

/// The subfolders of an open folder; names of unknown type are among them, `.` and `..` are not.
/// Returns false where reading failed.
bool for_each_subfolder(int fd, const std::function<void(const char*)>& visit);

}  // namespace outdesk
