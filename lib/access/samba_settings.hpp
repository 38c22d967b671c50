// What smb.conf lets a person do on a share, before any access list is asked.  Rules held against smbd 4.17.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace outdesk {

/// One share; texts are storable.  Lists hold the names as written, quotes taken off.
struct SambaShare {
  std::string name, path;
  std::string server_name;  ///< `netbios name`; empty where it is the machine's own, which is not printed
  bool read_only = true, guest_ok = false, guest_only = false, available = true, printable = false;
  std::vector<std::string> valid_users, invalid_users, read_list, write_list, admin_users;
  std::string force_user, force_group, guest_account = "nobody";
  std::vector<std::string> vfs_objects;
  bool acl_xattr = false;   ///< lists of Windows are kept beside the files
  bool ignore_system_acls = false;
  std::uint32_t create_mask = 0744, force_create_mode = 0;  ///< of new files; acl_xattr that ignores system ACLs has 0666
  bool inherit_acls = false;  ///< a default ACL decides more than the mask; always so with acl_xattr
  std::string default_acl_style = "posix", security_acl_name = "security.NTACL";
  long line = 0;            ///< of the section, from 1
};

/// Reads what `testparm -s` prints, or an smb.conf without `include` and `copy`.  Values of [global] hold for every share
/// below.  Throws InputError for a section without an end, a line without '=', a yes or no that is none, no share at all.
std::vector<SambaShare> read_samba_settings(std::string_view content, const std::string& file);

struct SambaStanding {
  bool refused = false;     ///< cannot connect; the rest says nothing then
  bool admin = false;       ///< acts as root: no access list counts
  bool read_only = false;   ///< whatever the lists grant
  std::string forced_user;  ///< whose rights count instead; empty for the person's own
  std::string forced_group;
  bool unsure = false;      ///< an entry could not be judged: a netgroup, a %variable, a domain that may be the server itself
};

/// Is the account in the group?  Asked with the name as the list has it: perhaps with a domain ("DOM\staff") or a SID.
/// smbd tells capitals in names of Unix groups, and a domain's name never means a Unix group.
using InSambaGroup = std::function<bool(const std::string& group)>;

/// `account` is "name", or "DOMAIN\name" of a domain.  Names of `invalid users` are refused even where `valid users` has
/// them; `write list` wins over `read list` and both over `read only`.  All lists are about who connects, not about
/// `force user`.  An admin remains one under that, yet read only stays; root does not.
SambaStanding samba_standing(const SambaShare& share, const std::string& account, const InSambaGroup& in_group);

}  // namespace outdesk
