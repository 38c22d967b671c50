// The reports of the further verbs, from a store: at-risk, what-if, heatmap, calendar, clients, explain.
#include "../output/written.hpp"
#include "../refusal.hpp"
#include "made_office.hpp"
#include "sla/calendar_report.hpp"
#include "sla/clients_report.hpp"
#include "sla/explain_report.hpp"
#include "sla/heatmap_report.hpp"
#include "sla/risk_report.hpp"
#include "sla/what_if_report.hpp"

using namespace outdesk;

namespace {

RiskList risks(Office& office, const char* when, RiskLimits limits = {}) {
  Instant now = october(when);
  RiskList list;
  add_risks(list, office.judge(now, {now, now + Seconds{1}}), limits);
  sort_risks(list);
  return list;
}

}  // namespace

TEST_CASE("at risk is what runs and has little left, least first; what waits, ended or has time is not") {
  Office office;
  office.keep("T-late", Ticket("05 09:00").reply("05 09:10"));
  office.keep("T-near", Ticket("06 09:00").reply("06 09:10"));
  office.keep("T-fresh", Ticket("06 16:00").reply("06 16:10"));
  office.keep("T-waits", Ticket("05 09:00").reply("05 09:10").wait("05 10:00", "client"));
  office.keep("T-done", Ticket("05 09:00").reply("05 09:10").resolve("05 10:00"));
  RiskList list = risks(office, "06 16:30");
  REQUIRE(list.lines.size() == 2);
  CHECK(list.lines[0].ticket == "T-late");
  CHECK(list.lines[0].risk == Risk::late);
  CHECK(list.lines[0].remaining == Seconds{} - hours(8) - minutes(30));
  CHECK(list.lines[1].ticket == "T-near");
  CHECK(list.lines[1].remaining == minutes(30));
  CHECK(risks(office, "06 10:00").lines.size() == 1);
  CHECK(risks(office, "06 10:00", {Decimal{100'000'000}, Seconds{}}).lines.size() == 2);
}

TEST_CASE("at risk: an unanswered request is at risk of its response first") {
  Office office;
  office.keep("T-1", Ticket("06 09:00"));
  RiskList list = risks(office, "06 09:45");
  REQUIRE(list.lines.size() == 1);
  CHECK(list.lines[0].target == Target::response);
  CHECK(list.lines[0].remaining == minutes(15));
}

TEST_CASE("case 41: who waits longer than agreed is listed with what to do") {
  Office office(R"({"clock":{"wait_reminder":"8h","wait_limit":"16h"}})");
  office.keep("T-1", Ticket("05 09:00").reply("05 09:10").wait("05 10:00", "client"));
  CHECK(risks(office, "05 18:00").waits.empty());
  REQUIRE(risks(office, "06 10:30").waits.size() == 1);
  CHECK(risks(office, "06 10:30").waits[0].step == WaitStep::remind);
  CHECK(risks(office, "06 10:30").waits[0].waited == hours(9) + minutes(30));
  CHECK(risks(office, "07 12:00").waits[0].step == WaitStep::resolve);
}

TEST_CASE("what if: other terms give other verdicts and credits, and keep nothing") {
  Office office;
  office.keep("T-1", Ticket("05 09:00").reply("05 09:14").resolve("05 17:30"));
  PeriodRequest request{"acme", kOctober, kLater};
  PeriodJudge agreed(office.db, request);
  request.instead = read_contract(JsonNode(contract_json(R"({"priorities":{"P3":{"resolution":"9h"}}})"), "offer.json"));
  PeriodJudge other(office.db, request);
  Json report = Json::parse(json_of(what_if_report(agreed, other, Language::en)));
  CHECK(report.at("outdesk") == "sla-what-if/1");
  REQUIRE(report.at("tickets").size() == 1);
  CHECK(report.at("tickets")[0].at("agreed") == "missed");
  CHECK(report.at("tickets")[0].at("other") == "met");
  std::map<std::string, Json> figures;
  for (const auto& row : report.at("figures")) figures[row.at("figure")] = row;
  CHECK(figures.at("credits.total_minor").at("agreed") == 2000);
  CHECK(figures.at("credits.total_minor").at("other") == 0);
  CHECK(figures.at("credits.total_minor").at("difference") == -2000);
  CHECK(figures.at("kpi.resolution.missed").at("difference") == -1);
  CHECK(report.at("agreed_credits").size() == 1);
  CHECK(judge_period(agreed).credits->total == Money{2000});
}

TEST_CASE("the same terms judge nothing otherwise") {
  Office office;
  office.keep("T-1", Ticket("05 09:00").reply("05 09:14").resolve("05 17:30"));
  PeriodRequest request{"acme", kOctober, kLater};
  PeriodJudge agreed(office.db, request);
  request.instead = read_contract(JsonNode(contract_json(), "same.json"));
  Json report = Json::parse(json_of(what_if_report(agreed, PeriodJudge(office.db, request), Language::en)));
  CHECK(report.at("tickets").empty());
  REQUIRE(report.at("figures").size() > 10);
  for (const auto& row : report.at("figures")) CHECK(row.at("agreed") == row.at("other"));
}

TEST_CASE("the heatmap adds up and names the busiest hour") {
  Office office;
  office.keep("T-1", Ticket("05 09:00"));
  office.keep("T-2", Ticket("12 09:30"));
  office.keep("T-3", Ticket("10 22:00"));
  Json report = Json::parse(json_of(heatmap_report(office.judged(), LoadKind::received, Language::en)));
  CHECK(report.at("total") == 3);
  CHECK(report.at("busiest") == "Mon 09:00–10:00");
  CHECK(report.at("outside_office_hours") == "0.333333");
  CHECK(report.at("load")[0].at("h09") == 2);
  CHECK(report.at("load")[5].at("h22") == 1);
  CHECK(report.at("load")[0].at("all") == 2);
}

TEST_CASE("a year of Russia: days and hours of the official calendar, every special day with its decree") {
  Json report = Json::parse(json_of(calendar_report(WorkingTime(forty_hours("ru"), "ru"), "Russia", 2026, false, Language::en)));
  std::int64_t days = 0, seconds = 0;
  for (const auto& month : report.at("months")) {
    days += month.at("working_days").get<std::int64_t>();
    seconds += month.at("working_s").get<std::int64_t>();
  }
  CHECK(days == 247);
  CHECK(seconds == 1972 * 3600);
  for (const auto& day : report.at("special_days")) CHECK(day.at("decree").get<std::string>().find("1466") != std::string::npos);
  CHECK(report.at("special_days").size() == 18 + 4);
}

TEST_CASE("a year that is not decreed is refused, and says what it is where it is wanted all the same") {
  WorkingTime time(forty_hours("ru"), "ru");
  CHECK(advice_of([&] { calendar_report(time, "Russia", 2040, false, Language::en); }) ==
        "the days off of 2040 are not known to calendar 'ru', only those from 2018 to 2027 | --provisional counts the year by its weekends alone");
  Json report = Json::parse(json_of(calendar_report(time, "Russia", 2040, true, Language::en)));
  CHECK(report.at("provisional") == true);
  CHECK(report.at("special_days").empty());
}

TEST_CASE("all clients side by side add up to the whole, large ones are marked") {
  Office office;
  office.keep("T-1", Ticket("05 09:00").resolve("05 10:00"));
  SlaPeriod one = office.judged(), other = one;
  other.contract.client = "beta";
  Json report = Json::parse(json_of(clients_report({one, other}, Decimal{600'000'000}, Language::en)));
  CHECK(report.at("clients")[0].at("received_share") == "0.500000");
  CHECK(report.at("clients")[0].at("large") == false);
  report = Json::parse(json_of(clients_report({one, other}, Decimal{500'000'000}, Language::en)));
  CHECK(report.at("clients")[1].at("large") == true);
}

TEST_CASE("explained, every target has its timeline, and earlier priorities their verdicts") {
  Office office(R"({"priorities":{"P2":{"calendar":"office","response":"1h","resolution":"4h"}}})");
  office.keep("T-1", Ticket("05 09:00").reply("05 09:14").client("05 10:00").reply("05 11:00").priority("05 12:00", "P2").resolve("05 14:00"));
  PeriodJudge judge = office.judge();
  Json report;
  judge.for_each([&](const JudgedTicket& ticket) { report = Json::parse(json_of(explain_report(judge, ticket, {}, Language::en))); });
  const Json& targets = report.at("targets");
  CHECK(targets.at("response").at("verdict") == "met");
  CHECK(targets.at("next_response-1").at("elapsed_s") == 3600);
  CHECK(targets.at("resolution").at("verdict") == "missed");
  CHECK(targets.at("resolution").at("earlier")[0].at("priority") == "P3");
  CHECK(targets.at("resolution").at("earlier")[0].at("verdict") == "open");
  std::map<std::string, std::int64_t> sums;
  for (const auto& span : report.at("spans")) sums[span.at("target")] += span.at("counted_s").get<std::int64_t>();
  CHECK(sums.at("response") == 14 * 60);
  CHECK(sums.at("next_response-1") == 3600);
  CHECK(sums.at("resolution") == 5 * 3600);
}
