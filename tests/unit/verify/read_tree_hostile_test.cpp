#include <fcntl.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/stat.h>

#include <thread>

#include "../temp_folder.hpp"
#include "base/interrupt.hpp"
#include "tree_reading.hpp"

using namespace outdesk;
using Type = TreeEntry::Type;

TEST_CASE("a tree deeper than files may be open is read to its end, without following a path of that length") {
  TempFolder temp(true);
  int depth = 1000;
  int folder = ::open(temp.path().c_str(), O_RDONLY | O_DIRECTORY);
  for (int i = 0; i < depth; ++i) {
    REQUIRE(::mkdirat(folder, "d", 0755) == 0);
    int below = ::openat(folder, "d", O_RDONLY | O_DIRECTORY);
    ::close(folder);
    folder = below;
    if (i % 100 == 0 || i == depth - 1) ::close(::openat(folder, "f", O_CREAT | O_WRONLY, 0644)), ::mkdirat(folder, "side", 0755);
  }
  ::close(folder);
  int result = tree_in_child([&] {
    rlimit few{250, 250};
    ::setrlimit(RLIMIT_NOFILE, &few);
    rlimit stack{512 * 1024, 512 * 1024};
    ::setrlimit(RLIMIT_STACK, &stack);
    ReadTree tree = read_all(temp.path());
    if (!tree.unread.empty()) return 1;
    return tree.entries.size() == static_cast<std::size_t>(1 + depth + 11 + 11) ? 0 : 2;
  });
  CHECK(result == 0);
}

TEST_CASE("many folders side by side cost no open files") {
  TempFolder temp(true);
  for (int i = 0; i < 600; ++i) fill(temp.folder("d" + std::to_string(i)) + "/f", "x");
  CHECK(tree_in_child([&] {
    rlimit few{220, 220};
    ::setrlimit(RLIMIT_NOFILE, &few);
    ReadTree tree = read_all(temp.path());
    return tree.unread.empty() && tree.entries.size() == 1201 ? 0 : 1;
  }) == 0);
}

TEST_CASE("what may not be read is named, and told as far as stat goes") {
  if (::geteuid() != 0) { MESSAGE("needs root"); return; }
  TempFolder temp;
  temp.folder("open");
  fill(temp / "open/closed", "x");
  ::chmod((temp / "open/closed").c_str(), 0000);
  temp.folder("shut", 0700);
  fill(temp / "shut/f", "x");
  temp.folder("listed", 0744);
  fill(temp / "listed/f", "x");
  CHECK(tree_in_child([&] {
    if (::setgid(65534) != 0 || ::setuid(65534) != 0) return 0;
    std::vector<std::string> told;
    TreeReading reading;
    reading.unread = [&](const TreeUnread& unread) { told.push_back(unread.path); };
    ReadTree tree = read_all(temp.path(), reading);
    if (tree.unread.size() != 3 || told.size() != 3) return 1;
    if (tree.reason("open/closed") != "Permission denied" || tree.reason("shut") != "Permission denied" || tree.reason("listed/f") != "Permission denied") return 2;
    if (!tree.entries.count("open/closed") || tree.entries["open/closed"].size != 1 || tree.entries["open/closed"].sha256) return 3;
    return tree.entries.count("shut") && tree.entries.count("listed") && !tree.entries.count("shut/f") ? 0 : 4;
  }) == 0);
}

TEST_CASE("a file that changes while it is read has no sum and is named; one that grows is not read for ever") {
  TempFolder temp;
  fill(temp / "grows", std::string(1 << 20, 'x'));
  fill(temp / "rewritten", std::string(1 << 20, 'x'));
  fill(temp / "still", std::string(1 << 20, 'x'));
  VerifyDesk desk;
  std::atomic<bool> touched{false};
  // Within the reading of either file: whoever is there first changes both, as nothing of them has been read to its end.
  desk.read = [&](std::uint64_t) {
    if (touched.exchange(true)) return;
    std::ofstream(temp / "grows", std::ios::app) << std::string(1 << 20, 'y');
    std::fstream(temp / "rewritten", std::ios::in | std::ios::out).write("Y", 1);
  };
  desk.threads = 3;
  TreeReading reading;
  std::map<std::string, TreeEntry> entries;
  // Read "still" last of all: it must not trigger the change when the others are done.
  reading.wanted = [](const TreeEntry& entry) { return entry.path != "still"; };
  auto unread = read_tree(temp.path(), reading, desk, [&](TreeEntry&& entry) { entries[entry.path] = entry; });
  REQUIRE_FALSE(unread.empty());
  for (const TreeUnread& one : unread) {
    CHECK(one.reason == "it changed while it was read");
    CHECK_FALSE(entries[one.path].sha256);
  }
  CHECK(entries.size() == 4);
}

TEST_CASE("folders swapped for links while the tree is read lead nowhere") {
  TempFolder temp(true);
  temp.folder("outside");
  fill(temp / "outside/canary", "secret");
  temp.folder("tree/a");
  fill(temp / "tree/a/canary", "own");
  ::symlink((temp / "outside").c_str(), (temp / "tree/link").c_str());
  std::atomic<bool> end{false};
  std::thread swapper([&] {
    std::string a = temp / "tree/a", link = temp / "tree/link";
    while (!end) ::renameat2(AT_FDCWD, a.c_str(), AT_FDCWD, link.c_str(), RENAME_EXCHANGE);
  });
  for (int i = 0; i < 200; ++i) {
    ReadTree tree = read_all(temp / "tree", {}, 2);
    for (const auto& [path, entry] : tree.entries)
      if (entry.type == Type::file && entry.sha256) CHECK(entry.sha256 == sha256("own"));
  }
  end = true;
  swapper.join();
}

TEST_CASE("what a callback throws comes out, on whichever thread, when all threads have ended") {
  TempFolder temp(true);
  for (int i = 0; i < 500; ++i) fill(temp / ("f" + std::to_string(i)), std::string(2000, 'x'));
  temp.folder("d");
  std::size_t threads = threads_now(), files = files_open_now();
  struct Thrown {};
  auto throwing = [&](int which, int at) {
    std::atomic<int> calls{0};
    auto maybe = [&](int me) { if (me == which && ++calls == at) throw Thrown(); };
    VerifyDesk desk;
    desk.read = [&](std::uint64_t) { maybe(0); };
    TreeReading reading;
    reading.wanted = [&](const TreeEntry&) { return maybe(1), true; };
    reading.content = [&](const TreeEntry&, std::string_view) { maybe(2); };
    read_tree(temp.path(), reading, desk, [&](TreeEntry&&) { maybe(3); });
  };
  for (int which : {0, 1, 2, 3})
    for (int at : {1, 3, 7}) CHECK_THROWS_AS(throwing(which, at), Thrown);
  CHECK_THROWS_AS(throwing(3, 502), Thrown);
  CHECK_NOTHROW(throwing(3, 503));
  CHECK(threads_now() == threads);
  CHECK(files_open_now() == files);
}

TEST_CASE("a signal stops the reading on the calling thread") {
  TempFolder temp(true);
  for (int i = 0; i < 50; ++i) fill(temp.folder("d" + std::to_string(i)) + "/f", std::string(300'000, 'x'));
  CHECK(tree_in_child([&] {
    stop_in_order();
    std::size_t threads = threads_now();
    std::thread::id caller = std::this_thread::get_id();
    VerifyDesk desk;
    desk.read = [&](std::uint64_t) { ::kill(::getpid(), SIGTERM); };
    try {
      read_tree(temp.path(), {}, desk, [](TreeEntry&&) {});
    } catch (const Interrupted& stopped) {
      return stopped.signal == SIGTERM && std::this_thread::get_id() == caller && threads_now() == threads ? 0 : 2;
    }
    return 1;
  }) == 0);
}

TEST_CASE("a tree with more entries than may be read is given up, and says so") {
  TempFolder temp(true);
  for (int i = 0; i < 100; ++i) fill(temp / ("f" + std::to_string(i)), "x");
  ReadTree tree = read_all(temp.path(), {}, 2, 10);
  CHECK(tree.reason("") == "the tree has more entries than may be read");
  CHECK(tree.entries.size() == 11);
  CHECK(read_all(temp.path(), {}, 2, 100).unread.empty());
}
