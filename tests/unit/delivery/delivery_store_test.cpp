#include <doctest/doctest.h>

#include "../temp_folder.hpp"
#include "delivery/delivery_store.hpp"
#include "store/store.hpp"

using namespace outdesk;

namespace {

constexpr Month kSeptember = std::chrono::year{2025} / std::chrono::September;
const std::string kFirstManifest(64, 'a'), kSecondManifest(64, 'b');

struct DeliveryDesk {
  TempFolder folder;
  Store store = Store::open_to_write(folder / "outdesk.db");
  Db& db = store.db();
  std::int64_t clock = 1760000000;
  DeliveryDesk() {
    for (const char* key : {"romashka", "lutik"}) db.run("INSERT INTO client (key) VALUES ($1)", key);
  }
  DeliveryLine line(DeliveryState state, std::int64_t revision = 1, Audience audience = Audience::director) {
    DeliveryLine made;
    made.month = kSeptember;
    made.audience = audience;
    made.revision = revision;
    made.manifest = revision == 1 ? kFirstManifest : kSecondManifest;
    made.state = state;
    made.at = Instant{++clock};
    made.by = "ivanov";
    made.recipients = {"director@romashka.example", "deputy@romashka.example"};
    made.message_id = "romashka-2025-09-director-r1@msp.example";
    return made;
  }
  void hear(DeliveryState state, std::int64_t revision = 1, Audience audience = Audience::director) {
    Transaction transaction(db);
    append_delivery(db, 1, line(state, revision, audience));
    transaction.commit();
  }
  std::string standing(Audience audience = Audience::director) {
    auto sent = last_sent(db, 1, kSeptember, audience);
    return sent ? "r" + std::to_string(sent->revision) + " " + std::string(name_of(sent->state)) : "none";
  }
};

}  // namespace

TEST_CASE_FIXTURE(DeliveryDesk, "a line is known again as it was, and only for its client, month and audience") {
  DeliveryLine told = line(DeliveryState::accepted);
  told.words = "postfix:\ttook\x1b it\n";
  append_delivery(db, 1, told);
  auto lines = deliveries_of(db, 1, kSeptember, Audience::director);
  REQUIRE(lines.size() == 1);
  CHECK(lines[0].words == "postfix:\uFFFDtook\uFFFD it\uFFFD");
  told.words = lines[0].words;
  CHECK(lines[0] == told);
  CHECK(deliveries_of(db, 1).size() == 1);
  CHECK(deliveries_of(db, 2).empty());
  CHECK(deliveries_of(db, 1, kSeptember, Audience::office).empty());
  CHECK(deliveries_of(db, 1, kSeptember - std::chrono::months{1}, Audience::director).empty());
  CHECK(count_deliveries(db) == 1);
}

TEST_CASE_FIXTURE(DeliveryDesk, "what the client has or may have") {
  CHECK(standing() == "none");
  hear(DeliveryState::built);
  CHECK(standing() == "none");
  hear(DeliveryState::sent);
  CHECK(standing() == "r1 sent");
  SUBCASE("accepted") {
    hear(DeliveryState::accepted);
    CHECK(standing() == "r1 accepted");
    CHECK(last_sent(db, 1, kSeptember, Audience::director)->manifest == kFirstManifest);
    SUBCASE("and a second letter of it refused: the first is there all the same") {
      hear(DeliveryState::sent);
      CHECK(standing() == "r1 accepted");
      hear(DeliveryState::refused);
      CHECK(standing() == "r1 accepted");
    }
    SUBCASE("and a second letter of it in doubt") {
      hear(DeliveryState::sent);
      hear(DeliveryState::uncertain);
      CHECK(standing() == "r1 accepted");
    }
    SUBCASE("and the next revision") {
      hear(DeliveryState::sent, 2);
      CHECK(standing() == "r2 sent");
      hear(DeliveryState::refused, 2);
      CHECK(standing() == "r1 accepted");
      hear(DeliveryState::sent, 2);
      hear(DeliveryState::uncertain, 2);
      CHECK(standing() == "r2 uncertain");
      CHECK(last_sent(db, 1, kSeptember, Audience::director)->manifest == kSecondManifest);
    }
  }
  SUBCASE("refused") {
    hear(DeliveryState::refused);
    CHECK(standing() == "none");
  }
  SUBCASE("uncertain, and sent again by hand") {
    hear(DeliveryState::uncertain);
    CHECK(standing() == "r1 uncertain");
    hear(DeliveryState::sent);
    CHECK(standing() == "r1 sent");
    hear(DeliveryState::refused);
    CHECK(standing() == "r1 uncertain");
    hear(DeliveryState::sent);
    hear(DeliveryState::accepted);
    CHECK(standing() == "r1 accepted");
  }
  CHECK(standing(Audience::owners) == "none");
}

TEST_CASE_FIXTURE(DeliveryDesk, "a line that was changed or removed shows") {
  for (DeliveryState state : {DeliveryState::built, DeliveryState::sent, DeliveryState::uncertain}) hear(state);
  CHECK(delivery_damage(db).empty());
  CHECK_THROWS(db.run("UPDATE delivery SET state = 'accepted' WHERE id = 3"));
  CHECK_THROWS(db.run("DELETE FROM delivery"));
  for (const char* trigger : {"delivery_is_not_changed", "delivery_is_not_removed"}) db.run_script("DROP TRIGGER " + std::string(trigger));
  SUBCASE("a state") { db.run("UPDATE delivery SET state = 'accepted' WHERE id = 3"); }
  SUBCASE("a recipient") { db.run("UPDATE delivery SET recipients = 'else@romashka.example' WHERE id = 2"); }
  SUBCASE("another client's") { db.run("UPDATE delivery SET client = 2 WHERE id = 1"); }
  SUBCASE("the package") { db.run("UPDATE delivery SET manifest = $1 WHERE id = 2", Blob{std::string_view("xx")}); }
  SUBCASE("a line less") { db.run("DELETE FROM delivery WHERE id = 1"); }
  CHECK(delivery_damage(db).size() == 1);
}
