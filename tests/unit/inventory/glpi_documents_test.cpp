#include <doctest/doctest.h>

#include <cstdlib>
#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "input/json.hpp"
#include "inventory/read_inventory.hpp"

namespace outdesk {

namespace {

/// The 40 documents of GLPI's inventory_format; empty where they are not there.
std::string glpi_folder() {
  const char* shared = std::getenv("OUTDESK_SHARED");
  std::string folder = shared ? std::string(shared) + "/data/inventory-glpi/" : std::string();
  return std::filesystem::is_directory(folder) ? folder : std::string();
}

InventoryDocument glpi_document(const std::string& name) { return read_inventory(glpi_folder() + name, Zone::named("Europe/Moscow")); }

SeenDevice glpi_device(const std::string& name) {
  CAPTURE(name);
  InventoryDocument document = glpi_document(name);
  REQUIRE(document.devices_read.size() == 1);
  return document.devices_read[0];
}

struct Known { const char *serial, *name; AssetKind kind; };

const std::map<std::string, Known> kKnown{
    {"json/computer_1.json", {"640HP72", "glpixps", AssetKind::computer}},
    {"json/computer_1_partial_batteries.json", {"640HP72", "glpixps", AssetKind::computer}},
    {"json/computer_1_partial_cpu.json", {"640HP72", "glpixps", AssetKind::computer}},
    {"json/computer_1_partial_memory.json", {"640HP72", "glpixps", AssetKind::computer}},
    {"json/computer_1_partial_softs.json", {"640HP72", "glpixps", AssetKind::computer}},
    {"json/computer_1_partial_volumes.json", {"640HP72", "glpixps", AssetKind::computer}},
    {"json/computer_2.json", {"2FAGP34", "COMP1", AssetKind::computer}},
    {"json/computer_2_partial_dbs.json", {"2FAGP34", "COMP1", AssetKind::computer}},
    {"json/computer_2_partial_vms.json", {"2FAGP34", "COMP1", AssetKind::computer}},
    {"json/computer_3.json", {"8C554721F", "LF014", AssetKind::computer}},
    {"json/computer_3_updated.json", {"8C554721F", "LF014", AssetKind::computer}},
    {"json/networkequipment_1.json", {"SSI1912014B", "ucs6248up-cluster-pa3-B", AssetKind::network}},
    {"json/networkequipment_2.json", {"FOC1243W0ED", "3k-1-pa3.glpi-project.infra", AssetKind::network}},
    {"json/networkequipment_3.json", {"CN5BFP62CP", "HP-2530-48G", AssetKind::network}},
    {"json/networkequipment_4.json", {"FCH1946V219", "CH-GV1-DSI-WLC-INSID-1", AssetKind::network}},
    {"json/networkequipment_5.json", {"R3843D1000001", "DGS-3420-52T", AssetKind::network}},
    {"json/phone_1.json", {"af8d8fcfa6fa4794", "Mi9TPro-TéléphoneM", AssetKind::phone}},
    {"json/printer_1.json", {"PHCVN191TG", "NPIF2BE10", AssetKind::printer}},
    {"json/printer_2.json", {"SDFSDF9874", "MX5970", AssetKind::printer}},
    {"json/printer_3.json", {"SDFSDF9874", "MX5970", AssetKind::printer}},
    {"xml/1.xml", {"9E113232I", "LF014", AssetKind::computer}},
    {"xml/10.xml", {"", "swdc-07-01-dc1", AssetKind::network}},
    {"xml/11.xml", {"", "myprinter", AssetKind::printer}},
    {"xml/12.xml", {"CZC0479792", "pc-arg-23", AssetKind::computer}},
    {"xml/13.xml", {"5a30d8711bbadc9d", "android-5a30d8711bbadc9d", AssetKind::phone}},
    {"xml/14.xml", {"5a30d8711bbadc9d", "android-5a30d8711bbadc9d", AssetKind::phone}},
    {"xml/16.xml", {"cn3afrt37n", "J9803A", AssetKind::network}},
    {"xml/17.xml", {"cn3afrt37n", "J9803A", AssetKind::network}},
    {"xml/18.xml", {"5a30d8711bbadc9d", "android-5a30d8711bbadc9d", AssetKind::phone}},
    {"xml/19.xml", {"01234567890AAA", "SYN14", AssetKind::server}},
    {"xml/2.xml", {"CZC0479792", "pc-arg-23", AssetKind::computer}},
    {"xml/3.xml", {"W87051UGVUV", "MacBook-de-teclib", AssetKind::computer}},
    {"xml/4.xml", {"C02NG5A5FY11", "iMac de Marie", AssetKind::computer}},
    {"xml/5-good.xml", {"486280", "WR21", AssetKind::network}},
    {"xml/5.xml", {"486280", "WR21", AssetKind::network}},
    {"xml/6.xml", {"SSI1912014B", "ucs6248up-cluster-pa3-B", AssetKind::network}},
    {"xml/7.xml", {"SSI1912014B", "ucs6248up-cluster-pa3-B", AssetKind::network}},
    {"xml/8.xml", {"D9J230159", "CE75I09008", AssetKind::printer}},
};

/// Programs that a document lists, twice or not.
std::size_t listed_programs(const std::string& name) {
  JsonFile file(glpi_folder() + name);
  return file.node().at("content").at("softwares").items().size();
}

}  // namespace

TEST_SUITE("real inventories" * doctest::skip(glpi_folder().empty())) {
  TEST_CASE("each is one device with its serial number, name and kind") {
    for (const auto& [name, known] : kKnown) {
      SeenDevice device = glpi_device(name);
      CHECK(device.serial == known.serial);
      CHECK(device.name == known.name);
      CHECK(device.kind == known.kind);
    }
  }

  TEST_CASE("a scan of one device has no serial number, another nothing at all") {
    SeenDevice device = glpi_device("xml/9.xml");
    CHECK(device.name == "homeassistant");
    CHECK(device.macs == std::vector<std::string>{"f3:6c:00:33:85:f2"});
    InventoryDocument nameless = glpi_document("xml/15.xml");
    CHECK(nameless.devices == 0);
    CHECK(nameless.notes.size() == 1);
  }

  TEST_CASE("a computer before and after is one device with other programs") {
    SeenDevice before = glpi_device("json/computer_3.json"), after = glpi_device("json/computer_3_updated.json");
    CHECK(before.uuid == after.uuid);
    CHECK(before.device_id == after.device_id);
    CHECK(before.seen < after.seen);
    CHECK(listed_programs("json/computer_3.json") == 3033);
    CHECK(listed_programs("json/computer_3_updated.json") == 3184);
    CHECK(before.programs->size() == 3005);
    CHECK(after.programs->size() == 3155);
    CHECK(before.parts.at("memory") == "2 × 2 GB DDR3");
    CHECK(after.parts.at("memory") == "2 × 4 GB DDR3");
  }

  TEST_CASE("components written in two ways make no difference") {
    SeenDevice one = glpi_device("xml/5.xml"), other = glpi_device("xml/5-good.xml");
    CHECK(one.macs == other.macs);
    CHECK(one.ips == other.ips);
    CHECK(one.parts == other.parts);
    CHECK(one.place == other.place);
  }

  TEST_CASE("partial inventories are of the computer that they are a part of") {
    SeenDevice whole = glpi_device("json/computer_1.json"), part = glpi_device("json/computer_1_partial_softs.json");
    CHECK_FALSE(whole.partial);
    CHECK(part.partial);
    CHECK(part.device_id == whole.device_id);
    CHECK(part.programs->size() == 6);
    CHECK_FALSE(glpi_device("json/computer_1_partial_cpu.json").programs);
  }
}

}  // namespace outdesk
