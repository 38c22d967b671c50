#include "dispatch/send_lock.hpp"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

#include "base/error.hpp"
#include "base/text.hpp"
#include "store/place.hpp"

namespace outdesk {

SendLock::SendLock(const std::string& store_path, const std::string& packages) {
  std::string file = store_path + ".sending.lock";
  unsigned mode = mode_for(folder_of(store_path));
  int fd = open(file.c_str(), O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, mode);
  if (fd >= 0) (void)!fchmod(fd, mode);  // the team's, whatever the umask; another owner's has its mode already
  take(fd, file);
  take(open(packages.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC), packages);
}

SendLock::~SendLock() {
  for (int fd : held_) close(fd);
}

void SendLock::take(int fd, const std::string& what) {
  int reason = errno;  // of the open() that gave no fd
  if (fd >= 0 && flock(fd, LOCK_EX | LOCK_NB) == 0) return held_.push_back(fd);
  if (fd >= 0) reason = errno, close(fd);
  for (int held : held_) close(held);
  held_.clear();
  if (fd >= 0 && reason == EWOULDBLOCK) throw Busy("another run sends or builds packages (" + in_quotes(what) + " is held)", "try again when it has finished");
  if (reason == ENOENT) throw NotFound("no folder " + in_quotes(what), "make packages with 'outdesk client-report build'");
  throw WriteError("cannot open " + in_quotes(what) + ": " + std::strerror(reason), "let the account that runs outdesk write there");
}

}  // namespace outdesk
