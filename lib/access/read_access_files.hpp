// Everything that can be said about access in files: lists of rights, people, shares.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "access/snapshot.hpp"

namespace outdesk {

/// Who is who.  All may be empty.
struct IdentityFiles {
  std::string passwd, group;             ///< as getent prints them; only together
  std::vector<std::string> ldif;         ///< ldifde or ldapsearch
  std::string local_groups;              ///< JSON: the groups of a Windows server
  std::string samba_accounts;            ///< pdbedit -L -v
  std::string samba_groups;              ///< net groupmap list
  std::string machine_sid;               ///< S-1-5-21-…, of the server itself
};

/// What else decides access over the network.  All may be empty.
struct ShareFiles {
  std::vector<std::string> shares;       ///< sharesec, Get-SmbShareAccess or Get-SmbShare
  std::string settings;                  ///< testparm -s
  std::string share;                     ///< name of the one through which the tree is reached
};

/// Lists of rights.
struct RightsFiles {
  std::vector<std::string> icacls, get_acl, getfacl, snapshots;
  std::string icacls_log;                ///< what icacls printed: it alone names what could not be read
};

struct AccessReading {
  std::vector<Snapshot> trees;           ///< with identities and facts
  std::uint64_t files = 0;               ///< listed objects that are no folders
  std::vector<std::string> problems;     ///< single objects that could not be read, with file and line
};

/// Identities from files, `base` (a scan's own) where they say nothing of accounts; `source` names the files.
/// Throws InputError, UsageError for half a pair.
Identities read_identity_files(const IdentityFiles& files, Identities base, std::string& source);

/// Adds shares and settings to the facts of a tree whose identities are known.  Throws InputError.
void add_share_files(const ShareFiles& files, Snapshot& tree);

/// Reads all trees.  Those of `snapshots` bring their own identities, which files replace where they are given.
/// `taken` is when the lists were made; else a list counts as made when its file was last written, and no later than
/// `now`.  Throws InputError; UsageError where there is no list, or nobody to look for in it.
AccessReading read_access_files(const RightsFiles& rights, const IdentityFiles& identities, const ShareFiles& shares, std::optional<Instant> taken, Instant now);

}  // namespace outdesk
