// Manifests of trees, of any bytes (sums, a line "----", metadata): refused with file and line, or written again and read
// again the same, with no name that leads out of the tree.
#include <sys/mman.h>
#include <unistd.h>

#include "fuzzed.hpp"
#include "verify/tree_manifest.hpp"

namespace {

using namespace outdesk;

/// A regular file in memory, which has a name while it lives.
class MemoryFile {
 public:
  explicit MemoryFile(std::string_view bytes) : fd_(::memfd_create("fuzz", MFD_CLOEXEC)) {
    require(fd_ >= 0 && ::write(fd_, bytes.data(), bytes.size()) == static_cast<ssize_t>(bytes.size()));
  }
  ~MemoryFile() { ::close(fd_); }
  MemoryFile(const MemoryFile&) = delete;
  std::string name() const { return "/proc/self/fd/" + std::to_string(fd_); }

 private:
  int fd_;
};

void check_path(const std::string& path) {
  require(!path.starts_with('/') && !path.starts_with("../") && path != ".." && path.find("/../") == path.npos && !path.ends_with("/.."));
}

void check_manifest(const TreeManifest& manifest) {
  const std::string* before = nullptr;
  std::int64_t files = 0;
  for (const TreeEntry& entry : manifest.entries()) {
    check_path(entry.path);
    require(!before || *before < entry.path);
    before = &entry.path;
    require(manifest.find(entry.path) == &entry);
    files += entry.type == TreeEntry::Type::file;
  }
  require(files == manifest.files());
  MemoryFile sums(sums_text(manifest.entries())), metadata(metadata_text(manifest.entries()));
  TreeManifest again = TreeManifest::read(sums.name(), metadata.name());
  require(sums_text(again.entries()) == sums_text(manifest.entries()) && metadata_text(again.entries()) == metadata_text(manifest.entries()));
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  std::string_view text = as_text(data, size);
  constexpr std::string_view kBetween = "\n----\n";
  std::size_t cut = text.find(kBetween);
  MemoryFile sums(text.substr(0, cut == text.npos ? size : cut + 1)), metadata(cut == text.npos ? "" : text.substr(cut + kBetween.size()));
  refused("", size, [&] { check_manifest(TreeManifest::read(sums.name(), cut == text.npos ? "" : metadata.name())); });
  if (cut != text.npos) refused("", size, [&] { check_manifest(TreeManifest::read("", metadata.name())); });
  return 0;
}
