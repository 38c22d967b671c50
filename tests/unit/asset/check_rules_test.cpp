#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "made_assets.hpp"

using namespace outdesk;

TEST_CASE("where all is well nothing is found") {
  Park park;
  park.terms.unseen_after = Seconds{14 * kDay};
  park.add(computer("PC-1"));
  park.add(in_register("SW-1", AssetKind::monitor));
  CheckedAssets checked = park.check();
  CHECK(words_of(checked) == Words{});
  CHECK(checked.devices == 1);  // monitors are not watched
  CHECK(to_text(checked.day) == "2026-10-01");
}

TEST_CASE("a device is unknown where there is a register and it does not name it") {
  Park park;
  park.add(computer("SEEN-1")).head.registered = false;
  CheckedAssets without = park.check();
  CHECK_FALSE(without.register_known);
  CHECK(words_of(without) == Words{});
  park.add(computer("PC-1"));
  park.add(computer("OLD")).head.registered = false;
  park.assets.back().head.state = AssetState::written_off;
  park.add(in_register("TOLD", AssetKind::printer)).head.registered = false;  // seen by nobody
  CheckedAssets checked = park.check();
  CHECK(words_of(checked) == Words{"unknown-device SEEN-1 SEEN-1"});
  CHECK(checked.findings[0].since == instant("2026-01-02T00:00:00Z"));
  CHECK(checked.count(AssetFault::unknown_device) == 1);
  CHECK(checked.count(AssetFault::not_seen) == 0);
}

TEST_CASE("a device is not seen once the agreed time is over, to the second") {
  Park park;
  park.terms.unseen_after = Seconds{14 * kDay};
  park.add(computer("PC-1")).head.last_seen = kChecked - Seconds{14 * kDay};
  CHECK(words_of(park.check()) == Words{});
  CHECK(words_of(park.check(kChecked + Seconds{1})) == Words{"not-seen PC-1 PC-1"});
  CHECK(park.check(kChecked + Seconds{1}).findings[0].since == kChecked - Seconds{14 * kDay});
  park.terms.unseen_after = {};
  CHECK(words_of(park.check(kChecked + Seconds{99 * kDay})) == Words{});
}

TEST_CASE("only what is in use and watched has to be seen") {
  Park park;
  park.terms.unseen_after = Seconds{14 * kDay};
  park.add(computer("PC-1"));
  for (AssetState state : {AssetState::spare, AssetState::in_repair, AssetState::written_off}) {
    park.add(computer("X-" + std::string(name_of(state)))).head.state = state;
    park.assets.back().head.last_seen = instant("2026-02-01T00:00:00Z");
  }
  for (AssetKind kind : {AssetKind::licence, AssetKind::certificate, AssetKind::part, AssetKind::system, AssetKind::monitor, AssetKind::phone}) park.add(in_register("K-" + std::string(name_of(kind)), kind));
  CHECK(words_of(park.check()) == Words{});
  park.add(in_register("PRN-1", AssetKind::printer));
  CHECK(words_of(park.check()) == Words{"not-seen PRN-1 PRN-1"});
  CHECK_FALSE(park.check().findings[0].since.has_value());  // never
  park.terms.watched = {"phone"};
  CHECK(words_of(park.check()) == Words{"not-seen K-phone K-phone"});
}

TEST_CASE("what a register named a moment ago need not be seen yet") {
  Park park;
  park.terms.unseen_after = Seconds{14 * kDay};
  park.add(computer("PC-1"));
  park.add(in_register("PC-2", AssetKind::computer)).head.known_since = kChecked - Seconds{kDay};
  CHECK(words_of(park.check()) == Words{});
}

TEST_CASE("without an inventory nothing is called unseen") {
  Park park;
  park.terms.unseen_after = Seconds{14 * kDay};
  park.add(in_register("PC-1", AssetKind::computer));
  CHECK(words_of(park.check()) == Words{});
  CHECK_FALSE(park.check().inventory_known);
}

TEST_CASE("two assets with one serial number are told of once, placeholders are none") {
  Park park;
  for (const char* key : {"PC-3", "PC-1", "PC-2", "PC-4", "PC-5", "PC-6", "PC-7", "PC-8"}) park.add(computer(key));
  park.assets[0].head.serial = "CZC1234abc";
  park.assets[1].head.serial = " czc1234ABC ";
  park.assets[2].head.serial = "other";
  park.assets[3].head.serial = "To Be Filled By O.E.M.";
  park.assets[4].head.serial = "To be filled by O.E.M.";
  park.assets[5].head.serial = park.assets[6].head.serial = "0000000";
  park.assets[7].head.serial = "CZC1234ABC";
  park.assets[7].head.state = AssetState::written_off;
  CHECK(words_of(park.check()) == Words{"identity-conflict [PC-1 PC-3] CZC1234ABC"});
}

TEST_CASE("spare parts are counted by quantity, on the shelf only") {
  Park park;
  park.terms.spares = {{"Блоки питания", "*блок питания*", 3}, {"Мыши", "мышь*", 1}};
  park.add(in_register("P-1", AssetKind::part)).head.name = "Блок питания 500 Вт";
  park.assets.back().head.quantity = 2;
  CHECK(words_of(park.check()) == Words{"spares-short!  Блоки питания 2/3", "spares-short!  Мыши 0/1"});
  park.add(in_register("P-2", AssetKind::other)).head.model = "блок питания ATX";
  CHECK(park.check().spares[0].there == 2);  // somebody uses it
  park.assets.back().head.state = AssetState::spare;
  CHECK(words_of(park.check()) == Words{"spares-short!  Мыши 0/1"});
  CHECK(park.check().spares[0].there == 3);
  park.assets[0].head.state = AssetState::in_repair;
  CHECK(park.check().spares[0].there == 1);
  park.assets[0].head.state = AssetState::written_off;
  CHECK(park.check().spares[0].there == 1);
}

TEST_CASE("quantities that no shelf holds do not run over") {
  Park park;
  park.terms.spares = {{"Всё", "*", 5}};
  for (const char* key : {"P-1", "P-2"}) park.add(in_register(key, AssetKind::part)).head.quantity = INT64_MAX;
  park.add(in_register("P-3", AssetKind::part)).head.quantity = INT64_MIN;
  CHECK(park.check().spares[0].there == 1'000'000'000'000);
}

TEST_CASE("without a register spare parts are not judged") {
  Park park;
  park.terms.spares = {{"Мыши", "мышь*", 1}};
  park.add(computer("PC-1")).head.registered = false;
  CHECK(words_of(park.check()) == Words{});
  CHECK(park.check().spares.size() == 1);
}

TEST_CASE("dates ahead are counted in days of the client's zone") {
  Park park;
  park.terms.warn_before = Seconds{30 * std::int64_t{kDay}};
  park.add(computer("PC-1")).head.warranty = day("2026-10-31");
  park.add(in_register("CRT-1", AssetKind::certificate)).head.expires = day("2026-10-31");
  CHECK(words_of(park.check()) == Words{"warranty-ends PC-1 PC-1 2026-10-31", "expires CRT-1 CRT-1 2026-10-31"});
  CHECK(words_of(park.check(instant("2026-09-30T20:59:59Z"))) == Words{});  // still 30 September in Moscow
}

TEST_CASE("the last day is not over yet, the day after it is") {
  Park park;
  park.add(in_register("CRT-1", AssetKind::certificate)).head.expires = day("2026-10-01");
  park.terms.licences = {{"Подписка", {{"Office*", ""}}, 5, day("2026-09-30")}};
  CHECK(words_of(park.check()) == Words{"expires!  Подписка 2026-09-30", "expires CRT-1 CRT-1 2026-10-01"});
  park.assets[0].head.state = AssetState::written_off;
  park.terms.licences[0].until = day("2026-12-30");
  CHECK(words_of(park.check()) == Words{});
}

TEST_CASE("warranties that ended long ago are counted and not listed") {
  Park park;
  park.add(computer("PC-1")).head.warranty = day("2026-08-02");
  park.add(computer("PC-2")).head.warranty = day("2026-08-01");
  park.add(computer("PC-3")).head.warranty = day("2020-01-01");
  park.add(computer("PC-4")).head.warranty = day("2027-01-01");
  CheckedAssets checked = park.check();
  CHECK(words_of(checked) == Words{"warranty-ends PC-1 PC-1 2026-08-02"});
  CHECK(checked.out_of_warranty == 3);
}

TEST_CASE("findings stand by fault, then asset") {
  Park park;
  park.terms.unseen_after = Seconds{14 * kDay};
  park.add(computer("PC-2")).head.last_seen = instant("2026-02-01T00:00:00Z");
  park.add(computer("PC-1")).head.last_seen = instant("2026-02-01T00:00:00Z");
  park.add(computer("NEW-2")).head.registered = false;
  park.add(computer("NEW-1")).head.registered = false;
  CHECK(words_of(park.check()) == Words{"unknown-device NEW-1 NEW-1", "unknown-device NEW-2 NEW-2", "not-seen PC-1 PC-1", "not-seen PC-2 PC-2"});
}

TEST_CASE("nothing at all is no news") {
  CheckedAssets checked = Park{}.check();
  CHECK(checked.findings.empty());
  CHECK(checked.devices == 0);
  CHECK_FALSE(checked.programs_known);
}
