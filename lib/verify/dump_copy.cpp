#include "verify/dump_copy.hpp"

#include <algorithm>

#include "base/text.hpp"
#include "verify/shown_path.hpp"
#include "verify/tree_manifest.hpp"

namespace outdesk {

namespace {

std::string_view last_part(std::string_view path) { return path.substr(path.rfind('/') + 1); }

/// By its whole name, else by its last part where only one entry has it.
const TreeEntry* entry_of_dump(const TreeManifest& manifest, const std::string& name) {
  if (const TreeEntry* found = manifest.find(name)) return found;
  const TreeEntry* found = nullptr;
  for (const TreeEntry& entry : manifest.entries()) {
    if (entry.type != TreeEntry::Type::file || last_part(entry.path) != last_part(name)) continue;
    if (found) return nullptr;
    found = &entry;
  }
  return found;
}

bool named_as_packed(std::string_view name) {
  for (std::string_view end : {".gz", ".xz", ".zst", ".dump", ".pgdump", ".backup"})
    if (name.ends_with(end)) return true;
  return false;
}

}  // namespace

std::vector<RestorePoint> DumpCopy::points(CopyFindings& findings) {
  files_ = list_dumps(job_, names_, findings);
  listed_ = true;
  std::vector<RestorePoint> points;
  for (const DumpFile& file : files_) points.push_back(file.point);
  return points;
}

const DumpFile* DumpCopy::file_of(const RestorePoint& point, CheckLevel level, CopyFindings& findings) {
  if (!listed_) {
    CopyFindings told_elsewhere;
    points(told_elsewhere);
  }
  auto found = std::find_if(files_.begin(), files_.end(), [&](const DumpFile& file) { return file.point.id == point.id; });
  if (found != files_.end()) return &*found;
  findings.add(level, Verdict::fail, Fault::volume_missing, "the dump " + shown_path(point.id) + " is no longer there", point.id);
  return nullptr;
}

std::optional<std::int64_t> DumpCopy::restore_size(const RestorePoint& point, CopyFindings& findings) {
  const DumpFile* file = file_of(point, CheckLevel::restore, findings);
  if (!file) return {};
  constexpr std::int64_t kPacked = 10, kPlain = 3;
  std::int64_t stored = file->point.stored_bytes.value_or(0), times = file->folder || named_as_packed(file->path) ? kPacked : kPlain;
  return stored > most_bytes() / times ? most_bytes() : stored * times;
}

void DumpCopy::report(CheckLevel level, const ArchiveFault& fault, const std::string& point, CopyFindings& findings) { findings.add(level, fault.verdict, fault.fault, fault.words, point); }

void DumpCopy::compare_sum(const std::string& name, const Digest& sum, const TreeManifest* manifest, const std::string& point, HashCover& cover, CopyFindings& findings) {
  ++cover.files;
  if (!manifest) return;
  const TreeEntry* told = entry_of_dump(*manifest, name);
  if (!told || !told->sha256) {
    ++cover.extra;
    findings.add(CheckLevel::hash, Verdict::warn, Fault::entry_extra, "the manifest names no " + shown_path(name) + ": its bytes were compared with nothing; make the manifest of each dump when it is made", point);
    return;
  }
  cover.against_manifest = true;
  ++cover.compared;
  if (*told->sha256 == sum) return;
  ++cover.changed;
  if (cover.differing.size() < 20) cover.differing.push_back(printable(name));
  findings.add(CheckLevel::hash, Verdict::fail, Fault::content_changed, shown_path(name) + " has other bytes than the manifest says: sum " + hex(sum) + ", not " + hex(*told->sha256), point);
}

}  // namespace outdesk
