// Cases 16, 17, 60, 61, 66, 67: versions, lines, warnings, shares.
#include "made_ticket.hpp"
#include "sla/kpi_rules.hpp"
#include "sla/line_rules.hpp"
#include "sla/risk_rules.hpp"

using namespace outdesk;

namespace {
std::vector<LineStay> stays(const Ticket& ticket, const char* when) { return stays_of(history_of(ticket.events), terms_of(), look_at(october(when))); }
}

TEST_CASE("case 16: another version of the calendar gives another verdict, and the old one the old verdict") {
  Ticket ticket("05 09:00");
  ticket.reply("05 09:10").resolve("06 10:00");
  CHECK(ticket.judged("07 00:00").resolution.verdict == TargetVerdict::missed);
  Terms later = terms_of(R"({"calendars":{"office":{"holidays":["2026-10-06"]}}})");
  CHECK(ticket.judged("07 00:00", later).resolution.elapsed == hours(9));
  CHECK(ticket.judged("07 00:00").resolution.elapsed == hours(10));
}

TEST_CASE("case 17: the deadline counts by the priority's calendar, the line by its own") {
  Ticket ticket("05 17:00", "P3", "client:Popova", Fields().set("line", "L1"));
  ticket.line("05 20:00", "L2").reply("05 20:05").resolve("06 10:00");
  std::vector<LineStay> record = stays(ticket, "07 00:00");
  REQUIRE(record.size() == 2);
  CHECK(record[0].elapsed == hours(3));  // around the clock
  CHECK(record[0].verdict == TargetVerdict::missed);
  CHECK(record[1].elapsed == hours(1));  // office hours
  CHECK(record[1].verdict == TargetVerdict::none);
  CHECK(ticket.judged("07 00:00").resolution.elapsed == hours(2));
}

TEST_CASE("case 60: a change of line does not stop the deadline, and every stay is a segment of its own") {
  Ticket ticket("05 09:00", "P3", "client:Popova", Fields().set("line", "L1"));
  ticket.line("05 09:10", "L1").line("05 09:12", "L2").reply("05 09:30").wait("05 10:00", "client").resume("05 11:00").resolve("05 12:00");
  std::vector<LineStay> record = stays(ticket, "06 00:00");
  REQUIRE(record.size() == 2);
  CHECK(record[0].elapsed == minutes(12));
  CHECK(record[0].verdict == TargetVerdict::met);
  CHECK(record[1].elapsed == minutes(48 + 60));
  CHECK(ticket.judged("06 00:00").resolution.elapsed == hours(2));
}

TEST_CASE("case 61: back and forth adds up per line, and the bounces are counted") {
  Ticket ticket("05 09:00", "P3", "client:Popova", Fields().set("line", "L1"));
  ticket.line("05 09:10", "L2").line("05 10:00", "L1").line("05 10:20", "L2");
  std::map<std::string, LineUse> uses = uses_of(stays(ticket, "05 11:00"), kOctober);
  REQUIRE(uses.size() == 2);
  CHECK(uses.at("L1").bounces + uses.at("L2").bounces == 2);
  CHECK(uses.at("L1").stays == 2);
  CHECK(uses.at("L1").elapsed == minutes(30));
  CHECK(uses.at("L1").missed == 1);  // the second stay alone is over its 15 minutes
  CHECK(uses.at("L1").met == 1);
  CHECK(uses.at("L2").elapsed == minutes(50 + 40));
  CHECK(uses.at("L2").undecided == 0);  // no budget is agreed for it
}

TEST_CASE("case 66: the warning comes at a share of the working time, inside working hours") {
  Terms terms = terms_of();
  const WorkingTime& office = terms.calendars.at("office");
  Decimal share{750'000'000};
  CHECK(warning_at(office, october("05 09:00"), {}, hours(8), share) == october("05 15:00"));
  // Six of eight hours are used up at closing time: the warning waits for the morning.
  CHECK(warning_at(office, october("05 12:00"), {}, hours(8), share) == october("06 09:00"));
  CHECK_FALSE(warning_at(office, october("05 12:00"), {{october("05 13:00"), {}}}, hours(8), share));
}

TEST_CASE("case 66: at risk is what has used three quarters or has less than two hours left, and does not wait") {
  RiskLimits limits;
  auto risk = [&](const Ticket& ticket, const char* when) { return risk_of(ticket.judged(when).resolution, limits); };
  Ticket running = Ticket("05 09:00").reply("05 09:10");
  CHECK(risk(running, "05 14:59") == Risk::none);
  CHECK(risk(running, "05 15:00") == Risk::near);
  CHECK(risk(running, "05 17:00") == Risk::near);
  CHECK(risk(running, "05 17:01") == Risk::late);
  CHECK(remaining_of(running.judged("05 17:30").resolution) == Seconds{-1800});
  CHECK(risk(Ticket("05 09:00").reply("05 09:10").wait("05 16:30", "client"), "09 12:00") == Risk::none);
  CHECK(risk(Ticket("05 09:00").reply("05 09:10").resolve("05 16:30"), "09 12:00") == Risk::none);
  CHECK(risk(Ticket("05 09:00", "P1").reply("05 09:10"), "05 11:01") == Risk::near);  // under two hours left
}

TEST_CASE("case 67: a share is compared in integers; 94.996 % is not 95 %") {
  Share share{94996, 100000};
  CHECK_FALSE(share.at_least(Decimal{950'000'000}));
  CHECK(Share{95, 100}.at_least(Decimal{950'000'000}));
  CHECK(to_text(share, 2) == "0.94");
  CHECK_FALSE(Share{0, 0}.at_least(Decimal{0}));
}

TEST_CASE("no time runs on a line while the ticket has ended, and re-opened on one line it did not come back") {
  Ticket ticket("05 10:00", "P3", "client:Popova", Fields().set("line", "L1"));
  ticket.resolve("05 10:10").line("05 11:00", "L2").reopen("05 12:00").resolve("05 12:30");
  std::vector<LineStay> record = stays(ticket, "07 00:00");
  REQUIRE(record.size() == 2);
  CHECK(record[0].elapsed == minutes(10));
  CHECK(record[1].line == "L2");
  CHECK(record[1].elapsed == minutes(30));
  Ticket same("05 10:00", "P3", "client:Popova", Fields().set("line", "L1"));
  same.resolve("05 10:10").reopen("05 12:00").resolve("05 12:05");
  LineUse use = uses_of(stays(same, "07 00:00"), kOctober).at("L1");
  CHECK(use.stays == 2);
  CHECK(use.bounces == 0);
}
