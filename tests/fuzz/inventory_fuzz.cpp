// Inventories of any bytes: what is read of them can be stored, and is within the limits.
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "base/error.hpp"
#include "base/text.hpp"
#include "inventory/read_inventory.hpp"

namespace {

void require(bool true_) {
  if (!true_) __builtin_trap();
}

void check_text(const std::string& text) { require(outdesk::unstorable(text).empty() && outdesk::code_points(text) <= outdesk::kLongestText); }

void check_device(const outdesk::SeenDevice& device) {
  using namespace outdesk;
  require(is_recognisable(device));
  for (const std::string* text : {&device.name, &device.serial, &device.uuid, &device.device_id, &device.manufacturer, &device.model, &device.tag, &device.user, &device.place}) check_text(*text);
  require(device.macs.size() <= kMostLines && device.ips.size() <= kMostLines);
  for (const auto& mac : device.macs) check_text(mac);
  for (const auto& part : device.parts) require(unstorable(part.second).empty() && !part.second.empty());
  if (!device.programs) return;
  require(device.programs->size() <= kMostPrograms);
  for (const auto& program : *device.programs) {
    require(!program.name.empty());
    check_text(program.name);
    check_text(program.version);
    check_text(program.publisher);
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace outdesk;
  static const Zone& zone = Zone::named("Europe/Moscow");
  std::string_view bytes(reinterpret_cast<const char*>(data), size);
  try {
    InventoryDocument document = read_inventory_bytes(bytes, "fuzz", zone);
    require(document.devices == document.devices_read.size());
    for (const auto& device : document.devices_read) check_device(device);
    for (const auto& note : document.notes) require(unstorable(note).empty());
  } catch (const InputError&) {
  }
  return 0;
}
