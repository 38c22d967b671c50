// What the paths of many files have in common.
#pragma once

#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

namespace outdesk {

/// What a walk through an archive remembers for the decision; takes a few KiB.
class PathShape {
 public:
  void saw_file(const std::string& path);
  const std::optional<std::string>& common() const { return common_; }  ///< folder that all files lie below; empty text: none
  std::vector<std::string> sample() const;                              ///< of up to 64 files, the same ones at every walk

 private:
  std::optional<std::string> common_;
  std::set<std::pair<std::uint64_t, std::string>> sample_;
};

}  // namespace outdesk
