#include "access/read_access_files.hpp"

#include <sys/stat.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "access/directory.hpp"
#include "access/icacls_log.hpp"
#include "access/read_getfacl.hpp"
#include "access/read_identities.hpp"
#include "access/read_samba_accounts.hpp"
#include "access/read_shares.hpp"
#include "access/samba_settings.hpp"
#include "access/snapshot_file.hpp"
#include "access/windows_tree.hpp"
#include "base/error.hpp"
#include "base/text.hpp"
#include "input/encoding.hpp"
#include "input/json.hpp"

namespace outdesk {

namespace {

/// Lists of a large server run to hundreds of megabytes.
std::string read_list(const std::string& path) { return read_file(path, std::size_t{4} << 30); }

Instant written_at(const std::string& path, Instant now) {
  struct stat info;
  if (::stat(path.c_str(), &info) != 0) return now;
  return std::min(Instant{info.st_mtime}, now);
}

/// Names of accounts and groups as shares have them, with a domain before them or without.
std::optional<Sid> sid_of_name(const Identities& identities, const std::string& name) {
  std::string wanted = folded(name.substr(name.rfind('\\') + 1));
  for (const auto& group : identities.nt_groups)
    if (folded(group.name) == wanted) return group.sid;
  for (const auto& user : identities.users)
    if (folded(user.account) == wanted) return user.sid;
  return {};
}

void add_local_groups(const std::string& file, Directory& directory) {
  std::string text = utf8_of(read_list(file));
  Json json = parse_json(text, file);
  directory.add_local_groups(JsonNode(json, file, {}, 0, &text));
}

/// A UNIX group that is mapped to one of Windows is a member of it.
void add_samba_groups(const std::string& file, const std::vector<PosixGroup>& groups, Directory& directory) {
  for (const auto& mapped : read_groupmap(utf8_of(read_list(file)), file)) {
    DirectoryGroup group{mapped.sid, mapped.name, true, {}};
    for (const auto& posix : groups)
      if (posix.name == mapped.unix_group) group.members.push_back(sids::kUnixGroups.with(posix.gid));
    directory.add_group(std::move(group));
  }
}

/// Empty where the source does not tell the rights.  A condition can only be judged where a file is opened: its entry
/// grants nothing on a share, and its denial stays (access.md 2.2 rule 11).
std::string share_bytes(NtDescriptor descriptor) {
  if (!descriptor.has_dacl()) return "";
  for (auto* acl : {&descriptor.dacl, &descriptor.sacl})
    if (*acl)
      for (Ace& ace : **acl) ace.condition.clear();
  return nt_descriptor_bytes(descriptor).value_or("");
}

SidContext context_of(const Identities& identities) { return {identities.domain, identities.machine, identities.domain}; }

/// The trees of Windows lists, all together: icacls and Get-Acl may speak of the same folders.
class WindowsLists {
 public:
  WindowsLists(const RightsFiles& files, const Identities& identities) : files_(files), context_(context_of(identities)) {}

  void read(std::optional<Instant> taken, Instant now, AccessReading& reading) {
    WindowsTree tree;
    Instant made = now;
    auto note_time = [&](const std::string& file) { made = std::min(made, written_at(file, now)); };
    for (const auto& file : files_.get_acl) {
      note_time(file);
      read_get_acl(read_list(file), file_name_of(file), context_, [&](const WindowsListing& listing) { tree.add(listing, file_name_of(file)); });
    }
    for (const auto& file : files_.icacls) {
      note_time(file);
      read_icacls(read_list(file), file_name_of(file), context_, [&](const WindowsListing& listing) { tree.add(listing, file_name_of(file)); });
    }
    IcaclsLog log;
    if (!files_.icacls_log.empty()) log = read_icacls_log(read_list(files_.icacls_log));
    for (const auto& path : log.unread) tree.add_unread(path);
    std::vector<Snapshot> trees = tree.trees();
    for (Snapshot& one : trees) {
      one.taken = taken.value_or(made);
      one.facts.source = files_.icacls.empty() ? "get-acl" : files_.get_acl.empty() ? "icacls" : "icacls, get-acl";
      if (log.failed && *log.failed > static_cast<std::int64_t>(log.unread.size())) one.facts.remarks.push_back("icacls-failed: " + std::to_string(*log.failed));
      reading.trees.push_back(std::move(one));
    }
    reading.files += tree.files();
    reading.problems.insert(reading.problems.end(), tree.problems().begin(), tree.problems().end());
  }

 private:
  const RightsFiles& files_;
  SidContext context_;
};

bool says_nothing(const IdentityFiles& files) {
  return files.passwd.empty() && files.group.empty() && files.ldif.empty() && files.local_groups.empty() && files.samba_accounts.empty() && files.samba_groups.empty();
}

}  // namespace

Identities read_identity_files(const IdentityFiles& files, Identities base, std::string& source) {
  if (files.passwd.empty() != files.group.empty())
    throw UsageError("a passwd file and a group file belong together", "give both --passwd and --group, or neither");
  std::vector<std::string> names;
  auto use = [&](const std::string& file) { names.push_back(file_name_of(file)); };
  Identities identities = std::move(base);
  if (!files.passwd.empty()) {
    Identities posix = read_identities(files.passwd, files.group);
    if (posix.accounts.empty()) throw InputError(file_name_of(files.passwd), 0, "holds no account: by it nobody could open anything", "make it again with 'getent passwd'");
    identities.accounts = std::move(posix.accounts);
    identities.groups = std::move(posix.groups);
    use(files.passwd), use(files.group);
  } else if (!identities.accounts.empty()) {
    names.push_back(source);
  }
  Directory directory(identities);
  for (const auto& file : files.ldif) directory.add_ldif(read_list(file), file_name_of(file)), use(file);
  if (!files.local_groups.empty()) add_local_groups(files.local_groups, directory), use(files.local_groups);
  if (!files.samba_accounts.empty()) {
    for (auto& user : read_pdbedit(utf8_of(read_list(files.samba_accounts)), files.samba_accounts)) directory.add_user(std::move(user));
    use(files.samba_accounts);
  }
  if (!files.samba_groups.empty()) add_samba_groups(files.samba_groups, identities.groups, directory), use(files.samba_groups);
  if (!files.ldif.empty() && directory.users().empty())
    throw InputError(file_name_of(files.ldif.front()), 0, "holds no user: by it nobody could open anything", "export users and groups again, and look at what the command printed");
  if (!files.ldif.empty() && files.local_groups.empty()) directory.assume_local_groups();
  if (!files.machine_sid.empty()) {
    auto sid = Sid::from_text(files.machine_sid);
    if (!sid) throw UsageError(in_quotes(files.machine_sid) + " is no SID", "a machine's begins with S-1-5-21-");
    identities.machine = *sid;
  }
  identities.domain = directory.domain();
  identities.users = directory.users();
  identities.nt_groups.clear();
  for (const auto& [sid, group] : directory.groups()) identities.nt_groups.push_back(group);
  std::vector<std::string> remarks = directory.remarks();
  identities.remarks.insert(identities.remarks.end(), remarks.begin(), remarks.end());
  if (!names.empty()) source = join(names, ", ");
  return identities;
}

void add_share_files(const ShareFiles& files, Snapshot& tree) {
  for (const auto& file : files.shares) {
    auto found = read_shares(read_list(file), file_name_of(file), context_of(tree.identities), [&](const std::string& name) { return sid_of_name(tree.identities, name); });
    for (auto& share : found) {
      auto same = std::find_if(tree.facts.shares.begin(), tree.facts.shares.end(), [&](const ShareFact& known) { return folded(known.name) == folded(share.name); });
      ShareFact fact{share.name, share.path, share_bytes(share.descriptor), share.unresolved};
      if (same == tree.facts.shares.end()) {
        tree.facts.shares.push_back(std::move(fact));
        continue;
      }
      if (same->path.empty()) same->path = fact.path;
      // Of two that tell the rights the one without unknown names counts.
      bool better = same->descriptor.empty() || (same->unresolved.size() > fact.unresolved.size());
      if (!fact.descriptor.empty() && better) same->descriptor = std::move(fact.descriptor), same->unresolved = std::move(fact.unresolved);
    }
  }
  if (!files.settings.empty()) {
    tree.facts.settings = storable(replaced(utf8_of(read_list(files.settings)), "\r\n", "\n"), true);
    read_samba_settings(tree.facts.settings, files.settings);  // refused now rather than in a report
  }
  tree.facts.share = files.share;
}

AccessReading read_access_files(const RightsFiles& rights, const IdentityFiles& identity_files, const ShareFiles& shares, std::optional<Instant> taken, Instant now) {
  if (taken && *taken > now) throw UsageError("the lists cannot have been made in the future, on " + to_text(*taken), "give --taken a time that is over");
  AccessReading reading;
  std::string source;
  Identities identities = read_identity_files(identity_files, {}, source);
  bool nobody = says_nothing(identity_files), lists = !rights.icacls.empty() || !rights.get_acl.empty() || !rights.getfacl.empty();
  if (lists && nobody) throw UsageError("the lists name accounts and groups, and nobody says who they are", "give --ldif, --local-groups, or --passwd with --group");
  if (!rights.icacls.empty() || !rights.get_acl.empty()) WindowsLists(rights, identities).read(taken, now, reading);
  for (const auto& file : rights.getfacl) {
    auto found = read_getfacl(read_list(file), file_name_of(file), identities, taken.value_or(written_at(file, now)));
    reading.files += found.files;
    for (Snapshot& tree : found.trees) reading.trees.push_back(std::move(tree));
  }
  for (Snapshot& tree : reading.trees) tree.identities = identities, tree.identities_source = source;
  for (const auto& file : rights.snapshots) {
    Snapshot tree = read_snapshot_file(read_list(file), file_name_of(file));
    if (!nobody) tree.identities = read_identity_files(identity_files, std::move(tree.identities), tree.identities_source);
    reading.trees.push_back(std::move(tree));
  }
  if (reading.trees.empty() && lists) throw InputError(file_name_of((rights.icacls.empty() ? rights.get_acl.empty() ? rights.getfacl : rights.get_acl : rights.icacls).front()), 1,
                                                       "the list names no folder", "make it again, and look at what the command printed");
  if (reading.trees.empty()) throw UsageError("there is nothing to import", "give --icacls, --get-acl, --getfacl or --snapshot");
  for (Snapshot& tree : reading.trees) add_share_files(shares, tree);
  return reading;
}

}  // namespace outdesk
