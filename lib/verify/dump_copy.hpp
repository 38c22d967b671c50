// What copies of databases that lie as files have in common.
#pragma once

#include <set>
#include <string>
#include <vector>

#include "verify/archive_bytes.hpp"
#include "verify/dump_points.hpp"

namespace outdesk {

class DumpCopy : public Copy {
 public:
  std::string tool() const override { return tool_; }
  std::vector<RestorePoint> points(CopyFindings& findings) override;
  std::vector<std::string> entries(const RestorePoint&, CopyFindings&) override { return {}; }
  /// Three times the dump, ten times where it is packed, up to the limit: what it really takes is known when it is loaded.
  std::optional<std::int64_t> restore_size(const RestorePoint& point, CopyFindings& findings) override;

 protected:
  DumpCopy(const BackupJob& job, const VerifyDesk& desk, DumpNames names) : job_(job), desk_(desk), names_(std::move(names)) {}
  /// The file of a point; where it is no longer there, {`level`, fail, volume-missing} and null.
  const DumpFile* file_of(const RestorePoint& point, CheckLevel level, CopyFindings& findings);
  /// Does `work(dump)` on the point's file and reports the ArchiveFault that it throws.
  template <class Work>
  void guarded(const RestorePoint& point, CheckLevel level, CopyFindings& findings, Work work) {
    const DumpFile* dump = file_of(point, level, findings);
    if (!dump) return;
    try {
      work(*dump);
    } catch (const ArchiveFault& fault) {
      report(level, fault, point.id, findings);
    }
  }
  static void report(CheckLevel level, const ArchiveFault& fault, const std::string& point, CopyFindings& findings);
  std::int64_t most_bytes() const { return std::min(desk_.max_bytes, job_.limits.expand_bytes); }
  /// Compares the sum of a file with the manifest, which may be null.  `name`: below the place of the job.
  static void compare_sum(const std::string& name, const Digest& sum, const TreeManifest* manifest, const std::string& point, HashCover& cover, CopyFindings& findings);

  const BackupJob& job_;
  const VerifyDesk& desk_;
  std::string tool_;

 private:
  DumpNames names_;
  std::vector<DumpFile> files_;
  bool listed_ = false;
};

}  // namespace outdesk
