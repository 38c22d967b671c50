// Who is who on a Windows network: users and groups of a domain and of a server, and everybody that a user is.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "access/nt_rules.hpp"
#include "input/json.hpp"

namespace outdesk {

struct DirectoryUser {
  Sid sid, primary_group;
  std::string account, name;     ///< sAMAccountName; displayName, else cn
  std::vector<Sid> history;      ///< sIDHistory
  bool disabled = false;         ///< rights stay, log-on does not
  bool computer = false;
};

struct DirectoryGroup {
  Sid sid;
  std::string name;
  bool security = true;          ///< a distribution group is in no token, and leads to no other group
  std::vector<Sid> members;
};

class Directory {
 public:
  /// Adds the users and groups of an export.  Entries without objectSid are passed over; a member list that the
  /// export cuts short, a member that is not in it and a SID that is none are remarked.  Throws InputError.
  void add_ldif(std::string_view content, const std::string& file);
  /// Adds the groups of a server: [{"sid", "name", "members": [SIDs]}].  Throws InputError.
  void add_local_groups(const JsonNode& node);

  const std::vector<DirectoryUser>& users() const { return users_; }
  const std::map<Sid, DirectoryGroup>& groups() const { return groups_; }
  const std::vector<std::string>& remarks() const { return remarks_; }

  /// Everybody that the user is over the network (access.md 2.1): himself, his primary group and his history,
  /// Everyone, Authenticated Users, Network, and every security group that one of these is in, however deep;
  /// groups in a circle are legal.
  Token token_of(const DirectoryUser& user) const;

 private:
  void index_parents() const;
  std::vector<DirectoryUser> users_;
  std::map<Sid, DirectoryGroup> groups_;
  std::vector<std::string> remarks_;
  mutable std::map<Sid, std::vector<Sid>> parents_;  ///< made when first asked for
};

}  // namespace outdesk
