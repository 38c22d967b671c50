#include "measure/measure_history.hpp"

#include <doctest/doctest.h>

#include "../refusal.hpp"
#include "../sla/made_office.hpp"
#include "base/text.hpp"

using namespace outdesk;

namespace {

/// A ticket of October, in another month: "07" of the same year, "2027-01".
Ticket in_month(Ticket ticket, const std::string& month) {
  for (Event& event : ticket.events) event.at = event.entered = at(replaced(to_text(event.at), "2026-10", month.size() == 2 ? "2026-" + month : month));
  return ticket;
}

Fields work(std::int64_t seconds, const std::string& mode, bool planned = false) { return Fields().set("seconds", seconds).set("mode", mode).set("planned", planned); }

/// Answered, half an hour on the first line, a quarter on the second, solved in time.
Ticket usual(const std::string& day) {
  Ticket ticket(day + " 10:00", "P3", "client:Popova", Fields().set("line", "L1"));
  return ticket.reply(day + " 10:10").add(day + " 10:40", EventKind::work, work(1800, "remote")).line(day + " 11:00", "L2").add(day + " 11:20", EventKind::work, work(900, "chat")).resolve(day + " 12:00");
}

Ticket visited_late(const std::string& day) {
  Ticket ticket(day + " 14:00");
  return ticket.add(day + " 16:00", EventKind::work, work(7200, "visit")).resolve("08 17:00");
}

struct ThreeMonths : Office {
  ThreeMonths() : Office(R"({"workplaces": 40})") {
    int number = 0;
    for (const char* month : {"07", "08", "09"}) {
      for (const char* day : {"01", "02", "06"}) keep("T-" + std::to_string(++number), in_month(usual(day), month));
      keep("T-" + std::to_string(++number), in_month(visited_late("06"), month));
    }
  }
};

}  // namespace

TEST_CASE("whole months are counted: requests, work by line, visits, deadlines, hours of the day") {
  ThreeMonths office;
  office.keep("T-now", usual("01"));  // of October, which is not over
  cost::ServiceHistory history = measure_history(office.db, "acme", october("15 12:00"));
  REQUIRE(history.months.size() == 3);
  CHECK(history.months.front().name == "2026-07");
  CHECK(history.months.back().calendar_month == 9);
  CHECK(history.received == 12);
  CHECK(history.workplaces == 40);
  CHECK(history.workplace_months == 120);
  CHECK(history.ended == 12);
  CHECK(history.visited == 3);
  CHECK(history.desk_seconds == 9 * 2700);
  CHECK(history.desk_seconds_by_line == std::map<std::string, std::int64_t>{{"L1", 9 * 1800}, {"L2", 9 * 900}});
  CHECK(history.visits == 3);
  CHECK(history.visit_seconds == 3 * 7200);
  for (const cost::HistoryMonth& month : history.months) {
    CAPTURE(month.name);
    CHECK(month.received == 4);
    CHECK(month.judged == 4);
  }
  CHECK(history.months[0].in_time == 3);   // the visit of Monday 6 July: 4 + 9 + 8 hours of 8, no answer in time
  CHECK(history.months[0].breaches == 2);
  std::int64_t at_ten = 0, at_two = 0;
  for (const auto& day : history.arrivals) at_ten += day[10], at_two += day[14];
  CHECK(at_ten == 9);
  CHECK(at_two == 3);
  CHECK(history.arrivals[0][14] == 1);     // the 6th: a Monday in July, a Thursday in August, a Sunday in September
  CHECK(history.days == std::array<std::int64_t, 7>{13, 13, 14, 13, 13, 13, 13});
}

TEST_CASE("a month counts where the journal knows its first week") {
  ThreeMonths office;
  CHECK(measure_history(office.db, "acme", at("2026-09-30T23:59:59Z")).months.size() == 2);
  CHECK(measure_history(office.db, "acme", at("2026-07-10T00:00:00Z")).months.empty());
  Office late;
  for (const char* month : {"07", "08", "09"}) late.keep(std::string("T-") + month, in_month(usual("08"), month));
  CHECK(measure_history(late.db, "acme", october("15 12:00")).months.size() == 2);  // July began without the journal
  CHECK_FALSE(measure_history(late.db, "acme", october("15 12:00")).workplace_months);
}

TEST_CASE("the last twelve months at the most, in the client's zone") {
  Office office(R"({"timezone": "Asia/Vladivostok"})");
  for (const char* month : {"2026-05", "2026-06", "2026-07", "2026-08", "2026-09", "2026-10", "2026-11", "2026-12", "2027-01", "2027-02", "2027-03", "2027-04", "2027-05", "2027-06"})
    office.keep(std::string("T-") + month, in_month(usual("05"), month));
  cost::ServiceHistory history = measure_history(office.db, "acme", at("2027-06-30T14:00:00Z"));  // already July there
  REQUIRE(history.months.size() == 12);
  CHECK(history.months.front().name == "2026-07");
  CHECK(history.months.back().name == "2027-06");
}

TEST_CASE("months that the journal does not know are no quiet months") {
  ThreeMonths office;  // July to September
  office.keep("T-old", in_month(usual("01"), "02"));  // carried over from another system
  CHECK(measure_history(office.db, "acme", october("15 12:00")).months.size() == 3);
  CHECK(measure_history(office.db, "acme", at("2026-12-15T12:00:00Z")).months.back().name == "2026-09");  // nobody imported since
}

TEST_CASE("no client, no contract") {
  Office office;
  CHECK_THROWS_AS(measure_history(office.db, "nobody", kLater), NotFound);
  CHECK(measure_history(office.db, "acme", kLater).months.empty());
}
