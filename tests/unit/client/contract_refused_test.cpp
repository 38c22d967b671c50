#include <doctest/doctest.h>

#include "../refusal.hpp"
#include "sample_contract.hpp"

using namespace outdesk;

namespace {

std::string refusal(const Json& json) {
  return advice_of([&] { read(json); });
}

}  // namespace

TEST_CASE("an unknown key is refused with its path, at every depth") {
  CHECK(refusal(with("/colour", 1)).rfind("c.json: 'colour': unknown key | ", 0) == 0);
  CHECK(refusal(with("/priorities/P1/resolve", "1h")) == "c.json: 'priorities.P1.resolve': unknown key | known keys here: name, calendar, response, next_response, resolution");
  CHECK(refusal(with("/priorities/P1/respons", "1h")) == "c.json: 'priorities.P1.respons': unknown key | did you mean 'response'?");
  for (const char* path : {"/clock/x", "/lines/L1/x", "/kpi/x", "/kpi/response/x", "/fee/x", "/fee/credits/0/x", "/fee/credits/1/x", "/fee/credits/0/tiers/0/x",
                           "/people/0/x", "/access/x", "/calendars/office/x", "/calendars/office/weekly/x", "/fee/no_credits/x"})
    CHECK_MESSAGE(refusal(with(path, "1")).find("unknown key") != std::string::npos, path);
  CHECK(refusal(with("/backups/0/passwrd", "x")).rfind("c.json: 'backups[0].passwrd': unknown key | ", 0) == 0);
}

TEST_CASE("hours that overlap are refused with their path") {
  CHECK(refusal(with("/calendars/office/weekly/mon", Json::parse(R"([["09:00", "18:00"], ["10:00", "12:00"]])"))) ==
        "c.json: 'calendars.office.weekly.mon[1]': overlaps another interval of the same day | make one interval of the two, or change a time");
  CHECK(refusal(with("/calendars/office/weekly/sun", Json::parse(R"([["20:00", "10:00"]])"))).find("overlaps the hours of the next day") != std::string::npos);
}

TEST_CASE("a missing key is named") {
  for (const char* key : {"outdesk", "client", "name", "valid_from", "timezone", "calendars", "priorities"})
    CHECK(refusal(without(std::string("/") + key)) == std::string("c.json: '") + key + "': is missing");
  CHECK(refusal(without("/currency")) == "c.json: 'currency': is missing");  // there is a fee
  CHECK(refusal(without("/priorities/P1/calendar")) == "c.json: 'priorities.P1.calendar': is missing");
}

TEST_CASE("a reference to what the contract lacks is refused") {
  CHECK(refusal(with("/priorities/P3/calendar", "nights")) == "c.json: 'priorities.P3.calendar': names no calendar of this contract: 'nights' | there are: always, office");
  CHECK(refusal(with("/fee/credits/1/priority", "P9")).find("names no priority of this contract: 'P9'") != std::string::npos);
  CHECK(refusal(with("/lines/L1/calendar", "nights")).find("names no calendar") != std::string::npos);
}

TEST_CASE("values out of range are refused with their path") {
  struct { const char* path; Json value; } cases[] = {
      {"/outdesk", "contract/2"}, {"/client", "Ромашка"}, {"/client", ""}, {"/name", ""}, {"/valid_from", "2026-02-30"}, {"/language", "de"},
      {"/timezone", "Mars/Olympus"}, {"/currency", "rub"}, {"/currency", "RUBL"}, {"/currency", "XXQ"}, {"/backups/0/kind", "tape"}, {"/backups/0/rpo", "soon"}, {"/priorities/P1/response", "0s"}, {"/priorities/P1/response", "1d"},
      {"/priorities/P1/response", 900}, {"/priorities", Json::object()}, {"/calendars", Json::object()}, {"/clock/resolution_stops_at", "done"},
      {"/clock/pauses/client", "resolution"}, {"/clock/pauses/client/0", "everything"}, {"/kpi/response/target", "1.01"}, {"/kpi/response/target", 0.95},
      {"/fee/month_minor", -1}, {"/fee/month_minor", 1.5}, {"/fee/vat", "2"}, {"/fee/cap", "1.5"}, {"/fee/credits/0/when", "kpi.uptime"},
      {"/fee/credits/0/tiers", Json::array()}, {"/fee/credits/0/tiers/1/from", "0.96"}, {"/fee/credits/0/tiers/2/from", "0.1"},
      {"/fee/no_credits/to", "2026-01-01"}, {"/people/1/account", "o.popova"}, {"/people/1/account", ""}, {"/backups/0/password", "secret"},
      {"/calendars/office/follow", "atlantis"}, {"/calendars/office/timezone", "Nowhere"}, {"/calendars/office/weekly", "8x5"},
      {"/calendars/office/weekly/mon/0", Json::parse(R"(["09:00"])")}, {"/calendars/office/weekly/mon/0/1", "25:00"},
      {"/calendars/office/weekly/mon/0/1", "9:00"}, {"/calendars/office/weekly/mon/0/1", "09:00"}, {"/calendars/office/weekly/mon/0/0", "24:00"}};
  for (const auto& wrong : cases) {
    std::string words = refusal(with(wrong.path, wrong.value)), top = std::string(wrong.path).substr(1);
    top = top.substr(0, top.find('/'));
    CHECK_MESSAGE(words.rfind("c.json: '" + top, 0) == 0, wrong.path << " " << wrong.value.dump() << ": " << words);
  }
}

TEST_CASE("a secret in a contract is refused with a way to name it") {
  CHECK(refusal(with("/backups/0/password", "x")).find("name them with 'password_file' or 'password_env'") != std::string::npos);
}

TEST_CASE("a calendar without any working time is refused") {
  CHECK(refusal(with("/calendars/office/weekly", Json::object())).find("has no working time at all") != std::string::npos);
}

TEST_CASE("working time that ten years do not hold is refused with its path (sla.md case 15)") {
  CHECK(refusal(with("/calendars/office", Json::parse(R"({"timezone":"UTC","weekly":{},"extra":{"2020-01-01":[["09:00","10:00"]]}})"))) ==
        "c.json: 'calendars.office': calendar 'office' has not 1s of working time in the ten years after 2025-12-31T21:00:00Z");
  CHECK(refusal(with("/calendars/office/holidays", Json::parse(R"(["01-01..12-31"])"))).find("has not 1s of working time") != std::string::npos);
  CHECK(refusal(with("/priorities/P3/resolution", "90000h")) ==
        "c.json: 'priorities.P3.resolution': calendar 'office' has not 90000h of working time in the ten years after 2025-12-31T21:00:00Z");
  CHECK(refusal(with("/priorities/P1/resolution", "80000h")).empty());  // around the clock there is as much
}

TEST_CASE("credit terms out of order are refused with path and rule") {
  auto tiers = [](const char* first, const char* second) {
    return Json::parse(std::string(R"([{"from":")") + first + R"(","credit":"0"},{"from":")" + second + R"(","credit":"0.1"}])");
  };
  CHECK(refusal(with("/fee/credits/0/tiers", tiers("0.90", "0.95"))) == "c.json: 'fee.credits[0].tiers[1].from': tiers must go down: the highest 'from' first");
  CHECK(refusal(with("/fee/credits/0/tiers", tiers("0.95", "0.90"))) == "c.json: 'fee.credits[0].tiers': the last tier must begin at \"0\", so that every share has one");
  CHECK(refusal(with("/fee/credits/0/tiers", tiers("0.95", "-0.1"))).starts_with("c.json: 'fee.credits[0].tiers[1].from': must be"));
  CHECK(refusal(with("/fee/credits/0/tiers/1/credit", "-0.05")).starts_with("c.json: 'fee.credits[0].tiers[1].credit': must be"));
  CHECK(refusal(with("/fee/cap", "-0.15")).starts_with("c.json: 'fee.cap': must be"));
  CHECK(refusal(with("/fee/cap", "1.5")) == "c.json: 'fee.cap': must be a share from 0 to 1, not '1.5'");
}

TEST_CASE("limits of waiting and the size of the contract are checked") {
  CHECK(refusal(with("/clock/wait_limit", "8h")) == "c.json: 'clock.wait_limit': must not be shorter than 'wait_reminder'");
  CHECK(refusal(with("/clock/wait_reminder", "0s")) == "c.json: 'clock.wait_reminder': must be longer than nothing");
  CHECK(refusal(with("/workplaces", 0)) == "c.json: 'workplaces': must be 1 at least");
  CHECK(refusal(with("/lines/L1/beyond/0", "")) == "c.json: 'lines.L1.beyond[0]': must not be empty");
  CHECK(refusal(with("/fee/included_work", "20d")).starts_with("c.json: 'fee.included_work': must be a duration"));
}
