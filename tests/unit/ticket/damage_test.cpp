// What 'outdesk store check' must notice, done behind the program's back.
#include <doctest/doctest.h>
#include <sqlite3.h>

#include "desk.hpp"

using namespace outdesk;

namespace {

struct Tampered : Desk {
  Tampered() {
    import(created() + line("2026-10-01T09:10:00Z", "assigned", R"("to": "belov")") + line("2026-10-01T09:20:00Z", "work", R"("seconds": 600)") +
           line("2026-10-01T09:30:00Z", "resolved"));
    run("DROP TRIGGER journal_is_not_changed; DROP TRIGGER journal_is_not_shortened");
  }
  void run(const char* sql) {
    sqlite3* other = nullptr;
    REQUIRE(sqlite3_open((folder / "outdesk.db").c_str(), &other) == SQLITE_OK);
    char* message = nullptr;
    int code = sqlite3_exec(other, sql, nullptr, nullptr, &message);
    std::string reason = message ? message : "";
    sqlite3_close(other);
    REQUIRE_MESSAGE(code == SQLITE_OK, reason);
  }
  std::string damage() {
    std::string words;
    for (const auto& found : journal_damage(db)) words += found + "\n";
    return words;
  }
};

}  // namespace

TEST_CASE_FIXTURE(Tampered, "an untouched journal has no damage") { CHECK(damage().empty()); }

TEST_CASE_FIXTURE(Tampered, "a changed line is found, whichever of its parts was changed") {
  for (const char* sql : {"UPDATE journal SET at = at - 3600 WHERE seq = 3", "UPDATE journal SET entered = entered + 1 WHERE seq = 3",
                          "UPDATE journal SET by_whom = 'petrov' WHERE seq = 3", "UPDATE journal SET event = 'rated' WHERE seq = 3",
                          "UPDATE journal SET event = 'nonsense' WHERE seq = 3", "UPDATE journal SET fields = '{\"seconds\":60}' WHERE seq = 3",
                          "UPDATE journal SET hash = zeroblob(32) WHERE seq = 3", "UPDATE journal SET prev = zeroblob(32) WHERE seq = 3",
                          "UPDATE journal SET hash = x'00' WHERE seq = 3", "UPDATE ticket SET key = 'T9'", "UPDATE client SET key = 'lutik' WHERE key = 'romashka'"}) {
    Tampered fresh;
    fresh.run(sql);
    CHECK_MESSAGE(!fresh.damage().empty(), sql);
  }
}

TEST_CASE_FIXTURE(Tampered, "a removed line is found, even where the hashes were closed up") {
  run("DELETE FROM journal WHERE seq = 3");
  CHECK(damage().find("journal line 3 is missing") != std::string::npos);
  CHECK(damage().find("journal line 4 (ticket 'T') does not follow the line before it") != std::string::npos);
  Tampered renumbered;
  renumbered.run("DELETE FROM journal WHERE seq = 3; UPDATE journal SET seq = 3, prev = (SELECT hash FROM journal WHERE seq = 2) WHERE seq = 4");
  CHECK_FALSE(renumbered.damage().empty());
}

TEST_CASE_FIXTURE(Tampered, "lines in another order are found") {
  run("UPDATE journal SET seq = 100 WHERE seq = 2; UPDATE journal SET seq = 2 WHERE seq = 3; UPDATE journal SET seq = 3 WHERE seq = 100");
  CHECK(damage().find("does not follow the line before it") != std::string::npos);
}

TEST_CASE_FIXTURE(Tampered, "an inserted line is found") {
  run("INSERT INTO journal (ticket, at, entered, by_whom, event, fields, prev, hash) SELECT ticket, at, entered, by_whom, event, fields, hash, hash FROM journal WHERE seq = 4");
  CHECK_FALSE(damage().empty());
}

TEST_CASE_FIXTURE(Tampered, "a head that was changed without its journal is found") {
  for (const char* sql : {"UPDATE ticket SET state = 'open'", "UPDATE ticket SET resolved = resolved + 1", "UPDATE ticket SET subject = 'x'",
                          "UPDATE ticket SET subject_folded = 'x'", "UPDATE ticket SET owner = 1"}) {
    Tampered fresh;
    fresh.run(sql);
    CHECK_MESSAGE(!fresh.damage().empty(), sql);
  }
}

TEST_CASE_FIXTURE(Tampered, "a cut-off end is found while the head of its ticket remains, and only a hash kept elsewhere shows the rest") {
  Digest head = chain_head(db).hash;
  run("DELETE FROM journal WHERE seq = 4");
  CHECK(damage().find("the head of ticket 'T' does not say what its journal says") != std::string::npos);
  CHECK(chain_head(db).hash != head);
}

TEST_CASE_FIXTURE(Tampered, "no more findings are given than were asked for") {
  run("UPDATE journal SET by_whom = 'x'");
  CHECK(journal_damage(db, 2).size() == 2);
}
