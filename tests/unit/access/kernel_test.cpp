// Holds the rules against the kernel of this machine: a tree with random modes and access lists is made,
// and each of several users really tries every folder.
#include <doctest/doctest.h>
#include <grp.h>
#include <sys/wait.h>
#include <sys/xattr.h>

#include <random>

#include "access/effect.hpp"
#include "access/posix_acl.hpp"
#include "access/scan_tree.hpp"
#include "../temp_folder.hpp"

using namespace outdesk;
using Tag = AclEntry::Tag;

namespace {

constexpr std::uint32_t kUser = 61001, kGroup = 62001;

PosixAcl random_acl(std::mt19937& random) {
  auto permission = [&] { return static_cast<unsigned>(random() % 8); };
  PosixAcl acl{{Tag::user_obj, permission()}};
  for (std::uint32_t i = 0; i < 4; ++i)
    if (random() % 3 == 0) acl.push_back({Tag::user, permission(), kUser + i});
  acl.push_back({Tag::group_obj, permission()});
  for (std::uint32_t i = 0; i < 4; ++i)
    if (random() % 3 == 0) acl.push_back({Tag::group, permission(), kGroup + i});
  acl.push_back({Tag::mask, random() % 4 == 0 ? 0 : permission()});
  acl.push_back({Tag::other, permission()});
  return acl;
}

/// False where the file system keeps no access lists.
bool make_random_folder(const std::string& path, std::mt19937& random) {
  static constexpr unsigned kModes[] = {0755, 0750, 0711, 0777, 01777, 0700, 0705, 0077, 0070, 02775};
  if (::mkdir(path.c_str(), 0700) != 0 || ::chown(path.c_str(), kUser + random() % 4, kGroup + random() % 4) != 0) return false;
  ::chmod(path.c_str(), kModes[random() % std::size(kModes)]);
  if (random() % 3 == 0) return true;
  std::string acl = posix_acl_bytes(random_acl(random));
  return ::setxattr(path.c_str(), "system.posix_acl_access", acl.data(), acl.size(), 0) == 0;
}

std::vector<std::string> paths_in(const Snapshot& snapshot) {
  std::vector<std::string> paths;
  for (std::size_t i = 0; i < snapshot.folders.size(); ++i) {
    std::uint32_t parent = snapshot.folders[i].parent;
    paths.push_back(parent == kNone ? snapshot.root : paths[parent] + "/" + std::string(snapshot.name(i)));
  }
  return paths;
}

/// What the kernel grants `who` on each path: one byte of combinations each.
std::string kernels_answers(const std::vector<std::string>& paths, const Credential& who) {
  int ends[2];
  if (::pipe(ends) != 0) return "";
  pid_t child = ::fork();
  if (child == 0) {
    std::vector<gid_t> groups(who.gids.begin(), who.gids.end());
    if (::setgroups(groups.size(), groups.data()) != 0 || ::setgid(who.gids.empty() ? 65534 : who.gids[0]) != 0 || ::setuid(who.uid) != 0) ::_exit(1);
    std::string answers;
    for (const std::string& path : paths) {
      Combos granted;
      for (unsigned wanted = 1; wanted <= 7; ++wanted)
        if (::access(path.c_str(), static_cast<int>(wanted)) == 0) granted.grant(wanted);
      answers += static_cast<char>(granted.bits());
    }
    ::_exit(::write(ends[1], answers.data(), answers.size()) == static_cast<ssize_t>(answers.size()) ? 0 : 2);
  }
  ::close(ends[1]);
  std::string answers(paths.size(), '\0');
  ssize_t got = ::read(ends[0], answers.data(), answers.size());
  ::close(ends[0]);
  int status = 0;
  ::waitpid(child, &status, 0);
  return status == 0 && got == static_cast<ssize_t>(answers.size()) ? answers : "";
}

}  // namespace

TEST_CASE("what we say of a random tree, the kernel says to users who try") {
  if (::geteuid() != 0) { MESSAGE("skipped: needs root to become other users"); return; }
  TempFolder temp(true);
  std::mt19937 random(20);
  std::vector<std::string> folders{temp.folder("tree", 0755)};
  while (folders.size() < 300) {
    std::string made = folders[random() % folders.size()] + "/f" + std::to_string(folders.size());
    if (!make_random_folder(made, random)) { MESSAGE("skipped: this file system keeps no access lists"); return; }
    folders.push_back(made);
  }
  Snapshot snapshot = scan_tree(temp / "tree", ScanOptions{}, Instant{0});
  auto paths = paths_in(snapshot);
  REQUIRE(paths.size() == 300);
  std::vector<Credential> people{{0, {0}}, {kUser, {kGroup}}, {kUser + 1, {kGroup + 1, kGroup + 2}}, {kUser + 2, {kGroup, kGroup + 3}},
                                 {kUser + 3, {kGroup + 9}}, {kUser + 9, {kGroup, kGroup + 1, kGroup + 2, kGroup + 3}}};
  Effect effect = posix_effect(snapshot, people, {true, true});
  for (std::size_t who = 0; who < people.size(); ++who) {
    std::string kernel = kernels_answers(paths, people[who]);
    REQUIRE(kernel.size() == paths.size());
    for (std::size_t i = 0; i < paths.size(); ++i) {
      CAPTURE(paths[i]);
      CAPTURE(people[who].uid);
      CHECK(effect.profiles[effect.profile_of[i]].masks[who] == static_cast<unsigned char>(kernel[i]));
    }
  }
}
