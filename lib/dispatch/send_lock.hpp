// One run sends at a time.
#pragma once

#include <string>
#include <vector>

namespace outdesk {

/// Holds, while it lives, STORE.sending.lock (no two runs send from one store) and the packages' folder (no run builds there, as
/// package/package_folder.hpp holds it).  Both end with the process.  Throws Busy, WriteError.
class SendLock {
 public:
  SendLock(const std::string& store_path, const std::string& packages);
  SendLock(const SendLock&) = delete;
  ~SendLock();

 private:
  void take(int fd, const std::string& what);
  std::vector<int> held_;
};

}  // namespace outdesk
