#include <doctest/doctest.h>

#include <string>
#include <string_view>
#include <vector>

#include "inventory/read_inventory.hpp"
#include "inventory/read_ocs_server.hpp"
#include "packed.hpp"

namespace outdesk {

namespace {

const Zone& moscow() { return Zone::named("Europe/Moscow"); }
InventoryDocument document_of(std::string_view bytes) { return read_inventory_bytes(bytes, "made", moscow()); }

SeenDevice only_device(std::string_view bytes) {
  InventoryDocument document = document_of(bytes);
  REQUIRE(document.devices_read.size() == 1);
  return document.devices_read[0];
}

std::string request(const std::string& content, const std::string& query = "INVENTORY") {
  return "<?xml version=\"1.0\" encoding=\"UTF-8\"?><REQUEST><CONTENT>" + content + "</CONTENT><DEVICEID>agent-1</DEVICEID><QUERY>" + query + "</QUERY></REQUEST>";
}

const std::string kDesktop = request(
    "<HARDWARE><NAME>pc-7</NAME><UUID>33E737A8</UUID><LASTLOGGEDUSER>olga</LASTLOGGEDUSER><WORKGROUP>romashka.local</WORKGROUP><MEMORY>7900</MEMORY></HARDWARE>"
    "<BIOS><SSN>CZC0479792</SSN><SMANUFACTURER>HP</SMANUFACTURER><SMODEL>EliteDesk</SMODEL></BIOS>"
    "<OPERATINGSYSTEM><FULL_NAME>Microsoft Windows 10 Pro</FULL_NAME><VERSION>22H2</VERSION><TIMEZONE><OFFSET>+0500</OFFSET></TIMEZONE></OPERATINGSYSTEM>"
    "<NETWORKS><DESCRIPTION>Intel I219</DESCRIPTION><MACADDR>68:B5:99:E6:84:EB</MACADDR><IPADDRESS>10.0.0.7</IPADDRESS></NETWORKS>"
    "<NETWORKS><DESCRIPTION>Intel I219</DESCRIPTION><MACADDR>68:B5:99:E6:84:EB</MACADDR><IPADDRESS6>fe80::1</IPADDRESS6></NETWORKS>"
    "<NETWORKS><DESCRIPTION>docker0</DESCRIPTION><MACADDR>02:42:00:00:00:01</MACADDR><IPADDRESS>172.17.0.1</IPADDRESS></NETWORKS>"
    "<SOFTWARES><NAME>7-Zip</NAME><VERSION>19.00</VERSION><PUBLISHER>Igor Pavlov</PUBLISHER></SOFTWARES>"
    "<SOFTWARES><NAME>1C</NAME><VERSION>8.3</VERSION></SOFTWARES><SOFTWARES><NAME>7-Zip</NAME><VERSION>19.00</VERSION><PUBLISHER>Igor Pavlov</PUBLISHER></SOFTWARES>"
    "<ACCOUNTINFO><KEYNAME>TAG</KEYNAME><KEYVALUE>office</KEYVALUE></ACCOUNTINFO><ACCESSLOG><LOGDATE>2026-10-05 12:00:00</LOGDATE></ACCESSLOG>"
    "<MEMORIES><CAPACITY>4096</CAPACITY><TYPE>DDR4</TYPE></MEMORIES><MEMORIES><CAPACITY>4096</CAPACITY><TYPE>DDR4</TYPE></MEMORIES>");

}  // namespace

TEST_CASE("an agent's inventory is one device") {
  SeenDevice device = only_device(kDesktop);
  CHECK(device.name == "pc-7");
  CHECK(device.serial == "CZC0479792");
  CHECK(device.uuid == "33E737A8");
  CHECK(device.device_id == "agent-1");
  CHECK(device.kind == AssetKind::computer);
  CHECK(device.os == "Microsoft Windows 10 Pro 22H2");
  CHECK(device.user == "olga");
  CHECK(device.tag == "office");
  CHECK(device.where == "made");
  CHECK(device.parts.at("domain") == "romashka.local");
}

TEST_CASE("cards of a device count once, those that programs made not at all") {
  SeenDevice device = only_device(kDesktop);
  CHECK(device.macs == std::vector<std::string>{"68:b5:99:e6:84:eb"});
  CHECK(device.ips == std::vector<std::string>{"10.0.0.7"});
}

TEST_CASE("programs come sorted and once each; no section of them is not an empty list") {
  SeenDevice device = only_device(kDesktop);
  REQUIRE(device.programs);
  CHECK(*device.programs == std::vector<InstalledProgram>{{"1C", "8.3", ""}, {"7-Zip", "19.00", "Igor Pavlov"}});
  CHECK_FALSE(only_device(request("<HARDWARE><NAME>a</NAME></HARDWARE>")).programs);
  SeenDevice none = only_device(R"({"deviceid":"d","action":"inventory","content":{"hardware":{"name":"a"},"softwares":[]}})");
  REQUIRE(none.programs);
  CHECK(none.programs->empty());
}

TEST_CASE("equal parts are counted, and modules go before what the system sees of them") {
  CHECK(only_device(kDesktop).parts.at("memory") == "2 × 4 GB DDR4");
  CHECK(only_device(request("<HARDWARE><NAME>a</NAME><MEMORY>7900</MEMORY></HARDWARE>")).parts.at("memory") == "8 GB");
}

TEST_CASE("a time has the document's own offset, and the caller's zone where that is none") {
  CHECK(to_text(*only_device(kDesktop).seen) == "2026-10-05T07:00:00Z");
  auto logged = [](const std::string& date, const std::string& offset) {
    return only_device(request("<HARDWARE><NAME>a</NAME></HARDWARE><ACCESSLOG><LOGDATE>" + date + "</LOGDATE></ACCESSLOG><OPERATINGSYSTEM><TIMEZONE><OFFSET>" + offset + "</OFFSET></TIMEZONE></OPERATINGSYSTEM>")).seen;
  };
  CHECK(to_text(*logged("2026-10-05 12:00:00", "+20")) == "2026-10-05T09:00:00Z");
  CHECK_FALSE(logged("2022-21-09 05:21:23", ""));
  CHECK_FALSE(logged("0000-00-00 00:00:00", ""));
  CHECK_FALSE(logged("9999-01-01 00:00:00", ""));
  CHECK_FALSE(logged("2026-10-05 25:00:00", ""));
  CHECK_FALSE(logged("2026-10-05", ""));
}

TEST_CASE("XML and JSON that say the same give the same device") {
  SeenDevice json = only_device(R"({"action":"inventory","deviceid":"agent-1","tag":"office","content":{"accesslog":{"logdate":"2026-10-05 12:00:00"},
    "hardware":{"name":"pc-7","uuid":"33E737A8","lastloggeduser":"olga","workgroup":"romashka.local","memory":7900},
    "bios":{"ssn":"CZC0479792","smanufacturer":"HP","smodel":"EliteDesk"},
    "operatingsystem":{"full_name":"Microsoft Windows 10 Pro","version":"22H2","timezone":{"offset":"+0500","name":"x"}},
    "networks":[{"description":"Intel I219","mac":"68:b5:99:e6:84:eb","ipaddress":"10.0.0.7"},{"description":"lo","virtualdev":true,"mac":"00:00:00:00:00:00"}],
    "softwares":[{"name":"1C","version":"8.3"},{"name":"7-Zip","version":"19.00","publisher":"Igor Pavlov"}],
    "memories":[{"capacity":4096,"type":"DDR4"},{"capacity":4096,"type":"DDR4"}]}})");
  SeenDevice xml = only_device(kDesktop);
  CHECK(json.name == xml.name);
  CHECK(json.serial == xml.serial);
  CHECK(json.device_id == xml.device_id);
  CHECK(json.macs == xml.macs);
  CHECK(json.ips == xml.ips);
  CHECK(json.os == xml.os);
  CHECK(json.tag == xml.tag);
  CHECK(json.user == xml.user);
  CHECK(json.seen == xml.seen);
  CHECK(json.parts == xml.parts);
  CHECK(json.programs == xml.programs);
}

TEST_CASE("a scan gives every device that answered, and not the name of the agent that looked") {
  std::string scan = request(
      "<DEVICE><INFO><NAME>sw-1</NAME><SERIAL>FOC1</SERIAL><TYPE>NETWORKING</TYPE><LOCATION>rack 2</LOCATION><IPS><IP>10.0.0.1</IP><IP>127.0.0.1</IP></IPS></INFO></DEVICE>"
      "<DEVICE><ERROR><ID>2</ID><MESSAGE>No response from remote host</MESSAGE><TYPE>NETWORKING</TYPE></ERROR></DEVICE>"
      "<DEVICE><PORTS><PORT><IFNAME>ae27</IFNAME><MAC>88:e0:f3:b0:68:1e</MAC></PORT></PORTS></DEVICE>"
      "<DEVICE><SNMPHOSTNAME>printer</SNMPHOSTNAME><IP>10.0.0.9</IP><MAC>B4:B5:2F:00:00:01</MAC><TYPE>PRINTER</TYPE></DEVICE>",
      "SNMPQUERY");
  InventoryDocument document = document_of(scan);
  CHECK(document.form == "snmpquery");
  REQUIRE(document.devices_read.size() == 2);
  const SeenDevice &network = document.devices_read[0], &printer = document.devices_read[1];
  CHECK(network.kind == AssetKind::network);
  CHECK(network.place == "rack 2");
  CHECK(network.ips == std::vector<std::string>{"10.0.0.1"});
  CHECK(network.device_id.empty());
  CHECK(printer.name == "printer");
  CHECK(printer.macs == std::vector<std::string>{"b4:b5:2f:00:00:01"});
  CHECK(document.notes == std::vector<std::string>{"1 device has no name, serial number, UUID, MAC or IP address, and cannot be known again",
                                                   "1 device was not read by the scan: No response from remote host"});
}

TEST_CASE("what a computer is, is told by its system and chassis where they are certain") {
  auto kind = [](const std::string& os, const std::string& chassis) {
    return *only_device(request("<HARDWARE><NAME>a</NAME><OSNAME>" + os + "</OSNAME><CHASSIS_TYPE>" + chassis + "</CHASSIS_TYPE></HARDWARE>")).kind;
  };
  CHECK(kind("Microsoft Windows Server 2019 Standard", "") == AssetKind::server);
  CHECK(kind("Debian GNU/Linux 12", "Rack Mount Chassis") == AssetKind::server);
  CHECK(kind("Debian GNU/Linux 12", "Tower") == AssetKind::computer);
  CHECK(kind("Android", "") == AssetKind::phone);
  CHECK(kind("Microsoft Windows 10 Pro", "Notebook") == AssetKind::computer);
}

TEST_CASE("a partial inventory says so, and names no memory or user that it does not list") {
  SeenDevice device = only_device(R"({"action":"inventory","deviceid":"d","partial":true,"content":{"hardware":{"name":"a","memory":7800,"lastloggeduser":"root"}}})");
  CHECK(device.partial);
  CHECK(device.user.empty());
  CHECK_FALSE(device.parts.count("memory"));
}

TEST_CASE("a packed document is read like a plain one") {
  CHECK(only_device(packed(kDesktop)).serial == "CZC0479792");
  CHECK(only_device("\xEF\xBB\xBF" + kDesktop).serial == "CZC0479792");
}

TEST_CASE("the REST interface of OCS Inventory is asked for each computer") {
  std::vector<std::string> asked;
  auto ask = [&](const std::string& path) -> std::string {
    asked.push_back(path);
    if (path == "/v1/computers/listID") return R"([{"ID":3},{"ID":"2"},{"ID":9}])";
    if (path == "/v1/computer/9") return "null";
    std::string id = path.substr(path.rfind('/') + 1);
    return "{\"" + id + R"(":{"hardware":{"ID":)" + id + R"(,"NAME":"pc-)" + id + R"(","DEVICEID":"pc-2026","LASTDATE":"2026-10-05 12:00:00","OSNAME":"Windows"},
      "bios":[{"SSN":"S)" + id + R"("}],"accountinfo":[{"TAG":"office","HARDWARE_ID":3}],"networks":[{"DESCRIPTION":"eth0","MACADDR":"68:B5:99:E6:84:EB"}],
      "softwares":[{"NAME":"1C","VERSION":"8.3","PUBLISHER":null,"NAME_ID":7}]}})";
  };
  std::vector<SeenDevice> devices;
  InventoryReceipt receipt = read_ocs_server(ask, "ocs", moscow(), [&](SeenDevice device) { devices.push_back(device); });
  CHECK(asked == std::vector<std::string>{"/v1/computers/listID", "/v1/computer/2", "/v1/computer/3", "/v1/computer/9"});
  CHECK(receipt.devices == 2);
  REQUIRE(devices.size() == 2);
  CHECK(devices[1].name == "pc-3");
  CHECK(devices[1].serial == "S3");
  CHECK(devices[1].device_id == "pc-2026");
  CHECK(devices[1].tag == "office");
  CHECK(to_text(*devices[1].seen) == "2026-10-05T09:00:00Z");
  CHECK(*devices[1].programs == std::vector<InstalledProgram>{{"1C", "8.3", ""}});
}

TEST_CASE("OCS Inventory 2.8.1 answers with UTF-8 that is encoded twice, and with a word for what it does not know") {
  SeenDevice device = only_device("{\"1\":{\"hardware\":{\"NAME\":\"\\u00d0\\u00bf\\u00d0\\u00ba\"},\"accountinfo\":[{\"TAG\":\"NA\"}],"
                                  "\"softwares\":[{\"NAME\":\"P\\u00e9riph\\u00e9rique\",\"VERSION\":\"Unavailable\",\"PUBLISHER\":\"Unavailable\"}]}}");
  CHECK(device.name == "пк");
  CHECK(device.tag.empty());
  CHECK(*device.programs == std::vector<InstalledProgram>{{"Périphérique", "", ""}});
}

TEST_CASE("a dump of an OCS Inventory database gives its computers, whatever the order of its tables") {
  std::string dump = R"X(<?xml version="1.0"?><mysqldump xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><database name="ocsweb">
    <table_structure name="hardware"><field Field="ID" Type="int(11)" /></table_structure>
    <table_data name="software"><row><field name="HARDWARE_ID">5</field><field name="NAME_ID">1</field><field name="VERSION_ID">2</field><field name="PUBLISHER_ID" xsi:nil="true" /></row>
      <row><field name="HARDWARE_ID">77</field><field name="NAME_ID">1</field></row></table_data>
    <table_data name="bios"><row><field name="HARDWARE_ID">5</field><field name="SSN">S5</field></row></table_data>
    <table_data name="hardware"><row><field name="ID">5</field><field name="NAME">pc-5</field><field name="OSNAME">Windows 10</field></row>
      <row><field name="ID">6</field><field name="NAME">all of the office</field><field name="DEVICEID">_SYSTEMGROUP_</field></row></table_data>
    <table_data name="software_name"><row><field name="ID">1</field><field name="NAME">1C &amp; co</field></row></table_data>
    <table_data name="software_version"><row><field name="ID">2</field><field name="VERSION">8.3</field></row></table_data></database></mysqldump>)X";
  InventoryDocument document = document_of(dump);
  CHECK(document.form == "ocs database");
  REQUIRE(document.devices_read.size() == 1);
  CHECK(document.devices_read[0].serial == "S5");
  CHECK(*document.devices_read[0].programs == std::vector<InstalledProgram>{{"1C & co", "8.3", ""}});
}

}  // namespace outdesk
