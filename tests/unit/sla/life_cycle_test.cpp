// Cases 43 to 49, 58, 59, 62 to 65 of the clock: what happens to a ticket on its way.
#include "made_ticket.hpp"
#include "sla/kpi_rules.hpp"

using namespace outdesk;

TEST_CASE("case 43: a new priority counts from the receipt with all pauses, and the earlier verdict is kept") {
  Ticket ticket("05 09:00", "P4");
  ticket.reply("05 09:10").wait("05 10:00", "client").resume("05 14:00").priority("05 15:00", "P3").resolve("06 09:30");
  TargetState state = ticket.judged("07 00:00").resolution;
  CHECK(state.target == hours(8));
  CHECK(state.elapsed == minutes(60 + 4 * 60 + 30));
  CHECK(state.verdict == TargetVerdict::met);
  REQUIRE(state.earlier.size() == 1);
  CHECK(state.earlier[0].priority == "P4");
  CHECK(state.earlier[0].target == hours(40));
  CHECK(state.earlier[0].elapsed == hours(2));
  CHECK(state.earlier[0].verdict == TargetVerdict::open);
}

TEST_CASE("case 43: a lowered priority shows that the target was missed under the old one") {
  Ticket ticket("05 09:00", "P1");
  ticket.reply("05 09:10").priority("05 15:00", "P3").resolve("05 16:00");
  TargetState state = ticket.judged("07 00:00").resolution;
  CHECK(state.verdict == TargetVerdict::met);
  CHECK(state.earlier[0].verdict == TargetVerdict::missed);
  CHECK(state.earlier[0].elapsed == hours(6));
}

TEST_CASE("case 43: a priority that changes after the answer does not touch the response") {
  Ticket ticket("05 09:00", "P3");
  ticket.reply("05 09:50").priority("05 10:00", "P1").resolve("05 11:00");
  TicketVerdict verdict = ticket.judged("07 00:00");
  CHECK(verdict.response.verdict == TargetVerdict::met);
  CHECK(verdict.response.priority == "P3");
  CHECK(verdict.resolution.priority == "P1");
}

TEST_CASE("case 44: a raise that makes a ticket late at once makes it late then, as reclassified") {
  Ticket ticket("05 09:00", "P4");
  ticket.reply("05 09:10").priority("06 10:00", "P3").resolve("06 11:00");
  TargetState state = ticket.judged("07 00:00").resolution;
  CHECK(state.verdict == TargetVerdict::missed);
  CHECK(state.breached == october("06 10:00"));
  CHECK(state.reclassified);
}

TEST_CASE("case 44: late before the raise, it was missed before the raise") {
  Ticket ticket("05 09:00", "P3");
  ticket.reply("05 09:10").priority("07 10:00", "P1");
  TargetState state = ticket.judged("07 12:00").resolution;
  CHECK(state.breached == october("05 17:00"));
  CHECK_FALSE(state.reclassified);
}

TEST_CASE("case 45: out of contract there is no target any more, but an earlier breach is kept") {
  auto leaves = [](const char* when) {
    Ticket ticket("05 09:00");
    ticket.reply("05 09:10").add(when, EventKind::moved, Fields().set("contract", "none"));
    return ticket.judged("09 12:00");
  };
  TicketVerdict early = leaves("05 12:00");
  CHECK(early.resolution.verdict == TargetVerdict::none);
  CHECK_FALSE(early.resolution.target);
  CHECK(early.response.verdict == TargetVerdict::met);
  TicketVerdict late = leaves("06 12:00");
  CHECK(late.resolution.verdict == TargetVerdict::missed);
  CHECK(late.resolution.elapsed == hours(12));
  CHECK(late.resolution.breached == october("05 17:00"));
}

TEST_CASE("case 46: an undone mistake leaves no trace in the clock") {
  Ticket ticket("05 09:00");
  ticket.reply("05 09:10").wait("05 10:00", "client").undo("05 12:00", 3).resolve("05 18:00");
  TargetState state = ticket.judged("06 00:00").resolution;
  CHECK(state.paused == Seconds{0});
  CHECK(state.elapsed == hours(9));
  CHECK(ticket.judged("05 11:00").resolution.verdict == TargetVerdict::paused);  // as it was known then
}

TEST_CASE("case 47: re-opened inside the grace the same clock goes on, and the time in between is no waiting") {
  Ticket ticket("05 09:00");
  ticket.reply("05 09:10").resolve("05 12:00").reopen("06 12:00").resolve("06 15:00");
  TicketVerdict verdict = ticket.judged("07 00:00");
  CHECK(verdict.resolution.elapsed == hours(6));
  CHECK(verdict.resolution.paused == Seconds{0});
  CHECK(verdict.resolution.verdict == TargetVerdict::met);
  CHECK(verdict.resolution.at == october("06 15:00"));
  CHECK(verdict.reopened == 1);
  CHECK_FALSE(verdict.reopened_after_grace);
}

TEST_CASE("case 47: while it is re-opened it is open, and can still be missed") {
  Ticket ticket("05 09:00");
  ticket.reply("05 09:10").resolve("05 12:00").reopen("06 12:00");
  TicketVerdict open = ticket.judged("06 13:00");
  CHECK(open.resolution.verdict == TargetVerdict::open);
  CHECK_FALSE(open.ended);
  CHECK(open.resolution.due == october("06 17:00"));
  CHECK(ticket.judged("06 17:01").resolution.verdict == TargetVerdict::missed);
}

TEST_CASE("case 48: re-opened after the grace, the first verdict stands and a new ticket is due") {
  Ticket ticket("05 09:00");
  ticket.reply("05 09:10").resolve("05 12:00").reopen("13 12:00").resolve("20 15:00");
  TicketVerdict verdict = ticket.judged("21 00:00");
  CHECK(verdict.resolution.at == october("05 12:00"));
  CHECK(verdict.resolution.elapsed == hours(3));
  CHECK(verdict.reopened_after_grace);
}

TEST_CASE("case 49: resolved, then closed: the resolution stops at resolved, or at closed where the contract says so") {
  Ticket ticket("05 09:00");
  ticket.reply("05 09:10").resolve("05 12:00").close("08 12:00");
  CHECK(ticket.judged("09 00:00").resolution.at == october("05 12:00"));
  Terms at_closed = terms_of(R"({"clock":{"resolution_stops_at":"closed"}})");
  TargetState state = ticket.judged("09 00:00", at_closed).resolution;
  CHECK(state.at == october("08 12:00"));
  CHECK(state.verdict == TargetVerdict::missed);
  Ticket again("05 09:00");
  again.reply("05 09:10").resolve("05 12:00").close("05 13:00").reopen("05 14:00").resolve("05 15:00").close("05 16:00");
  CHECK(again.judged("09 00:00").resolution.elapsed == hours(3 + 1));
  CHECK(again.judged("09 00:00", at_closed).resolution.elapsed == hours(4 + 2));
}

TEST_CASE("case 58: a merged ticket stops, has no verdict, and its unanswered message waits in the other one") {
  Ticket child("05 10:00");
  child.merge("05 12:00", "T-1");
  TicketVerdict verdict = child.judged("06 00:00");
  CHECK(verdict.response.verdict == TargetVerdict::merged);
  CHECK(verdict.resolution.verdict == TargetVerdict::merged);
  CHECK(verdict.ended == october("05 12:00"));
  auto message = message_to_join(history_of(child.events));
  REQUIRE(message);
  CHECK(message->asked == october("05 10:00"));

  Ticket parent("05 09:00");
  parent.reply("05 09:10").reply("05 11:00").reply("05 16:00");
  Look look = look_at(october("06 00:00"));
  look.joined = {*message};
  TicketVerdict joined = judge_ticket(parent.events, terms_of(), look).value();
  REQUIRE(joined.exchanges.size() == 1);
  CHECK(joined.exchanges[0].elapsed == hours(6));  // the answer of 11:00 was none to it
  CHECK(joined.exchanges[0].verdict == TargetVerdict::missed);
}

TEST_CASE("case 58: a merged ticket is in no denominator") {
  Period month{october("01 00:00"), at("2026-11-01T00:00:00Z")};
  KpiCounts kpi;
  add_ticket(kpi, Ticket("05 10:00").merge("09 12:00", "T-1").judged("31 23:00"), month);
  CHECK(kpi.merged == 1);
  CHECK(kpi.backlog == 0);
  CHECK(kpi.resolution.share().whole == 0);
  CHECK(kpi.response.share().whole == 0);
}

TEST_CASE("case 58: what was answered before the merge leaves nothing to join") {
  CHECK_FALSE(message_to_join(history_of(Ticket("05 10:00").reply("05 11:00").merge("05 12:00", "T-1").events)));
  CHECK_FALSE(message_to_join(history_of(Ticket("05 10:00").events)));
  auto later = message_to_join(history_of(Ticket("05 10:00").reply("05 11:00").client("05 11:30").merge("05 12:00", "T-1").events));
  REQUIRE(later);
  CHECK(later->asked == october("05 11:30"));
}

TEST_CASE("case 59: a split-off ticket starts at the time of its message") {
  Ticket child("05 14:00", "P3", "Ivanov", Fields().set("received", "2026-10-05T10:00:00Z").set("channel", "mail"));
  child.add("05 14:00", EventKind::split, Fields().set("from", "T-1")).reply("05 14:05").resolve("05 16:00");
  TicketVerdict verdict = child.judged("06 00:00");
  CHECK(verdict.received == october("05 10:00"));
  CHECK(verdict.resolution.elapsed == hours(6));
  CHECK(verdict.response.verdict == TargetVerdict::missed);
}

TEST_CASE("case 62: moved to another client it leaves this one's report and enters the other's from the receipt") {
  Ticket ticket("05 09:00");
  ticket.reply("05 09:10").add("05 12:00", EventKind::moved, Fields().set("to", "globex")).resolve("05 18:00");
  Look look = look_at(october("06 00:00"));
  look.client = "acme";
  TicketVerdict left = judge_ticket(ticket.events, terms_of(), look).value();
  CHECK(left.moved_away);
  CHECK(left.resolution.verdict == TargetVerdict::none);
  look.client = "globex";
  TicketVerdict entered = judge_ticket(ticket.events, terms_of(), look).value();
  CHECK_FALSE(entered.moved_away);
  CHECK(entered.resolution.elapsed == hours(9));
  CHECK(entered.resolution.verdict == TargetVerdict::missed);
}

TEST_CASE("case 63: what the contract does not cover has no verdict and is in no share") {
  TicketVerdict verdict = Ticket("05 09:00", "P9").reply("05 09:10").resolve("05 10:00").judged("06 00:00");
  CHECK(verdict.resolution.verdict == TargetVerdict::none);
  CHECK(verdict.response.verdict == TargetVerdict::none);
  KpiCounts kpi;
  add_ticket(kpi, verdict, {october("01 00:00"), at("2026-11-01T00:00:00Z")});
  CHECK(kpi.no_target == 1);
  CHECK(kpi.resolved == 1);
  CHECK_FALSE(kpi.resolution.share().defined());
}

TEST_CASE("case 64: the clock runs from the receipt, and the delay of the entry is shown") {
  Ticket ticket("05 11:00", "P3", "system", Fields().set("received", "2026-10-05T09:00:00Z").set("channel", "mail"));
  ticket.reply("05 11:30").resolve("05 12:00");
  TicketVerdict verdict = ticket.judged("06 00:00");
  CHECK(verdict.entry_delay == hours(2));
  CHECK(verdict.response.elapsed == minutes(150));
  CHECK(verdict.response.verdict == TargetVerdict::missed);
}

TEST_CASE("case 65: lines count by their time, then by their number, not by the order of entry") {
  Ticket ticket("05 09:00");
  ticket.resolve("05 15:00").reply("05 09:30").wait("05 10:00", "client").resume("05 12:00");
  TargetState state = ticket.judged("06 00:00").resolution;
  CHECK(state.elapsed == hours(4));
  Ticket same("05 09:00");
  same.reply("05 09:10").wait("05 10:00", "client").resume("05 10:00").resolve("05 11:00");
  CHECK(same.judged("06 00:00").resolution.elapsed == hours(2));
  Ticket turned("05 09:00");
  turned.reply("05 09:10").resume("05 10:00").wait("05 10:00", "client");
  CHECK(turned.judged("06 00:00").resolution.verdict == TargetVerdict::paused);
}

TEST_CASE("case 65: a message of before the ticket's creation does not hide the ticket") {
  Ticket ticket("05 10:00", "P3", "Ivanov", Fields().set("received", "2026-10-05T09:00:00Z").set("channel", "mail"));
  ticket.reply("05 09:30").entered("05 10:05");
  TicketVerdict verdict = ticket.judged("06 00:00");
  CHECK(verdict.response.elapsed == minutes(30));
  CHECK(verdict.received == october("05 09:00"));
}

TEST_CASE("case 65: re-opened and solved in the same second, the order of the lines decides") {
  Ticket never("05 06:00", "P1");
  never.reply("05 06:05").reopen("05 06:30").resolve("05 06:30");  // nothing had ended: opening it again changes nothing
  TicketVerdict verdict = never.judged("31 00:00");
  CHECK(verdict.resolution.verdict == TargetVerdict::met);
  CHECK(verdict.resolution.elapsed == minutes(30));
  CHECK(verdict.reopened == 0);
  Ticket twice("05 06:00", "P1");
  twice.reply("05 06:05").resolve("05 06:30").reopen("05 06:30").resolve("05 06:30");
  CHECK(twice.judged("31 00:00").resolution.elapsed == minutes(30));
  CHECK(twice.judged("31 00:00").reopened == 1);
  Ticket open("05 06:00", "P1");
  open.reply("05 06:05").resolve("05 06:30").reopen("05 06:30");
  CHECK(open.judged("05 07:00").resolution.verdict == TargetVerdict::open);
}

TEST_CASE("a wait after the answer moves nothing of a response that was given") {
  Terms terms = terms_of(R"({"clock":{"pauses":{"postponed":["response","resolution"]}}})");
  Ticket ticket("05 10:00");
  ticket.reply("05 10:10").wait("05 10:20", "postponed");
  TargetState response = ticket.judged("06 12:00", terms).response;
  CHECK(response.due == october("05 11:00"));
  CHECK(response.verdict == TargetVerdict::met);
  Ticket before("05 10:00");
  before.wait("05 10:05", "postponed").resume("05 10:25").reply("05 10:30");
  CHECK(before.judged("06 12:00", terms).response.due == october("05 11:20"));
  CHECK(before.judged("06 12:00", terms).response.elapsed == minutes(10));
}

TEST_CASE("case 51, 54: solved without a reply, a message that opens it again waits for the next response") {
  Ticket ticket("05 09:00");
  ticket.resolve("05 10:00").client("05 11:00").reopen("05 11:01");
  TicketVerdict verdict = ticket.judged("05 14:00");
  REQUIRE(verdict.exchanges.size() == 1);
  CHECK(verdict.exchanges[0].from == october("05 11:00"));
  CHECK(verdict.exchanges[0].verdict == TargetVerdict::missed);
}

TEST_CASE("case 48: open again after the grace, it counts as open again and not as backlog") {
  Ticket ticket("05 09:00");
  ticket.resolve("05 10:00").reopen("20 10:00");
  TicketVerdict verdict = ticket.judged("31 00:00");
  CHECK(verdict.open_again);
  CHECK(verdict.ended == october("05 10:00"));
  ticket.resolve("21 10:00");
  CHECK_FALSE(ticket.judged("31 00:00").open_again);
}

TEST_CASE("what has ended does not wait: a wait between the end and the re-opening is none") {
  Ticket ticket("05 09:00");
  ticket.reply("05 09:05").resolve("05 10:00").wait("05 10:30", "client").reopen("05 11:00").resolve("05 12:00");
  TargetState resolution = ticket.judged("06 00:00").resolution;
  CHECK(resolution.elapsed == hours(2));
  CHECK(resolution.paused == Seconds{});
}
