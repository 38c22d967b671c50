// One run sends at a time.
#pragma once

#include <string>

#include "store/file_descriptor.hpp"
#include "store/store_lock.hpp"

namespace outdesk {

/// Holds, while it lives, the store's lock "sending" (no two runs send from one store, wherever they run) and the packages' folder (no run builds there, as
/// package/package_folder.hpp holds it).  Both end with the process.  Throws Busy, WriteError.
class SendLock {
 public:
  SendLock(const std::string& store, const std::string& packages);

 private:
  StoreLock store_;
  FileDescriptor packages_;
};

}  // namespace outdesk
