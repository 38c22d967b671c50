// What decides access to one folder, as it was found: raw, so that history can be judged anew when a
// rule is mended.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "access/nt_descriptor.hpp"
#include "access/posix_rules.hpp"

namespace outdesk {

/// Owner, mode and extended attributes of a folder on a POSIX system.
struct PosixDescriptor {
  std::uint32_t uid = 0, gid = 0;
  std::uint32_t mode = 0;     ///< the whole st_mode
  std::string access_acl;     ///< bytes of system.posix_acl_access; empty where there is none
  std::string default_acl;    ///< bytes of system.posix_acl_default
  std::string nt_acl;         ///< bytes of security.NTACL, where Samba keeps one and it was asked for
  bool operator==(const PosixDescriptor&) const = default;
};

/// One self-describing sequence of bytes, the same for equal descriptors.
std::string descriptor_bytes(const PosixDescriptor& descriptor);

/// The same in pieces, for who must not copy: begin, then access ACL, default ACL, NT ACL, in this order.
void begin_posix_descriptor(std::string& out, std::uint32_t uid, std::uint32_t gid, std::uint32_t mode);
void append_field(std::string& out, std::string_view bytes);

/// The descriptor in `bytes`.  Throws StoreError for bytes that no descriptor_bytes made.
PosixDescriptor posix_descriptor(std::string_view bytes);

/// The bytes that keep a descriptor of Windows; equal for equal ones.  Empty where its lists are larger than Windows
/// can hold (64 KB).
std::string descriptor_bytes(const NtDescriptor& descriptor);
bool is_nt_descriptor(std::string_view bytes);
/// The descriptor in `bytes`.  Throws StoreError for bytes that no descriptor_bytes made.
NtDescriptor nt_descriptor(std::string_view bytes);

/// What the rules need of a POSIX one; `problem` says where an ACL is damaged, and the object then has none.
struct PosixObjectReading {
  PosixObject object;
  std::string problem;
};
PosixObjectReading object_of(const PosixDescriptor& descriptor);

}  // namespace outdesk
