#include "sla/kpi_rules.hpp"

#include "made_ticket.hpp"
#include "sla/period_counts.hpp"

using namespace outdesk;

namespace {


struct Counted {
  PeriodCounts counts;
  KpiCounts kpi;
  QualityCounts quality;
};

Counted counted(const std::vector<Ticket>& tickets, Period period = kOctober) {
  Counted out;
  Terms terms = terms_of();
  for (const auto& ticket : tickets) {
    auto verdict = judge_ticket(ticket.events, terms, look_at_end(period, at("2027-01-01T00:00:00Z")));
    if (!verdict) continue;
    add_ticket(out.counts, *verdict, events_seen(ticket.events, look_at_end(period, at("2027-01-01T00:00:00Z"))), {period, &Zone::named("UTC")});
  }
  out.kpi = out.counts.all.kpi;
  out.quality = out.counts.all.quality;
  return out;
}

}  // namespace

TEST_CASE("received, resolved and backlog are counted by their own dates, half-open") {
  Period week{october("05 00:00"), october("12 00:00")};
  auto out = counted({Ticket("02 10:00").reply("02 10:10").resolve("05 10:00"),    // earlier, resolved in it
                      Ticket("05 00:00").reply("05 09:10").resolve("09 10:00"),    // both
                      Ticket("11 23:59").reply("12 09:10").resolve("12 10:00"),    // received in it alone
                      Ticket("12 00:00").reply("12 09:10").resolve("12 10:00"),    // after it
                      Ticket("01 10:00").reply("01 10:10").resolve("02 10:00")},   // before it
                     week);
  CHECK(out.kpi.received == 2);
  CHECK(out.kpi.resolved == 2);
  CHECK(out.kpi.backlog == 1);
  CHECK(out.quality.backlog_before == 1);
  CHECK(expected_backlog(out.quality, out.kpi) == out.kpi.backlog);
}

TEST_CASE("an open ticket past its target counts as missed, one that is not due stands aside") {
  auto out = counted({Ticket("05 09:00").reply("05 09:10"), Ticket("30 17:00").reply("30 17:10"),
                      Ticket("05 09:00").reply("05 09:10").wait("05 10:00", "client"), Ticket("05 09:00").reply("05 09:10").resolve("05 12:00")});
  CHECK(out.kpi.resolution.met == 1);
  CHECK(out.kpi.resolution.missed == 1);
  CHECK(out.kpi.resolution.undecided == 2);
  CHECK(out.kpi.resolution.share() == Share{1, 2});
}

TEST_CASE("an unanswered request is a missed response once its target is past") {
  auto out = counted({Ticket("05 09:00"), Ticket("30 17:30"), Ticket("05 09:00").reply("05 09:30")});
  CHECK(out.kpi.response.missed == 1);
  CHECK(out.kpi.response.met == 1);
  CHECK(out.kpi.response.undecided == 1);
}

TEST_CASE("what happens after the period does not change it") {
  Ticket ticket("30 10:00");
  ticket.reply("30 10:10").resolve("30 12:00");
  Ticket later = ticket;
  later.events.push_back(later.events.back());
  later.events.back().seq = 4;
  later.events.back().kind = EventKind::reopened;
  later.events.back().at = later.events.back().entered = at("2026-11-02T10:00:00Z");
  auto before = counted({ticket}), after = counted({later});
  CHECK(before.kpi.resolved == after.kpi.resolved);
  CHECK(after.kpi.backlog == 0);
  CHECK(after.kpi.reopened == 0);
}

TEST_CASE("a median needs five values and is the mean of the middle two of an even number") {
  Spread spread;
  for (int value : {50, 10, 40, 20}) spread.add(Seconds{value});
  CHECK_FALSE(spread.median());
  spread.add(Seconds{30});
  CHECK(spread.median() == Seconds{30});
  spread.add(Seconds{61});
  CHECK(spread.median() == Seconds{35});
  CHECK(spread.p90() == Seconds{61});
  CHECK(spread.size() == 6);
}

TEST_CASE("later responses count in the period in which they are given") {
  Period week{october("05 00:00"), october("12 00:00")};
  Ticket ticket("01 09:00");
  ticket.reply("01 09:10").client("01 10:00").reply("01 10:30").client("06 10:00").reply("06 15:00").client("09 10:00");
  auto out = counted({ticket}, week);
  CHECK(out.kpi.next_response.met == 0);
  CHECK(out.kpi.next_response.missed == 2);  // 5 h on the 6th, and still none to that of the 9th
  CHECK(out.kpi.any_response.size() == 1);
}

TEST_CASE("every priority has its own counts and they add up") {
  auto out = counted({Ticket("05 09:00", "P1").reply("05 09:10").resolve("05 12:00"), Ticket("05 09:00", "P3").reply("05 09:10").resolve("05 12:00"),
                      Ticket("05 09:00", "P3").reply("05 12:10").resolve("06 18:00")});
  CHECK(out.counts.by(Breakdown::priority).at("P1").kpi.resolved + out.counts.by(Breakdown::priority).at("P3").kpi.resolved == out.kpi.resolved);
  CHECK(out.counts.by(Breakdown::priority).at("P3").kpi.resolution.missed == 1);
}

TEST_CASE("solved at first contact means without another word of the client and never re-opened") {
  auto out = counted({Ticket("05 09:00").reply("05 09:10").resolve("05 12:00"), Ticket("05 09:00").reply("05 09:10").client("05 09:20").resolve("05 12:00"),
                      Ticket("05 09:00").reply("05 09:10").resolve("05 12:00").reopen("05 13:00").resolve("05 14:00"), Ticket("05 09:00").resolve("05 09:10")});
  CHECK(out.quality.ended == 4);
  CHECK(out.quality.first_contact == 2);
  CHECK(out.quality.reopened == 1);
  CHECK(out.quality.by_resolution == 1);
  CHECK(out.quality.answered == 3);
  CHECK(out.quality.within_limit == 3);
}

TEST_CASE("the backlog adds up through re-openings, merges and moves") {
  Period week{october("05 00:00"), october("12 00:00")};
  auto out = counted({Ticket("01 09:00").reply("01 09:10").resolve("02 10:00").reopen("05 10:00"),                         // came back, stays
                      Ticket("01 09:00").reply("01 09:10").resolve("02 10:00").reopen("05 10:00").resolve("06 10:00"),     // came back, ended
                      Ticket("05 09:00").reply("05 09:10").resolve("06 10:00").reopen("07 10:00").resolve("08 10:00"),     // all inside
                      Ticket("05 09:00").reply("05 09:10").resolve("06 10:00").reopen("07 10:00"),
                      Ticket("05 09:00").merge("06 10:00", "T-1"),
                      Ticket("02 09:00").reply("02 09:10"), Ticket("02 09:00").reply("02 09:10").resolve("09 10:00")},
                     week);
  CHECK(out.quality.backlog_before == 2);
  CHECK(out.quality.came_back == 2);
  CHECK(out.kpi.received == 2);
  CHECK(out.quality.ended == 3);
  CHECK(out.kpi.backlog == 3);
  CHECK(expected_backlog(out.quality, out.kpi) == out.kpi.backlog);
}

TEST_CASE("the age of the backlog counts working days, waiting apart") {
  auto out = counted({Ticket("30 10:00").reply("30 10:10"), Ticket("29 10:00").reply("29 10:10"), Ticket("28 10:00").reply("28 10:10"),
                      Ticket("19 10:00").reply("19 10:10").wait("19 11:00", "client"), Ticket("01 10:00").reply("01 10:10")});
  CHECK(out.quality.ageing.running == std::array<std::int64_t, 6>{2, 1, 0, 0, 1, 0});  // 0 and 1; 2; 21 days
  CHECK(out.quality.ageing.waiting == std::array<std::int64_t, 6>{0, 0, 0, 1, 0, 0});
}

TEST_CASE("remote is what was solved without a visit, among incidents") {
  Ticket visited("05 09:00");
  visited.reply("05 09:10").add("05 10:00", EventKind::work, Fields().set("seconds", std::int64_t{600}).set("mode", "visit")).resolve("05 12:00");
  Ticket request("05 09:00", "P3", "client:Popova", Fields().set("kind", "request"));
  request.resolve("05 12:00");
  auto out = counted({visited, request, Ticket("05 09:00").reply("05 09:10").resolve("05 12:00")});
  CHECK(out.quality.incidents == 2);
  CHECK(out.quality.incidents_remote == 1);
}

TEST_CASE("arrivals stand by weekday and hour of the zone") {
  auto out = counted({Ticket("05 09:59"), Ticket("05 10:00"), Ticket("11 23:00")});
  CHECK(out.quality.arrivals[0][9] == 1);
  CHECK(out.quality.arrivals[0][10] == 1);
  CHECK(out.quality.arrivals[6][23] == 1);
}
