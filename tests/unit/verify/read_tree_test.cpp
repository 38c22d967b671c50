#include "verify/read_tree.hpp"

#include <fcntl.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>
#include <sys/un.h>
#include <sys/xattr.h>

#include "../temp_folder.hpp"
#include "tree_reading.hpp"
#include "verify/tree_manifest.hpp"

using namespace outdesk;
using namespace std::string_literals;
using Type = TreeEntry::Type;

TEST_CASE("every entry of a tree is told with type, mode, owner, size, time, target and sum") {
  TempFolder temp;
  temp.folder("d", 01777);
  fill(temp / "d/f", "hello");
  fill(temp / "empty", "");
  ::chmod((temp / "d/f").c_str(), 04711);
  timespec times[2] = {{1, 2}, {1'600'000'000, 123'456'789}};
  ::utimensat(AT_FDCWD, (temp / "d/f").c_str(), times, 0);
  ::symlink("../d/f\n", (temp / "d/l").c_str());
  ReadTree tree = read_all(temp.path());
  CHECK(tree.unread.empty());
  CHECK(tree.bytes == 5);
  REQUIRE(tree.entries.size() == 5);
  CHECK(tree.entries[""].type == Type::folder);
  CHECK(tree.entries["d"].mode == 01777);
  const TreeEntry& file = tree.entries["d/f"];
  CHECK(file.mode == 04711);
  CHECK(file.uid == ::getuid());
  CHECK(file.size == 5);
  CHECK(file.mtime_ns == 1'600'000'000'123'456'789);
  CHECK(file.sha256 == sha256("hello"));
  CHECK(tree.entries["empty"].sha256 == sha256(""));
  CHECK(tree.entries["d/l"].type == Type::link);
  CHECK(tree.entries["d/l"].target == "../d/f\n");
  struct stat info;
  ::stat((temp / "d/f").c_str(), &info);
  CHECK(info.st_atim.tv_sec == 1);  // reading leaves no trace where we may say so
}

TEST_CASE("names of any bytes, and special files, are named; nothing but regular files is opened") {
  TempFolder temp;
  for (const std::string& name : {"a\nb"s, "c\\d"s, "\xff\xfe"s, "-x"s, std::string(255, 'n')}) fill(temp / name, name);
  ::mkfifo((temp / "fifo").c_str(), 0600);
  int socket = ::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
  sockaddr_un address{};
  address.sun_family = AF_UNIX;
  std::string place = temp / "socket";
  REQUIRE(place.size() < sizeof address.sun_path);
  place.copy(address.sun_path, place.size());
  REQUIRE(::bind(socket, reinterpret_cast<sockaddr*>(&address), sizeof address) == 0);
  bool device = ::mknod((temp / "null").c_str(), S_IFCHR | 0600, makedev(1, 3)) == 0;
  ReadTree tree = read_all(temp.path());
  CHECK(tree.unread.empty());
  CHECK(tree.entries["a\nb"].sha256 == sha256("a\nb"));
  CHECK(tree.entries["\xff\xfe"].sha256 == sha256("\xff\xfe"));
  CHECK(tree.entries["fifo"].type == Type::fifo);
  CHECK(tree.entries["socket"].type == Type::socket);
  if (device) CHECK(tree.entries["null"].type == Type::character);
  CHECK(tree.entries.size() == 8 + device);
  ::close(socket);
}

TEST_CASE("links lead nowhere: not to folders, not out, not in circles, and not at the root") {
  TempFolder temp;
  temp.folder("tree/real");
  fill(temp / "tree/real/f", "x");
  fill(temp / "secret", "secret");
  for (auto [target, name] : {std::pair{"real", "tree/to folder"}, {"../secret", "tree/out"}, {"self", "tree/self"}, {"/", "tree/root"}, {"tree", "root link"}}) ::symlink(target, (temp / name).c_str());
  ReadTree tree = read_all(temp / "tree");
  CHECK(tree.unread.empty());
  CHECK(tree.entries.size() == 7);
  CHECK(tree.bytes == 1);
  CHECK(read_all(temp / "root link").reason("") == "it is a symbolic link, not a folder");
  CHECK(read_all(temp / "root link/").entries.size() == 7);
  CHECK(read_all(temp / "secret").reason("") == "it is not a folder");
  CHECK(read_all(temp / "none").reason("") == "No such file or directory");
}

TEST_CASE("a file with several names is read once, comes under all of them, and names the first") {
  TempFolder temp;
  temp.folder("d");
  fill(temp / "d/b", "content");
  ::link((temp / "d/b").c_str(), (temp / "z").c_str());
  ::link((temp / "d/b").c_str(), (temp / "d/a").c_str());
  fill(temp / "other", "outside");
  temp.folder("half");
  ::link((temp / "other").c_str(), (temp / "half/other").c_str());
  ReadTree tree = read_all(temp.path());
  CHECK(tree.bytes == 14);
  CHECK(tree.entries["d/a"].linked_to == "");
  for (std::string name : {"d/b", "z"}) {
    CHECK(tree.entries[name].linked_to == "d/a");
    CHECK(tree.entries[name].sha256 == sha256("content"));
  }
  // Only one of its names lies in what is read.
  ReadTree half = read_all(temp / "half");
  CHECK(half.entries["other"].linked_to == "");
  CHECK(half.entries["other"].sha256 == sha256("outside"));
  // Whichever name is wanted.
  for (std::string wanted : {"d/a", "d/b", "z"}) {
    TreeReading reading;
    reading.wanted = [&](const TreeEntry& entry) { return entry.path == wanted; };
    ReadTree one = read_all(temp.path(), reading);
    CHECK(one.bytes == 7);
    CHECK(one.entries["z"].sha256 == sha256("content"));
    CHECK_FALSE(one.entries["other"].sha256);
  }
}

TEST_CASE("attributes, access lists and capabilities are read, of files, folders and links") {
  TempFolder temp;
  temp.folder("d");
  fill(temp / "f", "x");
  if (::setxattr((temp / "f").c_str(), "user.note", "\0\n\xff", 3, 0) != 0) { MESSAGE("no user attributes here"); return; }
  ::setxattr((temp / "d").c_str(), "user.empty", "", 0, 0);
  std::string large(4000, 'v');
  for (int i = 0; i < 40 && ::setxattr((temp / "d").c_str(), ("user." + std::string(90, 'n') + std::to_string(i)).c_str(), "v", 1, 0) == 0; ++i) {}
  bool acl = std::system(("setfacl -m u:12345:rw '" + temp / "f" + "' 2>/dev/null").c_str()) == 0;
  const unsigned char capability[20] = {1, 0, 0, 2, 0, 0x20};
  bool capable = ::setxattr((temp / "f").c_str(), "security.capability", capability, sizeof capability, 0) == 0;
  ReadTree tree = read_all(temp.path());
  CHECK(tree.unread.empty());
  auto& xattrs = tree.entries["f"].xattrs;
  CHECK(xattrs["user.note"] == "\0\n\xff"s);
  if (acl) CHECK(xattrs.count("system.posix_acl_access") == 1);
  if (capable) CHECK(xattrs["security.capability"].size() == 20);
  CHECK(tree.entries["d"].xattrs.count("user.empty") == 1);
  CHECK(tree.entries["d"].xattrs.size() > 5);

  TreeReading without;
  without.xattrs = false;
  CHECK(read_all(temp.path(), without).entries["f"].xattrs.empty());
}

TEST_CASE("thousands of files in one folder, and sparse ones, are read by every number of threads alike") {
  TempFolder temp(true);
  for (int i = 0; i < 5000; ++i) fill(temp / ("f" + std::to_string(i)), std::to_string(i));
  fill(temp / "sparse", "");
  REQUIRE(::truncate((temp / "sparse").c_str(), 50 << 20) == 0);
  std::string first;
  for (unsigned threads : {0u, 1u, 7u}) {
    ReadTree tree = read_all(temp.path(), {}, threads);
    CHECK(tree.unread.empty());
    CHECK(tree.entries.size() == 5002);
    CHECK(tree.entries["f77"].sha256 == sha256("77"));
    std::vector<TreeEntry> entries;
    for (auto& [path, entry] : tree.entries) entries.push_back(entry);
    std::string text = sums_text(entries);
    if (first.empty()) first = text;
    CHECK(text == first);
    CHECK(tree.bytes == (50 << 20) + 18890 + 0u);
  }
}

TEST_CASE("contents are not read where that is not asked for; what is asked of them comes with their start") {
  TempFolder temp;
  fill(temp / "small", "abc");
  fill(temp / "large", std::string(100'000, 'a') + std::string(300'000, 'b'));
  fill(temp / "unwanted", "xyz");
  TreeReading names;
  names.hash = false;
  ReadTree tree = read_all(temp.path(), names);
  CHECK(tree.bytes == 0);
  CHECK_FALSE(tree.entries["small"].sha256);
  CHECK(tree.entries["large"].size == 400'000);

  TreeReading contents;
  contents.wanted = [](const TreeEntry& entry) { return entry.path != "unwanted"; };
  std::map<std::string, std::string> starts;
  contents.content = [&](const TreeEntry& entry, std::string_view start) {
    CHECK(entry.sha256);
    starts[entry.path] = start;
  };
  tree = read_all(temp.path(), contents);
  CHECK(tree.bytes == 400'003);
  CHECK(starts == std::map<std::string, std::string>{{"small", "abc"}, {"large", std::string(65536, 'a')}});
}

TEST_CASE("a tree that was read is equal to its own manifest, and its faults are found") {
  TempFolder temp;
  temp.folder("tree/d");
  for (const std::string& name : {"a\nb"s, "c\\d"s, "\xff"s, "d/e\tf"s, "plain"s}) fill(temp / "tree/" + name, "content of " + name);
  ::link((temp / "tree/plain").c_str(), (temp / "tree/d/also plain").c_str());
  ::symlink("plain", (temp / "tree/l").c_str());
  ::mkfifo((temp / "tree/p").c_str(), 0600);
  ::setxattr((temp / "tree/plain").c_str(), "user.note", "x", 1, 0);
  std::vector<TreeEntry> entries;
  for (auto& [path, entry] : read_all(temp / "tree").entries) entries.push_back(entry);
  fill(temp / "sums", sums_text(entries));
  fill(temp / "table", metadata_text(entries));
  auto faults = [&] {
    TreeManifest manifest = TreeManifest::read(temp / "sums", temp / "table");
    TreeComparison comparison(manifest, CheckLevel::hash, {});
    for (auto& [path, entry] : read_all(temp / "tree").entries) comparison.saw(entry);
    CopyFindings findings;
    comparison.finish("", findings);
    std::string all;
    for (const CopyFinding& finding : findings.all()) all += finding.detail.substr(0, finding.detail.find(':')) + "\n";
    return all;
  };
  CHECK(faults() == "");
  fill(temp / "tree/c\\d", "CONTENT of c\\d");
  ::unlink((temp / "tree/d/also plain").c_str());
  fill(temp / "tree/d/also plain", "content of plain");
  ::chmod((temp / "tree/d").c_str(), 0700);
  ::setxattr((temp / "tree/plain").c_str(), "user.note", "y", 1, 0);
  std::string found = faults();
  CHECK(found.find("1 file has other content than the manifest says (1 of the same size, 0 of another)\n") == 0);
  CHECK(found.find("1 entry with another mode than at the source\n") != std::string::npos);
  CHECK(found.find("1 entry with another group of hard links than at the source\n") != std::string::npos);
  CHECK(found.find("with another extended attribute or access list than at the source\n") != std::string::npos);
}
