#include "output/atomic_file.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <climits>
#include <cstdlib>
#include <cstring>
#include <utility>

#include "base/error.hpp"
#include "base/text.hpp"

namespace outdesk {

namespace {

using Fill = std::function<void(const std::function<void(std::string_view)>&)>;

std::string advice(int code) {
  switch (code) {
    case ENOSPC:
    case EDQUOT: return "nothing was written; free some space and repeat";
    case EACCES:
    case EPERM: return "nothing was written; choose a place that you may write to";
    case EROFS: return "nothing was written; the file system is read-only, choose another place";
    case ENOENT:
    case ENOTDIR: return "make the folder first, or choose another place";
    default: return "nothing was written";
  }
}

[[noreturn]] void fail(const std::string& path, int code) {
  throw WriteError("cannot write " + in_quotes(path) + ": " + std::strerror(code), advice(code));
}

void write_all(int fd, std::string_view bytes, const std::string& path) {
  while (!bytes.empty()) {
    ssize_t written = ::write(fd, bytes.data(), bytes.size());
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) fail(path, errno);
    bytes.remove_prefix(static_cast<std::size_t>(written));
  }
}

/// Some file systems know no fsync; that alone is no reason to refuse.
void flush_to_disk(int fd, const std::string& path) {
  if (::fsync(fd) != 0 && errno != EINVAL && errno != ENOTSUP) fail(path, errno);
}

void flush_folder(const std::string& folder) {
  int fd = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (fd < 0) return;  // a folder that may be written but not read
  ::fsync(fd);
  ::close(fd);
}

/// A file without its final name; gone at the end of its life unless it was given one.
class Unfinished {
 public:
  explicit Unfinished(const std::string& path) : path_(path) {
    name_ = folder_of(path) + "/.outdesk-XXXXXX";
    fd_ = ::mkostemp(name_.data(), O_CLOEXEC);
    if (fd_ < 0) fail(path, errno);
  }
  Unfinished(const Unfinished&) = delete;
  ~Unfinished() {
    if (fd_ >= 0) ::close(fd_);
    if (!finished_) ::unlink(name_.c_str());
  }
  void write(std::string_view bytes) { write_all(fd_, bytes, path_); }

  void finish(unsigned mode) {
    if (::fchmod(fd_, static_cast<mode_t>(mode)) != 0) fail(path_, errno);
    flush_to_disk(fd_, path_);
    if (::close(std::exchange(fd_, -1)) != 0) fail(path_, errno);
    if (::rename(name_.c_str(), path_.c_str()) != 0) fail(path_, errno);
    finished_ = true;
    flush_folder(folder_of(path_));
  }

 private:
  std::string path_, name_;
  int fd_ = -1;
  bool finished_ = false;
};

/// The file that `path` names, through symbolic links: a link must go on pointing there.
std::string resolved(const std::string& path) {
  struct stat info;
  if (::lstat(path.c_str(), &info) != 0 || !S_ISLNK(info.st_mode)) return path;
  char* real = ::realpath(path.c_str(), nullptr);
  if (!real) fail(path, errno);
  std::string out = real;
  std::free(real);
  return out;
}

/// Pipes, devices and the like are written to, not replaced: -o /dev/null must leave the device alone.
bool is_stream(const std::string& path) {
  struct stat info;
  if (::stat(path.c_str(), &info) != 0) return false;
  if (S_ISDIR(info.st_mode)) throw WriteError("cannot write " + in_quotes(path) + ": it is a folder", "name a file");
  return !S_ISREG(info.st_mode);
}

void write_stream(const std::string& path, const Fill& fill) {
  int fd = ::open(path.c_str(), O_WRONLY | O_CLOEXEC);
  if (fd < 0) fail(path, errno);
  struct Closer {
    int fd;
    ~Closer() { ::close(fd); }
  } closer{fd};
  fill([&](std::string_view bytes) { write_all(fd, bytes, path); });
}

}  // namespace

void write_file_atomically(const std::string& path, unsigned mode, const Fill& fill) {
  if (path.empty()) throw WriteError("a file to write needs a name");
  if (is_stream(path)) return write_stream(path, fill);
  Unfinished file(resolved(path));
  fill([&](std::string_view bytes) { file.write(bytes); });
  file.finish(mode);
}

void write_file_atomically(const std::string& path, unsigned mode, std::string_view content) {
  write_file_atomically(path, mode, [&](const auto& sink) { sink(content); });
}

}  // namespace outdesk
