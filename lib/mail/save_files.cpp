#include "mail/save_files.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

#include "base/error.hpp"
#include "base/text.hpp"
#include "mail/mail_store.hpp"

namespace outdesk {

namespace {

class Descriptor {
 public:
  explicit Descriptor(int fd) : fd_(fd) {}
  Descriptor(const Descriptor&) = delete;
  ~Descriptor() { if (fd_ >= 0) ::close(fd_); }
  int fd() const { return fd_; }

 private:
  int fd_;
};

void write_whole(int fd, std::string_view bytes, const std::string& name) {
  while (!bytes.empty()) {
    ssize_t n = ::write(fd, bytes.data(), bytes.size());
    if (n < 0 && errno == EINTR) continue;
    if (n < 0) throw WriteError("cannot write " + in_quotes(name) + ": " + std::strerror(errno));
    bytes.remove_prefix(static_cast<std::size_t>(n));
  }
}

void save_file(int folder, const std::string& name, std::string_view bytes) {
  Descriptor file(::openat(folder, name.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600));
  if (file.fd() < 0 && errno == EEXIST) throw UsageError("there is a file " + in_quotes(name) + " already", "save into an empty folder");
  if (file.fd() < 0) throw WriteError("cannot make " + in_quotes(name) + ": " + std::strerror(errno));
  try {
    write_whole(file.fd(), bytes, name);
    if (::fsync(file.fd()) != 0) throw WriteError("cannot flush " + in_quotes(name) + ": " + std::strerror(errno));
  } catch (...) {
    ::unlinkat(folder, name.c_str(), 0);
    throw;
  }
}

}  // namespace

std::size_t save_files(Db& db, const std::vector<TicketFile>& files, const std::string& folder) {
  if (::mkdir(folder.c_str(), 0700) != 0 && errno != EEXIST) throw WriteError("cannot make the folder " + in_quotes(folder) + ": " + std::strerror(errno));
  Descriptor below(::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (below.fd() < 0) throw WriteError("cannot open the folder " + in_quotes(folder) + ": " + std::strerror(errno));
  std::size_t saved = 0;
  for (const TicketFile& file : files) {
    auto bytes = mail_file(db, file.hash);
    if (!bytes) continue;
    if (file.saved_as.empty() || file.saved_as.find('/') != file.saved_as.npos) throw UsageError("the name " + in_quotes(file.saved_as) + " is not one of a file");
    save_file(below.fd(), file.saved_as, *bytes);
    ++saved;
  }
  return saved;
}

}  // namespace outdesk
