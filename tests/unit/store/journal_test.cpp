#include <doctest/doctest.h>

#include "sample.hpp"
#include "store/chain.hpp"

using namespace outdesk;

namespace {

struct Journal {
  TempFolder folder;
  Store store = Store::open_to_write(folder / "outdesk.db");
  Journal() {
    add_client(store, "a");
    store.db().run("INSERT INTO ticket (client, key, owner, state, waiting_for, priority, subject, subject_folded, requester, kind, channel, line, "
                   "assignee, category, asset, received, updated) "
                   "VALUES (1, 'T', 1, 'new', '', '', '', '', '', '', '', '', '', '', '', 0, 0)");
    store.db().run("INSERT INTO journal (ticket, at, entered, by_whom, event, fields, prev, hash) VALUES (1, 0, 0, 'x', 'created', '{}', $1, $1)",
                   Digest{});
  }
};

}  // namespace

TEST_CASE_FIXTURE(Journal, "the database itself refuses to change a line of the journal") {
  CHECK(refusal([&] { store.db().run("UPDATE journal SET at = 1"); }).find("the journal is append-only") != std::string::npos);
  CHECK(store.db().integer("SELECT at FROM journal") == 0);
}

TEST_CASE_FIXTURE(Journal, "the database itself refuses to remove a line of the journal") {
  CHECK(refusal([&] { store.db().run("DELETE FROM journal"); }).find("the journal is append-only") != std::string::npos);
  CHECK(store.db().integer("SELECT count(*) FROM journal") == 1);
}

TEST_CASE_FIXTURE(Journal, "a line cannot belong to a ticket that is not there") {
  CHECK(refusal([&] {
          store.db().run("INSERT INTO journal (ticket, at, entered, by_whom, event, fields, prev, hash) VALUES (9, 0, 0, '', '', '{}', '', '')");
        }).rfind("4: ", 0) == 0);
}

TEST_CASE("a line's hash covers the hash before it and its own text") {
  Digest none{}, first = chained(none, "line 1");
  CHECK(first == sha256(std::string(32, '\0') + "line 1"));
  CHECK(chained(first, "line 2") != chained(none, "line 2"));
  CHECK(chained(first, "line 2") != chained(first, "line 2 "));
  CHECK(digest_of(bytes_of(first)) == first);
  CHECK(digest_of("short") == Digest{});
}
