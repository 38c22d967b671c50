// Who is who on a Windows network: users and groups of a domain and of a server, and everybody that a user is.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "access/identities.hpp"
#include "access/nt_rules.hpp"
#include "input/json.hpp"

namespace outdesk {

class Directory {
 public:
  Directory() = default;
  /// With the users and groups of `identities`.
  explicit Directory(const Identities& identities);
  /// Adds the users and groups of an export; members may stand in another one.  Entries without objectSid are passed over; a member list that the
  /// export cuts short, a member that is not in it and a SID that is none are remarked.  Throws InputError.
  void add_ldif(std::string_view content, const std::string& file);
  /// Adds the groups of a server: [{"sid", "name", "members": [SIDs]}].  Throws InputError.
  void add_local_groups(const JsonNode& node);
  /// In the place of one with the same SID.
  void add_user(DirectoryUser user);
  /// In the place of one with the same SID.
  void add_group(DirectoryGroup group);
  /// The groups of a member server that nobody listed, as every such server has them when it joins a domain
  /// (access.md 2.1 point 4): Administrators, Users and Guests.  Says so in the remarks.
  void assume_local_groups();

  const std::vector<DirectoryUser>& users() const { return users_; }
  const std::map<Sid, DirectoryGroup>& groups() const { return groups_; }
  /// What the exports do not say, each member that none of them has included.
  std::vector<std::string> remarks() const;
  /// The domain that most users are of; empty where there is none.
  Sid domain() const;
  /// Account, group or well-known name; the SID itself where nobody has it.
  std::string name_of(const Sid& sid) const;
  bool knows(const Sid& sid) const { return groups_.count(sid) > 0 || user_of_sid(sid) != nullptr; }
  const DirectoryUser* user_of_sid(const Sid& sid) const;

  /// Everybody that the user is over the network (access.md 2.1): himself, his primary group and his history,
  /// Everyone, Authenticated Users, Network, and every security group that one of these is in, however deep;
  /// groups in a circle are legal.
  Token token_of(const DirectoryUser& user) const;
  /// Everybody that follows from being all of `start`.
  Token token_from(std::vector<Sid> start) const;
  /// The shortest way by membership from one of `start` to `to`, both ends included; empty where there is none.
  std::vector<Sid> chain(const std::vector<Sid>& start, const Sid& to) const;
  /// What a user is before any membership: himself, his primary group and history, Everyone and the like.
  static std::vector<Sid> roots_of(const DirectoryUser& user);

 private:
  /// A member by its name, of an export.
  struct Link { Sid group; std::string member, file; };
  void join(const Sid& group, const Sid& member);
  void join_links();
  void index_parents() const;
  std::vector<DirectoryUser> users_;
  std::map<Sid, DirectoryGroup> groups_;
  std::vector<std::string> remarks_;
  std::map<std::string, Sid> by_dn_;
  std::vector<Link> links_;                                        ///< whose members are in no export yet
  std::vector<std::pair<Sid, std::string>> member_of_;             ///< whose groups are in none yet
  std::map<Sid, std::size_t> places_;                              ///< of users_
  mutable std::map<Sid, std::vector<Sid>> parents_;  ///< made when first asked for
};

}  // namespace outdesk
