#include "verify/path_shape.hpp"

#include <iterator>
#include <string_view>

#include "verify/entry_guard.hpp"

namespace outdesk {

namespace {

constexpr std::size_t kSampledPaths = 64;

std::string folder_above(std::string_view path) { return std::string(path.substr(0, path.rfind('/') == path.npos ? 0 : path.rfind('/'))); }

/// The longest folder that both have above them.
std::string common_folder(std::string_view a, std::string_view b) {
  std::size_t whole = 0, i = 0;
  while (i < a.size() && i < b.size() && a[i] == b[i]) {
    if (a[i] == '/') whole = i;
    ++i;
  }
  bool a_ends = i == a.size() && (i == b.size() || b[i] == '/'), b_ends = i == b.size() && i < a.size() && a[i] == '/';
  return std::string(a.substr(0, a_ends || b_ends ? i : whole));
}

}  // namespace

void PathShape::saw_file(const std::string& path) {
  std::string folder = folder_above(path);
  common_ = common_ ? common_folder(*common_, folder) : folder;
  std::uint64_t hash = archive_path_hash(path);
  if (sample_.size() == kSampledPaths && hash >= sample_.rbegin()->first) return;
  sample_.emplace(hash, path);
  if (sample_.size() > kSampledPaths) sample_.erase(std::prev(sample_.end()));
}

std::vector<std::string> PathShape::sample() const {
  std::vector<std::string> paths;
  for (const auto& [hash, path] : sample_) paths.push_back(path);
  return paths;
}

}  // namespace outdesk
