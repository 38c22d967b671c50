// From a store with a contract and a journal to the report.
#include "sla/sla_report.hpp"

#include "../output/written.hpp"
#include "../temp_folder.hpp"
#include "base/error.hpp"
#include "client/client_store.hpp"
#include "made_ticket.hpp"
#include "store/store.hpp"
#include "ticket/ticket_store.hpp"

using namespace outdesk;

namespace {

const Instant kLater = at("2026-12-01T00:00:00Z");

Json contract_json(const std::string& changes = "{}") {
  std::string week;
  for (const char* day : {"mon", "tue", "wed", "thu", "fri"})
    week += (week.empty() ? "\"" : ",\"") + std::string(day) + "\":[[\"09:00\",\"18:00\"]]";
  Json json = Json::parse(R"({"outdesk":"contract/1","client":"acme","name":"Acme","number":"17/24","valid_from":"2026-01-01","timezone":"UTC",
    "currency":"EUR","calendars":{"office":{"timezone":"UTC","weekly":{)" + week + R"(}}},
    "priorities":{"P3":{"calendar":"office","response":"1h","next_response":"2h","resolution":"8h"}},
    "clock":{"pauses":{"client":["resolution"]}},"kpi":{"resolution":{"target":"0.95"}},
    "fee":{"month_minor":100000,"credits":[{"when":"breach","priority":"P3","target":"resolution","credit":"0.02","clause":"6.3"}],"cap":"0.15"}})");
  json.merge_patch(Json::parse(changes));
  return json;
}

struct Office {
  TempFolder folder;
  Store store = Store::open_to_write(folder / "outdesk.db");
  Db& db = store.db();

  explicit Office(const std::string& changes = "{}") { agree(changes); }
  void agree(const std::string& changes) {
    Json json = contract_json(changes);
    set_contract(db, read_contract(JsonNode(json, "contract.json")), json.dump(), at("2026-01-01T00:00:00Z"), "test");
  }
  void keep(const std::string& key, const Ticket& ticket, const std::string& client = "acme") {
    Transaction transaction(db);
    JournalWriter writer(db);
    std::vector<JournalLine> lines;
    for (const auto& event : ticket.events) lines.push_back({client, key, event});
    writer.append(writer.open_ticket(client_id(db, client), key), lines);
    transaction.commit();
  }
  SlaPeriod judged(Instant as_of = kLater, Period period = kOctober) { return judge_period(db, "acme", period, as_of); }
  Json report(Instant as_of = kLater, Period period = kOctober) {
    return Json::parse(json_of(sla_report(judged(as_of, period), Language::en, false)));
  }
};

const Json& ticket_of(const Json& report, const std::string& key) {
  for (const auto& ticket : report.at("tickets"))
    if (ticket.at("ticket") == key) return ticket;
  throw std::runtime_error("no ticket " + key);
}

}  // namespace

TEST_CASE("the report has the members that other programs rely on") {
  Office office;
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
  Office office;
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
  Office office;
  office.agree(R"({"valid_from":"2026-10-10","priorities":{"P3":{"resolution":"2h"}}})");
  office.keep("T-1", Ticket("09 09:00").reply("09 09:10").resolve("12 10:00"));
  office.keep("T-2", Ticket("12 09:00").reply("12 09:10").resolve("12 13:00"));
  Json report = office.report();
  CHECK(ticket_of(report, "T-1").at("resolution").at("target_s") == 8 * 3600);
  CHECK(ticket_of(report, "T-2").at("resolution").at("target_s") == 2 * 3600);
}

TEST_CASE("case 58: the unanswered message of a merged request waits in the one it was merged into") {
  Office office;
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
  Office office;
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
  Office office;
  SlaPeriod judged = office.judged(kLater, {october("01 00:00"), october("15 00:00")});
  REQUIRE(judged.credits);
  CHECK(judged.credits->none_because == "not_a_month");
  CHECK(text_of(sla_report(judged, Language::en, false)).find("settled by the calendar month") != std::string::npos);
}

TEST_CASE("a year whose days off are not decreed yet is refused unless provisional") {
  Office office(R"({"calendars":{"office":{"follow":"ru"}}})");
  Period period{at("2027-12-01T00:00:00Z"), at("2028-02-01T00:00:00Z")};
  CHECK_THROWS_WITH_AS(judge_period(office.db, "acme", period, kLater), "calendar 'office' follows 'ru', whose days off are not known for 2028", UsageError);
  CHECK(judge_period(office.db, "acme", period, kLater, true).tickets.empty());
}

TEST_CASE("the report speaks English and Russian") {
  Office office;
  office.keep("T-1", Ticket("05 09:00").reply("05 09:14").resolve("07 18:00"));
  SlaPeriod judged = office.judged();
  CHECK(text_of(sla_report(judged, Language::en, true)).find("Resolved in time") != std::string::npos);
  CHECK(text_of(sla_report(judged, Language::ru, true)).find("Решено в срок") != std::string::npos);
  CHECK(json_of(sla_report(judged, Language::ru, true)) == json_of(sla_report(judged, Language::en, true)));
}
