// From a store with a contract and a journal to the report.
#include "sla/sla_report.hpp"

#include "../output/written.hpp"
#include "made_office.hpp"

using namespace outdesk;

namespace {

struct Reported : Office {
  using Office::Office;
  Json report(Instant as_of = kLater, Period period = kOctober, const std::string& client = "acme") {
    PeriodJudge asked = judge(as_of, period, client);
    SlaPeriod judged = judge_period(asked);
    return Json::parse(json_of(sla_report(asked, judged, {})));
  }
};

const Json& ticket_of(const Json& report, const std::string& key) {
  for (const auto& ticket : report.at("tickets"))
    if (ticket.at("ticket") == key) return ticket;
  throw std::runtime_error("no ticket " + key);
}

}  // namespace

TEST_CASE("the report has the members that other programs rely on") {
  Reported office;
  office.keep("T-1", Ticket("05 09:00").reply("05 09:14").wait("05 10:00", "client").resume("05 12:00").resolve("05 18:00"));
  office.keep("T-2", Ticket("06 09:00").reply("06 10:30").resolve("07 12:00"));
  office.keep("T-3", Ticket("30 17:30"));
  Json report = office.report();
  CHECK(report.at("outdesk") == "sla-report/1");
  CHECK(report.at("client") == "acme");
  CHECK(report.at("from") == "2026-10-01T00:00:00Z");
  CHECK(report.at("to") == "2026-11-01T00:00:00Z");
  CHECK(report.at("tzdata") == zone_data_version());
  const Json& kpi = report.at("kpi");
  CHECK(kpi.at("received") == 3);
  CHECK(kpi.at("resolved") == 2);
  CHECK(kpi.at("backlog") == 1);
  CHECK(kpi.at("response").at("met") == 1);
  CHECK(kpi.at("response").at("missed") == 1);
  CHECK(kpi.at("response").at("share") == "0.500000");
  CHECK(kpi.at("resolution").at("met") == 1);
  CHECK(kpi.at("resolution").at("missed") == 1);
  CHECK(kpi.at("resolution").at("target") == "0.95");
  CHECK(kpi.at("first_response_median_s").is_null());
  const Json& first = ticket_of(report, "T-1");
  CHECK(first.at("priority") == "P3");
  CHECK(first.at("received") == "2026-10-05T09:00:00Z");
  CHECK(first.at("response").at("elapsed_s") == 840);
  CHECK(first.at("response").at("target_s") == 3600);
  CHECK(first.at("response").at("at") == "2026-10-05T09:14:00Z");
  CHECK(first.at("resolution").at("elapsed_s") == 7 * 3600);
  CHECK(first.at("resolution").at("paused_s") == 7200);
  CHECK(first.at("resolution").at("due") == "2026-10-06T10:00:00Z");
  CHECK(first.at("resolution").at("verdict") == "met");
  CHECK(ticket_of(report, "T-2").at("resolution").at("verdict") == "missed");
  CHECK(ticket_of(report, "T-2").at("resolution").at("credit_minor") == 2000);
  CHECK(ticket_of(report, "T-3").at("resolution").at("verdict") == "open");
  CHECK(report.at("credits").at("fee_minor") == 100000);
  CHECK(report.at("credits").at("total_minor") == 2000);
  CHECK(report.at("credits").at("to_pay_minor") == 98000);
  CHECK(report.at("credits").at("lines").size() == 1);
}

TEST_CASE("an earlier report can be made again exactly, whatever was written since") {
  Reported office;
  Ticket ticket("05 09:00");
  ticket.reply("05 09:14").resolve("06 12:00");
  office.keep("T-1", ticket);
  std::string then = office.report(october("07 00:00")).dump();
  Ticket more("05 09:00");
  more.events.clear();
  more.wait("05 10:00", "client").entered("08 10:00").resume("05 17:00").entered("08 10:00");
  office.keep("T-1", more);
  CHECK(office.report(october("07 00:00")).dump() == then);
  CHECK(ticket_of(office.report(october("07 00:00")), "T-1").at("resolution").at("verdict") == "missed");
  CHECK(ticket_of(office.report(), "T-1").at("resolution").at("verdict") == "met");
  CHECK(ticket_of(office.report(), "T-1").at("late_entry") == true);
}

TEST_CASE("case 16, 62: a request is judged by the contract version in force when it was received") {
  Reported office;
  office.agree(R"({"valid_from":"2026-10-10","priorities":{"P3":{"resolution":"2h"}}})");
  office.keep("T-1", Ticket("09 09:00").reply("09 09:10").resolve("12 10:00"));
  office.keep("T-2", Ticket("12 09:00").reply("12 09:10").resolve("12 13:00"));
  Json report = office.report();
  CHECK(ticket_of(report, "T-1").at("resolution").at("target_s") == 8 * 3600);
  CHECK(ticket_of(report, "T-2").at("resolution").at("target_s") == 2 * 3600);
}

TEST_CASE("case 58: the unanswered message of a merged request waits in the one it was merged into") {
  Reported office;
  office.keep("T-1", Ticket("05 09:00").reply("05 09:10").reply("05 16:00").resolve("05 17:00"));
  office.keep("T-2", Ticket("05 10:00").merge("05 12:00", "T-1"));
  Json report = office.report();
  CHECK(ticket_of(report, "T-2").at("resolution").at("verdict") == "merged");
  CHECK(ticket_of(report, "T-1").at("next_response").at("elapsed_s") == 6 * 3600);
  CHECK(ticket_of(report, "T-1").at("next_response").at("verdict") == "missed");
  CHECK(report.at("kpi").at("received") == 1);
  CHECK(report.at("kpi").at("merged") == 1);
}

TEST_CASE("a miss lowers the invoice in the month in which it was missed, not again when it is solved") {
  Reported office;
  Ticket ticket("30 09:00");
  ticket.reply("30 09:10");
  Ticket end("30 09:00");
  end.events.clear();
  end.resolve("31 00:00");
  end.events[0].at = end.events[0].entered = at("2026-11-03T10:00:00Z");
  office.keep("T-1", ticket);
  office.keep("T-1", end);
  CHECK(office.report().at("credits").at("total_minor") == 2000);
  Period november{kOctober.to, at("2026-12-01T00:00:00Z")};
  Json after = office.report(kLater, november);
  CHECK(after.at("kpi").at("resolution").at("missed") == 1);
  CHECK(after.at("credits").at("total_minor") == 0);
}

TEST_CASE("a period that is no month has no credits and says why") {
  Reported office;
  SlaPeriod judged = office.judged(kLater, {october("01 00:00"), october("15 00:00")});
  REQUIRE(judged.credits);
  CHECK(judged.credits->none_because == "not_a_month");
  CHECK(text_of(sla_report(office.judge(), judged, {})).find("settled by the calendar month") != std::string::npos);
}

TEST_CASE("a year whose days off are not decreed yet is refused unless provisional") {
  Reported office(R"({"calendars":{"office":{"follow":"ru"}}})");
  Period period{at("2027-12-01T00:00:00Z"), at("2028-02-01T00:00:00Z")};
  CHECK_THROWS_WITH_AS(office.judge(kLater, period), "calendar 'office' of 'acme' follows days off that are not known for 2028", UsageError);
  CHECK(judge_period(PeriodJudge(office.db, {"acme", period, kLater, true})).tickets == 0);
}

TEST_CASE("the report speaks English and Russian") {
  Reported office;
  office.keep("T-1", Ticket("05 09:00").reply("05 09:14").resolve("07 18:00"));
  PeriodJudge judge = office.judge();
  SlaPeriod judged = judge_period(judge);
  SlaReportOptions english{Language::en, true}, russian{Language::ru, true};
  CHECK(text_of(sla_report(judge, judged, english)).find("Resolved in time") != std::string::npos);
  CHECK(text_of(sla_report(judge, judged, russian)).find("Решено в срок") != std::string::npos);
  CHECK(json_of(sla_report(judge, judged, russian)) == json_of(sla_report(judge, judged, english)));
}

TEST_CASE("an earlier report knows nothing of an end that was written down later, even of an earlier month") {
  Reported office;
  Ticket ticket("01 09:00");
  for (auto& event : ticket.events) event.at = event.entered = at("2026-09-01T09:00:00Z");
  office.keep("T-1", ticket);
  std::string then = office.report(october("20 00:00")).dump();
  CHECK(Json::parse(then).at("kpi").at("backlog") == 1);
  Ticket end("01 09:00");
  end.events.clear();
  end.resolve("01 09:00");
  end.events[0].at = at("2026-09-28T09:00:00Z");
  end.events[0].entered = at("2026-11-05T09:00:00Z");
  office.keep("T-1", end);
  CHECK(office.report(october("20 00:00")).dump() == then);
  CHECK(office.report().at("kpi").at("backlog") == 0);
}

TEST_CASE("case 62: a request is in the reports of the clients that had it, and only since they had it") {
  Reported office;
  for (const char* other : {"beta", "gamma"}) office.agree(std::string(R"({"client":")") + other + "\"}");
  Ticket ticket("05 09:00");
  ticket.add("07 12:00", EventKind::moved, Fields().set("to", "beta"));
  ticket.add("30 12:00", EventKind::moved, Fields().set("to", "gamma"));
  ticket.events.back().at = ticket.events.back().entered = at("2026-11-10T12:00:00Z");
  office.keep("T-1", ticket);
  auto received = [&](const char* client, Instant as_of, Period period) { return office.report(as_of, period, client).at("kpi").at("received"); };
  Period november{kOctober.to, at("2026-12-01T00:00:00Z")};
  CHECK(received("acme", kLater, kOctober) == 0);
  CHECK(office.report().at("kpi").at("moved_away") == 1);
  CHECK(office.report().at("kpi").at("resolved") == 0);
  CHECK(ticket_of(office.report(), "T-1").at("resolution").at("verdict") == "missed");  // before it went
  CHECK(office.report().at("kpi").at("resolution").at("missed") == 1);
  CHECK(received("beta", kLater, kOctober) == 1);
  CHECK(received("gamma", kLater, kOctober) == 0);
  CHECK(received("beta", october("06 00:00"), kOctober) == 0);  // not yet
  CHECK(office.report(kLater, november, "gamma").at("kpi").at("backlog") == 1);
  CHECK(office.report(kLater, november, "beta").at("tickets").size() == 1);
  CHECK(office.report(kLater, november, "beta").at("kpi").at("backlog") == 0);
}

TEST_CASE("a miss of a later month is told of by its credit, and every row adds up to the credits") {
  Reported office;
  office.keep("T-1", Ticket("05 09:00").reply("05 09:14").resolve("07 18:00"));
  office.keep("T-2", Ticket("06 09:00").reply("06 12:00").resolve("09 18:00"));
  Json report = office.report();
  std::int64_t sum = 0;
  for (const auto& late : report.at("late")) {
    sum += late.at("credit_minor").get<std::int64_t>();
    CHECK(late.at("excess_s") == late.at("elapsed_s").get<std::int64_t>() - late.at("target_s").get<std::int64_t>());
    CHECK(late.at("clause") == (late.at("target") == "resolution" ? "6.3" : ""));
  }
  CHECK(report.at("late").size() == 3);
  CHECK(sum == 4000);
  CHECK(sum == report.at("credits").at("total_minor"));
}

TEST_CASE("every figure names its tickets, and as many as it counts") {
  Reported office;
  office.keep("T-1", Ticket("05 09:00").reply("05 09:14").client("05 10:00").reply("05 11:00").resolve("05 12:00"));
  office.keep("T-2", Ticket("06 09:00").reply("06 12:00").resolve("09 18:00"));
  office.keep("T-3", Ticket("30 17:30"));
  PeriodJudge judge = office.judge();
  SlaPeriod judged = judge_period(judge);
  Json report = Json::parse(json_of(sla_report(judge, judged, {Language::en, false, true})));
  auto keys = [&](const char* kpi, const char* part) {
    for (const auto& row : report.at("kpi_tickets"))
      if (row.at("kpi") == kpi && row.at("part") == part) return row.at("tickets").dump();
    return std::string();
  };
  CHECK(keys("received", "part_all") == R"(["T-1","T-2","T-3"])");
  CHECK(keys("resolved", "part_all") == R"(["T-1","T-2"])");
  CHECK(keys("response", "part_yes") == R"(["T-1"])");
  CHECK(keys("response", "part_no") == R"(["T-2"])");
  CHECK(keys("response_open", "part_all") == R"(["T-3"])");
  CHECK(keys("first_contact", "part_yes") == R"(["T-2"])");
  CHECK(keys("first_contact", "part_no") == R"(["T-1"])");
  for (const auto& value : kpi_values(judged.counts.all)) {
    const auto* count = std::get_if<std::int64_t>(&value.value);
    if (!count || value.name == "reopened") continue;
    std::string listed = keys(std::string(value.name).c_str(), "part_all");
    CHECK_MESSAGE((listed.empty() ? 0 : static_cast<std::int64_t>(Json::parse(listed).size())) == *count, std::string(value.name));
  }
}

TEST_CASE("groups by priority, line, engineer, channel and category add up to the whole") {
  Reported office;
  office.keep("T-1", Ticket("05 09:00", "P3", "client:x", Fields().set("line", "L1").set("channel", "mail").set("category", "printer")).reply("05 09:14").resolve("05 12:00"));
  office.keep("T-2", Ticket("06 09:00", "P3", "client:x", Fields().set("line", "L2").set("channel", "phone")).reply("06 12:00").resolve("09 18:00"));
  office.keep("T-3", Ticket("07 09:00").add("07 10:00", EventKind::work, Fields().set("seconds", std::int64_t{600}).set("mode", "remote"), "Petrov"));
  Json report = office.report();
  std::map<std::string, std::int64_t> received, work;
  for (const auto& group : report.at("groups")) {
    received[group.at("by")] += group.at("kpi").at("received").get<std::int64_t>();
    work[group.at("by")] += group.at("work").at("total_s").get<std::int64_t>();
    if (group.at("by") == "engineer" && group.at("value") == "Petrov") CHECK(group.at("work").at("total_s") == 600);
    if (group.at("by") == "line" && group.at("value") == "L2") CHECK(group.at("kpi").at("resolution").at("missed") == 1);
  }
  for (const char* by : {"priority", "line", "engineer", "channel", "category"}) {
    CHECK_MESSAGE(received[by] == 3, by);
    CHECK_MESSAGE(work[by] == 600, by);
  }
}

TEST_CASE("case 62: the clock of a client that a ticket left ends at the first move, wherever it went later") {
  Reported office;
  for (const char* other : {"beta", "gamma"}) office.agree(std::string(R"({"client":")") + other + "\"}");
  Ticket away("05 09:00");
  away.reply("05 09:10").add("05 12:00", EventKind::moved, Fields().set("to", "beta")).add("08 12:00", EventKind::moved, Fields().set("to", "gamma"));
  office.keep("T-1", away);
  Ticket back("05 09:00");
  back.reply("05 09:10").add("05 12:00", EventKind::moved, Fields().set("to", "beta")).add("05 13:00", EventKind::moved, Fields().set("to", "acme")).resolve("05 15:00");
  office.keep("T-2", back);
  Json report = office.report();
  CHECK(report.at("kpi").at("moved_away") == 1);
  CHECK(report.at("kpi").at("received") == 1);
  CHECK(report.at("kpi").at("resolved") == 1);
  CHECK(report.at("credits").at("total_minor") == 0);
  CHECK(ticket_of(report, "T-2").at("resolution").at("verdict") == "met");
  Json beta = office.report(kLater, kOctober, "beta");
  CHECK(beta.at("kpi").at("moved_away") == 2);
  CHECK(beta.at("kpi").at("resolved") == 0);
}

TEST_CASE("the backlog at the end of a month is the backlog before the next, through moves and merges") {
  Reported office;
  office.agree(R"({"client":"beta"})");
  auto later = [&](const char* key, EventKind kind, Fields fields) {
    Ticket more("30 09:00");
    more.events.clear();
    more.add("30 09:00", kind, std::move(fields));
    more.events[0].at = more.events[0].entered = at("2026-11-03T09:00:00Z");
    office.keep(key, more);
  };
  office.keep("T-1", Ticket("30 09:00"));
  office.keep("T-2", Ticket("30 10:00"));
  office.keep("T-3", Ticket("30 11:00"));
  later("T-1", EventKind::moved, Fields().set("to", "beta"));
  later("T-2", EventKind::merged, Fields().set("into", "T-3"));
  Period november{kOctober.to, at("2026-12-01T00:00:00Z")};
  for (const char* client : {"acme", "beta"}) {
    Json before = office.report(kLater, kOctober, client).at("kpi"), after = office.report(kLater, november, client).at("kpi");
    CHECK_MESSAGE(before.at("backlog") == after.at("backlog_before"), client);
    CHECK_MESSAGE(after.at("backlog_adds_up") == true, client);
  }
  CHECK(office.report(kLater, november).at("kpi").at("left") == 2);
  CHECK(office.report(kLater, november, "beta").at("kpi").at("moved_in") == 1);
}

TEST_CASE("where only `closed` ends a resolution, what was resolved long ago and never closed is still there") {
  Reported office(R"({"clock":{"resolution_stops_at":"closed"}})");
  office.keep("T-1", Ticket("05 09:00").reply("05 09:10").resolve("05 10:00"));
  Period november{kOctober.to, at("2026-12-01T00:00:00Z")};
  CHECK(office.report(kLater, november).at("kpi").at("backlog_before") == 1);
  CHECK(office.report(kLater, november).at("kpi").at("resolution").at("missed") == 1);
}

TEST_CASE("a version of the contract that was set later is not known earlier, wherever it begins") {
  Reported office;
  office.keep("T-1", Ticket("12 09:00").reply("12 09:10").resolve("12 13:00"));
  Instant then = at("2026-11-01T00:00:00Z");
  std::string report = office.report(then).dump();
  Json json = contract_json(R"({"valid_from":"2026-10-10","priorities":{"P3":{"resolution":"2h"}}})");
  set_contract(office.db, read_contract(JsonNode(json, "contract.json")), json.dump(), at("2026-11-20T00:00:00Z"), "test");
  CHECK(office.report(then).dump() == report);
  CHECK(office.report().at("kpi").at("resolution").at("missed") == 1);
}

TEST_CASE("a credit stands in the row of the deadline that it is for") {
  Reported office(R"({"priorities":{"P2":{"calendar":"office","response":"1h","next_response":"1h"}},
    "fee":{"credits":[{"when":"breach","priority":"P2","target":"next_response","credit":"0.05","clause":"6"}]}})");
  office.keep("T-1", Ticket("05 09:00").reply("05 09:10").client("05 10:00").reply("05 15:00").priority("06 09:00", "P2").client("06 10:00").reply("06 14:00"));
  Json report = office.report();
  REQUIRE(report.at("late").size() >= 2);
  std::map<std::string, std::int64_t> credit;
  for (const auto& late : report.at("late"))
    if (late.at("target") == "next_response") credit[late.at("priority")] += late.at("credit_minor").get<std::int64_t>();
  CHECK(credit == std::map<std::string, std::int64_t>{{"P2", 5000}, {"P3", 0}});
}

TEST_CASE("case 58: a message goes on through a chain of merges") {
  Reported office;
  office.keep("T-3", Ticket("05 09:00").reply("05 09:10"));
  office.keep("T-1", Ticket("05 10:00").merge("05 11:00", "T-2"));
  office.keep("T-2", Ticket("05 09:30").reply("05 09:40").merge("05 12:00", "T-3"));
  CHECK(ticket_of(office.report(), "T-3").at("next_response").at("verdict") == "missed");
  CHECK(ticket_of(office.report(october("05 12:30")), "T-3").at("next_response").at("elapsed_s") == 2 * 3600 + 1800);
}

TEST_CASE("case 46: a line that is known to be a mistake is void in every month, also before it was undone") {
  Reported office;
  office.keep("T-1", Ticket("05 09:00").reply("05 09:10").resolve("06 09:00"));
  Ticket undo("05 09:00");
  undo.events.clear();
  undo.add("05 09:00", EventKind::undone, Fields().set("seq", std::int64_t{3}));
  undo.events[0].at = undo.events[0].entered = at("2026-11-12T09:00:00Z");
  office.keep("T-1", undo);
  CHECK(office.report().at("kpi").at("backlog") == 1);
  CHECK(office.report(at("2026-11-01T00:00:00Z")).at("kpi").at("resolved") == 1);  // then nobody knew
}

TEST_CASE("case 58: what is written on a merged ticket later changes nothing, and brings it into no later month") {
  Reported office;
  office.keep("T-2", Ticket("05 09:00").reply("05 09:10"));
  office.keep("T-1", Ticket("05 09:00").merge("06 09:00", "T-2"));
  Ticket late("05 09:00");
  late.events.clear();
  late.resolve("05 09:00").reopen("05 09:00");
  for (auto& event : late.events) event.at = event.entered = at("2026-11-12T09:00:00Z");
  office.keep("T-1", late);
  Period november{kOctober.to, at("2026-12-01T00:00:00Z")};
  CHECK(office.report().at("kpi").at("merged") == 1);
  CHECK(office.report(kLater, november).at("kpi").at("merged") == 0);
  CHECK(office.report(kLater, november).at("kpi").at("backlog_before") == 1);
}

TEST_CASE("what ends in the first second of a month was open before it") {
  Reported office;
  Ticket ticket("05 09:00");
  ticket.resolve("05 09:00");
  ticket.events[1].at = ticket.events[1].entered = kOctober.to;
  office.keep("T-1", ticket);
  Period november{kOctober.to, at("2026-12-01T00:00:00Z")};
  CHECK(office.report().at("kpi").at("backlog") == 1);
  Json kpi = office.report(kLater, november).at("kpi");
  CHECK(kpi.at("backlog_before") == 1);
  CHECK(kpi.at("came_back") == 0);
  CHECK(kpi.at("resolved") == 1);
}

TEST_CASE("priorities that the contract lacks have a row, so that the rows add up") {
  Reported office;
  office.keep("T-1", Ticket("05 09:00").resolve("05 10:00"));
  office.keep("T-2", Ticket("05 09:00", "P9").resolve("05 10:00"));
  Json report = office.report();
  std::int64_t sum = 0;
  for (const auto& row : report.at("priorities")) sum += row.at("received").get<std::int64_t>();
  CHECK(sum == report.at("kpi").at("received"));
  CHECK(report.at("priorities").size() == 2);
}
