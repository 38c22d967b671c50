// Who is who on a server: accounts and groups of a POSIX machine, users and groups with SIDs, or both.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "access/posix_rules.hpp"
#include "access/sid.hpp"

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

struct DirectoryUser {
  Sid sid, primary_group;
  std::string account, name;     ///< sAMAccountName; displayName, else cn
  std::vector<Sid> history;      ///< sIDHistory
  bool disabled = false;         ///< rights stay, log-on does not
  bool computer = false;
  bool operator==(const DirectoryUser&) const = default;
};

struct DirectoryGroup {
  Sid sid;
  std::string name;
  bool security = true;          ///< a distribution group is in no token, and leads to no other group
  std::vector<Sid> members;
  bool operator==(const DirectoryGroup&) const = default;
};

/// Names of accounts are unique: of two with one name the first counts, as in the machine's own look-up.
/// Several accounts may have one uid.  On a Samba server a user with a SID and an account of the same name
/// (case aside) are one person.
struct Identities {
  std::vector<PosixAccount> accounts;
  std::vector<PosixGroup> groups;
  std::vector<DirectoryUser> users = {};
  std::vector<DirectoryGroup> nt_groups = {};  ///< of the domain and of the server itself
  Sid machine = {};                            ///< of the server, where it is known: "LA" in its lists is <machine>-500
  Sid domain = {};
  std::vector<std::string> remarks = {};       ///< what their files did not say, for the reader of a report

  bool has_sids() const { return !users.empty() || !nt_groups.empty(); }
  bool operator==(const Identities&) const = default;
};

/// The credential of each account, in their order: primary gid and every group that names the account;
/// groups do not nest (access.md 2.5 rule 12).
std::vector<Credential> credentials_of(const Identities& identities);

}  // namespace outdesk
