#include "dispatch/send_lock.hpp"

#include <fcntl.h>
#include <sys/file.h>

#include "base/error.hpp"
#include "base/text.hpp"

namespace outdesk {

SendLock::SendLock(const std::string& store, const std::string& packages)
    : store_(store, "sending"), packages_(open(packages.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC)) {
  if (packages_.fd() >= 0 && flock(packages_.fd(), LOCK_EX | LOCK_NB) == 0) return;
  if (packages_.fd() >= 0 && errno == EWOULDBLOCK) throw Busy("another run sends or builds packages (" + in_quotes(packages) + " is held)", "try again when it has finished");
  if (errno == ENOENT) throw NotFound("no folder " + in_quotes(packages), "make packages with 'outdesk client-report build'");
  throw WriteError("cannot open " + in_quotes(packages) + ": " + system_reason(), "let the account that runs outdesk write there");
}

}  // namespace outdesk
