#include <algorithm>
#include <chrono>
#include <utility>

#include "base/text.hpp"
#include "inventory/device_rules.hpp"
#include "inventory/kind_rules.hpp"
#include "inventory/part_rules.hpp"

namespace outdesk {

namespace {

constexpr std::size_t kErrorsTold = 20;

std::string counted(std::size_t count, const char* one, const char* many) { return std::to_string(count) + " " + (count == 1 ? one : many); }

/// Seconds of "14:30:16" within a day; nothing for what is none.
std::optional<int> second_of_day(std::string_view time) {
  if (time.size() < 8 || time[2] != ':' || time[5] != ':') return {};
  auto hour = parse_count(time.substr(0, 2)), minute = parse_count(time.substr(3, 2)), second = parse_count(time.substr(6, 2));
  if (!hour || !minute || !second || *hour > 23 || *minute > 59 || *second > 59) return {};
  return static_cast<int>(*hour * 3600 + *minute * 60 + *second);
}

/// Seconds east of Greenwich of "+0200"; agents of phones write "+20", which is none.
std::optional<int> offset_of(std::string_view text) {
  if (text.size() != 5 || (text[0] != '+' && text[0] != '-')) return {};
  auto hours = parse_count(text.substr(1, 2)), minutes = parse_count(text.substr(3, 2));
  if (!hours || !minutes || *hours > 14 || *minutes > 59) return {};
  int seconds = static_cast<int>(*hours * 3600 + *minutes * 60);
  return text[0] == '-' ? -seconds : seconds;
}

std::string scanned_name(const InventorySection& section) {
  const std::string& name = section.text({"info/name", "common/name", "snmphostname", "netbiosname", "dnshostname"});
  return is_telling_address(name) ? std::string() : name;
}

void add_mac(SeenDevice& device, const std::string& text) {
  std::string mac = folded(text);
  if (!mac.empty() && mac != "00:00:00:00:00:00") device.macs.push_back(std::move(mac));
}

void add_addresses(SeenDevice& device, const InventorySection& section) {
  for (std::string_view field : {"info/ips/ip", "ip", "ips/ip", "common/ipaddr"})
    for (const auto& address : section.all(field))
      if (is_telling_address(address) && std::find(device.ips.begin(), device.ips.end(), address) == device.ips.end()) device.ips.push_back(address);
}

void note_error(const InventorySection& section, InventoryLosses& losses) {
  ++losses.unread;
  if (losses.errors.size() < kErrorsTold) losses.errors.push_back(section.text({"error/message", "error/id"}));
}

}  // namespace

std::optional<SeenDevice> scanned_device(const InventorySection& section, InventoryLosses& losses) {
  if (!section.text({"error/message", "error/id"}).empty()) {
    note_error(section, losses);
    return {};
  }
  SeenDevice device;
  device.name = scanned_name(section);
  device.serial = section.text({"info/serial", "serial", "printers/serialnumber", "switchs/serialnumber"});
  device.manufacturer = section.text({"info/manufacturer", "manufacturer", "switchs/manufacturer"});
  device.model = section.text({"info/model", "model", "switchs/reference"});
  device.place = section.text({"info/location", "location", "common/location"});
  device.kind = kind_of_type(section.text({"info/type", "type", "common/type"}));
  add_mac(device, section.text({"info/mac", "mac", "common/macaddr"}));
  add_addresses(device, section);
  for (const auto& [part, text] : {std::pair("firmware", section.text({"info/firmware", "firmware"})), std::pair("memory", memory_size(section.text("info/ram"))),
                                   std::pair("contact", section.text({"info/contact", "contact"})), std::pair("domain", section.text("workgroup"))})
    if (!text.empty()) device.parts[part] = text;
  return device;
}

bool is_recognisable(const SeenDevice& device) {
  return !device.name.empty() || !device.serial.empty() || !device.uuid.empty() || !device.macs.empty() || !device.ips.empty();
}

std::optional<Instant> inventory_time(std::string_view text, std::string_view offset, const Zone& zone) {
  if (auto exact = parse_instant(text)) return exact;
  auto date = parse_date(text.substr(0, 10));
  if (!date || text.size() < 19 || date->year() < std::chrono::year{1990} || date->year() > std::chrono::year{2199}) return {};
  auto second = second_of_day(text.substr(11));
  if (!second) return {};
  if (auto east = offset_of(offset)) return Instant{days_since_epoch(*date) * kDay + *second - *east};
  return zone.first_at_or_after(*date, *second);
}

std::vector<std::string> InventoryLosses::told() const {
  std::vector<std::string> lines;
  if (texts) lines.push_back(counted(texts, "text was", "texts were") + " cut at " + std::to_string(kLongestText) + " characters");
  if (programs) lines.push_back(counted(programs, "program was", "programs were") + " left out: more than " + std::to_string(kMostPrograms) + " of one device");
  if (this->lines) lines.push_back(counted(this->lines, "part or address was", "parts or addresses were") + " left out: more than " + std::to_string(kMostLines) + " of one kind");
  if (nameless) lines.push_back(counted(nameless, "device has", "devices have") + " no name, serial number, UUID, MAC or IP address, and cannot be known again");
  if (unread) lines.push_back(counted(unread, "device was", "devices were") + " not read by the scan: " + join(errors, "; ") + (unread > errors.size() ? "; …" : ""));
  return lines;
}

}  // namespace outdesk
