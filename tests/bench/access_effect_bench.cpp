// How fast rights are judged: a made Windows tree, people in nested groups, and what a month adds to a store.
//   access_effect_bench [FOLDERS] [DESCRIPTORS] [PEOPLE] [GROUPS]
#include <sys/resource.h>
#include <sys/stat.h>

#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <random>
#include <string>

#include "access/compare_access.hpp"
#include "access/descriptor.hpp"
#include "access/matrix_columns.hpp"
#include "access/nt_columns.hpp"
#include "access/snapshot_store.hpp"
#include "store/store.hpp"

using namespace outdesk;

namespace {

using Random = std::mt19937_64;

double cpu_seconds() {
  rusage usage;
  ::getrusage(RUSAGE_SELF, &usage);
  auto seconds = [](const timeval& t) { return static_cast<double>(t.tv_sec) + static_cast<double>(t.tv_usec) / 1e6; };
  return seconds(usage.ru_utime) + seconds(usage.ru_stime);
}

long peak_megabytes() {
  rusage usage;
  ::getrusage(RUSAGE_SELF, &usage);
  return usage.ru_maxrss / 1024;
}

std::size_t below(Random& random, std::size_t limit) { return static_cast<std::size_t>(random() % limit); }

/// People in three to eight groups each; every group in up to two others with a lower number.
Identities made_identities(std::size_t people, std::size_t groups, Random& random) {
  Identities made;
  made.domain = Sid{5, {21, 1, 2, 3}};
  for (std::size_t i = 0; i < groups; ++i) made.nt_groups.push_back({made.domain.with(static_cast<std::uint32_t>(5000 + i)), "group" + std::to_string(i), true, {}});
  for (std::size_t i = 1; i < groups; ++i)
    for (std::size_t n = below(random, 3); n > 0; --n) made.nt_groups[below(random, i)].members.push_back(made.nt_groups[i].sid);
  for (std::size_t i = 0; i < people; ++i) {
    std::string name = "user" + std::to_string(i);
    Sid sid = made.domain.with(static_cast<std::uint32_t>(100000 + i));
    made.users.push_back({sid, made.domain.with(513), name, name, {}, false, false});
    for (std::size_t n = 3 + below(random, 6); n > 0; --n) made.nt_groups[below(random, groups)].members.push_back(sid);
  }
  return made;
}

std::string made_descriptor(const Identities& identities, Random& random) {
  constexpr std::uint32_t kMasks[] = {0x1F01FF, 0x1301BF, 0x1200A9, 0x120116, 0x10000, 0x1301FF};
  NtDescriptor descriptor;
  descriptor.control |= control::kDaclPresent;
  descriptor.owner = identities.users[below(random, identities.users.size())].sid;
  Acl acl;
  std::size_t entries = 3 + below(random, 12);
  for (std::size_t i = 0; i < entries; ++i) {
    Ace entry;
    entry.type = i < 2 && below(random, 4) == 0 ? ace::kDeny : ace::kAllow;
    entry.flags = ace::kObjectInherit | ace::kContainerInherit | (below(random, 8) == 0 ? ace::kInheritOnly : 0);
    entry.mask = kMasks[below(random, std::size(kMasks))];
    entry.trustee = below(random, 10) == 0 ? identities.users[below(random, identities.users.size())].sid : identities.nt_groups[below(random, identities.nt_groups.size())].sid;
    acl.push_back(std::move(entry));
  }
  descriptor.dacl = std::move(acl);
  return descriptor_bytes(descriptor);
}

Snapshot made_tree(std::size_t folders, std::size_t descriptors, Identities identities, Random& random) {
  Snapshot tree;
  tree.root = "D:\\share";
  tree.facts.system = System::windows;
  for (std::size_t i = 0; i < descriptors; ++i) tree.descriptors.push_back(made_descriptor(identities, random));
  tree.identities = std::move(identities);
  for (std::size_t i = 0; i < folders; ++i) {
    auto parent = i ? static_cast<std::uint32_t>((i - 1) / 8) : kNone;
    bool inherits = i && below(random, 20) != 0;
    std::uint32_t descriptor = inherits ? tree.folders[parent].descriptor : static_cast<std::uint32_t>(i < descriptors ? i : below(random, descriptors));
    tree.add(parent, "folder" + std::to_string(i), descriptor, Unread::no);
  }
  arrange(tree);
  return tree;
}

template <class Work>
double timed(const char* what, Work work) {
  double before = cpu_seconds();
  auto start = std::chrono::steady_clock::now();
  work();
  double wall = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
  std::printf("%-52s %8.3f s wall  %8.3f s CPU  peak %ld MB\n", what, wall, cpu_seconds() - before, peak_megabytes());
  return wall;
}

std::size_t argument(int count, char** arguments, int number, std::size_t otherwise) {
  return number < count ? static_cast<std::size_t>(std::strtoul(arguments[number], nullptr, 10)) : otherwise;
}

void bench_store(Snapshot tree, Random& random) {
  std::string path = (std::filesystem::temp_directory_path() / ("access_bench_" + std::to_string(::getpid()) + ".db")).string();

  auto size = [&] {
    struct stat info;
    return ::stat(path.c_str(), &info) == 0 ? info.st_size / 1024 : 0;
  };
  {
    Store store = Store::open_to_write(path);
    std::int64_t client = store.db().insert("INSERT INTO client (key) VALUES ('bench') RETURNING id");
    tree.taken = Instant{1'000'000};
    timed("keep the first snapshot", [&] { keep_snapshot(store.db(), client, "fs01", tree, tree.taken, "bench"); });
    store.db().run_script("PRAGMA wal_checkpoint(TRUNCATE)");
    long before = size();
    for (int i = 0; i < 100; ++i) {
      auto& folder = tree.folders[below(random, tree.folders.size())];
      folder.descriptor = static_cast<std::uint32_t>(below(random, tree.descriptors.size()));
    }
    tree.taken = Instant{4'000'000};
    timed("keep the next one, 100 folders changed", [&] { keep_snapshot(store.db(), client, "fs01", tree, tree.taken, "bench"); });
    store.db().run_script("PRAGMA wal_checkpoint(TRUNCATE)");
    std::printf("store: %ld KB after the first, %ld KB more for the month\n", before, size() - before);
  }
  for (const char* end : {"", "-wal", "-shm"}) std::filesystem::remove(path + end);
}

}  // namespace

int main(int count, char** arguments) {
  std::size_t folders = argument(count, arguments, 1, 100000), descriptors = argument(count, arguments, 2, 2000);
  std::size_t people = argument(count, arguments, 3, 2000), groups = argument(count, arguments, 4, 800);
  Random random(20261126);
  Snapshot tree = made_tree(folders, descriptors, made_identities(people, groups, random), random);
  std::printf("%zu folders, %zu sets of rights, %zu people, %zu groups\n", folders, descriptors, people, groups);

  std::vector<Subject> subjects;
  timed("close the groups of all", [&] {
    for (auto& column : matrix_columns(tree.identities, {}, {}).columns) subjects.push_back(std::move(column.subject));
  });
  Effect effect;
  double seconds = timed("judge the tree (folder, files, denials, parents)", [&] { effect = tree_effect(tree, subjects); });
  double cells = static_cast<double>(folders) * static_cast<double>(people);
  std::printf("%.0f million cells a second, %zu distinct rows\n", cells / seconds / 1e6, effect.profiles.size());
  std::vector<Token> tokens;
  for (const Subject& subject : subjects) tokens.push_back(subject.token);
  NtColumns columns(tokens);
  double raw = timed("masks of distinct sets alone, by columns", [&] {
    for (const std::string& bytes : tree.descriptors) columns.grants(nt_descriptor(bytes));
  });
  std::printf("%.1f ns a distinct cell\n", raw * 1e9 / static_cast<double>(descriptors * people));
  double slow = timed("the same, person by person (first 50 sets)", [&] {
    for (std::size_t i = 0; i < 50 && i < tree.descriptors.size(); ++i) {
      NtDescriptor descriptor = nt_descriptor(tree.descriptors[i]);
      for (const Token& token : tokens) nt_grant(descriptor, token);
    }
  });
  std::printf("%.1f ns a distinct cell\n", slow * 1e9 / static_cast<double>(50 * people));

  Snapshot newer = tree;
  for (int i = 0; i < 100; ++i) newer.folders[below(random, folders)].descriptor = static_cast<std::uint32_t>(below(random, descriptors));
  timed("changes: 100 folders and no groups changed", [&] { compare_access(tree, newer, {}); });
  newer.identities.nt_groups[0].members.push_back(newer.identities.users[0].sid);
  newer.identities.nt_groups[1].members.push_back(newer.identities.users[1].sid);
  timed("changes: 100 folders and two memberships changed", [&] { compare_access(tree, newer, {}); });
  bench_store(std::move(tree), random);
}
