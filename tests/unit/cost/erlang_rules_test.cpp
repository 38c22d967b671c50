#include <doctest/doctest.h>

#include "base/error.hpp"
#include "cost/erlang_report.hpp"
#include "cost/erlang_rules.hpp"
#include "cost/staffing_rules.hpp"

using namespace outdesk;
using namespace outdesk::cost;

TEST_CASE("Erlang B agrees with published values") {
  CHECK(erlang_b(1, 1) == doctest::Approx(0.5).epsilon(1e-12));
  CHECK(erlang_b(1, 2) == doctest::Approx(0.2).epsilon(1e-12));
  CHECK(erlang_b_lines(10, 0.02) == 17);
  CHECK(erlang_b(8.108, 15) == doctest::Approx(0.01).epsilon(1e-3));
}

TEST_CASE("Erlang C agrees with published values: 100 calls in 30 minutes of 180 s") {
  ErlangC queue = erlang_c(10, 14, 180, 20);
  CHECK(queue.wait_share == doctest::Approx(0.1741319335950498).epsilon(1e-9));
  CHECK(queue.in_time == doctest::Approx(0.8883500191794669).epsilon(1e-9));
  CHECK(*queue.average_wait_s == doctest::Approx(7.83593701177724).epsilon(1e-9));
  CHECK(queue.occupancy == doctest::Approx(0.7142857142857143).epsilon(1e-9));
  CHECK(erlang_c(10, 11, 180, 20).wait_share == doctest::Approx(0.6821182).epsilon(1e-7));
}

TEST_CASE("required agents: goals of service level, occupancy and average wait") {
  CHECK(erlang_c_agents(10, 180, {20, 0.8, 0.85, {}, 1}) == 14);
  CHECK(scheduled_agents(14, Micro{300'000}) == 20);
  CHECK(erlang_c_agents(10, 180, {20, 0.8, 0.70, {}, 1}) == 15);
  CHECK(scheduled_agents(15, Micro{300'000}) == 22);
  CHECK(erlang_c_agents(20, 180, {60, 0.8, 1, {}, 1}) == 23);
  CHECK(erlang_c_agents(10, 180, {20, 0, 1, 5.0, 1}) == 15);
}

TEST_CASE("a ceiling is taken after 4 places: 42 / 0.7 is 60 people, not 61") {
  CHECK(scheduled_agents(42, Micro{300'000}) == 60);
  CHECK(scheduled_agents(21, Micro{300'000}) == 30);  // 30, where doubles make 31 of it
}

TEST_CASE("occupancy that equals its bound on paper is within it") {
  CHECK(erlang_c_agents(34, 240, {600, 0.1, 0.85, {}, 1}) == 40);
}

TEST_CASE("Erlang C at or above capacity has no average wait, and the command refuses it") {
  for (std::int64_t agents : {9, 10}) {
    ErlangC queue = erlang_c(10, agents, 180, 20);
    CHECK_FALSE(queue.stable);
    CHECK_FALSE(queue.average_wait_s.has_value());
    CHECK(queue.in_time == 0);
    CHECK_FALSE(wait_quantile_s(10, agents, 180, 0.9).has_value());
    ErlangOptions options;
    options.calls_per_hour = 200;
    options.handling_s = 180;
    options.agents = agents;
    CHECK_THROWS_AS(make_erlang(options), UsageError);
  }
}

TEST_CASE("Erlang A agrees with published values") {
  ErlangA queue = erlang_a(200.0 / 3600, 14, 180, 300, 20);
  CHECK(queue.wait_share == doctest::Approx(0.14526).epsilon(1e-4));
  CHECK(queue.abandoned == doctest::Approx(0.013984).epsilon(1e-4));
  CHECK(queue.occupancy == doctest::Approx(0.704297).epsilon(1e-5));
  CHECK(queue.average_wait_s / 60 == doctest::Approx(0.069919).epsilon(1e-4));
  CHECK(queue.in_time == doctest::Approx(0.916792).epsilon(1e-5));
  CHECK(erlang_a_agents(200.0 / 3600, 180, 300, {20, 0.8, 1, {}, 1}) == 13);
}

TEST_CASE("Erlang A of an overloaded queue stays finite: callers who hang up keep it stable") {
  ErlangA queue = erlang_a(3000.0 / 3600, 100, 1200, 60'000, 30);  // 1000 Erlang on 100 agents
  CHECK(queue.wait_share == doctest::Approx(1).epsilon(1e-9));
  CHECK(queue.occupancy == doctest::Approx(1).epsilon(1e-9));
  CHECK(queue.abandoned == doctest::Approx(0.9).epsilon(1e-6));  // a tenth can be served
  CHECK(queue.in_time >= 0);
  CHECK(queue.in_time < 1e-6);
}

TEST_CASE("thousands of agents neither overflow nor lose digits") {
  CHECK(erlang_b(100'000, 100'200) > 0);
  CHECK(erlang_b(100'000, 100'200) < 0.01);
  std::int64_t agents = erlang_c_agents(100'000, 300, {20, 0.8, 1, {}, 1});
  CHECK(agents > 100'000);
  CHECK(agents < 100'400);
}

TEST_CASE("numbers that make no queue are refused") {
  CHECK_THROWS_AS(erlang_c(10, 0, 180, 20), UsageError);
  CHECK_THROWS_AS(erlang_c(10, 14, 0, 20), UsageError);
  CHECK_THROWS_AS(erlang_b(-1, 3), UsageError);
  CHECK_THROWS_AS(erlang_b_lines(10, 0), UsageError);
  CHECK_THROWS_AS(erlang_c_agents(10, 180, {20, 1, 1, {}, 1}), UsageError);
  CHECK_THROWS_AS(erlang_a(1, 10, 180, 0, 20), UsageError);
}

TEST_CASE("the day schedule rounds people up once, at the end") {
  DayQueue queue{std::vector<Micro>(24), Micro{1200 * kMillion}, Micro{60 * kMillion}, Micro{800'000}, whole(1), 0, 247, {}};
  queue.calls_per_hour[10] = whole(10);
  queue.calls_per_hour[11] = whole(3);
  DaySchedule day = day_schedule(queue, whole(1724));
  CHECK(day.seats[10] == 6);  // 3.33 Erlang
  CHECK(day.seats[0] == 0);
  CHECK(day.seat_hours_year == (day.seats[10] + day.seats[11]) * 247);
  CHECK(day.heads == 2);
  queue.usual_tickets = whole(100);
  CHECK(day_schedule(queue, whole(1724), whole(100)).seats == day.seats);
  CHECK(day_schedule(queue, whole(1724), whole(200)).seats[10] > day.seats[10]);
}
