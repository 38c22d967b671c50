#include <doctest/doctest.h>

#include <random>

#include "../sla/made_office.hpp"
#include "base/text.hpp"
#include "shift/list_report.hpp"

using namespace outdesk;

namespace {

using Keys = std::vector<std::string>;

Keys keys_of(Db& db, const ListRequest& request, Instant now) {
  OpenJudge judge(db, now);
  Keys keys;
  select_tickets(db, request, judge).for_each([&](const TicketRow& row, const TicketDue*) { keys.push_back(row.key); });
  return keys;
}

Ticket shifted(Ticket ticket, Seconds by) {
  for (auto& event : ticket.events) event.at = event.entered = event.at + by;
  return ticket;
}

}  // namespace

TEST_CASE("lists by due show the next deadline first, late ones before all, and those without one last") {
  Office office(R"({"priorities":{"P4":{"calendar":"office"}}})");
  office.keep("answered", Ticket("05 09:00").reply("05 09:10"));
  office.keep("fresh", Ticket("05 10:00"));
  office.keep("promised nothing", Ticket("05 08:00", "P4"));
  office.keep("ended", Ticket("05 08:00").resolve("05 08:30"));
  ListRequest request;
  request.order = ListOrder::due;
  CHECK(keys_of(office.db, request, at("2026-10-05T10:30:00Z")) == Keys{"fresh", "answered", "promised nothing"});
  request.limit = 1;
  CHECK(keys_of(office.db, request, at("2026-10-05T10:30:00Z")) == Keys{"fresh"});
  request.limit = 0;
  CHECK(keys_of(office.db, request, at("2026-10-05T10:30:00Z")).empty());
}

TEST_CASE("the first by due are those of the whole list, however many are asked for") {
  Office office(R"({"priorities":{"P1":{"calendar":"office","response":"15m","resolution":"2h"},"P4":{"calendar":"office"}}})");
  std::mt19937 random(7);
  Instant begin = at("2026-10-05T09:00:00Z");
  for (int i = 0; i < 120; ++i) {
    Ticket ticket("05 09:00", i % 5 == 0 ? "P4" : i % 2 ? "P1" : "P3");
    if (i % 3 == 0) ticket.reply("05 09:10");
    if (i % 7 == 0) ticket.wait("05 09:15", "client");
    ticket = shifted(ticket, Seconds{static_cast<std::int64_t>(random() % (5 * kDay))});
    office.keep("T" + zero_padded(i, 3), ticket);
  }
  ListRequest request;
  request.order = ListOrder::due;
  Instant now = begin + Seconds{5 * kDay};
  Keys all = keys_of(office.db, request, now);
  REQUIRE(all.size() == 120);
  for (std::size_t limit : {1, 2, 5, 30, 90, 119, 120, 500}) {
    request.limit = static_cast<std::int64_t>(limit);
    CHECK(keys_of(office.db, request, now) == Keys(all.begin(), all.begin() + static_cast<std::ptrdiff_t>(std::min(limit, all.size()))));
  }
}

TEST_CASE("what is due within a time has passed its deadline, or will within it") {
  Office office;
  office.keep("late", Ticket("05 09:00"));
  office.keep("soon", Ticket("05 12:20"));
  office.keep("later", Ticket("05 12:50").reply("05 12:55"));
  ListRequest request;
  request.due_within = Seconds{1800};
  request.order = ListOrder::due;
  CHECK(keys_of(office.db, request, at("2026-10-05T13:00:00Z")) == Keys{"late", "soon"});
}

TEST_CASE("missed deadlines are found among open and ended tickets") {
  Office office;
  office.keep("kept", Ticket("05 09:00").resolve("05 09:10"));
  office.keep("late then", Ticket("05 09:00").resolve("05 12:00"));
  office.keep("late now", Ticket("05 10:00"));
  ListRequest request;
  request.breached = true;
  CHECK(keys_of(office.db, request, at("2026-10-05T13:00:00Z")) == Keys{"late now", "late then"});
  request.filter.open_only = true;
  CHECK(keys_of(office.db, request, at("2026-10-05T13:00:00Z")) == Keys{"late now"});
}

TEST_CASE("a low rating of the client asks for a review at or after it") {
  Office office;
  auto rated = [](std::int64_t score, const std::string& by) {
    Ticket ticket("05 09:00");
    return ticket.add("05 10:00", EventKind::rated, Fields().set("score", score), by);
  };
  office.keep("low", rated(2, "client:Popova"));
  office.keep("good", rated(3, "client:Popova"));
  office.keep("own", rated(1, "belov"));
  Ticket reviewed = rated(1, "system");
  reviewed.add("06 10:00", EventKind::reviewed, Fields().set("finding", "x"));
  office.keep("reviewed", reviewed);
  Ticket again = reviewed;
  again.add("07 10:00", EventKind::rated, Fields().set("score", std::int64_t{1}), "client:Popova");
  office.keep("again", again);
  ListRequest request;
  request.unreviewed = true;
  CHECK(keys_of(office.db, request, kLater) == Keys{"again", "low"});
}

TEST_CASE("columns are those that were asked for, in that order; an unknown one is refused with the nearest") {
  Office office;
  office.keep("T", Ticket("05 09:00"));
  ListRequest request;
  request.columns = {"subject", "missed", "ticket"};
  TicketList list = list_tickets(office.db, request, at("2026-10-05T13:00:00Z"), nullptr);
  const Table& table = std::get<Table>(list.document.sections[0].blocks[0]);
  REQUIRE(table.columns.size() == 3);
  CHECK(table.columns[1].key == key("missed"));
  table.for_each_row([](const Row& row) { CHECK(std::get<std::vector<std::string>>(row[1]) == Keys{"response"}); });
  request.columns = {"subjekt"};
  CHECK_THROWS_WITH_AS(list_tickets(office.db, request, kLater, nullptr), "a list of tickets has no column 'subjekt'", UsageError);
}

TEST_CASE("tickets of a client without a contract are listed, without deadlines") {
  Office office;
  office.db.run("INSERT INTO client (key) VALUES ($1)", "bare");
  office.keep("T", Ticket("05 09:00"), "bare");
  ListRequest request;
  request.order = ListOrder::due;
  CHECK(keys_of(office.db, request, kLater) == Keys{"T"});
}
