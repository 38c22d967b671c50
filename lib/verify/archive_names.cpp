#include "verify/archive_names.hpp"

#include <algorithm>

#include "verify/shown_path.hpp"

namespace outdesk {

namespace {

constexpr std::int64_t kMostFurtherBytes = 256 << 20;

struct BegunEnough {};

class NamesWalk {
 public:
  void saw(const ArchiveItem& item) {
    ++names_.entries;
    // The lowest bit of what is kept tells files, which are counted by name.
    paths_.push_back((archive_path_hash(item.entry.path) & ~std::uint64_t{1}) | static_cast<std::uint64_t>(item.file()));
    if (item.file()) {
      names_.bytes += item.entry.size;
      names_.shape.saw_file(item.entry.path);
    }
    names_.attributes |= !item.entry.xattrs.empty() || item.acl_by_name;
    names_.owners &= item.exact_owner;
    names_.times &= item.exact_time;
    names_.modes &= item.exact_mode;
    if (!item.hard_link.empty()) note_further(item);
    if (std::string why = guard_.objection(item); !why.empty()) unsafe_.add(shown_path(item.name) + " " + why);
    if (item.device()) devices_.add(shown_path(item.name));
    if (item.continues) continued_.add(shown_path(item.name));
  }

  ArchiveNames finish(const FaultSink& sink) {
    std::sort(paths_.begin(), paths_.end());
    for (std::size_t i = 0; i < paths_.size(); ++i) {
      bool again = i > 0 && paths_[i] >> 1 == paths_[i - 1] >> 1;
      bool noted = !names_.twice.empty() && names_.twice.back() == paths_[i] >> 1;
      if (again && !noted) names_.twice.push_back(paths_[i] >> 1);
      bool counted = i > 0 && paths_[i] == paths_[i - 1];
      names_.files += (paths_[i] & 1) != 0 && !counted;
    }
    for (const auto& [further, first] : names_.further)  // a second name of a link or a pipe is no file
      names_.files -= std::binary_search(paths_.begin(), paths_.end(), archive_path_hash(first) & ~std::uint64_t{1});
    if (unsafe_.count) sink(Verdict::fail, Fault::unsafe_entry, unsafe_.said("entry leads out of the folder that it is unpacked into", "entries lead out of the folder that they are unpacked into") + "; unpack it nowhere");
    if (devices_.count) sink(Verdict::fail, Fault::unsafe_entry, devices_.said("entry is a device", "entries are devices") + "; a test restore does not make them");
    if (continued_.count) sink(Verdict::fail, Fault::volume_missing, continued_.said("file begins in a volume before this one", "files begin in a volume before this one") + "; put the volumes together");
    return std::move(names_);
  }

 private:
  void note_further(const ArchiveItem& item) {
    std::string first = inner_path(item.hard_link);
    if (auto further = names_.further.find(first); further != names_.further.end()) first = further->second;
    if (first == item.entry.path) return;
    constexpr std::int64_t kBesideName = 160;
    kept_ += static_cast<std::int64_t>(first.size() + item.entry.path.size()) + kBesideName;
    if (kept_ > kMostFurtherBytes) throw ArchiveFault{Fault::expansion_limit, "its hard links take more than 256 MiB"};
    names_.further[item.entry.path] = first;
  }

  ArchiveNames names_;
  EntryGuard guard_;
  std::vector<std::uint64_t> paths_;
  FirstOfMany unsafe_, devices_, continued_;
  std::int64_t kept_ = 0;
};

}  // namespace

std::string FirstOfMany::said(std::string_view one, std::string_view many) const {
  return count == 1 ? "1 " + std::string(one) + ": " + first : std::to_string(count) + " " + std::string(many) + ", the first: " + first;
}

bool ArchiveNames::comes_twice(const std::string& path) const { return std::binary_search(twice.begin(), twice.end(), archive_path_hash(path) >> 1); }

void EntryFaults::add(const ArchiveFault& fault, bool encrypted) {
  Kind& kind = kinds_[static_cast<int>(encrypted && fault.fault == Fault::access_denied ? Fault::access_denied : fault.fault)];
  if (kind.count++ == 0) kind.first = fault;
}

void EntryFaults::report(const FaultSink& sink) const {
  auto denied = kinds_.find(static_cast<int>(Fault::access_denied));
  bool wrong_password = denied != kinds_.end() && opened_ == 0;
  for (const auto& [number, kind] : kinds_) {
    ArchiveFault first = kind.first;
    // A wrong password is noticed by one byte: one entry in 256 looks opened and then damaged.
    if (wrong_password && number != static_cast<int>(Fault::access_denied)) continue;
    if (!wrong_password && first.fault == Fault::access_denied) first.fault = Fault::block_crc;
    std::string others = kind.count > 1 ? " and " + std::to_string(kind.count - 1) + " more" : "";
    sink(first.verdict, first.fault, first.words + others);
  }
}

ArchiveNames walk_archive(ArchiveStream& stream, const WalkOrder& order, const FaultSink& sink) {
  NamesWalk walk;
  EntryFaults faults;
  bool whole = false, try_password = order.try_password;
  try {
    while (const ArchiveItem* item = stream.next()) {
      walk.saw(*item);
      if (!item->file() || !(order.read_contents || (try_password && item->encrypted && item->entry.size > 0))) continue;
      try {
        stream.data([&](std::int64_t, std::string_view) {
          if (!order.read_contents) throw BegunEnough();
        });
        faults.opened(*item);
      } catch (const BegunEnough&) {
        try_password = false;
      } catch (const ArchiveFault& fault) {
        try_password = false;
        if (!stream.stands_alone()) throw;
        faults.add(fault, item->encrypted);
      }
    }
    whole = true;
  } catch (const ArchiveFault& fault) {
    sink(fault.verdict, fault.fault, fault.words);
  }
  faults.report(sink);
  if (const auto& remark = stream.remark()) sink(remark->verdict, remark->fault, remark->words);
  ArchiveNames names = walk.finish(sink);
  names.whole = whole;
  if (whole && names.files == 0 && order.min_files > 0)
    sink(Verdict::fail, Fault::empty, names.entries == 0 ? "the archive holds nothing" : "the archive holds " + std::to_string(names.entries) + " entries and no file among them");
  return names;
}

}  // namespace outdesk
