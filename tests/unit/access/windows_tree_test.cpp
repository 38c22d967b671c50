// Trees out of what icacls and Get-Acl list.
#include "access/windows_tree.hpp"

#include <doctest/doctest.h>

#include <chrono>

#include "../refusal.hpp"
#include "access/descriptor.hpp"

using namespace outdesk;

namespace {

const std::string kOfFolder = "D:AI(A;OICIID;FA;;;SY)(A;OICIID;0x1200a9;;;BU)", kOfFile = "D:AI(A;ID;FA;;;SY)(A;ID;0x1200a9;;;BU)";

/// One list of icacls ("path", "list"), or of Get-Acl where the list begins with an owner.
struct TreeMaker {
  WindowsTree tree;
  long line = 0;
  TreeMaker& add(const std::string& path, const std::string& sddl = kOfFolder) {
    NtReading reading = read_sddl(sddl);
    line += 2;
    tree.add({path, reading, reading.descriptor.owner.has_value(), line}, "list.txt");
    return *this;
  }
  TreeMaker& unread(const std::string& path) {
    tree.add_unread(path);
    return *this;
  }
  /// "root: path path!reason" for each tree, in order; a folder that knows its owner ends in '*'.
  std::vector<std::string> lines() {
    std::vector<std::string> lines;
    for (const Snapshot& snapshot : tree.trees()) {
      std::vector<std::string> paths;
      std::string line = snapshot.root + ":";
      for (std::size_t i = 0; i < snapshot.folders.size(); ++i) {
        const auto& folder = snapshot.folders[i];
        REQUIRE((folder.parent == kNone) == (i == 0));
        REQUIRE((folder.descriptor == kNone) == (folder.unread != Unread::no));
        paths.push_back((i ? paths[folder.parent] + "/" : "") + std::string(snapshot.name(i)));
        line += " " + paths.back();
        if (folder.unread != Unread::no) line += "!" + std::string(code_of(folder.unread));
        else if (nt_descriptor(snapshot.descriptors[folder.descriptor]).owner) line += "*";
      }
      CHECK(snapshot.facts.system == System::windows);
      lines.push_back(line);
    }
    return lines;
  }
};

using TreeLines = std::vector<std::string>;

std::size_t folders_in(WindowsTree& tree) {
  std::size_t folders = 0;
  for (const Snapshot& snapshot : tree.trees()) folders += snapshot.folders.size();
  return folders;
}

}  // namespace

TEST_CASE("windows tree: what icacls lists is a tree below its first folder") {
  CHECK(TreeMaker().add("share").add("share\\b").add("share\\a").add("share\\a\\deep").lines() == TreeLines{"share: share share/a share/a/deep share/b"});
  CHECK(TreeMaker().lines() == TreeLines{});
}

TEST_CASE("windows tree: relative and absolute lists of one folder are one tree, and the owner counts") {
  TreeMaker maker;
  maker.add("share").add("share\\a").add("share\\only icacls").add("D:\\data\\share", "O:BA" + kOfFolder).add("D:\\data\\share\\a", "O:BA" + kOfFolder).add("D:\\data\\share\\only acl", "O:BA" + kOfFolder);
  CHECK(maker.lines() == TreeLines{"D:\\data\\share: share* share/a* share/only acl* share/only icacls"});
}

TEST_CASE("windows tree: it does not matter which list came first, nor how it spells") {
  TreeMaker maker;
  maker.add("D:\\DATA\\Share", "O:BA" + kOfFolder).add("d:/data/share/A/", "O:BA" + kOfFolder).add("SHARE").add("share\\a").add("share\\a\\b");
  CHECK(maker.lines() == TreeLines{"D:\\DATA\\Share: Share* Share/A* Share/A/b"});
  // Two spellings of the way to one folder are one folder.
  TreeMaker two;
  two.add("share").add("share\\x").add("D:\\data\\share\\a", "O:BA" + kOfFolder).add("d:\\Data\\Share\\b", "O:BA" + kOfFolder).add("D:\\data\\share", "O:BA" + kOfFolder);
  CHECK(two.lines() == TreeLines{"D:\\data\\share: share* share/a* share/b* share/x"});
}

TEST_CASE("windows tree: a list that was not readable gives way to one that was") {
  CHECK(TreeMaker().unread("share\\a").add("share").add("share\\a").lines() == TreeLines{"share: share share/a"});
  CHECK(TreeMaker().add("share").add("share\\a", "nonsense").add("share\\a").lines() == TreeLines{"share: share share/a"});
  CHECK(TreeMaker().add("share").add("share\\a").unread("share\\a").lines() == TreeLines{"share: share share/a"});
  CHECK(TreeMaker().add("share").add("share\\a").add("D:\\share", "O:BA" + kOfFolder).add("D:\\share\\a", "nonsense").lines() == TreeLines{"D:\\share: share* share/a"});
  CHECK(TreeMaker().add("share\\a", "O:BA" + kOfFolder).add("share\\a").add("share").lines() == TreeLines{"share: share share/a*"});
}

TEST_CASE("windows tree: a list that is none is a row, and told with its place") {
  TreeMaker maker;
  maker.add("share").add("share\\bad", "D:(A;;FA;;;XX)");
  CHECK(maker.lines() == TreeLines{"share: share share/bad!damaged"});
  REQUIRE(maker.tree.problems().size() == 1);
  CHECK(maker.tree.problems()[0].rfind("list.txt:4: 'share\\bad': ", 0) == 0);
}

TEST_CASE("windows tree: a relative folder that fits two absolute ones stays by itself") {
  TreeMaker maker;
  maker.add("share").add("D:\\share", "O:BA" + kOfFolder).add("E:\\share", "O:BA" + kOfFolder);
  CHECK(maker.lines() == TreeLines{"D:\\share: share*", "E:\\share: share*", "share: share"});
}

TEST_CASE("windows tree: folders side by side are one tree of the folder that holds them") {
  CHECK(TreeMaker().add("D:\\share\\a").add("D:\\share\\b").lines() == TreeLines{"D:\\share: share!not-listed share/a share/b"});
  CHECK(TreeMaker().add("share\\a").add("share\\b\\c").add("share\\b").lines() == TreeLines{"share: share!not-listed share/a share/b share/b/c"});
  CHECK(TreeMaker().add("D:\\a").add("D:\\b").lines() == TreeLines{"D:\\a: a", "D:\\b: b"});  // a whole disk was not asked for
  CHECK(TreeMaker().add("D:\\x\\a").add("E:\\x\\b").lines() == TreeLines{"D:\\x\\a: a", "E:\\x\\b: b"});
}

TEST_CASE("windows tree: folders in between that nobody listed are there, unread") {
  CHECK(TreeMaker().add("share").add("share\\a\\b\\c").lines() == TreeLines{"share: share share/a!not-listed share/a/b!not-listed share/a/b/c"});
  CHECK(TreeMaker().add("share").unread("share\\a\\closed").lines() == TreeLines{"share: share share/a!not-listed share/a/closed!refused"});
}

TEST_CASE("windows tree: files are left out, folders never") {
  TreeMaker maker;
  maker.add("share").add("share\\a.txt", kOfFile).add("share\\folder").add("share\\folder\\b.txt", kOfFile).add("share\\empty").add("share\\c.txt", "O:BA" + kOfFile);
  CHECK(maker.lines() == TreeLines{"share: share share/empty share/folder"});
  CHECK(maker.tree.files() == 3);
  maker.tree.trees();
  CHECK(maker.tree.files() == 3);
}

TEST_CASE("windows tree: a folder that looks like a file in one way or another is kept") {
  for (const std::string& sddl : {std::string("D:"), std::string("D:P"), std::string("D:AI"), std::string("D:NO_ACCESS_CONTROL"), std::string("D:PAI(A;ID;FA;;;SY)"),
                                  std::string("D:AI(A;;FA;;;SY)(A;ID;FA;;;BA)"), std::string("D:AI(A;CIID;FA;;;SY)"), std::string("D:AI(A;OIIOID;FA;;;SY)"), std::string("O:BA"), std::string("nonsense")}) {
    CAPTURE(sddl);
    WindowsTree tree;
    TreeMaker maker;
    maker.add("share").add("share\\x", sddl);
    CHECK(folders_in(maker.tree) == 2);
  }
  CHECK(TreeMaker().add("share").add("share\\x", kOfFile).add("share\\x\\y").lines() == TreeLines{"share: share share/x share/x/y"});  // something lies in it
  CHECK(TreeMaker().add("share", "D:(A;OICINP;FA;;;SY)").add("share\\x", kOfFile).lines() == TreeLines{"share: share share/x"});       // handed down once only
  CHECK(TreeMaker().add("share", kOfFile).lines() == TreeLines{"share: share"});
  CHECK(TreeMaker().add("D:\\share", kOfFile).lines() == TreeLines{"D:\\share: share"});
}

TEST_CASE("windows tree: names that Windows tells apart are two folders") {
  CHECK(TreeMaker().add("share").add("share\\Отчёты").add("share\\Отчеты").lines().front().size() == std::string("share: share share/Отчеты share/Отчёты").size());
  CHECK(TreeMaker().add("share").add("share\\a").add("share\\A").lines() == TreeLines{"share: share share/a"});
  CHECK(TreeMaker().add("share").add("share\\АРХИВ").add("share\\архив\\2026").lines() == TreeLines{"share: share share/АРХИВ share/АРХИВ/2026"});
}

TEST_CASE("windows tree: the long form of a path is the path") {
  CHECK(TreeMaker().add("\\\\?\\D:\\share").add("D:\\share\\a").lines() == TreeLines{"D:\\share: share share/a"});
  CHECK(TreeMaker().add("\\\\?\\UNC\\fs01\\share").add("\\\\FS01\\share\\a").lines() == TreeLines{"\\\\fs01\\share: share share/a"});
  CHECK(TreeMaker().add("\\\\?\\unc\\fs01\\share").add("\\\\fs01\\share\\a").lines() == TreeLines{"\\\\fs01\\share: share share/a"});
  CHECK(TreeMaker().add("D:\\").add("D:\\a").lines() == TreeLines{"D:: D: D:/a"});
  CHECK(TreeMaker().add("\\\\?\\D:\\").add("D:\\a").lines() == TreeLines{"D:: D: D:/a"});
  CHECK(TreeMaker().add("\\\\fs01\\a").add("\\\\fs01\\b").lines() == TreeLines{"\\\\fs01\\a: a", "\\\\fs01\\b: b"});
  CHECK(TreeMaker().add("share").add("\\\\fs01\\share\\a", "O:BA" + kOfFolder).lines() == TreeLines{"\\\\fs01\\share: share share/a*"});
}

TEST_CASE("windows tree: slashes too many make no folder without a name") {
  CHECK(TreeMaker().add("D:\\share").add("D:\\share\\\\a\\").add("D:\\share\\a\\\\b").lines() == TreeLines{"D:\\share: share share/a share/a/b"});
}

TEST_CASE("windows tree: odd names stay as they are") {
  for (const char* name : {"new\nline", "tab\there", "\"quoted\"", "\xEF\xBF\xBD", "[x]", "=1+1", "a;b,c", " blank ", "S:", "name."}) {
    TreeMaker maker;
    maker.add("share").add(std::string("share\\") + name);
    auto trees = maker.tree.trees();
    REQUIRE(trees.size() == 1);
    REQUIRE(trees[0].folders.size() == 2);
    CHECK(trees[0].name(1) == name);
  }
}

TEST_CASE("windows tree: a path of 40,000 characters is a path") {
  std::string path = "D:\\share", part(200, 'x');
  while (path.size() < 40000) path += "\\" + part;
  TreeMaker maker;
  maker.add("D:\\share").add(path);
  auto trees = maker.tree.trees();
  REQUIRE(trees.size() == 1);
  CHECK(trees[0].folders.size() == 1 + (path.size() - 8) / 201);
  std::string one_name = "D:\\share\\" + std::string(40000, 'y');
  CHECK(folders_in(TreeMaker().add("D:\\share").add(one_name).tree) == 2);
}

TEST_CASE("windows tree: more folders above each other than a tree may have are refused or passed over, soon") {
  std::string deep = "D:";
  for (std::uint32_t i = 0; i < 20000; ++i) deep += "\\a";
  CHECK(problem_of([&] { TreeMaker().add(deep); }) == "list.txt:2: a path of more than 4096 folders");
  CHECK(problem_of([&] { TreeMaker().add("\\"); }) == problem_of([&] { TreeMaker().add("/"); }));
  auto begin = std::chrono::steady_clock::now();
  TreeMaker maker;
  maker.add("D:\\a").unread(deep);
  for (const Snapshot& tree : maker.tree.trees()) CHECK(tree.folders.size() <= kDeepest + 1);
  CHECK(std::chrono::steady_clock::now() - begin < std::chrono::seconds(5));
}

TEST_CASE("windows tree: what could not be read does not change what the tree is called") {
  // icacls writes paths from the folder that it was given, and names those that failed in full.
  CHECK(TreeMaker().add("share").add("share\\a").lines() == TreeLines{"share: share share/a"});
  CHECK(TreeMaker().add("share").add("share\\a").unread("D:\\share\\closed").lines() == TreeLines{"share: share share/a share/closed!refused"});
}

TEST_CASE("windows tree: twenty thousand objects are put together in seconds") {
  auto begin = std::chrono::steady_clock::now();
  TreeMaker maker;
  maker.add("share");
  for (int i = 0; i < 1000; ++i) {
    std::string folder = "share\\f" + std::to_string(i);
    maker.add(folder);
    for (int j = 0; j < 20; ++j) maker.add(folder + "\\file" + std::to_string(j) + ".txt", kOfFile);
  }
  CHECK(folders_in(maker.tree) == 1001);
  CHECK(maker.tree.files() == 20000);
  CHECK(std::chrono::steady_clock::now() - begin < std::chrono::seconds(20));
}
