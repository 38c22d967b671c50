#include <sys/stat.h>

#include <algorithm>
#include <cerrno>
#include <set>
#include <system_error>
#include <unordered_set>

#include "base/error.hpp"
#include "base/text.hpp"
#include "verify/archive_content.hpp"
#include "verify/archive_names.hpp"
#include "verify/archive_password.hpp"
#include "verify/archive_points.hpp"
#include "verify/copy.hpp"
#include "verify/extract_archive.hpp"
#include "verify/packed_source.hpp"
#include "verify/restored_root.hpp"

namespace outdesk {

namespace {

// A zip archive up to this size is read wholly at level structure: the sums of its entries are then known there.
constexpr std::int64_t kSmallZip = 256 << 20;
constexpr std::size_t kCountedPoints = 20;

class ArchiveCopy : public Copy {
 public:
  ArchiveCopy(const BackupJob& job, const VerifyDesk& desk) : job_(job), desk_(desk), kind_(*job.kind), limits_{std::min(job.limits.expand_bytes, desk.max_bytes), desk.max_entries} {}

  std::vector<RestorePoint> points(CopyFindings& findings) override {
    std::vector<RestorePoint> points = list_archives(job_, findings);
    if (zip())
      for (std::size_t i = points.size() - std::min(points.size(), kCountedPoints); i < points.size(); ++i) count_by_directory(points[i]);
    return points;
  }

  void check_structure(const RestorePoint& point, CopyFindings& findings) override {
    if (names_of(point, CheckLevel::structure, findings, true).whole) tell_missing_sum(point, findings);
  }

  HashCover check_content(const RestorePoint& point, const CopyPart& part, const TreeManifest* manifest, CopyFindings& findings) override {
    HashCover cover;
    const ArchiveNames& names = names_of(point, CheckLevel::hash, findings);
    if (!names.whole) return cover;
    mapping_ = manifest ? PathMapping::to_manifest(names.shape, *manifest) : PathMapping();
    with_stream(point, CheckLevel::hash, findings, [&](ArchiveStream& stream, const FaultSink& sink, CopyFindings& found) {
      cover = compare_archive(stream, names, mapping(names), part, manifest, kind_, point.id, sink, found);
    });
    return cover;
  }

  std::vector<std::string> entries(const RestorePoint& point, CopyFindings& findings) override {
    const ArchiveNames& names = names_of(point, CheckLevel::structure, findings);
    if (listed_ && names.whole) return *listed_;
    std::vector<std::string> paths;
    with_stream(point, CheckLevel::structure, findings, [&](ArchiveStream& stream, const FaultSink& sink, CopyFindings&) {
      try {
        while (const ArchiveItem* item = stream.next())
          if (item->file() && !item->continues)
            if (auto told = mapping(names).told(item->entry.path)) paths.push_back(*told);
      } catch (const ArchiveFault& fault) {
        sink(fault.verdict, fault.fault, fault.words);
      }
    });
    std::sort(paths.begin(), paths.end());
    paths.erase(std::unique(paths.begin(), paths.end()), paths.end());
    listed_ = paths;
    return paths;
  }

  std::optional<std::pair<std::int64_t, std::int64_t>> counted() const override {
    if (!names_ || !names_->whole) return {};
    return std::pair(names_->files, names_->bytes);
  }

  std::optional<std::int64_t> restore_size(const RestorePoint& point, CopyFindings& findings) override {
    const ArchiveNames& names = names_of(point, CheckLevel::restore, findings);
    return names.whole ? std::optional(names.bytes) : std::nullopt;
  }

  Restored restore(const RestorePoint& point, const RestoreOrder& order, CopyFindings& findings) override {
    Restored restored;
    const ArchiveNames& names = names_of(point, CheckLevel::restore, findings);
    if (!names.whole) return restored;
    WantedPaths wanted(order.paths, names, mapping(names));
    ExtractOrder extract{make_restored_folder(order.target), {}};
    if (!order.paths.empty()) extract.wanted = [&](const ArchiveItem& item) { return wanted.has(item); };
    Extracted extracted;
    with_stream(point, CheckLevel::restore, findings, [&](ArchiveStream& stream, const FaultSink& sink, CopyFindings&) { extracted = extract_archive(stream, extract, sink); });
    restored.done = extracted.done;
    restored.files = extracted.files;
    restored.bytes = extracted.bytes;
    restored.root = restored_root(order.target, extract.folder, mapping(names));
    return restored;
  }

  /// Of the point that was looked at last: archives keep what their makers chose.
  Keeps keeps() const override {
    Keeps keeps = names_ ? archive_keeps(*names_, kind_) : Keeps();
    keeps.owner = keeps.owner && ::geteuid() == 0;
    keeps.specials = false;  // devices are not made
    return keeps;
  }

 private:
  using Work = std::function<void(ArchiveStream&, const FaultSink&, CopyFindings&)>;

  void tell_missing_sum(const RestorePoint& point, CopyFindings& findings) const {
    bool xz = kind_ == BackupKind::txz;
    if (!xz && kind_ != BackupKind::tzst) return;
    try {
      if (packed_without_sum(*bytes_of_file(archive_file(job_, point), desk_), xz ? Packing::xz : Packing::zstd))
        findings.add(CheckLevel::structure, Verdict::warn, Fault::block_crc, std::string("the archive was packed without checksums, so that damage inside it is seen by a manifest alone; pack it with ") + (xz ? "xz --check=crc64" : "zstd --check"), point.id);
    } catch (const ArchiveFault&) {  // told by the walk before
    }
  }

  bool zip() const { return kind_ == BackupKind::zip; }

  void count_by_directory(RestorePoint& point) {
    if (point.stored_bytes.value_or(0) == 0) return;
    try {
      auto bytes = bytes_of_file(archive_file(job_, point), desk_);
      ZipDirectory directory = ZipDirectory::read(*bytes, {desk_.max_entries, false});
      point.files = directory.files();
      point.bytes = directory.sizes();
    } catch (const ArchiveFault&) {  // level structure tells
    }
  }

  /// Opens the point, lets `work` read it, and takes over what it found: all of it, or, where the file was changed
  /// meanwhile (returns false), that alone.
  bool with_stream(const RestorePoint& point, CheckLevel level, CopyFindings& findings, const Work& work, bool compare_headers = false) {
    CopyFindings found;
    FaultSink sink = [&](Verdict verdict, Fault fault, const std::string& detail) { found.add(level, verdict, fault, detail, point.id); };
    std::unique_ptr<ArchiveBytes> bytes;
    try {
      bytes = bytes_of_file(archive_file(job_, point), desk_);
      ZipDirectory directory;
      std::unique_ptr<ArchiveStream> stream;
      if (zip()) {
        directory = ZipDirectory::read(*bytes, {desk_.max_entries, compare_headers});
        if (compare_headers && directory.trailing()) sink(Verdict::fail, Fault::trailing_garbage, "behind the end of the archive, at byte " + std::to_string(directory.end()) + ", follow bytes that are no part of it");
        stream = open_zip_stream(*bytes, directory, directory.encrypted() > 0 ? archive_password(job_) : "", limits_);
      } else {
        stream = open_tar_stream(*bytes, kind_, limits_);
      }
      work(*stream, sink, found);
    } catch (const ArchiveFault& fault) {
      sink(fault.verdict, fault.fault, fault.words);
    }
    bool steady = !bytes || !bytes->changed();
    if (!steady) {
      found = {};
      sink(Verdict::unknown, Fault::locked, in_quotes(point.id) + " was changed while it was read; check it when nobody writes it");
    }
    take_over(found, findings);
    return steady;
  }

  /// A fault is told once of a point, at the level that sees it first.
  void take_over(const CopyFindings& found, CopyFindings& findings) {
    for (const CopyFinding& finding : found.all())
      if (told_.insert({finding.point, static_cast<int>(finding.fault), finding.detail}).second) findings.add(finding.level, finding.verdict, finding.fault, finding.detail, finding.point);
  }

  /// By a walk through the archive, or by the one before it.
  const ArchiveNames& names_of(const RestorePoint& point, CheckLevel level, CopyFindings& findings, bool anew = false) {
    if (names_ && names_point_ == point.id && !anew) return *names_;
    ArchiveNames names;
    mapping_.reset();
    listed_.reset();
    bool small = point.stored_bytes.value_or(0) < kSmallZip;
    WalkOrder order{zip() && level == CheckLevel::structure && small, zip(), job_.expect.min_files};
    bool steady = with_stream(point, level, findings, [&](ArchiveStream& stream, const FaultSink& sink, CopyFindings&) { names = walk_archive(stream, order, sink); }, zip() && level == CheckLevel::structure);
    names.whole = names.whole && steady;
    names_ = std::move(names);
    names_point_ = point.id;
    return *names_;
  }

  /// Decided once, by the manifest of the job or the live data.
  const PathMapping& mapping(const ArchiveNames& names) {
    if (mapping_) return *mapping_;
    mapping_ = PathMapping();
    try {
      if (!job_.manifest.empty() || !job_.metadata.empty()) mapping_ = PathMapping::to_manifest(names.shape, TreeManifest::read(job_.manifest, job_.metadata));
      else if (!job_.source.empty()) mapping_ = PathMapping::to_folder(names.shape, job_.source);
    } catch (const InputError&) {  // told by the caller, who reads it too
    }
    return *mapping_;
  }

  const BackupJob& job_;
  const VerifyDesk& desk_;
  BackupKind kind_;
  ArchiveLimits limits_;
  std::optional<ArchiveNames> names_;
  std::string names_point_;
  std::optional<PathMapping> mapping_;
  std::optional<std::vector<std::string>> listed_;
  std::set<std::tuple<std::string, int, std::string>> told_;
};

}  // namespace

std::unique_ptr<Copy> open_archive_copy(const BackupJob& job, const VerifyDesk& desk) { return std::make_unique<ArchiveCopy>(job, desk); }

}  // namespace outdesk
