#include "access/directory.hpp"

#include <algorithm>
#include <charconv>
#include <deque>
#include <nlohmann/json.hpp>
#include <set>

#include "access/ldif.hpp"
#include "base/text.hpp"
#include "input/encoding.hpp"

namespace outdesk {

namespace {

/// A signed decimal, as directories write flags; 0 for anything else.
std::int64_t signed_number(const std::string& text) {
  std::int64_t value = 0;
  std::from_chars(text.data(), text.data() + text.size(), value);
  return value;
}

std::optional<Sid> sid_of(const LdifEntry& entry) { return Sid::from_bytes(entry.first("objectsid")); }

DirectoryUser user_of(const LdifEntry& entry, const Sid& sid) {
  constexpr std::int64_t kDisabled = 2;
  DirectoryUser user;
  user.sid = sid;
  user.account = storable(entry.first("samaccountname"));
  if (user.account.empty()) user.account = entry.first("cn").empty() ? sid.to_text() : storable(entry.first("cn"));
  user.name = storable(entry.first("displayname").empty() ? entry.first("cn") : entry.first("displayname"));
  user.disabled = (signed_number(entry.first("useraccountcontrol")) & kDisabled) != 0;
  user.computer = entry.is_a("computer");
  if (std::int64_t group = signed_number(entry.first("primarygroupid")); group > 0 && group <= UINT32_MAX)
    user.primary_group = sid.domain().with(static_cast<std::uint32_t>(group));
  for (const auto& bytes : entry.all("sidhistory"))
    if (auto old = Sid::from_bytes(bytes)) user.history.push_back(std::move(*old));
  return user;
}

}  // namespace

void Directory::add_ldif(std::string_view content, const std::string& file) {
  constexpr std::int64_t kSecurity = 0x80000000;
  std::string text = utf8_of(content);
  read_ldif(text, file, [&](const LdifEntry& entry) {
    auto sid = sid_of(entry);
    if (!sid && entry.is_a("foreignsecurityprincipal")) sid = Sid::from_text(entry.first("cn"));
    if (!sid) {
      if (entry.is_a("user") || entry.is_a("group"))
        remarks_.push_back("no-object-sid: " + file + ":" + std::to_string(entry.line) + ": " + in_quotes(entry.dn));
      return;
    }
    by_dn_[dn_key(entry.dn)] = *sid;
    for (const auto& dn : entry.all("memberof")) member_of_.emplace_back(*sid, dn);
    for (const auto& name : entry.cut)
      remarks_.push_back("list-cut: " + in_quotes(name) + " of " + in_quotes(entry.dn) + " (" + file + ":" + std::to_string(entry.line) + ")");
    if (entry.is_a("group")) {
      DirectoryGroup group{*sid, storable(entry.first("samaccountname").empty() ? entry.first("cn") : entry.first("samaccountname")), true, {}};
      if (group.name.empty()) group.name = sid->to_text();
      if (!entry.first("grouptype").empty()) group.security = (signed_number(entry.first("grouptype")) & kSecurity) != 0;
      groups_.emplace(*sid, std::move(group));
      for (const auto& dn : entry.all("member")) links_.push_back({*sid, dn, file});
    } else if (entry.is_a("user") || entry.is_a("computer") || entry.is_a("inetorgperson")) {
      add_user(user_of(entry, *sid));
    }
  });
  join_links();
}

void Directory::join(const Sid& group, const Sid& member) {
  auto& members = groups_.at(group).members;
  if (std::find(members.begin(), members.end(), member) == members.end()) members.push_back(member);
}

void Directory::join_links() {
  std::erase_if(links_, [&](const Link& link) {
    auto member = by_dn_.find(dn_key(link.member));
    if (member != by_dn_.end()) join(link.group, member->second);
    return member != by_dn_.end();
  });
  // The other side says the same; where it says more, somebody is missing from a list that was cut.
  std::erase_if(member_of_, [&](const auto& link) {
    auto group = by_dn_.find(dn_key(link.second));
    bool known = group != by_dn_.end() && groups_.count(group->second);
    if (known) join(group->second, link.first);
    return known;
  });
  parents_.clear();
}

std::vector<std::string> Directory::remarks() const {
  std::vector<std::string> all = remarks_;
  for (const Link& link : links_) all.push_back("member-unknown: " + link.file + ": " + in_quotes(groups_.at(link.group).name) + " holds " + in_quotes(link.member));
  return all;
}

void Directory::add_user(DirectoryUser user) {
  auto [known, fresh] = places_.try_emplace(user.sid, users_.size());
  if (fresh) users_.push_back(std::move(user));
  else users_[known->second] = std::move(user);
}

void Directory::add_local_groups(const JsonNode& node) {
  auto sid_here = [](const JsonNode& item) {
    auto sid = Sid::from_text(item.text());
    if (!sid) item.fail("must be a SID such as \"S-1-5-32-544\", not " + in_quotes(item.text()));
    return *sid;
  };
  for (const auto& item : node.items()) {
    DirectoryGroup group{sid_here(item.at("sid")), item.at("name").text(), true, {}};
    for (const auto& member : item.at("members").items()) group.members.push_back(sid_here(member));
    add_group(std::move(group));
  }
}

void Directory::index_parents() const {
  for (const auto& [sid, group] : groups_)
    if (group.security)
      for (const auto& member : group.members) parents_[member].push_back(sid);
}

std::vector<Sid> Directory::roots_of(const DirectoryUser& user) {
  std::vector<Sid> roots = {user.sid, sids::kEveryone, sids::kAuthenticatedUsers, sids::kNetwork};
  if (!user.primary_group.empty()) roots.push_back(user.primary_group);
  roots.insert(roots.end(), user.history.begin(), user.history.end());
  return roots;
}

Token Directory::token_of(const DirectoryUser& user) const { return token_from(roots_of(user)); }

Token Directory::token_from(std::vector<Sid> start) const {
  if (parents_.empty()) index_parents();
  std::set<Sid> found;
  std::vector<Sid> next = std::move(start);
  while (!next.empty()) {
    Sid sid = std::move(next.back());
    next.pop_back();
    if (!found.insert(sid).second) continue;
    if (auto parents = parents_.find(sid); parents != parents_.end()) next.insert(next.end(), parents->second.begin(), parents->second.end());
  }
  return Token({found.begin(), found.end()});
}

std::vector<Sid> Directory::chain(const std::vector<Sid>& start, const Sid& to) const {
  if (parents_.empty()) index_parents();
  std::map<Sid, Sid> below;  // how each was reached first
  std::deque<Sid> next;
  for (const auto& sid : start)
    if (below.emplace(sid, Sid()).second) next.push_back(sid);
  while (!next.empty() && !below.count(to)) {
    Sid sid = std::move(next.front());
    next.pop_front();
    if (auto parents = parents_.find(sid); parents != parents_.end())
      for (const auto& parent : parents->second)
        if (below.emplace(parent, sid).second) next.push_back(parent);
  }
  std::vector<Sid> way;
  for (auto here = below.find(to); here != below.end(); here = below.find(here->second)) way.push_back(here->first);
  std::reverse(way.begin(), way.end());
  return way;
}

Directory::Directory(const Identities& identities) {
  for (const auto& user : identities.users) add_user(user);
  for (const auto& group : identities.nt_groups) groups_.insert_or_assign(group.sid, group);
}

void Directory::add_group(DirectoryGroup group) {
  Sid sid = group.sid;
  groups_.insert_or_assign(sid, std::move(group));
  parents_.clear();
}

Sid Directory::domain() const {
  std::map<Sid, std::size_t> uses;
  for (const auto& user : users_) ++uses[user.sid.domain()];
  auto most = std::max_element(uses.begin(), uses.end(), [](const auto& a, const auto& b) { return a.second < b.second; });
  return most == uses.end() ? Sid() : most->first;
}

const DirectoryUser* Directory::user_of_sid(const Sid& sid) const {
  auto found = places_.find(sid);
  return found == places_.end() ? nullptr : &users_[found->second];
}

std::string Directory::name_of(const Sid& sid) const {
  if (const DirectoryUser* user = user_of_sid(sid)) return user->account;
  if (auto group = groups_.find(sid); group != groups_.end()) return group->second.name;
  std::string known = well_known_name(sid);
  return known.empty() ? sid.to_text() : known;
}

void Directory::assume_local_groups() {
  constexpr std::uint32_t kAdmins = 512, kDomainUsers = 513, kDomainGuests = 514;
  Sid here = domain();
  if (here.empty()) return;
  auto assume = [&](const Sid& group, const char* name, std::vector<Sid> members) {
    if (!groups_.count(group)) add_group({group, name, true, std::move(members)});
  };
  bool listed = groups_.count(sids::kAdministrators) > 0;
  assume(sids::kAdministrators, "Administrators", {here.with(kAdmins)});
  assume(sids::kUsers, "Users", {here.with(kDomainUsers), sids::kAuthenticatedUsers});
  assume(sids::kGuests, "Guests", {here.with(kDomainGuests)});
  remarks_.emplace_back(listed ? "local-groups-of-directory" : "local-groups-assumed");
}

}  // namespace outdesk
