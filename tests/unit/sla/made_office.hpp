// A store with one client, for tests that go from the journal to the report.
#pragma once

#include "../temp_folder.hpp"
#include "base/error.hpp"
#include "client/client_store.hpp"
#include "made_ticket.hpp"
#include "sla/judge_period.hpp"
#include "store/store.hpp"
#include "ticket/ticket_store.hpp"

namespace outdesk {

inline const Instant kLater = at("2026-12-01T00:00:00Z");

inline Json contract_json(const std::string& changes = "{}") {
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
  PeriodJudge judge(Instant as_of = kLater, Period period = kOctober, const std::string& client = "acme") { return {db, {client, period, as_of}}; }
  SlaPeriod judged(Instant as_of = kLater, Period period = kOctober) { return judge_period(judge(as_of, period)); }
};

}  // namespace outdesk
