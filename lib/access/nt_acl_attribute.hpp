// The access list of Windows that Samba keeps beside a file (security.NTACL, module acl_xattr), whether smbd goes by it,
// and what smbd shows where it goes by the POSIX rights instead.  Rules: access.md 2.4 and 4, held against smbd 4.17.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

#include "access/descriptor.hpp"
#include "access/nt_descriptor.hpp"

namespace outdesk {

struct NtAclAttribute {
  int version = 0;             ///< 1 to 4; 0 where it could not be read
  NtDescriptor descriptor;
  int hash_type = 0;           ///< versions 3 and 4: 1 is SHA-256, and smbd trusts no other
  std::string hash;            ///< of the descriptor that POSIX made when this was stored: 16 bytes in version 2, 64 in 3 and 4
  std::string posix_acl_text;  ///< version 4: what the next hash is over ("posix_acl"); storable text
  std::string sys_acl_hash;    ///< version 4: of owner, mode and POSIX ACLs when this was stored; 64 bytes
  std::string problem;         ///< empty, or why it is damaged; smbd then opens the object for nobody, root included
};

/// Offsets of the descriptor count from the first byte of `bytes`, in every version.
NtAclAttribute read_nt_acl_attribute(std::string_view bytes);

/// Who stands for a uid and a gid: the user of the passdb or the group of the group map, where there is one.
struct PosixSids {
  static Sid unix_user(std::uint32_t uid) { return Sid{22, {1, uid}}; }
  static Sid unix_group(std::uint32_t gid) { return Sid{22, {2, gid}}; }
  std::function<Sid(std::uint32_t)> user = unix_user, group = unix_group;
};

enum class InForce { yes, no, cannot_tell };

/// Whether smbd goes by the stored list on a share with acl_xattr.  Versions 1 and 2 always, and any where the share
/// ignores system ACLs; else while nothing beneath changed, which version 4 tells by itself (set-id and sticky bits may
/// change).  A change that leaves the mapped rights alone also keeps it in force: with the server's own `sids` this is
/// seen.  cannot_tell: a damaged attribute, or version 3 whose descriptor is not the one that `sids` make.
InForce nt_acl_in_force(const NtAclAttribute& attribute, const PosixDescriptor& posix, bool ignore_system_acls, const PosixSids& sids = {});

/// What the share has before POSIX rights are shown as a list of Windows.
enum class NtView {
  plain,            ///< no acl_xattr
  acl_xattr,        ///< w also grants deletion and ownership; a folder without a default ACL hands on 0755
  mode_only,        ///< acl_xattr that ignores system ACLs, default acl style posix
  mode_windows,     ///< the same, default acl style windows: the owner's mode bits and SYSTEM
  mode_everyone,    ///< the same, default acl style everyone
};

/// The descriptor that smbd shows for POSIX rights where none is stored or in force; shares with their own masks
/// (`create mask`, `directory mask`, `map acl inherit`, `acl map full control = no`) differ.  A damaged ACL counts as none.
NtDescriptor nt_descriptor_of_posix(const PosixDescriptor& posix, NtView view = NtView::plain, const PosixSids& sids = {});

}  // namespace outdesk
