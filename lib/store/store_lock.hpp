// A lock of a store beside the writers' own.
#pragma once

#include <memory>
#include <optional>
#include <string>

#include "store/driver.hpp"
#include "store/file_descriptor.hpp"

namespace outdesk {

/// Holds, while it lives, the lock of this name ("sending") of a store: STORE.NAME.lock beside a file, an advisory lock on a
/// server.  It ends with the process.  Does not wait: throws Busy.  Throws WriteError.
class StoreLock {
 public:
  StoreLock(const std::string& url, const std::string& name);

 private:
  std::optional<FileDescriptor> file_;
  std::unique_ptr<Driver> session_;
};

}  // namespace outdesk
