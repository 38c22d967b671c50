#include <doctest/doctest.h>

#include "../temp_folder.hpp"
#include "client/client_store.hpp"
#include "sample_contract.hpp"
#include "store/store.hpp"

using namespace outdesk;

namespace {

Instant at(const char* text) { return *parse_instant(text); }

struct Clients {
  TempFolder folder;
  Store store = Store::open_to_write(folder / "outdesk.db");
  Db& db = store.db();
  SetReceipt set(const Json& json, const char* now) { return set_contract(db, read(json), json.dump(), at(now), "ivanov"); }
};

}  // namespace

TEST_CASE_FIXTURE(Clients, "setting a contract again changes nothing, another text is a new revision") {
  SetReceipt first = set(sample_contract(), "2026-01-01T00:00:00Z");
  CHECK(first.new_client);
  CHECK(first.revision == 1);
  CHECK(set(sample_contract(), "2026-01-02T00:00:00Z").unchanged);
  SetReceipt corrected = set(with("/name", "ООО «Лютик»"), "2026-01-03T00:00:00Z");
  CHECK_FALSE(corrected.new_client);
  CHECK(corrected.revision == 2);
  CHECK(contract_versions(db, client_id(db, "romashka")).size() == 1);
  CHECK(contracts_of(db, client_id(db, "romashka")).back().name == "ООО «Лютик»");
}

TEST_CASE_FIXTURE(Clients, "the version in force is the last one that has begun") {
  set(sample_contract(), "2026-01-01T00:00:00Z");
  set(with("/valid_from", "2026-07-01"), "2026-06-01T00:00:00Z");
  auto versions = contracts_of(db, client_id(db, "romashka"));
  REQUIRE(versions.size() == 2);
  CHECK(to_text(contract_on(versions, *parse_date("2026-06-30")).valid_from) == "2026-01-01");
  CHECK(to_text(contract_on(versions, *parse_date("2026-07-01")).valid_from) == "2026-07-01");
  CHECK(to_text(contract_on(versions, *parse_date("2025-06-30")).valid_from) == "2026-01-01");  // before all: the first
}

TEST_CASE_FIXTURE(Clients, "a version begins at midnight of its own zone, and another zone later moves no earlier day") {
  set(sample_contract(), "2026-01-01T00:00:00Z");
  Json later = with("/valid_from", "2026-07-01");
  later["timezone"] = "Asia/Vladivostok";
  set(later, "2026-06-01T00:00:00Z");
  auto versions = contracts_of(db, client_id(db, "romashka"));
  CHECK(contract_at(versions, at("2026-06-30T13:59:59Z")).timezone == "Europe/Moscow");
  CHECK(contract_at(versions, at("2026-06-30T14:00:00Z")).timezone == "Asia/Vladivostok");
  CHECK(contract_at(versions, at("2020-01-01T00:00:00Z")).timezone == "Europe/Moscow");  // before all: the first
  CHECK(contracts_digest(db, client_id(db, "romashka"), at("2026-05-01T00:00:00Z")) != contracts_digest(db, client_id(db, "romashka"), at("2026-07-01T00:00:00Z")));
}

TEST_CASE_FIXTURE(Clients, "as of an earlier instant an earlier revision counts") {
  set(sample_contract(), "2026-01-01T00:00:00Z");
  set(with("/name", "Later"), "2026-03-01T00:00:00Z");
  std::int64_t id = client_id(db, "romashka");
  CHECK(contracts_of(db, id, at("2026-02-28T23:59:59Z")).back().name == "ООО «Ромашка»");
  CHECK(contracts_of(db, id, at("2026-03-01T00:00:00Z")).back().name == "Later");
  CHECK(contracts_of(db, id, at("2025-01-01T00:00:00Z")).back().name == "ООО «Ромашка»");  // set after it began
}

TEST_CASE_FIXTURE(Clients, "a client that is not there is refused with the nearest one") {
  set(sample_contract(), "2026-01-01T00:00:00Z");
  CHECK(find_client_id(db, "romashk") == 0);
  try {
    client_id(db, "romashk");
    FAIL("found");
  } catch (const NotFound& error) {
    CHECK(std::string(error.what()) == "there is no client 'romashk'");
    CHECK(error.next_step() == "did you mean 'romashka'?");
  }
}

TEST_CASE_FIXTURE(Clients, "clients are listed by key with the newest version's name") {
  set(with("/client", "zebra"), "2026-01-01T00:00:00Z");
  set(sample_contract(), "2026-01-01T00:00:00Z");
  Json newer = with("/valid_from", "2026-07-01");
  newer["name"] = "New name";
  set(newer, "2026-01-01T00:00:00Z");
  auto lines = list_clients(db);
  REQUIRE(lines.size() == 2);
  CHECK(lines[0].client == "romashka");
  CHECK(lines[0].name == "New name");
  CHECK(lines[0].valid_from == "2026-07-01");
  CHECK(lines[1].client == "zebra");
  CHECK(lines[1].tickets == 0);
}
