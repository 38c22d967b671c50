#include "access/directory.hpp"

#include <charconv>
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
  struct Links { Sid group; std::vector<std::string> members; };
  std::string text = utf8_of(content);
  std::map<std::string, Sid> by_dn;
  std::vector<Links> links;
  std::vector<std::pair<Sid, std::vector<std::string>>> member_of;
  read_ldif(text, file, [&](const LdifEntry& entry) {
    auto sid = sid_of(entry);
    if (!sid && entry.is_a("foreignsecurityprincipal")) sid = Sid::from_text(entry.first("cn"));
    if (!sid) {
      if (entry.is_a("user") || entry.is_a("group"))
        remarks_.push_back(file + ":" + std::to_string(entry.line) + ": " + in_quotes(entry.dn) + " has no objectSid and is passed over");
      return;
    }
    by_dn[dn_key(entry.dn)] = *sid;
    if (!entry.all("memberof").empty()) member_of.emplace_back(*sid, entry.all("memberof"));
    for (const auto& name : entry.cut)
      remarks_.push_back(file + ":" + std::to_string(entry.line) + ": the export holds only a part of " + in_quotes(name) + " of " + in_quotes(entry.dn));
    if (entry.is_a("group")) {
      DirectoryGroup group{*sid, storable(entry.first("samaccountname").empty() ? entry.first("cn") : entry.first("samaccountname")), true, {}};
      if (!entry.first("grouptype").empty()) group.security = (signed_number(entry.first("grouptype")) & kSecurity) != 0;
      groups_.emplace(*sid, std::move(group));
      links.push_back({*sid, entry.all("member")});
    } else if (entry.is_a("user") || entry.is_a("computer") || entry.is_a("inetorgperson")) {
      users_.push_back(user_of(entry, *sid));
    }
  });
  auto join = [&](const Sid& group, const Sid& member) {
    auto& members = groups_.at(group).members;
    if (std::find(members.begin(), members.end(), member) == members.end()) members.push_back(member);
  };
  for (const auto& link : links)
    for (const auto& dn : link.members) {
      auto member = by_dn.find(dn_key(dn));
      if (member != by_dn.end()) join(link.group, member->second);
      else remarks_.push_back(file + ": " + in_quotes(dn) + " is a member of " + in_quotes(groups_.at(link.group).name) + " and not in the export");
    }
  // The other side says the same; where it says more, somebody is missing from a list that was cut.
  for (const auto& [member, names] : member_of)
    for (const auto& dn : names)
      if (auto group = by_dn.find(dn_key(dn)); group != by_dn.end() && groups_.count(group->second)) join(group->second, member);
  parents_.clear();
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
    groups_.insert_or_assign(group.sid, std::move(group));
  }
  parents_.clear();
}

void Directory::index_parents() const {
  for (const auto& [sid, group] : groups_)
    if (group.security)
      for (const auto& member : group.members) parents_[member].push_back(sid);
}

Token Directory::token_of(const DirectoryUser& user) const {
  if (parents_.empty()) index_parents();
  std::set<Sid> found;
  std::vector<Sid> next = {user.sid, sids::kEveryone, sids::kAuthenticatedUsers, sids::kNetwork};
  if (!user.primary_group.empty()) next.push_back(user.primary_group);
  next.insert(next.end(), user.history.begin(), user.history.end());
  while (!next.empty()) {
    Sid sid = std::move(next.back());
    next.pop_back();
    if (!found.insert(sid).second) continue;
    if (auto parents = parents_.find(sid); parents != parents_.end()) next.insert(next.end(), parents->second.begin(), parents->second.end());
  }
  return Token({found.begin(), found.end()});
}

}  // namespace outdesk
