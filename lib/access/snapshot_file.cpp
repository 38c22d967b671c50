#include "access/snapshot_file.hpp"

#include <sys/stat.h>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <unordered_set>

#include "access/descriptor.hpp"
#include "access/identities_text.hpp"
#include "base/error.hpp"
#include "base/sha256.hpp"
#include "base/text.hpp"
#include "input/json.hpp"

namespace outdesk {

namespace {

constexpr std::string_view kSnapshotMagic = "outdesk-access-snapshot/", kSnapshotFormat = "1";
constexpr std::size_t kSumSize = 32, kLargestHeading = 64u << 20, kSmallestFolder = 4, kSmallestDescriptor = 20;
constexpr std::uint64_t kMostFolders = 50'000'000;
const char* const kMakeAgain = "make it again with 'outdesk access-audit scan PATH -o FILE'";

void put_number(std::string& out, std::uint64_t value) {
  for (; value >= 0x80; value >>= 7) out += static_cast<char>((value & 0x7F) | 0x80);
  out += static_cast<char>(value);
}

/// Descriptors in the order of their first use: their order in a snapshot is an accident of threads.
class UsedDescriptors {
 public:
  explicit UsedDescriptors(const Snapshot& snapshot) : snapshot_(snapshot), places_(snapshot.descriptors.size(), kNone) {
    for (const auto& folder : snapshot.folders) use(folder.descriptor);
    for (std::uint32_t descriptor : snapshot.above) use(descriptor);
    distinct_ = interner_.take();
  }
  const std::vector<std::string>& distinct() const { return distinct_; }
  /// The place + 1; 0 for none.
  std::uint64_t number(std::uint32_t descriptor) const { return descriptor == kNone ? 0 : std::uint64_t{places_[descriptor]} + 1; }

 private:
  void use(std::uint32_t descriptor) {
    if (descriptor != kNone && places_.at(descriptor) == kNone) places_[descriptor] = interner_.id_of(snapshot_.descriptors[descriptor]);
  }
  const Snapshot& snapshot_;
  Interner interner_;
  std::vector<std::uint32_t> places_;
  std::vector<std::string> distinct_;
};

/// What a person wants to know stands first, what is long last.
std::string heading_of(const Snapshot& snapshot, std::size_t descriptors, const std::string& made_by) {
  auto unread = std::count_if(snapshot.folders.begin(), snapshot.folders.end(), [](const auto& folder) { return folder.unread != Unread::no; });
  Json counts{{"folders", snapshot.folders.size()}, {"unread", unread}, {"descriptors", descriptors}, {"above", snapshot.above.size()}};
  std::string facts = facts_text(snapshot.facts);
  return "{\"root_text\":" + Json(printable(snapshot.root)).dump() + ",\"taken\":\"" + to_text(snapshot.taken) + "\",\"made_by\":" + Json(made_by).dump() +
         ",\"counts\":" + counts.dump() + ",\"vanished\":" + std::to_string(snapshot.vanished) + ",\"identities_source\":" +
         Json(snapshot.identities_source).dump() + ",\"root\":\"" + base64(snapshot.root) + "\",\"facts\":" + (facts.empty() ? "null" : facts) +
         ",\"identities\":" + identities_text(snapshot.identities) + "}\n";
}

struct SnapshotCounts {
  std::uint64_t folders = 0, unread = 0, descriptors = 0, above = 0;
};

/// The binary part, from front to back.
class SnapshotBody {
 public:
  /// `whole` without its sum; the part begins at `at`.
  SnapshotBody(std::string_view whole, std::size_t at, const std::string& file) : whole_(whole), at_(at), file_(file) {}

  [[noreturn]] void fail(const std::string& problem) const { throw InputError(file_, 0, "byte " + std::to_string(at_) + ": " + problem, kMakeAgain); }
  std::size_t left() const { return whole_.size() - at_; }
  std::string_view bytes(std::uint64_t size, const char* what) {
    if (size > left()) fail(std::string(what) + " is longer than what is left of the file");
    std::string_view taken = whole_.substr(at_, size);
    at_ += size;
    return taken;
  }
  std::uint8_t byte(const char* what) { return static_cast<std::uint8_t>(bytes(1, what)[0]); }
  std::uint64_t number(const char* what, std::uint64_t most) {
    std::uint64_t value = 0;
    for (int shift = 0;; shift += 7) {
      std::uint8_t next = byte(what);
      value |= std::uint64_t{next & 0x7Fu} << shift;
      if (shift > 0 && next == 0) fail(std::string(what) + " is not in its shortest form");
      if (value > most || (shift == 28 && next & 0x80)) fail(std::string(what) + " is larger than it can be (" + std::to_string(most) + ")");
      if (!(next & 0x80)) return value;
    }
  }

 private:
  std::string_view whole_;
  std::size_t at_;
  const std::string& file_;
};

std::uint64_t count_in(const JsonNode& node, std::uint64_t most) {
  std::int64_t count = node.integer();
  if (count < 0 || static_cast<std::uint64_t>(count) > most) node.fail("must be from 0 to " + std::to_string(most));
  return static_cast<std::uint64_t>(count);
}

SnapshotCounts read_heading(const JsonNode& node, const std::string& file, Snapshot& snapshot) {
  node.only({"root_text", "taken", "made_by", "counts", "vanished", "identities_source", "root", "facts", "identities"});
  snapshot.taken = node.at("taken").instant();
  snapshot.vanished = count_in(node.at("vanished"), INT64_MAX);
  snapshot.identities_source = node.at("identities_source").text();
  if (!node.at("facts").json().is_null()) snapshot.facts = parse_facts(node.at("facts").json().dump(), file);
  snapshot.identities = parse_identities(node.at("identities").json().dump(), file);
  auto root = from_base64(node.at("root").text());
  if (!root || root->empty() || root->find('\0') != root->npos) node.at("root").fail("must be a path in base64");
  if (snapshot.facts.system == System::posix && root->front() != '/') node.at("root").fail("must be an absolute path in base64");
  snapshot.root = std::move(*root);
  JsonNode counts = node.at("counts");
  counts.only({"folders", "unread", "descriptors", "above"});
  return {count_in(counts.at("folders"), kMostFolders), count_in(counts.at("unread"), kMostFolders), count_in(counts.at("descriptors"), kMostFolders),
          count_in(counts.at("above"), kMostFolders)};
}

/// True where the folder's rights cannot be told.  Throws InputError where the bytes are no descriptor of the system.
bool check_descriptor(const SnapshotBody& body, std::string_view bytes, System system) {
  try {
    if (system == System::windows) return nt_descriptor(bytes), false;
    PosixDescriptor descriptor = posix_descriptor(bytes);
    if (!S_ISDIR(descriptor.mode)) body.fail("a descriptor is not that of a folder");
    return !object_of(descriptor).problem.empty();
  } catch (const StoreError&) {
    body.fail("a descriptor is damaged, or of another system than " + std::string(system == System::windows ? "Windows" : "POSIX"));
  }
}

/// Reads the descriptors; tells which of them leave a folder unjudged.
std::vector<bool> read_descriptors(SnapshotBody& body, std::uint64_t count, Snapshot& snapshot) {
  if (count > body.left() / kSmallestDescriptor) body.fail("the file is too short for " + std::to_string(count) + " descriptors");
  snapshot.descriptors.reserve(count);
  std::vector<bool> damaged;
  std::unordered_set<std::string_view> seen;
  while (snapshot.descriptors.size() < count) {
    std::string_view bytes = body.bytes(body.number("the length of a descriptor", kNone), "a descriptor");
    if (!seen.insert(bytes).second) body.fail("a descriptor stands there twice");
    damaged.push_back(check_descriptor(body, bytes, snapshot.facts.system));
    snapshot.descriptors.emplace_back(bytes);
  }
  return damaged;
}

void check_name(const SnapshotBody& body, std::string_view name, System system, bool root) {
  if (name.empty() && root) return;
  if (name.empty()) body.fail("a folder has no name");
  bool windows = system == System::windows, parts = name.find('/') != name.npos || name.find('\0') != name.npos || (windows && name.find('\\') != name.npos);
  if (parts || name == "." || name == "..")
    body.fail("no folder can have the name " + in_quotes(fitted(printable(name), 80)));
}

void read_folders(SnapshotBody& body, const SnapshotCounts& counts, const std::vector<bool>& damaged, Snapshot& snapshot) {
  if (counts.folders == 0) body.fail("there is no folder");
  if (counts.folders > body.left() / kSmallestFolder) body.fail("the file is too short for " + std::to_string(counts.folders) + " folders");
  snapshot.folders.reserve(counts.folders);
  std::vector<std::uint16_t> depths;
  depths.reserve(counts.folders);
  std::uint64_t unread_count = 0;
  for (std::uint64_t i = 0; i < counts.folders; ++i) {
    std::uint64_t steps = body.number("the way back to a parent", i);
    if (i > 0 && steps == 0) body.fail("a folder has no parent");
    std::uint32_t parent = i == 0 ? kNone : static_cast<std::uint32_t>(i - steps);
    depths.push_back(i == 0 ? 0 : static_cast<std::uint16_t>(depths[parent] + 1));
    if (depths.back() > kDeepest + 1) body.fail("folders are nested deeper than " + std::to_string(kDeepest) + " levels");
    std::string_view name = body.bytes(body.number("the length of a name", kNone - snapshot.names.size()), "a name");
    check_name(body, name, snapshot.facts.system, i == 0);
    auto descriptor = static_cast<std::uint32_t>(body.number("the place of a descriptor", damaged.size())) - 1;  // 0 gives kNone
    std::uint8_t code = body.byte("a reason");
    auto unread = static_cast<Unread>(code);
    if (code > static_cast<std::uint8_t>(Unread::not_listed)) body.fail("a folder is unread for an unknown reason");
    if (unread == Unread::no && descriptor == kNone) body.fail("a folder that was read has no descriptor");
    unread_count += unread != Unread::no;
    snapshot.add(parent, name, descriptor, unread == Unread::no && damaged[descriptor] ? Unread::damaged : unread);
  }
  if (unread_count != counts.unread) body.fail("the count of unread folders is wrong");
}

/// Siblings of one name would be one folder with two access lists.  `snapshot` is arranged.
void check_siblings(const SnapshotBody& body, const Snapshot& snapshot) {
  std::vector<std::uint32_t> last(snapshot.folders.size(), kNone);
  for (std::uint32_t i = 1; i < snapshot.folders.size(); ++i) {
    std::uint32_t& before = last[snapshot.folders[i].parent];
    if (before != kNone && snapshot.name(before) == snapshot.name(i))
      body.fail("two folders have one place: " + in_quotes(fitted(printable(snapshot.name(i)), 80)));
    before = i;
  }
}

/// The first line's format, the sum: what tells an honest file from a damaged one.  Returns the bytes before the sum.
std::string_view checked_whole(std::string_view bytes, const std::string& file) {
  if (!is_snapshot_file(bytes))
    throw InputError(file, 1, "this is no access snapshot: its first line is not " + in_quotes("outdesk-access-snapshot/1"), kMakeAgain);
  std::string_view format = bytes.substr(kSnapshotMagic.size(), 20);
  format = format.substr(0, format.find('\n'));
  if (auto number = parse_count(format); number && *number > 1)
    throw InputError(file, 1, "the snapshot is of format " + std::to_string(*number) + ", made by a newer outdesk; this one reads format 1",
                     "update outdesk here, or scan with this version");
  std::size_t start = kSnapshotMagic.size() + kSnapshotFormat.size() + 1;
  bool whole = bytes.size() >= start + kSumSize && format == kSnapshotFormat;
  std::string_view body = bytes.substr(0, whole ? bytes.size() - kSumSize : 0);
  if (!whole || bytes.substr(body.size()) != bytes_of(sha256(body)))
    throw InputError(file, 0, "the snapshot was cut short or changed: its sum is not that of its bytes", "copy the file again, or scan again");
  return body;
}

}  // namespace

std::string snapshot_file(const Snapshot& snapshot, const std::string& made_by) {
  UsedDescriptors descriptors(snapshot);
  std::string out = std::string(kSnapshotMagic) + std::string(kSnapshotFormat) + "\n" + heading_of(snapshot, descriptors.distinct().size(), made_by);
  for (const std::string& bytes : descriptors.distinct()) {
    put_number(out, bytes.size());
    out += bytes;
  }
  for (std::size_t i = 0; i < snapshot.folders.size(); ++i) {
    const auto& folder = snapshot.folders[i];
    put_number(out, folder.parent == kNone ? 0 : i - folder.parent);
    put_number(out, folder.name_size);
    out += snapshot.name(i);
    put_number(out, descriptors.number(folder.descriptor));
    out += static_cast<char>(folder.unread);
  }
  for (std::uint32_t descriptor : snapshot.above) put_number(out, descriptors.number(descriptor));
  return out += bytes_of(sha256(out));
}

bool is_snapshot_file(std::string_view bytes) { return bytes.starts_with(kSnapshotMagic); }

Snapshot read_snapshot_file(std::string_view bytes, const std::string& file) {
  std::string_view whole = checked_whole(bytes, file);
  std::size_t start = kSnapshotMagic.size() + kSnapshotFormat.size() + 1, end = whole.substr(0, start + kLargestHeading).find('\n', start);
  if (end == whole.npos) throw InputError(file, 2, "the second line, which tells what was scanned, has no end", kMakeAgain);
  Json json = parse_json(whole.substr(start, end - start), file, 2);
  Snapshot snapshot;
  SnapshotCounts counts = read_heading(JsonNode(json, file, "", 2), file, snapshot);
  SnapshotBody body(whole, end + 1, file);
  std::vector<bool> damaged = read_descriptors(body, counts.descriptors, snapshot);
  read_folders(body, counts, damaged, snapshot);
  if (counts.above > body.left()) body.fail("the file is too short for " + std::to_string(counts.above) + " folders above the root");
  while (snapshot.above.size() < counts.above)
    snapshot.above.push_back(static_cast<std::uint32_t>(body.number("the place of a descriptor", damaged.size())) - 1);
  if (body.left() > 0) body.fail(std::to_string(body.left()) + " bytes follow the last folder");
  arrange(snapshot);
  check_siblings(body, snapshot);
  return snapshot;
}

}  // namespace outdesk
