// The machine's name services, through libc: they alone know what nsswitch.conf asks.
#include <grp.h>
#include <pwd.h>

#include <unordered_map>
#include <unordered_set>

#include "access/read_identities.hpp"
#include "base/text.hpp"

namespace outdesk {

namespace {

class Collector {
 public:
  void add(const passwd* entry) {
    if (!entry || !entry->pw_name || !*entry->pw_name || !unstorable(entry->pw_name).empty()) return;
    if (!seen_.insert(entry->pw_name).second) return;
    std::string_view comment = entry->pw_gecos ? entry->pw_gecos : "";
    std::string full_name(trimmed(storable(comment.substr(0, comment.find(',')))));
    found.accounts.push_back({entry->pw_name, entry->pw_uid, entry->pw_gid, full_name});
  }

  void add(const group* entry) {
    if (!entry || !entry->gr_name || !unstorable(entry->gr_name).empty()) return;
    if (!groups_.emplace(entry->gr_gid, found.groups.size()).second) return;
    found.groups.push_back({entry->gr_name, entry->gr_gid, {}});
  }

  /// The groups that a log-on gives, as the machine itself would ask for them.
  void add_groups_of(const PosixAccount& account) {
    int count = 64;
    std::vector<gid_t> gids(static_cast<std::size_t>(count));
    while (::getgrouplist(account.name.c_str(), account.gid, gids.data(), &count) < 0 && count < 1 << 20) {
      count = std::max(count, static_cast<int>(gids.size()) * 2);
      gids.resize(static_cast<std::size_t>(count));
    }
    gids.resize(static_cast<std::size_t>(std::min(count, static_cast<int>(gids.size()))));
    for (gid_t gid : gids) {
      if (gid == account.gid) continue;
      if (!groups_.count(gid)) add_unlisted_group(gid);
      found.groups[groups_[gid]].members.push_back(account.name);
    }
  }

  Identities found;

 private:
  void add_unlisted_group(gid_t gid) {
    add(::getgrgid(gid));
    if (!groups_.count(gid)) {
      groups_.emplace(gid, found.groups.size());
      found.groups.push_back({"gid:" + std::to_string(gid), gid, {}});
    }
  }

  std::unordered_set<std::string> seen_;
  std::unordered_map<std::uint32_t, std::size_t> groups_;
};

}  // namespace

Identities machine_identities(const std::vector<std::string>& names, const std::vector<std::uint32_t>& uids) {
  Collector collector;
  ::setpwent();
  while (const passwd* entry = ::getpwent()) collector.add(entry);
  ::endpwent();
  ::setgrent();
  while (const group* entry = ::getgrent()) collector.add(entry);
  ::endgrent();
  for (const std::string& name : names) collector.add(::getpwnam(name.c_str()));
  std::unordered_set<std::uint32_t> known;
  for (const PosixAccount& account : collector.found.accounts) known.insert(account.uid);
  for (std::uint32_t uid : uids)
    if (known.insert(uid).second) collector.add(::getpwuid(uid));
  for (std::size_t i = 0; i < collector.found.accounts.size(); ++i) collector.add_groups_of(collector.found.accounts[i]);
  return std::move(collector.found);
}

}  // namespace outdesk
