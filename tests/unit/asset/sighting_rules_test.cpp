#include "asset/sighting_rules.hpp"

#include <doctest/doctest.h>

#include "asset_desk.hpp"

using namespace outdesk;

namespace {

SeenDevice with_programs(std::vector<InstalledProgram> programs) {
  SeenDevice seen = device("pc-1", "SN-0001");
  seen.parts = {{"memory", "16 GB"}};
  seen.programs = std::move(programs);
  return seen;
}

}  // namespace

TEST_CASE("the journal tells what was seen, what changed and who moved") {
  AssetDesk desk;
  SeenDevice seen = with_programs({{"7-Zip", "19.00", ""}});
  seen.user = "o.popova";
  CHECK(desk.take({seen}, "2026-11-01T08:00:00Z").fresh == 1);
  CHECK(desk.take({seen}, "2026-11-02T08:00:00Z").same == 1);
  seen.programs->push_back({"Far", "3.0", ""});
  CHECK(desk.take({seen}, "2026-11-03T08:00:00Z").changed == 1);
  seen.user = "i.petrov";
  CHECK(desk.take({seen}, "2026-11-04T08:00:00Z").moved == 1);
  CHECK(desk.events("pc-1") == std::vector<std::string>{"seen", "seen", "changed", "seen", "moved"});
  Asset asset = asset_named(desk.db, desk.client, "pc-1");
  CHECK(asset.head.user == "i.petrov");
  CHECK(asset.head.first_seen == moment("2026-11-01T08:00:00Z"));
  CHECK(asset.head.last_seen == moment("2026-11-04T08:00:00Z"));
  CHECK(body_of(desk.db, *asset.head.content).programs->size() == 2);
}

TEST_CASE("the same document twice is one sighting, an older one changes nothing") {
  AssetDesk desk;
  SeenDevice seen = with_programs({{"7-Zip", "19.00", ""}});
  desk.take({seen}, "2026-11-05T08:00:00Z");
  CHECK(desk.take({seen}, "2026-11-05T08:00:00Z").repeated == 1);
  SeenDevice older = with_programs({});
  older.name = "old-name";
  auto receipt = desk.take({older}, "2026-11-01T08:00:00Z");
  CHECK(receipt.older == 1);
  Asset asset = asset_named(desk.db, desk.client, "pc-1");
  CHECK(asset.head.host == "pc-1");
  CHECK(body_of(desk.db, *asset.head.content).programs->size() == 1);
  CHECK(asset.head.last_seen == moment("2026-11-05T08:00:00Z"));
  CHECK(asset.head.first_seen == moment("2026-11-01T08:00:00Z"));
}

TEST_CASE("a partial look keeps what it did not look at") {
  AssetDesk desk;
  desk.take({with_programs({{"7-Zip", "19.00", ""}})}, "2026-11-01T08:00:00Z");
  SeenDevice partial = device("pc-1", "SN-0001");
  partial.partial = true;
  partial.parts = {{"cpu", "Core i7"}};
  desk.take({partial}, "2026-11-02T08:00:00Z");
  AssetBody body = body_of(desk.db, *asset_named(desk.db, desk.client, "pc-1").head.content);
  CHECK(body.parts == std::map<std::string, std::string>{{"cpu", "Core i7"}, {"memory", "16 GB"}});
  CHECK(body.programs->size() == 1);
}

TEST_CASE("a register says whose a thing is; an inventory does not overrule it") {
  AssetDesk desk;
  SeenDevice row = registered("0001", "Laptop of accounting", "SN-0001");
  row.user = "Popova O. O.";
  row.place = "room 12";
  row.warranty = parse_date("2027-01-31");
  desk.take({row}, "2026-11-01T08:00:00Z", "register");
  SeenDevice seen = device("pc-1", "SN-0001");
  seen.user = "admin";
  seen.place = "unknown";
  desk.take({seen}, "2026-11-02T08:00:00Z");
  Asset asset = asset_named(desk.db, desk.client, "0001");
  CHECK(asset.head.name == "Laptop of accounting");
  CHECK(asset.head.host == "pc-1");
  CHECK(asset.head.user == "Popova O. O.");
  CHECK(asset.head.place == "room 12");
  CHECK(desk.events("0001") == std::vector<std::string>{"registered", "seen"});
  // The register again, with another room, and with the state that ends it.
  row.place = "room 14";
  desk.take({row}, "2026-11-03T08:00:00Z", "register");
  row.state = AssetState::written_off;
  desk.take({row}, "2026-11-04T08:00:00Z", "register");
  CHECK(desk.take({row}, "2026-11-05T08:00:00Z", "register").same == 1);
  CHECK(desk.events("0001") == std::vector<std::string>{"registered", "seen", "moved", "retired"});
  CHECK_FALSE(is_kept(asset_named(desk.db, desk.client, "0001").head));
}

TEST_CASE("a time to come counts as now, and is told") {
  AssetDesk desk;
  SeenDevice seen = device("pc-1", "SN-0001");
  seen.seen = moment("2031-01-01T00:00:00Z");
  auto receipt = desk.take({seen}, "2026-11-01T08:00:00Z");
  REQUIRE(receipt.remarks.size() == 1);
  CHECK(receipt.remarks[0] == "pc-1.json: is dated 2031-01-01T00:00:00Z, which is still to come: taken as seen now");
  CHECK(asset_named(desk.db, desk.client, "pc-1").head.last_seen == moment("2026-12-01T00:00:00Z"));
}

TEST_CASE("what was written off and is seen again is told") {
  AssetDesk desk;
  SeenDevice row = registered("0001", "Laptop", "SN-0001");
  row.state = AssetState::written_off;
  desk.take({row}, "2026-11-01T08:00:00Z", "register");
  CHECK(desk.take({device("pc-1", "SN-0001")}, "2026-11-02T08:00:00Z").remarks == std::vector<std::string>{"pc-1.json: '0001' is written off, and was seen again"});
}

// Five partial documents of one evening, imported with one --at, were one sighting: what four of them told was lost.
TEST_CASE("two documents of one moment are two sightings, and each again is none") {
  AssetDesk desk;
  SeenDevice memory = device("pc-1", "SN-0001"), cpu = memory;
  memory.partial = cpu.partial = true;
  memory.parts = {{"memory", "16 GB"}};
  cpu.parts = {{"cpu", "Core i7"}};
  desk.take({memory, cpu}, "2026-11-01T08:00:00Z");
  CHECK(body_of(desk.db, *asset_named(desk.db, desk.client, "pc-1").head.content).parts.size() == 2);
  CHECK(desk.take({memory, cpu}, "2026-11-01T08:00:00Z").repeated == 2);
}
