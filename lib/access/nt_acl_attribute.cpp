#include "access/nt_acl_attribute.hpp"

#include <sys/stat.h>

#include <algorithm>
#include <initializer_list>

#include "access/posix_acl.hpp"
#include "access/nt_rules.hpp"
#include "base/sha256.hpp"
#include "base/text.hpp"

namespace outdesk {

namespace {

constexpr std::size_t kShortHash = 16, kLongHash = 64, kHashUsed = 32;
constexpr int kSha256 = 1;
constexpr std::uint8_t kToChildren = ace::kObjectInherit | ace::kContainerInherit, kOnlyToChildren = kToChildren | ace::kInheritOnly;

/// Takes fields of NDR off an attribute; beyond its end everything is empty, and `cut` says so.
struct NtAclFields {
  std::string_view bytes;
  std::size_t at = 0;
  bool cut = false;

  void align(std::size_t unit) { at = (at + unit - 1) / unit * unit; }
  std::string_view take(std::size_t size) {
    if (cut || at > bytes.size() || size > bytes.size() - at) {
      cut = true;
      return {};
    }
    at += size;
    return bytes.substr(at - size, size);
  }
  std::uint32_t number(std::size_t size) {
    std::uint32_t value = 0;
    std::string_view taken = take(size);
    for (std::size_t i = taken.size(); i > 0; --i) value = value << 8 | static_cast<std::uint8_t>(taken[i - 1]);
    return value;
  }
  std::string_view text() {
    std::size_t end = cut || at > bytes.size() ? bytes.npos : bytes.find('\0', at);
    if (end == bytes.npos) {
      cut = true;
      return {};
    }
    std::string_view words = bytes.substr(at, end - at);
    at = end + 1;
    return words;
  }
};

/// The fields before the descriptor.
void read_hashes(NtAclFields& fields, NtAclAttribute& out) {
  if (out.version == 2) out.hash = fields.take(kShortHash);
  if (out.version >= 3) {
    out.hash_type = static_cast<int>(fields.number(2));
    out.hash = fields.take(kLongHash);
  }
  if (out.version == 4) {
    out.posix_acl_text = storable(fields.text());
    fields.align(4);
    fields.take(8);  // when it was stored
    out.sys_acl_hash = fields.take(kLongHash);
  }
  fields.align(4);
}

/// Bytes as NDR lays them out: each number on a multiple of its own size.
struct NdrBytes {
  std::string bytes;

  void align(std::size_t unit) { bytes.resize((bytes.size() + unit - 1) / unit * unit); }
  void number(std::uint64_t value, std::size_t size) {
    align(size);
    for (std::size_t i = 0; i < size; ++i) bytes += static_cast<char>(value >> (8 * i) & 0xFF);
  }
};

/// Samba's own number of a tag.
std::uint32_t samba_tag(AclEntry::Tag tag) {
  switch (tag) {
    case AclEntry::Tag::user: return 1;
    case AclEntry::Tag::user_obj: return 2;
    case AclEntry::Tag::group: return 3;
    case AclEntry::Tag::group_obj: return 4;
    case AclEntry::Tag::other: return 5;
    case AclEntry::Tag::mask: return 6;
  }
  return 0;
}

bool is_named(const AclEntry& entry) { return entry.tag == AclEntry::Tag::user || entry.tag == AclEntry::Tag::group; }

void add_samba_acl(NdrBytes& ndr, const PosixAcl& acl) {
  ndr.number(acl.size(), 4);
  ndr.align(8);
  ndr.number(acl.size(), 4);
  ndr.number(0, 4);
  for (const auto& entry : acl) {
    ndr.align(8);
    ndr.number(samba_tag(entry.tag), 2);
    ndr.number(samba_tag(entry.tag), 2);
    if (is_named(entry)) ndr.number(entry.id, 8);
    ndr.number(entry.permission, 4);
  }
}

PosixAcl acl_of_mode(std::uint32_t mode) {
  using Tag = AclEntry::Tag;
  return {{Tag::user_obj, mode >> 6 & 7, 0}, {Tag::group_obj, mode >> 3 & 7, 0}, {Tag::other, mode & 7, 0}};
}

PosixAcl access_acl_of(const PosixDescriptor& posix) {
  PosixAcl acl = read_posix_acl(posix.access_acl).acl;
  return acl.empty() ? acl_of_mode(posix.mode) : acl;
}

bool is_hash_of(std::string_view hash, std::string_view bytes) {
  Digest digest = sha256(bytes);
  return hash.substr(0, kHashUsed) == bytes_of(digest) && hash.substr(kHashUsed).find_first_not_of('\0') == hash.npos;
}

/// True where `hash` is of this object with the given mode.
bool is_hash_of_posix(std::string_view hash, const PosixDescriptor& posix, std::uint32_t mode) {
  bool folder = S_ISDIR(mode);
  NdrBytes ndr;
  ndr.number(0x20000, 4);
  ndr.number(folder ? 0x20004 : 0, 4);
  ndr.number(posix.uid, 8);
  ndr.number(posix.gid, 8);
  ndr.number(mode, 4);
  add_samba_acl(ndr, access_acl_of(posix));
  if (folder) add_samba_acl(ndr, read_posix_acl(posix.default_acl).acl);
  return is_hash_of(hash, ndr.bytes);
}

/// Set-id and sticky bits are in the hash, and not in what smbd then compares.
bool posix_unchanged(const NtAclAttribute& attribute, const PosixDescriptor& posix) {
  for (std::uint32_t bits = 0; bits < 8; ++bits)
    if (is_hash_of_posix(attribute.sys_acl_hash, posix, posix.mode ^ bits << 9)) return true;
  return false;
}

/// What Samba hashes of a descriptor: an attribute of version 3 with an empty hash; owner, group and list follow each other.
std::string hashed_attribute(const NtDescriptor& descriptor) {
  constexpr std::size_t kDescriptorHead = 20, kBegin = 80;
  NtDescriptor list_alone;
  list_alone.dacl = descriptor.dacl;
  std::string list = nt_descriptor_bytes(list_alone).value_or("").erase(0, kDescriptorHead);
  std::string owner = descriptor.owner.value_or(Sid()).bytes(), group = descriptor.group.value_or(Sid()).bytes();
  std::size_t parts = kBegin + kDescriptorHead;
  NdrBytes ndr;
  for (std::uint64_t number : {3, 3}) ndr.number(number, 2);
  for (std::uint64_t pointer : {0x20000, 0x20004}) ndr.number(pointer, 4);
  ndr.number(kSha256, 2);
  ndr.bytes.resize(kBegin);
  ndr.number(1, 2);
  ndr.number(descriptor.control, 2);
  for (std::size_t offset : {parts, parts + owner.size(), std::size_t{0}, parts + owner.size() + group.size()}) ndr.number(offset, 4);
  return ndr.bytes + owner + group + list;
}

/// smbd's masks for rwx on a file or a folder; `w_owns` is its `dos filemode`, which acl_xattr sets.
std::uint32_t mask_of_permission(unsigned permission, bool folder, bool w_owns) {
  constexpr std::uint32_t kOwning = nt::kDelete | nt::kWriteDac | nt::kWriteOwner;
  std::uint32_t mask = 0;
  if (permission == 7) {
    mask = nt::kAll & ~(folder ? 0 : nt::kDelete);
  } else {
    if (permission & kRead) mask |= 0x120089;
    if (permission & kWrite) mask |= folder ? 0x120156 : 0x120116;
    if (permission & kExecute) mask |= 0x1200A0;
  }
  return w_owns && (permission & kWrite) ? mask | kOwning : mask;
}

/// Entries in smbd's order: owner, those that grant nothing, the others backwards, everybody.
PosixAcl in_order_of_smbd(const PosixAcl& acl) {
  unsigned mask = mask_of(acl);
  PosixAcl empty, full;
  for (AclEntry entry : acl) {
    if (entry.tag != AclEntry::Tag::group_obj && !is_named(entry)) continue;
    entry.permission &= mask;
    (entry.permission ? full : empty).push_back(entry);
  }
  auto one = [&](AclEntry::Tag tag) { return *std::find_if(acl.begin(), acl.end(), [&](const AclEntry& entry) { return entry.tag == tag; }); };
  PosixAcl ordered = {one(AclEntry::Tag::user_obj)};
  ordered.insert(ordered.end(), empty.begin(), empty.end());
  ordered.insert(ordered.end(), full.rbegin(), full.rend());
  ordered.push_back(one(AclEntry::Tag::other));
  return ordered;
}

/// smbd shows an entry of the access ACL and the same one of the default ACL as one.
void merge_handed_down(Acl& acl) {
  for (std::size_t i = 0; i < acl.size(); ++i) {
    if (acl[i].flags != 0) continue;
    auto same = std::find_if(acl.begin() + static_cast<std::ptrdiff_t>(i) + 1, acl.end(), [&](const Ace& other) {
      return other.flags == kOnlyToChildren && other.mask == acl[i].mask && other.trustee == acl[i].trustee;
    });
    if (same == acl.end()) continue;
    bool grants = acl[i].mask != 0;
    (grants ? acl[i] : *same).flags = kToChildren;
    acl.erase(grants ? same : acl.begin() + static_cast<std::ptrdiff_t>(i));
  }
  auto place = [](const Ace& ace) { return (ace.flags & ace::kInheritOnly) ? 2 : (ace.flags & ace::kContainerInherit) ? 0 : 1; };
  std::stable_sort(acl.begin(), acl.end(), [&](const Ace& a, const Ace& b) { return place(a) < place(b); });
}

void add_ace(Acl& acl, std::uint8_t flags, std::uint32_t mask, Sid trustee) {
  Ace ace;
  ace.flags = flags;
  ace.mask = mask;
  ace.trustee = std::move(trustee);
  acl.push_back(std::move(ace));
}

void add_posix_acl(Acl& out, const PosixAcl& acl, const PosixDescriptor& posix, bool w_owns, bool handed_down, const PosixSids& sids) {
  auto trustee = [&](const AclEntry& entry) {
    switch (entry.tag) {
      case AclEntry::Tag::user_obj: return handed_down ? sids::kCreatorOwner : sids.user(posix.uid);
      case AclEntry::Tag::group_obj: return handed_down ? sids::kCreatorGroup : sids.group(posix.gid);
      case AclEntry::Tag::user: return sids.user(entry.id);
      case AclEntry::Tag::group: return sids.group(entry.id);
      default: return sids::kEveryone;
    }
  };
  for (const auto& entry : in_order_of_smbd(acl))
    add_ace(out, handed_down ? kOnlyToChildren : 0, mask_of_permission(entry.permission, S_ISDIR(posix.mode), w_owns), trustee(entry));
}

Acl list_of_acls(const PosixDescriptor& posix, bool w_owns, const PosixSids& sids) {
  Acl list;
  add_posix_acl(list, access_acl_of(posix), posix, w_owns, false, sids);
  PosixAcl handed_down = S_ISDIR(posix.mode) ? read_posix_acl(posix.default_acl).acl : PosixAcl();
  if (!handed_down.empty()) add_posix_acl(list, handed_down, posix, w_owns, true, sids);
  merge_handed_down(list);
  return list;
}

Acl list_of_mode(const PosixDescriptor& posix, NtView view, const PosixSids& sids) {
  const Sid system{5, {18}};
  auto mask = [&](std::uint32_t permission, std::uint32_t writes, std::uint32_t both) {
    bool r = permission & kRead, w = permission & kWrite;
    return r && w ? both : r ? 0x1200A9 : w ? writes : 0;
  };
  Acl list;
  if (view == NtView::mode_everyone) {
    add_ace(list, 0, nt::kAll, sids::kEveryone);
    return list;
  }
  bool windows = view == NtView::mode_windows;
  add_ace(list, 0, mask(posix.mode >> 6, 0x120116 | nt::kDelete, nt::kAll), sids.user(posix.uid));
  for (bool group : {true, false}) {
    std::uint32_t granted = windows ? 0 : mask(posix.mode >> (group ? 3 : 0), 0x120116, 0x1201BF);
    if (granted) add_ace(list, 0, granted, group ? sids.group(posix.gid) : sids::kEveryone);
  }
  add_ace(list, 0, nt::kAll, system);
  return list;
}

/// What the layer below acl_xattr shows.
NtDescriptor mapped_descriptor(const PosixDescriptor& posix, bool w_owns, const PosixSids& sids) {
  NtDescriptor descriptor;
  descriptor.control |= control::kDaclPresent | control::kDaclProtected;
  descriptor.owner = sids.user(posix.uid);
  descriptor.group = sids.group(posix.gid);
  descriptor.dacl = list_of_acls(posix, w_owns, sids);
  return descriptor;
}

}  // namespace

NtAclAttribute read_nt_acl_attribute(std::string_view bytes) {
  NtAclAttribute out;
  auto damaged = [&](std::string words) {
    NtAclAttribute nothing;
    nothing.problem = std::move(words);
    return nothing;
  };
  NtAclFields fields{bytes};
  out.version = static_cast<int>(fields.number(2));
  std::uint32_t again = fields.number(2);
  if (!fields.cut && (out.version < 1 || out.version > 4)) return damaged("a stored access list of the unknown version " + std::to_string(out.version));
  if (!fields.cut && again != static_cast<std::uint32_t>(out.version)) return damaged("a stored access list with two versions");
  bool has_info = fields.number(4) != 0, has_descriptor = out.version == 1 || fields.number(4) != 0;
  if (!fields.cut && !(has_info && has_descriptor)) return damaged("a stored access list without a descriptor");
  read_hashes(fields, out);
  if (fields.cut || fields.at > bytes.size()) return damaged("a stored access list that is cut short");
  NtReading reading = read_nt_descriptor(bytes, fields.at);
  if (!reading.problem.empty()) return damaged("a stored access list is damaged: " + reading.problem);
  out.descriptor = std::move(reading.descriptor);
  return out;
}

InForce nt_acl_in_force(const NtAclAttribute& attribute, const PosixDescriptor& posix, bool ignore_system_acls, const PosixSids& sids) {
  if (!attribute.problem.empty()) return InForce::cannot_tell;
  if (ignore_system_acls || attribute.version <= 2) return InForce::yes;
  bool no_hash = attribute.hash.find_first_not_of('\0') == attribute.hash.npos;
  if (attribute.hash_type != kSha256) return InForce::no;
  if (attribute.version == 4 && posix_unchanged(attribute, posix)) return InForce::yes;
  if (no_hash) return InForce::no;
  if (is_hash_of(attribute.hash, hashed_attribute(mapped_descriptor(posix, true, sids)))) return InForce::yes;
  return attribute.version == 4 ? InForce::no : InForce::cannot_tell;
}

NtDescriptor nt_descriptor_of_posix(const PosixDescriptor& posix, NtView view, const PosixSids& sids) {
  bool plain = view == NtView::plain;
  NtDescriptor descriptor = mapped_descriptor(posix, !plain, sids);
  if (plain) return descriptor;
  descriptor.control &= static_cast<std::uint16_t>(~control::kDaclProtected);
  Acl& list = *descriptor.dacl;
  bool hands_down = std::any_of(list.begin(), list.end(), [](const Ace& ace) { return (ace.flags & kToChildren) != 0; });
  if (view != NtView::acl_xattr) {
    list = list_of_mode(posix, view, sids);
  } else if (S_ISDIR(posix.mode) && !hands_down) {
    add_ace(list, kOnlyToChildren, nt::kAll, sids::kCreatorOwner);
    add_ace(list, kOnlyToChildren, 0x1200A9, sids::kCreatorGroup);
    add_ace(list, kOnlyToChildren, 0x1200A9, sids::kEveryone);
  }
  return descriptor;
}

}  // namespace outdesk
