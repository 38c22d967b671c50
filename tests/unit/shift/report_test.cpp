#include <doctest/doctest.h>

#include "../parsed_json.hpp"
#include "../sla/made_office.hpp"
#include "shift/handover_report.hpp"
#include "shift/search_report.hpp"
#include "shift/stats_report.hpp"

using namespace outdesk;

namespace {

std::vector<std::string> tickets_of(const nlohmann::json& rows) {
  std::vector<std::string> keys;
  for (const auto& row : rows) keys.push_back(row.at("ticket").get<std::string>());
  return keys;
}

using Keys = std::vector<std::string>;

}  // namespace

TEST_CASE("a handover says what is due, who waits for an answer, what waits, what was missed, and which visits are to be made") {
  Office office;
  Instant now = at("2026-10-06T12:00:00Z");
  office.keep("answered", Ticket("06 09:00").reply("06 09:10"));
  office.keep("asked again", Ticket("06 09:00").reply("06 09:10").client("06 11:30"));
  office.keep("waits", Ticket("06 09:00").reply("06 09:10").wait("06 09:20", "client"));
  office.keep("late", Ticket("06 10:00"));
  office.keep("late before", Ticket("05 09:00"));
  office.keep("ended late", Ticket("06 09:30").resolve("06 11:00"));
  Ticket visit = Ticket("06 09:00").reply("06 09:10");
  visit.add("06 09:15", EventKind::scheduled, Fields().set("start", "2026-10-06T15:00:00Z").set("site", "Warehouse"));
  office.keep("visit today", visit);
  visit.add("06 09:16", EventKind::scheduled, Fields().set("start", "2026-10-07T15:00:00Z"));
  office.keep("visit tomorrow", visit);
  HandoverRequest request;
  request.now = now;
  request.since = now - Seconds{4 * 3600};
  nlohmann::json json = json_of(handover_report(office.db, request, nullptr));
  CHECK(tickets_of(json.at("unanswered")) == Keys{"late before", "late", "asked again"});
  CHECK(tickets_of(json.at("waiting")) == Keys{"waits"});
  CHECK(json.at("waiting")[0].at("reason") == "client");
  CHECK(tickets_of(json.at("visits")) == Keys{"visit today"});
  CHECK(tickets_of(json.at("missed")) == Keys{"ended late", "late"});
  CHECK(json.at("due")[0].at("ticket") == "late before");
  CHECK(json.at("due").size() == 6);
  CHECK(json.at("received") == 7);
  CHECK(json.at("ended") == 1);
  CHECK(json.at("open") == 7);
  CHECK(json.at("unassigned") == 7);
}

TEST_CASE("a handover of an office in which nothing is open is in its zone all the same") {
  Office office;
  Instant now = at("2026-10-06T12:00:00Z");
  auto zone_name = [&](const TicketFilter& filter) {
    const Zone* zone = common_zone(office.db, filter, now);
    return zone ? zone->name() : "several";
  };
  TicketFilter named, nobody;
  named.client = "acme";
  nobody.assignee = "nobody";
  for (const TicketFilter& filter : {TicketFilter{}, named, nobody}) CHECK(zone_name(filter) == "UTC");
}

TEST_CASE("a visit that was not made in time stays in the handover until it is made") {
  Office office;
  Ticket visit = Ticket("05 09:00").add("05 09:15", EventKind::scheduled, Fields().set("start", "2026-10-05T15:00:00Z"));
  office.keep("T", visit);
  HandoverRequest request;
  request.now = at("2026-10-06T12:00:00Z");
  request.since = at("2026-10-06T04:00:00Z");
  CHECK(json_of(handover_report(office.db, request, nullptr)).at("visits")[0].at("visit") == "not_made");
  office.keep("made", Ticket(visit).add("06 09:00", EventKind::work, Fields().set("mode", "visit").set("seconds", std::int64_t{60})));
  CHECK(tickets_of(json_of(handover_report(office.db, request, nullptr)).at("visits")) == Keys{"T"});
}

TEST_CASE("requests are counted by the hour of the zone, hours without one included, on average over the days") {
  Office office;
  office.keep("a", Ticket("05 06:10"));
  office.keep("b", Ticket("05 06:50").resolve("05 07:00"));
  office.keep("c", Ticket("06 22:00"));
  StatsRequest request;
  request.filter.since = at("2026-10-04T21:00:00Z");
  request.now = at("2026-10-08T21:00:00Z");
  request.zone = &Zone::named("Europe/Moscow");
  nlohmann::json json = json_of(stats_report(office.db, request));
  CHECK(json.at("days") == 4);
  REQUIRE(json.at("groups").size() == 24);
  const nlohmann::json& nine = json.at("groups")[9];
  CHECK(nine.at("received") == 2);
  CHECK(nine.at("ended") == 1);
  CHECK(nine.at("open") == 1);
  CHECK(nine.at("average") == "0.5");
  CHECK(json.at("groups")[1].at("received") == 1);
  request.by = "weekday";
  CHECK(json_of(stats_report(office.db, request)).at("groups")[2].at("average") == "1");  // the 7th there is the one Wednesday
  request.by = "moon";
  CHECK_THROWS_AS(stats_report(office.db, request), UsageError);
}

TEST_CASE("an excerpt begins near the word, in one line, and is cut where letters end") {
  CHECK(excerpt_of("first line\nthe printer is silent\nthird", {"printer"}, 40) == "the printer is silent third");
  CHECK(excerpt_of("nothing of it", {"printer"}, 40) == "nothing of it");
  CHECK(excerpt_of("", {"printer"}, 40) == "");
  std::string far(400, 'x');
  CHECK(excerpt_of(far + " принтер молчит", {"принтер"}, 30).find("…") == 0);
  std::string cut = excerpt_of(std::string("п") + std::string(200, 'a') + "яяяяяяяяяя", {}, 20);
  CHECK(cut == "п" + std::string(18, 'a') + "…");
}
