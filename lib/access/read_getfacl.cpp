#include "access/read_getfacl.hpp"

#include <sys/stat.h>

#include <algorithm>
#include <functional>
#include <optional>

#include "access/descriptor.hpp"
#include "access/posix_acl.hpp"
#include "base/error.hpp"
#include "base/text.hpp"
#include "input/encoding.hpp"

namespace outdesk {

namespace {

constexpr std::size_t kMostTrees = 1000, kMostComplaints = 10;
const char* const kListAgain = "make the list with 'getfacl -Rpn FOLDER'";
const char* const kCutShort = "the list is cut short, or was made with other options: make it with 'getfacl -Rpn FOLDER'";

/// What stands below one "# file:" line.
struct GetfaclSection {
  std::string path;
  long line = 0;
  std::optional<std::uint32_t> uid, gid;
  std::uint32_t flags = 0;
  PosixAcl access, defaults;
};

/// Undoes quote() of the acl tools: "\\" and "\" with three octal digits.
std::string without_escapes(std::string_view text) {
  auto octal = [&](std::size_t at) { return at < text.size() && text[at] >= '0' && text[at] <= '7' ? text[at] - '0' : -1; };
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    bool escape = text[i] == '\\', digits = escape && octal(i + 1) >= 0 && octal(i + 1) < 4 && octal(i + 2) >= 0 && octal(i + 3) >= 0;
    if (digits) out += static_cast<char>(octal(i + 1) * 64 + octal(i + 2) * 8 + octal(i + 3)), i += 3;
    else if (escape && i + 1 < text.size() && text[i + 1] == '\\') out += text[i++];
    else out += text[i];
  }
  return out;
}

/// Permission of "r-x"; empty for other text.
std::optional<unsigned> permission_of(std::string_view text) {
  if (text.size() != 3) return {};
  unsigned permission = 0;
  for (std::size_t i = 0; i < 3; ++i) {
    if (text[i] == "rwx"[i]) permission |= 4u >> i;
    else if (text[i] != '-') return {};
  }
  return permission;
}

/// Numbers as `getfacl -n` gives them, or names of who is known.
class IdsByName {
 public:
  explicit IdsByName(const Identities& identities) {
    for (const auto& account : identities.accounts) users_.emplace(account.name, account.uid);
    for (const auto& group : identities.groups) groups_.emplace(group.name, group.gid);
  }
  std::optional<std::uint32_t> find(std::string_view name, bool group) const {
    if (auto number = parse_count(name)) return *number < kNone ? std::optional(static_cast<std::uint32_t>(*number)) : std::nullopt;
    const auto& names = group ? groups_ : users_;
    auto found = names.find(std::string(name));
    return found == names.end() ? std::nullopt : std::optional(found->second);
  }

 private:
  std::unordered_map<std::string, std::uint32_t> users_, groups_;
};

/// Cuts the text into sections.
class GetfaclText {
 public:
  GetfaclText(const std::string& file, const Identities& identities, std::function<void(GetfaclSection&)> visit)
      : file_(file), ids_(identities), visit_(std::move(visit)) {}

  void read(std::string_view text) {
    while (!text.empty()) {
      ++number_;
      std::size_t end = std::min(text.find('\n'), text.size());
      std::string_view line = text.substr(0, end);
      text.remove_prefix(std::min(end + 1, text.size()));
      take(line.substr(0, line.size() - line.ends_with('\r')));
    }
    close();
  }
  /// What getfacl and find could not read, in their own words.
  const std::vector<std::string>& complaints() const { return complaints_; }
  std::size_t complaint_count() const { return complaint_count_; }

 private:
  [[noreturn]] void fail(const std::string& problem, const std::string& next_step = kListAgain) const { throw InputError(file_, number_, problem, next_step); }

  void take(std::string_view line) {
    constexpr std::string_view kFile = "# file: ", kOwner = "# owner: ", kGroup = "# group: ", kSet = "# flags: ";
    if (line.starts_with(kFile)) return open(line.substr(kFile.size()));
    if (line.empty()) return close();
    if (line.starts_with("getfacl: ") || line.starts_with("find: ")) return complain(line);
    if (!section_ && line[0] == '#') return;
    if (!section_) fail("an access list without a line '# file:' before it");
    if (line.starts_with(kOwner)) section_->uid = id_of_name(line.substr(kOwner.size()), false);
    else if (line.starts_with(kGroup)) section_->gid = id_of_name(line.substr(kGroup.size()), true);
    else if (line.starts_with(kSet)) section_->flags = flags_of(line.substr(kSet.size()));
    else if (line[0] != '#') add_entry(line);
  }

  void open(std::string_view path) {
    close();
    section_.emplace();
    section_->path = without_escapes(path);
    section_->line = number_;
    if (section_->path.find('\0') != std::string::npos) fail("the path holds a zero byte");
  }

  void close() {
    if (!section_) return;
    if (!section_->uid || !section_->gid) fail("no owner and group of " + in_quotes(section_->path), kCutShort);
    check(section_->access, "the access list of ");
    if (!section_->defaults.empty()) check(section_->defaults, "the default list of ");
    visit_(*section_);
    section_.reset();
  }

  void check(PosixAcl& acl, const char* what) const {
    std::stable_sort(acl.begin(), acl.end(), [](const AclEntry& a, const AclEntry& b) { return a.tag != b.tag ? a.tag < b.tag : a.id < b.id; });
    std::string problem = acl.empty() ? "it has no entries" : read_posix_acl(posix_acl_bytes(acl)).problem;
    if (!problem.empty()) fail(what + in_quotes(section_->path) + " is incomplete: " + problem, kCutShort);
  }

  /// "getfacl: srv/x: Permission denied"; what has no second colon is only a note.
  void complain(std::string_view line) {
    if (line.find(": ", line.find(": ") + 2) == line.npos) return;
    if (++complaint_count_ <= kMostComplaints) complaints_.push_back(in_quotes(fitted(printable(line), 300)));
  }

  std::uint32_t id_of_name(std::string_view text, bool group) const {
    std::string name = without_escapes(text);
    if (auto id = ids_.find(name, group)) return *id;
    fail(std::string(group ? "the group " : "the user ") + in_quotes(name) + " is not known",
         "list with 'getfacl -n', or give the passwd and the group file of that server");
  }

  std::uint32_t flags_of(std::string_view text) const {
    constexpr std::uint32_t kBits[] = {S_ISUID, S_ISGID, S_ISVTX};
    std::uint32_t flags = 0;
    bool known = text.size() == 3;
    for (std::size_t i = 0; known && i < 3; ++i) {
      if (text[i] == "sst"[i]) flags |= kBits[i];
      else known = text[i] == '-';
    }
    if (!known) fail("the flags " + in_quotes(text) + " are not known");
    return flags;
  }

  /// "default:user:anna:rwx\t#effective:r-x"
  void add_entry(std::string_view line) {
    using Tag = AclEntry::Tag;
    PosixAcl& acl = line.starts_with("default:") ? section_->defaults : section_->access;
    std::string_view rest = line.substr(line.starts_with("default:") ? 8 : 0);
    std::size_t first = std::min(rest.find(':'), rest.size()), second = std::min(rest.find(':', first + 1), rest.size());
    std::string_view kind = rest.substr(0, first), name = first + 1 < second ? rest.substr(first + 1, second - first - 1) : "";
    std::string_view shown = second < rest.size() ? rest.substr(second + 1) : "", behind = trimmed(shown.substr(std::min<std::size_t>(3, shown.size())));
    auto permission = permission_of(shown.substr(0, 3));
    AclEntry entry{Tag::other, permission.value_or(0), 0};
    bool known = permission && (behind.empty() || behind[0] == '#');
    if (kind == "user") entry.tag = name.empty() ? Tag::user_obj : Tag::user;
    else if (kind == "group") entry.tag = name.empty() ? Tag::group_obj : Tag::group;
    else if (kind == "mask" && name.empty()) entry.tag = Tag::mask;
    else known = known && kind == "other" && name.empty();
    if (!known) fail(in_quotes(fitted(printable(line), 200)) + " is no entry of an access list");
    if (!name.empty()) entry.id = id_of_name(name, kind == "group");
    bool twice = name.empty() && std::any_of(acl.begin(), acl.end(), [&](const AclEntry& other) { return other.tag == entry.tag; });
    if (twice) fail(in_quotes(fitted(printable(line), 200)) + " stands twice in one access list");
    acl.push_back(entry);
  }

  const std::string& file_;
  IdsByName ids_;
  std::function<void(GetfaclSection&)> visit_;
  long number_ = 0;
  std::optional<GetfaclSection> section_;
  std::vector<std::string> complaints_;
  std::size_t complaint_count_ = 0;
};

/// As scan_tree reads it: the kernel keeps a list only where it says more than the mode, whose group bits are then its mask.
PosixDescriptor descriptor_of_section(const GetfaclSection& section) {
  constexpr std::size_t kBase = 3;
  unsigned owner = 0, group = 0, other = 0;
  for (const AclEntry& entry : section.access) {
    if (entry.tag == AclEntry::Tag::user_obj) owner = entry.permission;
    if (entry.tag == AclEntry::Tag::group_obj || entry.tag == AclEntry::Tag::mask) group = entry.permission;  // the mask comes later
    if (entry.tag == AclEntry::Tag::other) other = entry.permission;
  }
  return {section.uid.value_or(0), section.gid.value_or(0), S_IFDIR | section.flags | owner << 6 | group << 3 | other,
          section.access.size() > kBase ? posix_acl_bytes(section.access) : "", posix_acl_bytes(section.defaults), ""};
}

bool looks_like_file(const GetfaclSection& section) {
  auto executable = [](const AclEntry& entry) { return (entry.permission & kExecute) != 0; };
  // Only on folders do people set the sticky bit.
  return section.defaults.empty() && !(section.flags & S_ISVTX) && std::none_of(section.access.begin(), section.access.end(), executable);
}

struct GetfaclPath {
  std::string path;  ///< without the slash in front: "srv/share", and "" for "/"
  std::uint32_t descriptor = 0;
  bool maybe_file = false;
  long line = 0;
};

/// "/srv//share/" and "./srv/share" are "srv/share".
std::string clean_path(const GetfaclSection& section, const std::string& file) {
  std::string clean;
  std::size_t parts = 0;
  for (std::string_view part : split(section.path, '/')) {
    if (part.empty() || part == ".") continue;
    if (part == "..")
      throw InputError(file, section.line, "the path " + in_quotes(section.path) + " leads back with '..'", "make the list with 'getfacl -Rpn' and an absolute path");
    if (++parts > kDeepest) throw InputError(file, section.line, "the path has more than " + std::to_string(kDeepest) + " parts");
    if (parts > 1) clean += '/';
    clean += part;
  }
  return clean;
}

bool is_below(std::string_view path, std::string_view above) {
  return above.empty() ? !path.empty() : path.size() > above.size() && path.starts_with(above) && path[above.size()] == '/';
}

/// What lies below a path follows it at once.
bool comes_before(const GetfaclPath& a, const GetfaclPath& b) {
  auto rank = [](char c) { return c == '/' ? 0 : static_cast<int>(static_cast<unsigned char>(c)); };
  auto [left, right] = std::mismatch(a.path.begin(), a.path.end(), b.path.begin(), b.path.end());
  if (right == b.path.end()) return false;
  return left == a.path.end() || rank(*left) < rank(*right);
}

/// Makes trees of paths that are sorted and distinct.
class GetfaclTrees {
 public:
  GetfaclTrees(const std::vector<std::string>& descriptors, const std::string& file, Instant taken) : descriptors_(descriptors), file_(file), taken_(taken) {}

  GetfaclReading plant(const std::vector<GetfaclPath>& paths) {
    for (std::size_t i = 0; i < paths.size(); ++i) {
      while (!way_.empty() && !is_below(paths[i].path, way_.back().path)) way_.pop_back();
      bool leaf = i + 1 == paths.size() || !is_below(paths[i + 1].path, paths[i].path);
      if (way_.empty() && !(leaf && paths[i].maybe_file)) begin(paths[i]);
      else if (leaf && paths[i].maybe_file) ++reading_.files, files_here_ += !way_.empty();
      else add(paths[i]);
    }
    end();
    return std::move(reading_);
  }

 private:
  struct Step {
    std::string_view path;
    std::uint32_t folder;
  };

  void begin(const GetfaclPath& root) {
    end();
    if (reading_.trees.size() == kMostTrees)
      throw InputError(file_, root.line, "the list has more than " + std::to_string(kMostTrees) + " trees: nothing listed lies above " + in_quotes("/" + root.path),
                       "list each tree from its top: getfacl -Rpn FOLDER");
    Snapshot& tree = reading_.trees.emplace_back();
    tree.root = "/" + root.path;
    tree.taken = taken_;
    tree.facts.source = "getfacl";
    if (!root.path.empty()) tree.above.assign(split(root.path, '/').size(), kNone);
    put(root.path, kNone, "", own(root.descriptor), Unread::no);
  }

  void add(const GetfaclPath& path) {
    std::string_view whole = path.path;
    for (;;) {
      Step above = way_.back();
      std::size_t from = above.path.empty() ? 0 : above.path.size() + 1, to = std::min(whole.find('/', from), whole.size());
      bool last = to == whole.size();
      put(whole.substr(0, to), above.folder, whole.substr(from, to - from), last ? own(path.descriptor) : kNone, last ? Unread::no : Unread::not_listed);
      if (last) return;
    }
  }

  void put(std::string_view path, std::uint32_t parent, std::string_view name, std::uint32_t descriptor, Unread unread) {
    way_.push_back({path, static_cast<std::uint32_t>(reading_.trees.back().add(parent, name, descriptor, unread))});
  }

  /// Place of a descriptor in this tree's own.
  std::uint32_t own(std::uint32_t descriptor) {
    auto& kept = reading_.trees.back().descriptors;
    auto [found, fresh] = places_.emplace(descriptor, static_cast<std::uint32_t>(kept.size()));
    if (fresh) kept.push_back(descriptors_[descriptor]);
    return found->second;
  }

  void end() {
    if (reading_.trees.empty()) return;
    Snapshot& tree = reading_.trees.back();
    if (files_here_)
      tree.facts.remarks.push_back("taken-for-files: " + std::to_string(files_here_));
    if (!tree.above.empty()) tree.facts.remarks.push_back("above-unknown: " + in_quotes(tree.root));
    arrange(tree);
    places_.clear();
    way_.clear();
    files_here_ = 0;
  }

  const std::vector<std::string>& descriptors_;
  const std::string& file_;
  Instant taken_;
  GetfaclReading reading_;
  std::unordered_map<std::uint32_t, std::uint32_t> places_;
  std::vector<Step> way_;  ///< from the root to the folder that was added last
  std::uint64_t files_here_ = 0;
};

void drop_repeated(std::vector<GetfaclPath>& paths, const std::string& file) {
  std::stable_sort(paths.begin(), paths.end(), comes_before);
  for (std::size_t i = 1; i < paths.size(); ++i)
    if (paths[i].path == paths[i - 1].path && paths[i].descriptor != paths[i - 1].descriptor)
      throw InputError(file, paths[i].line, in_quotes("/" + paths[i].path) + " stands twice, in line " + std::to_string(paths[i - 1].line) + " with other rights",
                       "list each server and each moment in a file of its own");
  paths.erase(std::unique(paths.begin(), paths.end(), [](const auto& a, const auto& b) { return a.path == b.path; }), paths.end());
}

}  // namespace

GetfaclReading read_getfacl(std::string_view bytes, const std::string& file, const Identities& identities, Instant taken) {
  Interner descriptors;
  std::vector<GetfaclPath> paths;
  std::string relative;
  GetfaclText text(file, identities, [&](GetfaclSection& section) {
    std::string path = clean_path(section, file);
    if (relative.empty() && !section.path.starts_with('/')) relative = in_quotes(section.path) + " is taken for " + in_quotes("/" + path);
    paths.push_back({std::move(path), descriptors.id_of(descriptor_bytes(descriptor_of_section(section))), looks_like_file(section), section.line});
  });
  text.read(utf8_of(bytes));
  drop_repeated(paths, file);
  std::vector<std::string> distinct = descriptors.take();
  GetfaclReading reading = GetfaclTrees(distinct, file, taken).plant(paths);
  if (reading.trees.empty()) throw InputError(file, 0, "the list names no folder", kListAgain);
  std::vector<std::string> remarks = text.complaints();
  if (text.complaint_count() > remarks.size()) remarks.push_back("more-complaints: " + std::to_string(text.complaint_count() - remarks.size()));
  if (!relative.empty()) remarks.insert(remarks.begin(), "no-leading-slash: " + relative);
  for (Snapshot& tree : reading.trees) tree.facts.remarks.insert(tree.facts.remarks.end(), remarks.begin(), remarks.end());
  return reading;
}

}  // namespace outdesk
