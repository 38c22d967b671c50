// How many paths met one fate, and which was the first.
#pragma once

#include <cstdint>
#include <string>

namespace outdesk {

struct PathTally {
  std::int64_t count = 0;
  std::string path, reason;  ///< of the first

  void add(const std::string& one, const std::string& why);
  explicit operator bool() const { return count > 0; }
  /// "3 files or folders cannot be read, the first is 'a/b' (Input/output error)".
  std::string told(const std::string& what) const;
};

}  // namespace outdesk
