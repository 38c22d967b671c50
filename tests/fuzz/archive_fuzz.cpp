// Archives of any bytes and every kind, walked as a check walks them, contents and all: names and counts, or a fault with
// words that can be stored; and twice the same.
#include <cstdlib>

#include "base/text.hpp"
#include "verify/archive_names.hpp"
#include "verify/tar_blocks.hpp"

namespace {

using namespace outdesk;

struct Walked {
  std::int64_t entries = 0, files = 0, bytes = 0, data = 0;
  std::size_t faults = 0;
  bool operator==(const Walked&) const = default;
};

/// What a walk with contents hands on: at most what was announced, in rising order.
std::int64_t data_of(ArchiveStream& stream) {
  std::int64_t all = 0;
  try {
    while (const ArchiveItem* item = stream.next()) {
      if (!item->file()) continue;
      std::int64_t end = 0;
      try {
        stream.data([&](std::int64_t offset, std::string_view piece) {
          if (offset < end || offset + static_cast<std::int64_t>(piece.size()) > item->entry.size) std::abort();
          end = offset + static_cast<std::int64_t>(piece.size());
          all += static_cast<std::int64_t>(piece.size());
        });
      } catch (const ArchiveFault&) {
        if (!stream.stands_alone()) throw;
      }
    }
  } catch (const ArchiveFault&) {
  }
  return all;
}

std::unique_ptr<ArchiveStream> open_any(const ArchiveBytes& bytes, BackupKind kind, ZipDirectory& directory, const ArchiveLimits& limits) {
  if (kind != BackupKind::zip) return open_tar_stream(bytes, kind, limits);
  directory = ZipDirectory::read(bytes, {limits.entries, true});
  return open_zip_stream(bytes, directory, "secret", limits);
}

Walked walk(std::string_view content, BackupKind kind) {
  constexpr ArchiveLimits kLimits{1 << 22, 2000};
  Walked walked;
  FaultSink sink = [&](Verdict, Fault fault, const std::string& detail) {
    ++walked.faults;
    if (fault == Fault::none || detail.empty() || !unstorable(detail).empty()) std::abort();
  };
  auto bytes = bytes_in_memory(content);
  for (bool contents : {false, true}) {
    try {
      ZipDirectory directory;
      auto stream = open_any(*bytes, kind, directory, kLimits);
      ArchiveNames names = walk_archive(*stream, {contents, true, 1}, sink);
      if (names.entries > kLimits.entries + 1 || names.files > names.entries) std::abort();
      walked.entries = names.entries, walked.files = names.files, walked.bytes = names.bytes;
      for (const std::string& path : names.shape.sample())
        if (path != inner_path(path)) std::abort();
      stream = open_any(*bytes, kind, directory, kLimits);
      walked.data = data_of(*stream);
    } catch (const ArchiveFault& fault) {
      sink(fault.verdict, fault.fault, fault.words);
    }
  }
  return walked;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  constexpr BackupKind kKinds[] = {BackupKind::tar, BackupKind::tgz, BackupKind::txz, BackupKind::tzst, BackupKind::zip};
  std::string_view content(reinterpret_cast<const char*>(data) + 1, size - 1);
  BackupKind kind = kKinds[data[0] % std::size(kKinds)];
  if (!(walk(content, kind) == walk(content, kind))) std::abort();
  return 0;
}
