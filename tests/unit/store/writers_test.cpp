// Several writers at once, as processes: what one command after another would do in cron and shells.
#include <doctest/doctest.h>
#include <sys/wait.h>

#include "sample.hpp"

using namespace outdesk;

namespace {

/// Runs `work` in a process of its own; its exit code is 0 where nothing is thrown.
template <class Work>
pid_t in_process(Work work) {
  pid_t child = ::fork();
  if (child) return child;
  try {
    work();
  } catch (const Error& error) {
    std::_Exit(static_cast<int>(error.exit()));
  } catch (...) {
    std::_Exit(99);
  }
  std::_Exit(0);
}

int exit_code(pid_t child) {
  int status = 0;
  ::waitpid(child, &status, 0);
  return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

void count_up(const std::string& path, int times) {
  for (int i = 0; i < times; ++i) {
    Store store = Store::open_to_write(path);
    Transaction transaction(store.db());
    std::int64_t value = store.db().integer("SELECT value FROM counter WHERE name = 'n'").value_or(0);
    store.db().run("INSERT INTO counter (name, value) VALUES ('n', $1) ON CONFLICT (name) DO UPDATE SET value = excluded.value", value + 1);
    transaction.commit();
  }
}

}  // namespace

TEST_CASE("eight writers at once lose nothing and give no number twice") {
  TempFolder folder;
  std::string path = folder / "outdesk.db";
  std::vector<pid_t> children;
  for (int i = 0; i < 8; ++i) children.push_back(in_process([&] { count_up(path, 10); }));
  for (pid_t child : children) CHECK(exit_code(child) == 0);
  Store store = Store::open_to_read(path);
  CHECK(store.db().integer("SELECT value FROM counter WHERE name = 'n'") == 80);
  CHECK(database_damage(store.db()).empty());
}

TEST_CASE("a second writer waits for the first, and readers wait for nobody") {
  TempFolder folder;
  std::string path = folder / "outdesk.db";
  int go[2];
  REQUIRE(::pipe(go) == 0);
  { Store store = Store::open_to_write(path); }
  pid_t second = in_process([&] {  // made before the first opens, so that it does not inherit the lock
    char byte = 0;
    if (::read(go[0], &byte, 1) != 1) std::_Exit(98);
    Store store = Store::open_to_write(path);
    add_client(store, store.db().integer("SELECT count(*) FROM client") == 1 ? "after" : "before");
  });
  {
    Store first = Store::open_to_write(path);
    REQUIRE(::write(go[1], "g", 1) == 1);
    ::usleep(200000);  // the second has asked for the lock by now
    CHECK(clients(path) == 0);
    add_client(first, "first");
    CHECK(clients(path) == 1);
  }
  CHECK(exit_code(second) == 0);
  {
    Store store = Store::open_to_read(path);
    CHECK(store.db().integer("SELECT count(*) FROM client WHERE key = 'after'") == 1);
  }
  ::close(go[0]);
  ::close(go[1]);
}

TEST_CASE("a writer that is killed leaves the lock free and the store as it was") {
  TempFolder folder;
  std::string path = folder / "outdesk.db";
  { Store store = Store::open_to_write(path); add_client(store, "a"); }
  int done[2];
  REQUIRE(::pipe(done) == 0);
  pid_t child = in_process([&] {
    Store store = Store::open_to_write(path);
    Transaction transaction(store.db());
    store.db().run("INSERT INTO client (key) VALUES ('lost')");
    char byte = 'x';
    if (::write(done[1], &byte, 1) != 1) std::_Exit(98);
    ::pause();
  });
  char byte = 0;
  REQUIRE(::read(done[0], &byte, 1) == 1);
  ::kill(child, SIGKILL);
  CHECK(exit_code(child) == -1);
  CHECK(clients(path) == 1);
  { Store store = Store::open_to_write(path); add_client(store, "b"); }
  CHECK(clients(path) == 2);
  ::close(done[0]);
  ::close(done[1]);
}
