#include "inventory/device_rules.hpp"

#include <algorithm>
#include <utility>

#include "base/text.hpp"
#include "inventory/kind_rules.hpp"
#include "inventory/part_rules.hpp"

namespace outdesk {

namespace {

/// Sets what nothing else has said before.
void fill(std::string& kept, const std::string& text) {
  if (kept.empty()) kept = text;
}

bool says_yes(std::string_view text) { return text == "1" || folded(text) == "true" || folded(text) == "yes"; }

/// Nobody's own account: who works at the machine is another.
bool is_machine_account(std::string_view login) { return login.empty() || login == "root" || folded(login) == "system"; }

}  // namespace

DeviceBuilder::Take DeviceBuilder::taker_of(std::string_view section) {
  static const std::map<std::string_view, Take> takers{{"softwares", &DeviceBuilder::take_program},
                                                       {"networks", &DeviceBuilder::take_card},
                                                       {"hardware", &DeviceBuilder::take_hardware},
                                                       {"bios", &DeviceBuilder::take_bios},
                                                       {"operatingsystem", &DeviceBuilder::take_system},
                                                       {"users", &DeviceBuilder::take_user},
                                                       {"user", &DeviceBuilder::take_user},
                                                       {"accountinfo", &DeviceBuilder::take_account},
                                                       {"accesslog", &DeviceBuilder::take_log},
                                                       {"cpus", &DeviceBuilder::take_cpu},
                                                       {"memories", &DeviceBuilder::take_memory},
                                                       {"storages", &DeviceBuilder::take_storage},
                                                       {"drives", &DeviceBuilder::take_drive},
                                                       {"monitors", &DeviceBuilder::take_monitor},
                                                       {"videos", &DeviceBuilder::take_named},
                                                       {"antivirus", &DeviceBuilder::take_named},
                                                       {"firewall", &DeviceBuilder::take_firewall},
                                                       {"firewalls", &DeviceBuilder::take_firewall},
                                                       {"remote_mgmt", &DeviceBuilder::take_remote},
                                                       {"network_device", &DeviceBuilder::take_network_device}};
  auto found = takers.find(section);
  return found == takers.end() ? nullptr : found->second;
}

void DeviceBuilder::take(const InventorySection& section) {
  if (Take taker = taker_of(section.kind().name)) (this->*taker)(section);
}

void DeviceBuilder::add_distinct(std::vector<std::string>& list, const std::string& text) {
  if (text.empty() || std::find(list.begin(), list.end(), text) != list.end()) return;
  if (list.size() < kMostLines) list.push_back(text);
  else ++losses_->lines;
}

void DeviceBuilder::add_line(const std::string& part, const std::string& line) {
  if (line.empty()) return;
  auto& lines = lines_[part];
  if (lines.size() < kMostLines) lines.push_back(line);
  else ++losses_->lines;
}

void DeviceBuilder::add_address(const std::string& address) {
  if (is_telling_address(address)) add_distinct(device_.ips, address);
}

void DeviceBuilder::add_program(InstalledProgram program) {
  constexpr std::string_view kNotTold = "Unavailable";  // OCS Inventory since 2.8, for what the agent did not tell
  if (program.version == kNotTold) program.version.clear();
  if (program.publisher == kNotTold) program.publisher.clear();
  if (!device_.programs) device_.programs.emplace();
  if (program.name.empty()) return;
  if (device_.programs->size() < kMostPrograms) device_.programs->push_back(std::move(program));
  else ++losses_->programs;
}

void DeviceBuilder::take_program(const InventorySection& section) {
  add_program({section.text({"name", "guid"}), section.text("version"), section.text("publisher")});
}

void DeviceBuilder::take_card(const InventorySection& section) {
  if (!is_own_card(section.text("description"), section.text("type"), says_yes(section.text("virtualdev")))) return;
  std::string mac = folded(section.text({"mac", "macaddr"}));
  if (mac != "00:00:00:00:00:00") add_distinct(device_.macs, mac);
  add_address(section.text("ipaddress"));
  add_address(section.text("ipaddress6"));
}

void DeviceBuilder::take_hardware(const InventorySection& section) {
  fill(device_.name, section.text("name"));
  fill(device_.uuid, section.text("uuid"));
  fill(device_.device_id, section.text("deviceid"));
  fill(memory_, section.text("memory"));
  fill(processor_, section.text("processort"));
  fill(chassis_, section.text("chassis_type"));
  fill(last_user_, section.text("lastloggeduser"));
  // A server's own clock goes before that of its agent, which it keeps too.
  if (const std::string& told = section.text("lastdate"); !told.empty()) logged_ = told;
  fill(address_list_, section.text("ipaddr"));
  fill(old_system_, system_text(section.text("osname"), section.text("osname").find_first_of("0123456789") == std::string::npos ? section.text("osversion") : ""));
  for (auto user : split(section.text("userid"), '/')) add_distinct(users_, std::string(user));
  if (lines_["domain"].empty()) add_line("domain", section.text({"workgroup", "userdomain"}));
  add_line("gateway", section.text("defaultgateway"));
  if (const std::string& machine = section.text("vmsystem"); folded(machine) != "physical") add_line("virtual machine", machine);
}

void DeviceBuilder::take_bios(const InventorySection& section) {
  fill(device_.serial, section.text({"ssn", "msn"}));
  fill(device_.manufacturer, section.text({"smanufacturer", "mmanufacturer"}));
  fill(device_.model, section.text({"smodel", "mmodel"}));
  fill(chassis_, section.text("type"));
  add_line("firmware", joined_words({section.text("bversion"), section.text("bdate")}, ", "));
}

void DeviceBuilder::take_system(const InventorySection& section) {
  fill(device_.os, system_text(section.text({"full_name", "name"}), section.text("version")));
  fill(offset_, section.text("timezone/offset"));
  fill(host_, section.text("fqdn"));
  if (lines_["domain"].empty()) add_line("domain", section.text("dns_domain"));
}

void DeviceBuilder::take_user(const InventorySection& section) { add_distinct(users_, section.text("login")); }

void DeviceBuilder::take_account(const InventorySection& section) {
  constexpr std::string_view kNoTag = "NA";  // what OCS Inventory's table has before somebody sets one
  if (const std::string& tag = section.text("tag"); tag != kNoTag) fill(device_.tag, tag);
  if (folded(section.text("keyname")) == "tag") fill(device_.tag, section.text("keyvalue"));
}

void DeviceBuilder::take_log(const InventorySection& section) { fill(logged_, section.text("logdate")); }

void DeviceBuilder::take_cpu(const InventorySection& section) { add_line("cpu", cpu_line(section)); }
void DeviceBuilder::take_memory(const InventorySection& section) { add_line("memory", memory_line(section)); }
void DeviceBuilder::take_storage(const InventorySection& section) { add_line("disks", disk_line(section)); }
void DeviceBuilder::take_monitor(const InventorySection& section) { add_line("monitors", monitor_line(section)); }

void DeviceBuilder::take_drive(const InventorySection& section) {
  if (says_yes(section.text("encrypt_status"))) add_line("encrypted", joined_words({section.text({"letter", "volumn"}), section.text("encrypt_name")}, " "));
}

void DeviceBuilder::take_named(const InventorySection& section) { add_line(section.kind().name == "videos" ? "video" : "antivirus", section.text("name")); }

void DeviceBuilder::take_firewall(const InventorySection& section) { add_line("firewall", joined_words({section.text("profile"), section.text("status")}, " ")); }

void DeviceBuilder::take_remote(const InventorySection& section) { add_line("remote access", joined_words({section.text("type"), section.text("id")}, " ")); }

void DeviceBuilder::take_network_device(const InventorySection& section) {
  fill(device_.name, section.text("name"));
  fill(device_.serial, section.text("serial"));
  fill(device_.manufacturer, section.text("manufacturer"));
  fill(device_.model, section.text("model"));
  fill(device_.place, section.text("location"));
  fill(type_, section.text("type"));
  add_distinct(device_.macs, folded(section.text("mac")));
  for (const auto& address : section.all("ips")) add_address(address);
  add_line("firmware", section.text("firmware"));
  add_line("contact", section.text("contact"));
  fill(memory_, section.text("ram"));
}

std::string DeviceBuilder::user() const {
  if (!is_machine_account(last_user_)) return last_user_;
  auto person = std::find_if_not(users_.begin(), users_.end(), is_machine_account);
  return person == users_.end() ? std::string() : *person;
}

std::optional<AssetKind> DeviceBuilder::kind(const InventoryHeader& header) const {
  auto kind = kind_of_type(header.item_type);
  if (!kind) kind = kind_of_type(type_);
  bool computer = kind == AssetKind::computer || (!kind && (!device_.os.empty() || !chassis_.empty() || header.query == "inventory"));
  return computer ? kind_of_computer(device_.os, chassis_) : kind;
}

void DeviceBuilder::finish_parts(bool partial) {
  // The size that a system can use stands in every partial inventory; that the modules do not is no change of theirs.
  if (!partial && lines_["memory"].empty()) add_line("memory", memory_size(memory_));
  if (!partial && lines_["cpu"].empty()) add_line("cpu", processor_);
  for (auto& [part, lines] : lines_)
    if (std::string line = counted_line(std::move(lines)); !line.empty()) device_.parts[part] = std::move(line);
}

SeenDevice DeviceBuilder::built(const InventoryHeader& header, const Zone& zone) {
  finish_parts(header.partial);
  fill(device_.name, host_);
  fill(device_.os, old_system_);
  fill(device_.tag, header.tag);
  // A scan carries the name of the agent that looked, not of what it saw.
  if (header.query == "inventory") fill(device_.device_id, header.device_id);
  if (device_.ips.empty())
    for (auto address : split(address_list_, '/')) add_address(std::string(address));
  device_.user = user();
  device_.kind = kind(header);
  device_.partial = header.partial;
  device_.seen = inventory_time(logged_, offset_, zone);
  if (device_.programs) {
    std::sort(device_.programs->begin(), device_.programs->end());
    device_.programs->erase(std::unique(device_.programs->begin(), device_.programs->end()), device_.programs->end());
  }
  return std::move(device_);
}

}  // namespace outdesk
