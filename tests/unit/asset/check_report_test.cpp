#include <doctest/doctest.h>

#include <iterator>
#include <set>
#include <string>

#include "../parsed_json.hpp"
#include "asset/asset_words.hpp"
#include "asset/check_report.hpp"
#include "made_assets.hpp"

using namespace outdesk;

namespace {

std::string text_of(const Document& document) {
  std::string text;
  write_text(document, {}, [&](std::string_view bytes) { text += bytes; });
  return text;
}

/// Findings of most kinds.
Park troubled() {
  Park park;
  park.terms.unseen_after = Seconds{14 * kDay};
  RoleTerms role;
  role.name = "Все";
  role.refused = {{"*torrent*", ""}};
  role.required = {{"Kaspersky*", ""}};
  park.terms.roles = {role};
  park.terms.licences = {{"Office", {{"Microsoft Office*", ""}}, 0, day("2026-09-01")}};
  park.terms.spares = {{"Мыши", "мышь*", 2}};
  park.add(computer("PC-1")).head.warranty = day("2026-10-15");
  park.has({{"uTorrent", "3", ""}, {"Microsoft Office", "16", ""}});
  park.add(computer("NEW")).head.registered = false;
  park.add(computer("OLD")).head.last_seen = instant("2026-02-01T00:00:00Z");
  return park;
}

Document report(const Park& park, Language language) { return check_report(park.check(), park.terms, "romashka", kChecked, moscow(), language); }

bool has(const std::string& text, const char* part) { return text.find(part) != std::string::npos; }

}  // namespace

TEST_CASE("every fault has a name, and words in both languages that no other has") {
  std::set<std::string> names, english, russian;
  for (AssetFault fault : kAssetFaults) {
    names.insert(std::string(name_of(fault)));
    english.insert(asset_words::mark_of(fault, true, Language::en).words);
    russian.insert(asset_words::mark_of(fault, true, Language::ru).words);
  }
  for (const auto* words : {&names, &english, &russian}) {
    CHECK(words->size() == std::size(kAssetFaults));
    CHECK(words->count("") == 0);
  }
}

TEST_CASE("the check's JSON has every member under its name") {
  auto json = json_of(report(troubled(), Language::en));
  CHECK(json["outdesk"] == "asset-check/1");
  CHECK(json["client"] == "romashka");
  CHECK(json["as_of"] == "2026-09-30T21:30:00Z");
  CHECK(json["devices"] == 3);
  CHECK(json["unlisted"] == 2);
  CHECK(json["register_known"] == true);
  REQUIRE(json["findings"].size() == 8);
  auto unknown = json["findings"][0];
  CHECK(unknown["fault"] == "unknown-device");
  CHECK(unknown["bad"] == false);
  CHECK(unknown["asset"] == "NEW");
  CHECK(unknown["since"] == "2026-01-02T00:00:00Z");
  CHECK(unknown["role"].is_null());
  CHECK(unknown["others"] == nlohmann::json::array());
  auto licence = json["findings"][4];
  CHECK(licence["fault"] == "licence-short");
  CHECK(licence["bad"] == true);
  CHECK(licence["asset"].is_null());
  CHECK(licence["have"] == 1);
  CHECK(licence["want"] == 0);
  CHECK(licence["others"] == nlohmann::json{"PC-1"});
  CHECK(json["findings"][6]["on"] == "2026-10-15");
  CHECK(json["licences"][0]["state"] == "expired");
  CHECK(json["spares"][0] == nlohmann::json{{"spare", "Мыши"}, {"there", 0}, {"minimum", 2}, {"state", "short"}});
}

TEST_CASE("people read words and dates, in both languages") {
  std::string en = text_of(report(troubled(), Language::en)), ru = text_of(report(troubled(), Language::ru));
  for (const char* words : {"Checked devices: 3. Bad: 3, for attention: 5.", "unknown device", "first seen on 2026-01-02", "last seen on 2026-02-01", "used: 1, owned: 0", "over, last day was 2026-09-01",
                            "last day 2026-10-15", "For some devices no source lists the programs, so these were not checked: 2."})
    CHECK_MESSAGE(has(en, words), words << " in\n" << en);
  for (const char* words : {"Проверено устройств: 3. Плохо: 3, требует внимания: 5.", "неизвестное устройство", "впервые замечено 02.01.2026", "занято: 1, куплено: 0", "роль: Все", "Запасные части (ЗИП)"})
    CHECK_MESSAGE(has(ru, words), words << " in\n" << ru);
}

TEST_CASE("what nobody told is said, and not shown as fine") {
  Park park;
  park.terms.licences = {{"Office", {{"Microsoft Office*", ""}}, 5, {}}};
  park.terms.spares = {{"Мыши", "мышь*", 2}};
  std::string text = text_of(report(park, Language::en));
  for (const char* words : {"No register was imported", "No inventory was imported", "No source lists programs", "It was not agreed how long", "It was not agreed which programs"})
    CHECK_MESSAGE(has(text, words), words);
  auto json = json_of(report(park, Language::en));
  CHECK(json["licences"][0]["used"].is_null());
  CHECK(json["licences"][0]["state"] == "unknown");
  CHECK(json["spares"][0]["there"].is_null());
  CHECK(json["spares"][0]["state"] == "unknown");
  CHECK(not_judged(troubled().check(), troubled().terms, Language::en).size() == 1);
}

TEST_CASE("names with markup and control characters are shown harmless") {
  Park park;
  park.add(computer("PC-1"));
  park.add(computer("X")).head.registered = false;
  park.assets.back().head.name = "<script>\x1b[31mevil\u202E";
  std::string text = text_of(report(park, Language::en));
  CHECK(has(text, "<script>\\u{1b}[31mevil\\u{202e}"));
  CHECK_FALSE(has(text, "\x1b"));
}

TEST_CASE("a finding about many devices names ten and counts the others") {
  Park park;
  for (int i = 10; i < 22; ++i) park.add(computer("PC-" + std::to_string(i))).head.serial = "SAME";
  std::string text = text_of(report(park, Language::en));
  CHECK(has(text, "PC-18, PC-19 and 2 more"));
  CHECK_FALSE(has(text, "PC-20"));
  CHECK(json_of(report(park, Language::ru))["findings"][0]["others"].size() == 12);
}

TEST_CASE("the exit code is bad news for findings, not for days that are still ahead") {
  CHECK(exit_of(troubled().check()) == Exit::bad_news);
  Park park;
  park.add(computer("PC-1")).head.warranty = day("2026-10-15");
  park.add(in_register("CRT", AssetKind::certificate)).head.expires = day("2026-10-15");
  CHECK(park.check().findings.size() == 2);
  CHECK(exit_of(park.check()) == Exit::ok);
  park.assets[1].head.expires = day("2026-09-15");
  CHECK(exit_of(park.check()) == Exit::bad_news);
  park.assets[1].head.expires = {};
  park.add(computer("NEW")).head.registered = false;
  CHECK(exit_of(park.check()) == Exit::bad_news);
}
