// Cases 50 to 57 of the clock: who answered whom.
#include "made_ticket.hpp"

using namespace outdesk;

TEST_CASE("case 50: the first response is the first public message of a human of the provider") {
  Ticket ticket("05 09:00");
  ticket.automatic("05 09:00", "engineer").note("05 09:20").client("05 09:30").reply("05 09:40").reply("05 09:50");
  TargetState state = ticket.judged("06 00:00").response;
  CHECK(state.at == october("05 09:40"));
  CHECK(state.elapsed == minutes(40));
}

TEST_CASE("case 51: solved without a reply, the solution counts as the response and is flagged") {
  TicketVerdict verdict = Ticket("05 09:00").resolve("05 09:45").judged("06 00:00");
  CHECK(verdict.response.verdict == TargetVerdict::met);
  CHECK(verdict.response.elapsed == minutes(45));
  CHECK(verdict.response.by_resolution);
  CHECK_FALSE(verdict.answered);
}

TEST_CASE("case 52: a call taken by an engineer is answered at once; what he types in later is not") {
  Ticket call("05 09:30", "P3", "Ivanov", Fields().set("channel", "phone").set("received", "2026-10-05T09:00:00Z"));
  TargetState live = call.judged("06 00:00").response;
  CHECK(live.verdict == TargetVerdict::met);
  CHECK(live.elapsed == Seconds{0});
  CHECK(live.at == october("05 09:00"));
  Ticket mail("05 11:30", "P3", "Ivanov", Fields().set("channel", "mail").set("received", "2026-10-05T09:00:00Z"));
  CHECK(mail.judged("06 00:00").response.verdict == TargetVerdict::missed);
  Ticket robot("05 09:00", "P3", "system", Fields().set("channel", "phone"));  // a voice menu, nobody spoke
  CHECK(robot.judged("05 09:30").response.verdict == TargetVerdict::open);
}

TEST_CASE("case 53: the next response counts from the oldest unanswered message") {
  Ticket ticket("05 09:00");
  ticket.reply("05 09:10").client("05 10:00").client("05 11:00").client("05 12:30").reply("05 12:45").client("05 14:00").reply("05 14:30");
  TicketVerdict verdict = ticket.judged("06 00:00");
  REQUIRE(verdict.exchanges.size() == 2);
  CHECK(verdict.exchanges[0].elapsed == minutes(165));
  CHECK(verdict.exchanges[0].verdict == TargetVerdict::missed);
  CHECK(verdict.exchanges[1].verdict == TargetVerdict::met);
  CHECK(verdict.next_response.elapsed == minutes(165));  // the worst stands for the ticket
}

TEST_CASE("case 54: before the first response there is no next response") {
  CHECK(Ticket("05 09:00").client("05 09:30").client("05 10:00").judged("06 00:00").exchanges.empty());
  CHECK(Ticket("05 09:00").client("05 09:30").reply("05 10:00").judged("06 00:00").exchanges.empty());
}

TEST_CASE("case 55: while the engineer spoke last nothing runs") {
  Ticket ticket("05 09:00");
  ticket.reply("05 09:10").client("05 10:00").reply("05 10:30").reply("05 15:00");
  TicketVerdict verdict = ticket.judged("30 00:00");
  REQUIRE(verdict.exchanges.size() == 1);
  CHECK(verdict.exchanges[0].elapsed == minutes(30));
}

TEST_CASE("case 56: out-of-office, bounces and loops are nobody's words") {
  Ticket ticket("05 09:00");
  ticket.reply("05 09:10").automatic("05 09:11", "client").automatic("05 09:12", "client").resolve("05 10:00").automatic("05 10:01", "client");
  TicketVerdict verdict = ticket.judged("30 00:00");
  CHECK(verdict.exchanges.empty());
  CHECK(verdict.client_messages == 0);
  CHECK(verdict.reopened == 0);
  CHECK(verdict.ended == october("05 10:00"));
}

TEST_CASE("case 57: a word after the end opens nothing; where it led to a re-opening it waits since it came") {
  Ticket thanks("05 09:00");
  thanks.reply("05 09:10").resolve("05 10:00").client("05 10:30");
  CHECK(thanks.judged("30 00:00").exchanges.empty());
  CHECK(thanks.judged("30 00:00").ended == october("05 10:00"));
  Ticket again("05 09:00");
  again.reply("05 09:10").resolve("05 10:00").client("05 11:00").reopen("05 11:30").reply("05 12:00");
  TicketVerdict verdict = again.judged("30 00:00");
  REQUIRE(verdict.exchanges.size() == 1);
  CHECK(verdict.exchanges[0].elapsed == hours(1));
}
