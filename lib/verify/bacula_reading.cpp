#include "verify/bacula_reading.hpp"

#include <algorithm>
#include <limits>

#include "base/interrupt.hpp"
#include "base/text.hpp"
#include "verify/bacula_volume_places.hpp"
#include "verify/shown_path.hpp"

namespace outdesk {

namespace {

std::int64_t data_index(const BaculaEntry& entry) { return entry.regular() && entry.stat.link_index > 0 ? entry.stat.link_index : entry.index; }

}  // namespace

void BaculaReading::Names::add(const std::string& path) {
  ++count;
  if (first.size() < 20) first.push_back(path);
}

std::string BaculaReading::Names::text() const {
  std::string text = std::to_string(count) + (count == 1 ? " file: " : " files, the first: ");
  for (std::size_t i = 0; i < first.size() && i < 3; ++i) text += (i ? ", " : "") + shown_path(first[i]);
  return text;
}

BaculaReading::BaculaReading(const BaculaTree& tree, const std::vector<const BaculaJobRow*>& links, const CopyPart& part, const VerifyDesk& desk, bool sums)
    : tree_(tree), part_(part), desk_(desk), sums_(sums) {
  for (const BaculaJobRow* link : links) places_.try_emplace({link->id, 0});  // keeps the jobs' order by their numbers
  const std::vector<BaculaEntry>& entries = tree.entries();
  for (std::size_t i = 0; i < entries.size(); ++i) {
    places_[{entries[i].job, entries[i].index}].own = i;
    places_[{entries[i].job, data_index(entries[i])}].names.push_back(i);
  }
  choose_part();
}

/// The part is a run of files as they stand on the volumes, so that little else is read.
void BaculaReading::choose_part() {
  constexpr std::int64_t largest = std::int64_t{1} << 30;  // blocks; sizes come from outside
  auto weight = [&](const Data& data) { return data.names.empty() ? std::int64_t{0} : std::min(largest, tree_.entries()[data.names.front()].stat.size / 4096) + 1; };
  std::int64_t total = 0, before = 0;
  for (const auto& [place, data] : places_) total += weight(data);
  std::int64_t share = total / part_.n + 1;
  for (auto& [place, data] : places_) {
    data.wanted = data.shown() != kNone && before / share + 1 == part_.k;
    before += weight(data);
  }
}

BaculaWanted BaculaReading::wanted(std::int64_t job, std::int64_t index) const {
  auto found = places_.find({job, index});
  if (found == places_.end() || !found->second.wanted || found->second.names.empty()) return {};
  const BaculaEntry& entry = tree_.entries()[found->second.names.front()];
  if (!entry.regular()) return {};
  std::size_t length = entry.digest.size();
  return {true, length == 0 ? sizeof(Digest) : length, sums_};
}

void BaculaReading::read(const BaculaJobRow& link, const std::vector<BaculaStretch>& stretches, const std::vector<std::string>& volume_folders) {
  auto first = places_.lower_bound({link.id, 1}), end = places_.upper_bound({link.id, std::numeric_limits<std::int64_t>::max()});
  auto wanted_in = [&](std::int64_t from, std::int64_t to) {
    return std::any_of(places_.lower_bound({link.id, from}), places_.upper_bound({link.id, to}), [](const auto& one) { return one.second.wanted; });
  };
  std::int64_t last = 0;
  for (auto one = first; one != end; ++one)
    if (one->second.wanted) last = one->first.second;
  if (last == 0) return;
  BaculaFileStream files([&](std::int64_t index) { return wanted(link.id, index); }, [&](BaculaSeenFile&& seen) { take(link.id, std::move(seen)); }, desk_.max_bytes - cover_.bytes);
  files.stop_behind(last);
  BaculaSessionReader reader({static_cast<std::uint32_t>(link.session), static_cast<std::uint32_t>(link.session_time)}, desk_, files);
  for (const BaculaStretch& stretch : stretches)
    if (stretch.job == link.id && (part_.whole() || wanted_in(stretch.first_index, stretch.last_index))) reader.read(bacula_volume_file(volume_folders, stretch.volume), stretch);
  reader.finish();
  files.finish();
  cover_.bytes += static_cast<std::int64_t>(reader.bytes());
  foreign_ = foreign_ || reader.foreign_format();
  too_large_ = too_large_ || files.too_large();
  faults_.insert(faults_.end(), reader.faults().begin(), reader.faults().end());
}

void BaculaReading::take(std::int64_t job, BaculaSeenFile&& seen) {
  stop_where_asked();
  auto found = places_.find({job, seen.index});
  if (found == places_.end()) return;  // an older state of a file
  Data& data = found->second;
  bool first = !data.seen;
  data.seen = true;
  if (data.own != kNone && seen.whole) {
    const BaculaEntry& entry = tree_.entries()[data.own];
    bool same = bacula_restored_path(seen.path) == entry.path && seen.stat == entry.stat;
    if (!same) moved_.add(entry.path);
    if ((entry.stat.mode & 0170000) == 0120000) link_targets_[data.own] = seen.link;
  }
  if (!data.wanted || !first) return;
  std::string path = tree_.entries()[data.shown()].path;
  if (!seen.whole) return damaged_.add(path);
  if (data.names.empty() || !tree_.entries()[data.names.front()].regular()) return;
  if (!seen.sealed.empty()) {
    sealed_why_ = seen.sealed;
    return sealed_.add(path);
  }
  compare_data(data, seen, path);
}

void BaculaReading::compare_data(Data& data, const BaculaSeenFile& seen, const std::string& path) {
  const BaculaEntry& entry = tree_.entries()[data.names.front()];
  ++cover_.files;
  bool empty = !seen.has_data;
  auto differs = [&](const std::string& expected) { return !expected.empty() && expected.size() == seen.digest.size() && expected != seen.digest && !(is_digest_of_nothing(expected) && !empty); };
  bool bad = seen.unsound || differs(entry.digest) || differs(seen.kept_digest) || (empty && entry.stat.size > 0);
  if (!entry.digest.empty() || !seen.kept_digest.empty()) ++cover_.compared;
  data.sound = !bad;
  data.sha256 = seen.sha256;
  if (bad) changed_.add(path);
}

/// Files of the part that the volumes did not show.
void BaculaReading::note_unseen() {
  for (const auto& [place, data] : places_)
    if (data.wanted && !data.seen) (faults_.empty() ? missing_ : damaged_).add(tree_.entries()[data.shown()].path);
}

TreeEntry BaculaReading::told(const BaculaEntry& entry, std::string_view relative) const {
  TreeEntry made = tree_.as_tree_entry(entry, relative);
  auto at = static_cast<std::size_t>(&entry - tree_.entries().data());
  if (auto target = link_targets_.find(at); target != link_targets_.end()) made.target = target->second;
  auto data = places_.find({entry.job, data_index(entry)});
  if (entry.regular() && data != places_.end() && data->second.seen) made.sha256 = data->second.sha256;
  return made;
}

HashCover BaculaReading::finish(const RestorePoint& point, const TreeManifest* manifest, const Copy::Keeps& keeps, CopyFindings& findings) {
  auto add = [&](Verdict verdict, Fault fault, const std::string& detail) { findings.add(CheckLevel::hash, verdict, fault, detail, point.id); };
  note_unseen();
  for (const BaculaVolumeFault& fault : faults_)
    add(fault.fault == Fault::access_denied ? Verdict::unknown : Verdict::fail, fault.fault, "volume " + in_quotes(fault.volume) + ": " + fault.what + (damaged_.count ? "; it damages " + damaged_.text() : ""));
  if (faults_.empty() && damaged_.count) add(Verdict::fail, Fault::entry_missing, "the volumes hold only a part of " + damaged_.text());
  if (changed_.count) add(Verdict::fail, Fault::content_changed, "the data on the volumes are not those that were saved (digests differ) of " + changed_.text() + "; a restore would say that all is well");
  if (moved_.count) add(Verdict::fail, Fault::metadata_changed, "names or attributes on the volumes are not those of the catalog for " + moved_.text());
  if (missing_.count) add(Verdict::fail, Fault::entry_missing, "the catalog lists and the volumes do not hold " + missing_.text());
  if (sealed_.count) add(Verdict::unknown, sealed_why_.starts_with("encrypted") ? Fault::access_denied : Fault::tool_missing, "data " + sealed_why_ + ", which only a restore by the Director reads (a drill), are those of " + sealed_.text());
  if (foreign_) add(Verdict::unknown, Fault::tool_missing, "the volumes are in a block format that cannot be read here: run a drill");
  if (too_large_) add(Verdict::fail, Fault::expansion_limit, "the data unpack to more than " + std::to_string(desk_.max_bytes) + " bytes; the rest was not read");
  cover_.changed = changed_.count;
  cover_.missing = missing_.count;
  cover_.metadata = moved_.count;
  for (const Names* names : {&changed_, &missing_, &moved_, &damaged_})
    for (const std::string& path : names->first)
      if (cover_.differing.size() < 20) cover_.differing.push_back(printable(path));
  if (!manifest) return cover_;
  TreeComparison comparison(*manifest, CheckLevel::hash, keeps);
  for (const BaculaEntry& entry : tree_.entries())
    if (auto relative = tree_.relative(entry.path)) comparison.saw(told(entry, *relative));
  HashCover against = comparison.finish(point.id, findings);
  against.files = cover_.files;
  against.bytes = cover_.bytes;
  against.against_manifest = true;
  against.changed = std::max(against.changed, cover_.changed);
  against.missing = std::max(against.missing, cover_.missing);
  if (against.differing.empty()) against.differing = cover_.differing;
  return against;
}

}  // namespace outdesk
