#include "verify/archive_bytes.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <system_error>

#include "base/interrupt.hpp"
#include "base/text.hpp"
#include "verify/folder_stack.hpp"

namespace outdesk {

namespace {

class FileOfArchive : public ArchiveBytes {
 public:
  FileOfArchive(std::string path, const VerifyDesk& desk) : path_(std::move(path)), desk_(desk) {
    // A pipe of that name must not stop us; it is refused below.
    fd_ = open_unnoticed(AT_FDCWD, path_.c_str(), 0).release();
    if (fd_ < 0) refuse_errno(errno);
    if (::fstat(fd_, &before_) != 0) refuse_errno(errno);
    if (!S_ISREG(before_.st_mode)) {
      ::close(fd_);
      throw ArchiveFault{Fault::bad_magic, in_quotes(path_) + " is not a file"};
    }
    ::posix_fadvise(fd_, 0, 0, POSIX_FADV_SEQUENTIAL);
  }
  FileOfArchive(const FileOfArchive&) = delete;
  ~FileOfArchive() override { ::close(fd_); }

  std::int64_t size() const override { return before_.st_size; }

  std::size_t read_at(std::int64_t offset, char* into, std::size_t wanted) const override {
    stop_where_asked();
    std::size_t done = 0;
    while (done < wanted) {
      ssize_t got = ::pread(fd_, into + done, wanted - done, offset + static_cast<off_t>(done));
      if (got < 0 && errno == EINTR) continue;
      if (got < 0)
        throw ArchiveFault{Fault::truncated, in_quotes(path_) + " cannot be read at byte " + std::to_string(offset + static_cast<std::int64_t>(done)) + ": " +
                                                 std::generic_category().message(errno) + "; look at the health of its disk"};
      if (got == 0) break;
      done += static_cast<std::size_t>(got);
    }
    if (done > 0) desk_.read(done);
    return done;
  }

  bool changed() const override {
    struct stat now;
    return ::fstat(fd_, &now) != 0 || now.st_size != before_.st_size || now.st_mtim.tv_sec != before_.st_mtim.tv_sec || now.st_mtim.tv_nsec != before_.st_mtim.tv_nsec;
  }

 private:
  [[noreturn]] void refuse_errno(int error) {
    if (fd_ >= 0) ::close(fd_);
    std::string words = in_quotes(path_) + " cannot be opened: " + std::generic_category().message(error);
    if (error == ENOENT || error == ENOTDIR) throw ArchiveFault{Fault::volume_missing, words};
    if (error == EACCES || error == EPERM) throw ArchiveFault{Fault::access_denied, words + "; run the check as a user who may read it", Verdict::unknown};
    throw ArchiveFault{Fault::access_denied, words, Verdict::unknown};
  }

  std::string path_;
  const VerifyDesk& desk_;
  int fd_ = -1;
  struct stat before_ {};
};

class MemoryOfArchive : public ArchiveBytes {
 public:
  explicit MemoryOfArchive(std::string_view bytes) : bytes_(bytes) {}
  std::int64_t size() const override { return static_cast<std::int64_t>(bytes_.size()); }
  std::size_t read_at(std::int64_t offset, char* into, std::size_t wanted) const override {
    if (offset < 0 || offset >= size()) return 0;
    std::string_view piece = bytes_.substr(static_cast<std::size_t>(offset), wanted);
    std::memcpy(into, piece.data(), piece.size());
    return piece.size();
  }

 private:
  std::string_view bytes_;
};

}  // namespace

std::unique_ptr<ArchiveBytes> bytes_of_file(const std::string& path, const VerifyDesk& desk) { return std::make_unique<FileOfArchive>(path, desk); }
std::unique_ptr<ArchiveBytes> bytes_in_memory(std::string_view bytes) { return std::make_unique<MemoryOfArchive>(bytes); }

std::string archive_piece(const ArchiveBytes& bytes, std::int64_t offset, std::size_t wanted) {
  if (offset < 0 || offset >= bytes.size()) return {};
  std::string piece(static_cast<std::size_t>(std::min<std::int64_t>(static_cast<std::int64_t>(wanted), bytes.size() - offset)), '\0');
  piece.resize(bytes.read_at(offset, piece.data(), piece.size()));
  return piece;
}

}  // namespace outdesk
