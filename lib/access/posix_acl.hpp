// The bytes of `system.posix_acl_access` and `system.posix_acl_default`: version 2, little endian.
#pragma once

#include <string>
#include <string_view>

#include "access/posix_rules.hpp"

namespace outdesk {

/// An ACL, or why the bytes are none.
struct AclReading {
  PosixAcl acl;
  std::string problem;  ///< "cut short after 13 bytes"; empty where the ACL is good
  bool ok() const { return problem.empty(); }
};

/// Reads what the kernel would accept: owner, named users, owning group, named groups, mask where
/// anything is named, others, in this order and no permission above rwx.  At most 8191 entries (an
/// attribute has 64 KB).  No bytes at all mean that there is no ACL.
AclReading read_posix_acl(std::string_view bytes);

/// The bytes of an ACL; none for an empty one.
std::string posix_acl_bytes(const PosixAcl& acl);

}  // namespace outdesk
