#include "inventory/section_rules.hpp"

#include <algorithm>
#include <cstddef>

#include "base/text.hpp"

namespace outdesk {

namespace {

/// From the documents of GLPI agents (inventory_format), FusionInventory's protocol, and the tables of OCS Inventory,
/// whose columns have the names of the protocol's elements.
const std::vector<SectionKind>& section_kinds() {
  static const std::vector<SectionKind> kinds{
      {"softwares", {"name", "version", "publisher", "guid"}},
      {"networks", {"description", "type", "mac", "macaddr", "ipaddress", "ipaddress6", "virtualdev", "management"}},
      {"hardware",
       {"id", "deviceid", "name", "uuid", "osname", "osversion", "memory", "workgroup", "userdomain", "lastloggeduser", "userid", "defaultgateway",
        "chassis_type", "vmsystem", "ipaddr", "lastdate", "processort"}},
      {"bios", {"ssn", "smanufacturer", "smodel", "mmanufacturer", "mmodel", "msn", "bversion", "bdate", "type"}},
      {"operatingsystem", {"full_name", "name", "version", "fqdn", "dns_domain", "timezone/offset"}},
      {"users", {"login"}},
      {"user", {"login"}},
      {"accountinfo", {"keyname", "keyvalue", "tag"}},
      {"accesslog", {"logdate"}},
      {"cpus", {"name", "type", "core", "cores"}},
      {"memories", {"capacity", "type"}},
      {"storages", {"manufacturer", "model", "name", "type", "interface", "description", "disksize", "serial", "serialnumber"}},
      {"monitors", {"caption", "name", "manufacturer", "serial"}},
      {"videos", {"name"}},
      {"antivirus", {"name"}},
      {"firewall", {"status", "profile"}},
      {"firewalls", {"status", "profile"}},
      {"remote_mgmt", {"type", "id"}},
      {"drives", {"letter", "volumn", "encrypt_status", "encrypt_name"}},
      {"network_device", {"name", "serial", "mac", "ips", "manufacturer", "model", "type", "location", "firmware", "ram", "contact"}},
      {"device",
       {"info/name", "info/serial", "info/mac", "info/ips/ip", "info/manufacturer", "info/model", "info/type", "info/location", "info/firmware",
        "info/ram", "info/contact", "snmphostname", "netbiosname", "dnshostname", "serial", "mac", "ip", "ips/ip", "manufacturer", "model", "type",
        "location", "firmware", "contact", "workgroup", "error/message", "error/id", "common/name", "common/macaddr", "common/ipaddr", "common/location",
        "common/type", "printers/serialnumber", "switchs/serialnumber", "switchs/manufacturer", "switchs/reference"}}};
  return kinds;
}

/// Agents of macOS do it to names of programs; OCS Inventory's interface to all texts, which it hands to Mojolicious as bytes
/// of JSON (2.8.1, Loader.pm).  Text that only looks so is hardly a name of anything.
std::string encoded_once(std::string_view text) {
  if (std::all_of(text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) < 0x80; })) return std::string(text);
  std::string bytes;
  for (std::size_t at = 0; at < text.size();) {
    CodePoint c = code_point_at(text, at);
    if (c.size == 0 || c.value > 0xff) return std::string(text);
    bytes += static_cast<char>(c.value);
    at += c.size;
  }
  return invalid_utf8(bytes) == bytes.npos ? bytes : std::string(text);
}

/// A line of text: what separates lines separates words.
std::string one_line(std::string_view raw) {
  std::string line(trimmed(raw));
  std::replace_if(line.begin(), line.end(), [](char c) { return c == '\n' || c == '\r' || c == '\t'; }, ' ');
  return line;
}

/// Where the first `most` characters of valid text end.
std::size_t end_of_characters(std::string_view text, std::size_t most) {
  std::size_t at = 0;
  for (std::size_t i = 0; i < most && at < text.size(); ++i) at += code_point_at(text, at).size;
  return at;
}

}  // namespace

std::string_view SectionKind::field(std::string_view path) const {
  auto found = std::find(fields.begin(), fields.end(), path);
  return found == fields.end() ? std::string_view() : *found;
}

const SectionKind* section_kind(std::string_view name) {
  for (const auto& kind : section_kinds())
    if (kind.name == name) return &kind;
  return nullptr;
}

void InventorySection::add(std::string_view field, std::string text) {
  if (!text.empty()) fields_.emplace_back(field, std::move(text));
}

const std::string& InventorySection::text(std::initializer_list<std::string_view> fields) const {
  static const std::string none;
  for (std::string_view field : fields)
    for (const auto& kept : fields_)
      if (kept.first == field) return kept.second;
  return none;
}

std::vector<std::string> InventorySection::all(std::string_view field) const {
  std::vector<std::string> texts;
  for (const auto& kept : fields_)
    if (kept.first == field) texts.push_back(kept.second);
  return texts;
}

std::string kept_text(std::string_view raw, bool& cut) {
  std::string text = storable(one_line(encoded_once(raw)));
  if (text.size() <= kLongestText) return text;
  std::size_t end = end_of_characters(text, kLongestText);
  cut |= end < text.size();
  text.resize(end);
  return std::string(trimmed(text));
}

void append_lower(std::string& path, std::string_view name) {
  for (char c : name) path += c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

}  // namespace outdesk
