#include "verify/archive_item.hpp"

#include <grp.h>
#include <pwd.h>
#include <sys/stat.h>

#include <algorithm>
#include <array>
#include <map>
#include <vector>

#include "base/text.hpp"
#include "verify/tree_entry_xattrs.hpp"

namespace outdesk {

namespace {

std::string text_of(const char* text) { return text ? text : ""; }

TreeEntry::Type type_of_entry(unsigned type) {
  switch (type) {
    case AE_IFDIR: return TreeEntry::Type::folder;
    case AE_IFLNK: return TreeEntry::Type::link;
    case AE_IFIFO: return TreeEntry::Type::fifo;
    case AE_IFSOCK: return TreeEntry::Type::socket;
    case AE_IFCHR: return TreeEntry::Type::character;
    case AE_IFBLK: return TreeEntry::Type::block;
    default: return TreeEntry::Type::file;
  }
}

void put_number(std::string& out, std::uint32_t value, int bytes) {
  for (int i = 0; i < bytes; ++i) out += static_cast<char>(value >> (8 * i));
}

/// As the kernel orders them: tag, then number (posix_acl_xattr.h).
struct AclLine {
  std::uint16_t tag = 0, perm = 0;
  std::uint32_t id = 0xFFFFFFFF;
  bool operator<(const AclLine& other) const { return std::pair(tag, id) < std::pair(other.tag, other.id); }
};

constexpr std::uint16_t kAclUser = 0x02, kAclGroup = 0x08, kAclMask = 0x10;

std::uint16_t kernel_tag(int tag) {
  switch (tag) {
    case ARCHIVE_ENTRY_ACL_USER_OBJ: return 0x01;
    case ARCHIVE_ENTRY_ACL_USER: return kAclUser;
    case ARCHIVE_ENTRY_ACL_GROUP_OBJ: return 0x04;
    case ARCHIVE_ENTRY_ACL_GROUP: return kAclGroup;
    case ARCHIVE_ENTRY_ACL_MASK: return kAclMask;
    default: return 0x20;
  }
}

std::vector<AclLine> acl_lines(archive_entry* raw, int type, bool& known) {
  std::vector<AclLine> lines;
  archive_entry_acl_reset(raw, type);
  int found = 0, perm = 0, tag = 0, id = -1;
  const char* name = nullptr;
  while (archive_entry_acl_next(raw, type, &found, &perm, &tag, &id, &name) == ARCHIVE_OK) {
    AclLine line{kernel_tag(tag), static_cast<std::uint16_t>(perm & 7)};
    if (line.tag == kAclUser || line.tag == kAclGroup) {
      std::int64_t number = id >= 0 ? id : archive_id_of_name(text_of(name), line.tag == kAclGroup);
      known &= number >= 0;
      line.id = static_cast<std::uint32_t>(number);
    }
    lines.push_back(line);
  }
  std::sort(lines.begin(), lines.end());
  return lines;
}

void read_xattrs_of(ArchiveItem& item) {
  archive_entry_xattr_reset(item.raw);
  const char* name = nullptr;
  const void* value = nullptr;
  std::size_t size = 0;
  while (archive_entry_xattr_next(item.raw, &name, &value, &size) == ARCHIVE_OK)
    if (name) item.entry.xattrs[name] = std::string(static_cast<const char*>(value), size);
  bool known = true;
  std::string access = kernel_acl(item.raw, false, known), of_new = kernel_acl(item.raw, true, known);
  item.acl_by_name = !known;
  if (!known) return;
  if (!access.empty()) item.entry.xattrs["system.posix_acl_access"] = access;
  if (!of_new.empty()) item.entry.xattrs["system.posix_acl_default"] = of_new;
}

/// With an access list the group bits of the mode are its mask; libarchive puts the owning group's there.
unsigned mode_of(archive_entry* raw) {
  unsigned mode = archive_entry_perm(raw) & 07777;
  bool known = true;
  if (archive_entry_acl_count(raw, ARCHIVE_ENTRY_ACL_TYPE_ACCESS) > 0)
    for (const AclLine& line : acl_lines(raw, ARCHIVE_ENTRY_ACL_TYPE_ACCESS, known))
      if (line.tag == kAclMask) mode = (mode & ~070u) | static_cast<unsigned>(line.perm) << 3;
  return mode;
}

}  // namespace

std::int64_t archive_id_of_name(const std::string& name, bool group) {
  thread_local std::map<std::pair<bool, std::string>, std::int64_t> answers;
  if (auto number = parse_count(name)) return *number <= 0xFFFFFFFE ? *number : -1;
  if (name.empty() || name.size() > 256) return -1;
  constexpr std::size_t kMostAnswers = 10000;
  if (answers.size() > kMostAnswers) answers.clear();
  auto [place, fresh] = answers.try_emplace({group, name}, -1);
  if (!fresh) return place->second;
  std::vector<char> room(65536);
  if (group) {
    struct group entry, *found = nullptr;
    if (::getgrnam_r(name.c_str(), &entry, room.data(), room.size(), &found) == 0 && found) place->second = found->gr_gid;
  } else {
    struct passwd entry, *found = nullptr;
    if (::getpwnam_r(name.c_str(), &entry, room.data(), room.size(), &found) == 0 && found) place->second = found->pw_uid;
  }
  return place->second;
}

std::string kernel_acl(archive_entry* raw, bool of_new_files, bool& known) {
  int type = of_new_files ? ARCHIVE_ENTRY_ACL_TYPE_DEFAULT : ARCHIVE_ENTRY_ACL_TYPE_ACCESS;
  if (archive_entry_acl_count(raw, type) == 0) return {};
  std::vector<AclLine> lines = acl_lines(raw, type, known);
  constexpr std::size_t kPlainLines = 3;  // owner, group, others: the mode says the same
  if (lines.empty() || (!of_new_files && lines.size() <= kPlainLines)) return {};
  std::string out;
  constexpr std::uint32_t kAclVersion = 2;
  put_number(out, kAclVersion, 4);
  for (const AclLine& line : lines) put_number(out, line.tag, 2), put_number(out, line.perm, 2), put_number(out, line.id, 4);
  return out;
}

std::string inner_path(std::string_view name) {
  std::string path;
  while (!name.empty()) {
    std::string_view part = name.substr(0, name.find('/'));
    name.remove_prefix(std::min(name.size(), part.size() + 1));
    if (part.empty() || part == ".") continue;
    if (!path.empty()) path += '/';
    path += part;
  }
  return path;
}

ArchiveItem archive_item(archive_entry* raw) {
  ArchiveItem item;
  item.raw = raw;
  item.name = text_of(archive_entry_pathname(raw));
  item.hard_link = text_of(archive_entry_hardlink(raw));
  TreeEntry& entry = item.entry;
  entry.path = inner_path(item.name);
  unsigned type = archive_entry_filetype(raw);
  item.continues = type == 0 && item.hard_link.empty();
  entry.type = type_of_entry(type);
  entry.mode = mode_of(raw);
  entry.uid = archive_entry_uid(raw);
  entry.gid = archive_entry_gid(raw);
  if (item.file() && archive_entry_size_is_set(raw)) entry.size = std::max<std::int64_t>(0, archive_entry_size(raw));
  entry.mtime_ns = nanoseconds_since_1970(archive_entry_mtime(raw), archive_entry_mtime_nsec(raw));
  item.encrypted = archive_entry_is_encrypted(raw) > 0;
  if (entry.type == TreeEntry::Type::link) entry.target = text_of(archive_entry_symlink(raw));
  read_xattrs_of(item);
  return item;
}

}  // namespace outdesk
