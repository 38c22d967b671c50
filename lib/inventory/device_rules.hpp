// What the sections of an inventory say of one device.
#pragma once

#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "asset/device.hpp"
#include "base/zone.hpp"
#include "inventory/section_rules.hpp"

namespace outdesk {

/// What stands around the sections, in the words of the protocol.
struct InventoryHeader {
  std::string query;               ///< "inventory", "netinventory", "snmpquery"…, in lower case
  std::string device_id, item_type, tag;
  bool partial = false;
};

/// What was not taken of a document.
struct InventoryLosses {
  std::size_t texts = 0;           ///< cut at kLongestText
  std::size_t programs = 0;        ///< past kMostPrograms of a device
  std::size_t lines = 0;           ///< past kMostLines: parts, cards, addresses
  std::size_t nameless = 0;        ///< devices with nothing to know them by
  std::size_t unread = 0;          ///< devices that answered with an error
  std::vector<std::string> errors; ///< of the first of those, as they answered
  /// In words for a receipt; empty where nothing was lost.
  std::vector<std::string> told() const;
};

constexpr std::size_t kMostPrograms = 50'000;  ///< of one device
constexpr std::size_t kMostLines = 256;        ///< of one kind, of one device

class DeviceBuilder {
 public:
  explicit DeviceBuilder(InventoryLosses& losses) : losses_(&losses) {}
  void take(const InventorySection& section);
  void add_program(InstalledProgram program);
  /// Times without an offset of their own are read in `zone`.
  SeenDevice built(const InventoryHeader& header, const Zone& zone);

 private:
  using Take = void (DeviceBuilder::*)(const InventorySection&);
  static Take taker_of(std::string_view section);
  void take_program(const InventorySection& section);
  void take_card(const InventorySection& section);
  void take_hardware(const InventorySection& section);
  void take_bios(const InventorySection& section);
  void take_system(const InventorySection& section);
  void take_user(const InventorySection& section);
  void take_account(const InventorySection& section);
  void take_log(const InventorySection& section);
  void take_cpu(const InventorySection& section);
  void take_memory(const InventorySection& section);
  void take_storage(const InventorySection& section);
  void take_drive(const InventorySection& section);
  void take_monitor(const InventorySection& section);
  void take_named(const InventorySection& section);
  void take_firewall(const InventorySection& section);
  void take_remote(const InventorySection& section);
  void take_network_device(const InventorySection& section);
  void add_line(const std::string& part, const std::string& line);
  void add_distinct(std::vector<std::string>& list, const std::string& text);
  void add_address(const std::string& address);
  void finish_parts(bool partial);
  std::string user() const;
  std::optional<AssetKind> kind(const InventoryHeader& header) const;

  InventoryLosses* losses_;
  SeenDevice device_;
  std::map<std::string, std::vector<std::string>> lines_;   ///< of device_.parts
  std::vector<std::string> users_;
  std::string logged_, offset_, memory_, processor_, address_list_, host_, old_system_, chassis_, type_, last_user_;
};

/// The device of an element DEVICE of a network scan.  Nothing where it answered with an error.
std::optional<SeenDevice> scanned_device(const InventorySection& section, InventoryLosses& losses);
/// Whether there is anything to know it by: name, serial number, UUID, MAC or address.
bool is_recognisable(const SeenDevice& device);
/// "2019-12-18 14:30:16" with an offset such as "+0200", else in `zone`.  Nothing for what is no time of years 1990 to 2199.
std::optional<Instant> inventory_time(std::string_view text, std::string_view offset, const Zone& zone);

}  // namespace outdesk
