#include <doctest/doctest.h>

#include "made_month.hpp"
#include "package/tile_rules.hpp"
#include "said_month.hpp"

using namespace outdesk;

namespace {

Tiles::Tile tile_about(const MonthFacts& facts, Topic topic, Language language) {
  Tiles tiles = tiles_of(facts, lights_of(facts), words(language), "RUB");
  auto found = std::find_if(tiles.tiles.begin(), tiles.tiles.end(), [&](const Tiles::Tile& tile) { return tile.section_id == name_of(topic); });
  REQUIRE(found != tiles.tiles.end());
  return *found;
}

}  // namespace

TEST_CASE("a card has one large figure; what it is made of stands small below") {
  MonthFacts facts = made::september();
  facts.outages.source.state = SourceState::full;
  facts.outages.count = 2;
  facts.outages.total = Seconds{10080};
  facts.outages.limit = Seconds{14400};
  facts.access.folders = 43;
  facts.access.accounts = 13;
  facts.access.changes = 7;
  facts.access.without_request = 5;
  Tiles::Tile tickets = tile_about(facts, Topic::tickets, Language::en), outages = tile_about(facts, Topic::outages, Language::ru);
  CHECK(plain(tickets.figure) == "96.7 %");
  CHECK(plain(tickets.detail).starts_with("147 of 152, target 95 %; "));
  CHECK(plain(outages.figure) == "2 ч 48 мин");
  CHECK(plain(outages.detail) == "2 остановки; по договору не больше 4 ч");
  CHECK(plain(tile_about(facts, Topic::outages, Language::en).detail) == "2 outages; the contract allows 4 h");
  facts.outages.limit.reset();
  CHECK(plain(tile_about(facts, Topic::outages, Language::ru).detail) == "2 остановки");
}

TEST_CASE("where answers alone missed their aim they are the figure, and solutions stand below") {
  MonthFacts facts = made::september();
  facts.tickets.answers = {1, 6, parse_decimal("0.95")};
  Tiles::Tile tickets = tile_about(facts, Topic::tickets, Language::en);
  CHECK(plain(tickets.figure) == "answered in time 14.2 %");
  CHECK(plain(tickets.detail).starts_with("1 of 7 requests answered in time (14.2 %, target 95 %); 147 of 152 requests closed on time (96.7 %, target 95 %); "));
  CHECK((tickets.trend.empty() && tickets.bars.empty()));
  CHECK(plain(tile_about(facts, Topic::tickets, Language::ru).figure) == "в срок отвечено 14,2 %");
  facts.tickets.missed = 50;  // and solutions too
  CHECK(plain(tile_about(facts, Topic::tickets, Language::en).figure) == "74.6 %");
}

TEST_CASE("the figure of access is what nobody asked for; where that is nothing, how much there is to open") {
  MonthFacts facts = made::september();
  facts.access.folders = 43;
  facts.access.accounts = 13;
  facts.access.changes = 7;
  facts.access.without_request = 5;
  CHECK(plain(tile_about(facts, Topic::access, Language::ru).figure) == "5 без заявки");
  CHECK(plain(tile_about(facts, Topic::access, Language::ru).detail).starts_with("Уволенных с доступом: 2; 7 изменений прав"));
  facts.access.without_request = 0;
  CHECK(plain(tile_about(facts, Topic::access, Language::en).figure) == "43 folders");
  CHECK(plain(tile_about(facts, Topic::access, Language::en).detail).starts_with("13 accounts; "));
}
