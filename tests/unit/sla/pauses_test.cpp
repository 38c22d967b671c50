// Cases 30 to 42 of the clock: pauses.
#include "made_ticket.hpp"
#include "sla/risk_rules.hpp"

using namespace outdesk;

TEST_CASE("case 30: of a pause over night and weekend only the working time is taken off") {
  Ticket ticket("02 15:00");  // Friday
  ticket.reply("02 15:10").wait("02 17:00", "client").resume("05 10:00").resolve("05 12:00");
  TargetState state = ticket.judged("06 00:00").resolution;
  CHECK(state.elapsed == hours(2 + 2));
  CHECK(state.paused == hours(2));
  CHECK(state.verdict == TargetVerdict::met);
}

TEST_CASE("case 31: overlapping, nested and touching pauses count once") {
  Terms terms = terms_of();
  const WorkingTime& office = terms.calendars.at("office");
  std::vector<Pause> pauses = {{october("05 13:00"), october("05 14:00")}, {october("05 10:00"), october("05 12:00")},
                               {october("05 10:30"), october("05 11:00")}, {october("05 11:00"), october("05 13:00")},
                               {october("04 00:00"), october("05 09:30")}};
  Count count = count_target(office, october("05 09:00"), october("05 18:00"), pauses, hours(3));
  CHECK(count.elapsed == minutes(30 + 4 * 60));
  CHECK(count.paused == minutes(30 + 4 * 60));
  CHECK(count.due == october("05 16:30"));
}

TEST_CASE("case 32: seconds are exact") {
  Terms terms = terms_of();
  std::vector<Pause> pauses = {{at("2026-10-05T10:00:00Z"), at("2026-10-05T10:00:20Z")}, {at("2026-10-05T10:30:10Z"), at("2026-10-05T10:30:50Z")}};
  Count count = count_target(terms.calendars.at("office"), october("05 10:00"), october("05 11:00"), pauses, hours(1));
  CHECK(count.elapsed == Seconds{3540});
  CHECK(count.due == at("2026-10-05T11:01:00Z"));
}

TEST_CASE("case 33: a pause across the repeated hour lasts as long as it lasted") {
  Terms terms = terms_of(R"({"calendars":{"always":{"timezone":"Europe/Berlin"}}})");
  std::vector<Pause> pauses = {{at("2026-10-25T00:30:00Z"), at("2026-10-25T01:30:00Z")}};  // 02:30 to 02:30
  Count count = count_target(terms.calendars.at("always"), at("2026-10-24T23:00:00Z"), at("2026-10-25T03:00:00Z"), pauses, hours(1));
  CHECK(count.elapsed == hours(3));
  CHECK(count.paused == hours(1));
}

TEST_CASE("case 34: created waiting or closed, it waits or is closed from the first second") {
  TargetState waiting = Ticket("05 10:00").wait("05 10:00", "client").judged("05 17:00").resolution;
  CHECK(waiting.elapsed == Seconds{0});
  CHECK(waiting.verdict == TargetVerdict::paused);
  TargetState closed = Ticket("05 10:00").close("05 10:00").judged("05 17:00").resolution;
  CHECK(closed.elapsed == Seconds{0});
  CHECK(closed.verdict == TargetVerdict::met);
}

TEST_CASE("case 35: what still waits has no due, does not age and is not overdue") {
  Ticket ticket("05 09:00");
  ticket.reply("05 09:10").wait("05 16:00", "client");
  TargetState state = ticket.judged("30 12:00").resolution;
  CHECK(state.verdict == TargetVerdict::paused);
  CHECK(state.elapsed == hours(7));
  CHECK_FALSE(state.due);
  CHECK_FALSE(state.latest);
  CHECK(state.elapsed == ticket.judged("06 12:00").resolution.elapsed);
}

TEST_CASE("case 36: what was missed before it waits stays missed, and its lateness stands still") {
  Ticket ticket("05 09:00");
  ticket.reply("05 09:10").wait("06 11:00", "client");
  TargetState state = ticket.judged("30 12:00").resolution;
  CHECK(state.verdict == TargetVerdict::missed);
  CHECK(state.elapsed == hours(11));
  CHECK(state.breached == october("05 17:00"));
}

TEST_CASE("case 37: waiting does not stop the first response unless the contract says so") {
  Ticket ticket("05 09:00");
  ticket.wait("05 09:30", "client").resume("05 11:30").reply("05 12:00");
  CHECK(ticket.judged("06 00:00").response.verdict == TargetVerdict::missed);
  TargetState contracted = ticket.judged("06 00:00", terms_of(R"({"clock":{"pauses":{"client":["response","resolution"]}}})")).response;
  CHECK(contracted.verdict == TargetVerdict::met);
  CHECK(contracted.elapsed == hours(1));
}

TEST_CASE("case 38: a reason that the contract does not list stops nothing and is shown as not deducted") {
  Ticket ticket("05 09:00");
  ticket.reply("05 09:10").wait("05 10:00", "vendor").resume("05 16:00").resolve("05 17:30");
  TargetState state = ticket.judged("06 00:00").resolution;
  CHECK(state.verdict == TargetVerdict::missed);
  CHECK(state.not_deducted == hours(6));
  CHECK(state.paused == Seconds{0});
}

TEST_CASE("case 39: from one pause to another directly: two spans, no gap, nothing twice") {
  Ticket ticket("05 09:00");
  ticket.reply("05 09:10").wait("05 10:00", "client").wait("05 12:00", "vendor").wait("05 15:00", "postponed").resume("05 17:00").resolve("05 17:30");
  TicketHistory history = history_of(ticket.events);
  REQUIRE(history.waits.size() == 3);
  CHECK(history.waits[0].to == history.waits[1].from);
  TargetState state = ticket.judged("06 00:00").resolution;
  CHECK(state.paused == hours(2 + 2));
  CHECK(state.not_deducted == hours(3));
  CHECK(state.elapsed == minutes(60 + 180 + 30));
}

TEST_CASE("case 40: a pause that was written down later counts from when it was, and is flagged") {
  Ticket ticket("05 09:00");
  ticket.reply("05 09:10").resume("05 16:00").wait("05 10:00", "client").entered("06 08:00").resolve("05 18:00");
  TicketVerdict verdict = ticket.judged("07 00:00");
  CHECK(verdict.resolution.paused == hours(6));
  CHECK(verdict.late_entry);
  CHECK(verdict.late_entries == 1);
  CHECK(ticket.judged("05 23:00").resolution.paused == Seconds{0});  // not known yet: that report stays as it was
}

TEST_CASE("case 41: a wait longer than agreed asks for a reminder, then for an end") {
  Terms terms = terms_of();
  const WorkingTime& office = terms.calendars.at("office");
  Pause wait{october("05 09:00"), {}};
  auto step = [&](const char* now) { return wait_step(office, wait, october(now), hours(3 * 9), hours(5 * 9)); };
  CHECK(step("07 18:00") == WaitStep::none);
  CHECK(step("08 09:01") == WaitStep::remind);
  CHECK(step("11 12:00") == WaitStep::remind);  // the weekend counts for nothing
  CHECK(step("12 09:01") == WaitStep::resolve);
  wait.to = october("06 09:00");
  CHECK(step("12 09:01") == WaitStep::none);
}

TEST_CASE("case 42: resolving ends a pause") {
  Ticket ticket("05 09:00");
  ticket.reply("05 09:10").wait("05 12:00", "client").resolve("05 15:00").reopen("05 16:00").resolve("05 17:00");
  TargetState state = ticket.judged("06 00:00").resolution;
  CHECK(state.paused == hours(3));
  CHECK(state.elapsed == hours(3 + 1));
  CHECK(history_of(ticket.events).waits[0].to == october("05 15:00"));
}
