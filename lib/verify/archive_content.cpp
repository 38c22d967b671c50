#include "verify/archive_content.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <unordered_set>

#include "base/interrupt.hpp"
#include "verify/hash_file.hpp"
#include "verify/shown_path.hpp"

namespace outdesk {

namespace {

/// The sum of a file that comes in pieces with zeros between them.
class HoledSum {
 public:
  void add(std::int64_t offset, std::string_view piece) {
    zeros(offset - at_);
    sum_.add(piece);
    at_ += static_cast<std::int64_t>(piece.size());
  }
  Digest finish(std::int64_t size) {
    zeros(size - at_);
    at_ = 0;
    return sum_.finish();
  }
  void forget() {
    at_ = 0;
    sum_.finish();
  }

 private:
  void zeros(std::int64_t count) {
    static constexpr std::array<char, 64 * 1024> kZeros{};
    while (count > 0) {
      stop_where_asked();
      auto some = static_cast<std::size_t>(std::min<std::int64_t>(count, kZeros.size()));
      sum_.add({kZeros.data(), some});
      count -= static_cast<std::int64_t>(some);
      at_ += static_cast<std::int64_t>(some);
    }
  }
  BulkSha256 sum_;
  std::int64_t at_ = 0;
};

class ArchiveComparison {
 public:
  ArchiveComparison(ArchiveStream& stream, const ArchiveNames& names, const PathMapping& mapping, const CopyPart& part, const TreeManifest* manifest, BackupKind kind)
      : stream_(stream), names_(names), mapping_(mapping), part_(part), manifest_(manifest) {
    if (manifest) {
      comparison_.emplace(*manifest, CheckLevel::hash, archive_keeps(names, kind));
      folders_.resize(manifest->tells_folders() ? manifest->entries().size() : 0);
    }
    for (const auto& [further, first] : names.further) {
      firsts_.insert(archive_path_hash(first));
      if (wanted(further)) needed_.insert(archive_path_hash(first));
    }
  }

  HashCover run(const std::string& point, const FaultSink& sink, CopyFindings& findings) {
    bool whole = false;
    try {
      while (const ArchiveItem* item = stream_.next()) take(*item);
      whole = true;
    } catch (const ArchiveFault& fault) {
      sink(fault.verdict, fault.fault, fault.words);
    }
    faults_.report(sink);
    if (!lost_.empty())
      sink(Verdict::fail, Fault::entry_missing, std::to_string(lost_count_) + (lost_count_ == 1 ? " hard link leads" : " hard links lead") + " to a file that is not in the archive: " + lost_);
    HashCover cover;
    if (comparison_ && whole) {
      for (auto& [path, entry] : last_) compare(entry);
      add_implied_folders();
      cover = comparison_->finish(point, findings);
      if (!names_.attributes) tell_lost_attributes(*manifest_, CheckLevel::hash, point, findings);
    }
    cover.files = files_;
    cover.bytes = bytes_;
    cover.against_manifest = comparison_.has_value();
    return cover;
  }

 private:
  bool wanted(const std::string& path) const {
    auto told = mapping_.told(path);
    return told && archive_part_has(*told, part_);
  }

  void take(const ArchiveItem& item) {
    TreeEntry entry = item.entry;
    if (item.file() && !read_file(item, entry)) return;
    if (!item.file() && !firsts_.empty() && firsts_.count(archive_path_hash(entry.path))) firsts_seen_[archive_path_hash(entry.path)] = {{}, 0, entry.type, entry.target, entry.xattrs};
    auto told = mapping_.told(entry.path);
    if (!comparison_ || !told) return;
    entry.path = *told;
    if (item.acl_by_name) comparison_->not_read(entry.path, false);
    if (!item.target_known)
      if (const TreeEntry* link = manifest_->find(entry.path)) entry.target = link->target;
    note_folders(entry);
    if (names_.comes_twice(item.entry.path)) last_[entry.path] = std::move(entry);
    else compare(entry);
  }

  void compare(const TreeEntry& entry) { comparison_->saw(entry); }

  /// False where there is nothing to compare: a hard link to nothing.
  bool read_file(const ArchiveItem& item, TreeEntry& entry) {
    bool further = !item.hard_link.empty() && item.entry.size == 0;
    if (further) return take_first(item, entry);
    std::uint64_t hash = archive_path_hash(item.entry.path);
    bool first = firsts_.count(hash) > 0;
    if (first) firsts_seen_[hash] = {{}, item.entry.size, entry.type, {}, entry.xattrs};
    bool here = wanted(item.entry.path);
    if (!here && !needed_.count(hash)) return true;
    try {
      if (manifest_) stream_.data([this](std::int64_t offset, std::string_view piece) { sum_.add(offset, piece); });
      else stream_.data([](std::int64_t, std::string_view) {});
    } catch (const ArchiveFault& fault) {
      sum_.forget();
      if (!stream_.stands_alone()) throw;
      faults_.add(fault, item.encrypted);
      return true;
    }
    faults_.opened(item);
    if (here) ++files_;
    bytes_ += item.entry.size;
    if (!manifest_) return true;
    Digest sum = sum_.finish(item.entry.size);
    if (here) entry.sha256 = sum;
    if (first) firsts_seen_[hash].sum = sum;
    return true;
  }

  bool take_first(const ArchiveItem& item, TreeEntry& entry) {
    auto named = names_.further.find(item.entry.path);
    std::string first = named != names_.further.end() ? named->second : inner_path(item.hard_link);
    auto seen = firsts_seen_.find(archive_path_hash(first));
    if (seen == firsts_seen_.end()) {
      if (lost_count_++ == 0) lost_ = shown_path(item.name) + " to " + shown_path(item.hard_link);
      return false;
    }
    entry.type = seen->second.type;  // links and pipes may have several names too
    entry.target = seen->second.target;
    entry.xattrs = seen->second.xattrs;  // stored with the first name alone
    if (entry.type != TreeEntry::Type::file) return true;
    entry.size = seen->second.size;
    entry.linked_to = mapping_.told(first).value_or(first);
    if (wanted(item.entry.path)) {
      entry.sha256 = seen->second.sum;
      ++files_;
    }
    return true;
  }

  /// Archives without entries for folders bring them back all the same, by the paths of their files.
  void note_folders(const TreeEntry& entry) {
    if (folders_.empty()) return;
    if (entry.type == TreeEntry::Type::folder)
      if (const TreeEntry* told = manifest_->find(entry.path)) folders_[manifest_->place_of(*told)] |= kSeen;
    for (std::string_view path = entry.path; path.find('/') != path.npos;) {
      path = path.substr(0, path.rfind('/'));
      const TreeEntry* told = manifest_->find(path);
      if (!told || told->type != TreeEntry::Type::folder) continue;
      unsigned char& folder = folders_[manifest_->place_of(*told)];
      if (folder & kImplied) return;
      folder |= kImplied;
    }
  }

  void add_implied_folders() {
    for (std::size_t i = 0; i < folders_.size(); ++i)
      if (folders_[i] == kImplied) compare(manifest_->entries()[i]);
  }

  static constexpr unsigned char kSeen = 1, kImplied = 2;
  struct FirstName {
    std::optional<Digest> sum;
    std::int64_t size = 0;
    TreeEntry::Type type = TreeEntry::Type::file;
    std::string target;
    std::map<std::string, std::string> xattrs;
  };
  ArchiveStream& stream_;
  const ArchiveNames& names_;
  const PathMapping& mapping_;
  const CopyPart& part_;
  const TreeManifest* manifest_;
  std::optional<TreeComparison> comparison_;
  std::unordered_set<std::uint64_t> firsts_, needed_;     ///< names of files that have others; those whose sum another one needs
  std::unordered_map<std::uint64_t, FirstName> firsts_seen_;
  std::map<std::string, TreeEntry> last_;                 ///< of names that come again
  std::vector<unsigned char> folders_;                    ///< by place in the manifest
  EntryFaults faults_;
  HoledSum sum_;
  std::string lost_;
  std::int64_t lost_count_ = 0, files_ = 0, bytes_ = 0;
};

}  // namespace

bool archive_part_has(const std::string& path, const CopyPart& part) {
  return part.whole() || static_cast<std::int64_t>(archive_path_hash(path) % static_cast<std::uint64_t>(std::max<std::int64_t>(1, part.n))) == part.k - 1;
}

Copy::Keeps archive_keeps(const ArchiveNames& names, BackupKind kind) {
  Copy::Keeps keeps;
  bool zip = kind == BackupKind::zip;
  keeps.owner = names.owners;
  keeps.mtime = names.times;
  keeps.mode = names.modes;
  keeps.xattrs = names.attributes;
  keeps.hard_links = !zip;
  keeps.specials = !zip;
  return keeps;
}

HashCover compare_archive(ArchiveStream& stream, const ArchiveNames& names, const PathMapping& mapping, const CopyPart& part, const TreeManifest* manifest, BackupKind kind,
                          const std::string& point, const FaultSink& sink, CopyFindings& findings) {
  return ArchiveComparison(stream, names, mapping, part, manifest, kind).run(point, sink, findings);
}

}  // namespace outdesk
