// Accounts and groups of a POSIX machine.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "access/posix_rules.hpp"

namespace outdesk {

struct PosixAccount {
  std::string name;
  std::uint32_t uid = 0, gid = 0;  ///< gid: the primary group
  std::string full_name;           ///< first part of the comment field, storable text
  bool operator==(const PosixAccount&) const = default;
};

struct PosixGroup {
  std::string name;
  std::uint32_t gid = 0;
  std::vector<std::string> members;  ///< names of accounts; those for whom it is primary are not among them
  bool operator==(const PosixGroup&) const = default;
};

/// Names are unique: of two accounts with one name the first counts, as in the machine's own look-up.
/// Several accounts may have one uid.
struct PosixIdentities {
  std::vector<PosixAccount> accounts;
  std::vector<PosixGroup> groups;
  bool operator==(const PosixIdentities&) const = default;
};

/// The credential of each account, in their order: primary gid and every group that names the account;
/// groups do not nest (access.md 2.5 rule 12).
std::vector<Credential> credentials_of(const PosixIdentities& identities);

}  // namespace outdesk
