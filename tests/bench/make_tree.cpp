// make_tree FOLDER [FOLDERS [FILES]]: a made-up company share with access lists, the same at every run.
//
// FOLDERS (200,000) folders to depth 6 and FILES (800,000) empty files below FOLDER, which must be new.  The folders of
// the first three levels have access lists of their own, of both kinds (with owners about 3,400 distinct rights); what lies below
// inherits them, as the kernel does it.  Needs root and a file system with access lists.
#include <fcntl.h>
#include <sys/stat.h>
#include <sys/xattr.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <string>
#include <vector>

namespace {

/// Of all folders, how many lie on each level; the last has the rest.
constexpr double kShares[] = {0.0001, 0.001, 0.01, 0.06, 0.24};
constexpr std::size_t kOwnLevels = 3;
constexpr std::uint32_t kPeople = 300, kGroups = 60, kDistinct = 1000;

struct Dice {
  std::uint64_t state = 20250930;
  std::uint32_t roll(std::uint32_t sides) {
    state = state * 6364136223846793005ULL + 1442695040888963407ULL;
    return static_cast<std::uint32_t>((state >> 33) % sides);
  }
};

[[noreturn]] void fail(const std::string& what) {
  std::fprintf(stderr, "make_tree: %s: %s\n", what.c_str(), std::strerror(errno));
  std::exit(1);
}

void put(std::string& out, std::uint32_t value, int bytes) {
  for (int i = 0; i < bytes; ++i) out += static_cast<char>(value >> (8 * i));
}

/// An access list as the kernel takes it (linux/posix_acl_xattr.h): owner, people, group, groups, mask, others.
std::string access_list(std::uint32_t kind) {
  constexpr std::uint32_t kNobody = 0xFFFFFFFF;
  Dice dice{kind * 7919ULL + 17};
  std::string out;
  auto entry = [&](std::uint32_t tag, std::uint32_t bits, std::uint32_t id) { put(out, tag, 2), put(out, bits, 2), put(out, id, 4); };
  put(out, 2, 4);
  entry(0x01, 7, kNobody);
  std::uint32_t people = dice.roll(4), groups = 1 + dice.roll(3), step = kPeople / 4;
  for (std::uint32_t i = 0; i < people; ++i) entry(0x02, dice.roll(2) ? 7 : 5, 2000 + i * step + dice.roll(step));
  entry(0x04, dice.roll(2) ? 5 : 0, kNobody);
  for (std::uint32_t i = 0; i < groups; ++i) entry(0x08, dice.roll(3) ? 7 : 5, 3000 + i * (kGroups / 3) + dice.roll(kGroups / 3));
  entry(0x10, 7, kNobody);
  entry(0x20, 0, kNobody);
  return out;
}


std::string folder_name(std::size_t i, Dice& dice) {
  static const char* const kNames[] = {"Договоры", "Бухгалтерия", "Отдел продаж", "Projects", "Архив",
                                       "Photos",   "Отчёты",      "Contracts",    "Кадры",    "tmp"};
  return std::string(kNames[dice.roll(10)]) + " " + std::to_string(i);
}

void set_list(int fd, const char* name, const std::string& list) {
  if (::fsetxattr(fd, name, list.data(), list.size(), 0) != 0) fail(name);
}

int open_folder(int root, const std::string& path) {
  int fd = ::openat(root, path.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (fd < 0) fail(path);
  return fd;
}

void make_files(int folder, std::size_t from, std::size_t to) {
  for (std::size_t i = from; i < to; ++i) {
    std::string name = "file_" + std::to_string(i) + ".docx";
    int fd = ::openat(folder, name.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0660);
    if (fd < 0) fail(name);
    ::close(fd);
  }
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 2) return std::fprintf(stderr, "usage: make_tree FOLDER [FOLDERS [FILES]]\n"), 2;
  std::size_t folders = argc > 2 ? std::strtoull(argv[2], nullptr, 10) : 200000, files = argc > 3 ? std::strtoull(argv[3], nullptr, 10) : 4 * folders;
  ::umask(0);
  if (::mkdir(argv[1], 0755) != 0) fail(argv[1]);
  int root = open_folder(AT_FDCWD, argv[1]);
  Dice dice;
  std::vector<std::string> above = {"."};
  std::size_t made = 0;
  for (std::size_t level = 0; level < 6 && made < folders; ++level) {
    std::size_t count = level < 5 ? std::max<std::size_t>(1, static_cast<std::size_t>(kShares[level] * static_cast<double>(folders))) : folders - made;
    std::vector<std::string> here;
    int parent = -1;
    for (std::size_t i = 0, last = above.size(); i < count && made < folders; ++i, ++made) {
      std::size_t up = i * above.size() / count;
      if (up != last) {
        if (parent >= 0) ::close(parent);
        parent = open_folder(root, above[up]);
        last = up;
      }
      std::string name = folder_name(made, dice);
      if (::mkdirat(parent, name.c_str(), 0770) != 0) fail(name);
      int fd = open_folder(parent, name);
      if (level < kOwnLevels) {
        if (::fchown(fd, 2000 + dice.roll(kPeople), 3000 + dice.roll(kGroups)) != 0) fail(name);
        std::uint32_t kind = dice.roll(kDistinct);
        set_list(fd, "system.posix_acl_access", access_list(kind));
        set_list(fd, "system.posix_acl_default", access_list(kind + kDistinct * dice.roll(2)));
      }
      make_files(fd, files * made / folders, files * (made + 1) / folders);
      ::close(fd);
      here.push_back(above[up] + "/" + name);
    }
    if (parent >= 0) ::close(parent);
    above = std::move(here);
  }
  return 0;
}
