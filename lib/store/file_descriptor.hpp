// An open file, and how ours are made.
#pragma once

#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <string>
#include <utility>

namespace outdesk {

/// Closes it at the end.
class FileDescriptor {
 public:
  explicit FileDescriptor(int fd) : fd_(fd) {}
  FileDescriptor(FileDescriptor&& other) noexcept : fd_(other.release()) {}
  FileDescriptor(const FileDescriptor&) = delete;
  ~FileDescriptor() { if (fd_ >= 0) ::close(fd_); }
  int fd() const { return fd_; }
  int release() { return std::exchange(fd_, -1); }

 private:
  int fd_;
};

/// What the last system call failed of, in words.
inline std::string system_reason() { return std::strerror(errno); }

/// Opens or makes `path` with exactly `mode`, whatever the umask.  Throws WriteError.
int open_or_make(const std::string& path, unsigned mode);

}  // namespace outdesk
