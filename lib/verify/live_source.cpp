#include "verify/live_source.hpp"

#include <sys/stat.h>

#include <cerrno>
#include <cstring>

#include "base/text.hpp"
#include "verify/read_tree.hpp"

namespace outdesk {

LiveSource read_live_source(const std::string& folder, Instant taken, const VerifyDesk& desk, CopyFindings& findings, const std::string& point) {
  LiveSource source;
  struct stat info {};
  if (stat(folder.c_str(), &info) != 0 || !S_ISDIR(info.st_mode)) {
    findings.add(CheckLevel::restore, Verdict::unknown, Fault::access_denied, "the source " + in_quotes(folder) + " to compare with is no folder that can be read: " + std::strerror(errno ? errno : ENOTDIR), point);
    return source;
  }
  constexpr std::int64_t kNano = 1'000'000'000;
  std::vector<TreeEntry> expected;
  read_tree(folder, {}, desk, [&](TreeEntry&& entry) {
    bool later = std::max(entry.mtime_ns, entry.ctime_ns) >= taken.unix_s * kNano;
    if (later) source.changed_since.insert(entry.path);
    else expected.push_back(std::move(entry));
  });
  if (expected.empty() && source.changed_since.empty()) {
    findings.add(CheckLevel::restore, Verdict::unknown, Fault::catalog_missing, "the source " + in_quotes(folder) + " is empty, so that there is nothing to compare with: is it mounted?", point);
    return source;
  }
  source.manifest = TreeManifest::of(std::move(expected));
  source.usable = true;
  return source;
}

}  // namespace outdesk
