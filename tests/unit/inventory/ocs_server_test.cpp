#include <doctest/doctest.h>

#include <cstdlib>
#include <filesystem>
#include <map>
#include <string>
#include <utility>

#include "input/json.hpp"
#include "inventory/read_inventory.hpp"
#include "inventory/read_ocs_server.hpp"

namespace outdesk {

namespace {

/// What tests/real/ocs_test had from a server; empty where it did not run.
std::string ocs_folder() {
  const char* folder = std::getenv("OUTDESK_OCS");
  return folder ? std::string(folder) + "/" : std::string();
}

/// By the identifiers that the agents gave.
using Devices = std::map<std::string, SeenDevice>;

Devices sent_devices() {
  Devices devices;
  for (const auto& file : std::filesystem::directory_iterator(ocs_folder() + "sent"))
    for (auto& device : read_inventory(file.path(), Zone::named("UTC")).devices_read) devices[device.device_id] = device;
  return devices;
}

void check_same(const Devices& sent, const Devices& kept) {
  CHECK(sent.size() >= 2);
  CHECK(sent.size() == kept.size());
  for (const auto& pair : sent) {
    const auto& id = pair.first;
    const auto& device = pair.second;
    CAPTURE(id);
    REQUIRE(kept.count(id) == 1);
    const SeenDevice& other = kept.at(id);
    CHECK(other.name == device.name);
    CHECK(other.serial == device.serial);
    CHECK(other.uuid == device.uuid);
    CHECK(other.macs == device.macs);
    CHECK(other.manufacturer == device.manufacturer);
    CHECK(other.model == device.model);
    CHECK(other.os == device.os);
    CHECK(other.tag == device.tag);
    CHECK(other.kind == device.kind);
    CHECK(other.programs == device.programs);
    CHECK(other.seen.has_value());
    for (const char* part : {"memory", "disks", "monitors", "domain", "gateway", "firmware"}) {
      CAPTURE(part);
      CHECK(other.parts.count(part) == device.parts.count(part));
      if (device.parts.count(part) && other.parts.count(part)) CHECK(other.parts.at(part) == device.parts.at(part));
    }
  }
}

}  // namespace

TEST_SUITE("real OCS Inventory" * doctest::skip(ocs_folder().empty())) {
  TEST_CASE("a dump of the database says of each computer what its inventory does") {
    Devices kept;
    for (auto& device : read_inventory(ocs_folder() + "dump.xml", Zone::named("UTC")).devices_read) kept[device.device_id] = device;
    check_same(sent_devices(), kept);
  }

  TEST_CASE("so does the REST interface") {
    Devices kept;
    auto ask = [](const std::string& path) { return read_file(ocs_folder() + path.substr(path.rfind('/') + 1)); };
    read_ocs_server(ask, "ocs", Zone::named("UTC"), [&](SeenDevice device) { kept[device.device_id] = std::move(device); });
    check_same(sent_devices(), kept);
  }
}

}  // namespace outdesk
