#include "inventory/read_inventory.hpp"

#include <utility>

#include "base/error.hpp"
#include "base/text.hpp"
#include "inventory/read_json_inventory.hpp"
#include "inventory/read_pieces.hpp"
#include "inventory/read_xml_inventory.hpp"

namespace outdesk {

namespace {

constexpr const char* kWhatIsRead = "inventories are XML (REQUEST) or JSON of an agent, or an export of OCS Inventory";

/// The first character that is no blank, with byte-order marks passed over; 0 where there is none.
char first_character(std::string_view piece) {
  for (std::string_view mark : {"\xEF\xBB\xBF", "\xFF\xFE", "\xFE\xFF"})
    if (piece.starts_with(mark)) piece.remove_prefix(mark.size());
  std::size_t at = piece.find_first_not_of(std::string_view(" \t\r\n\0", 5));
  return at == piece.npos ? '\0' : piece[at];
}

bool is_no_inventory(const std::string& query) {
  return query == "prolog" || query == "contact" || query == "update" || query == "register" || query == "configuration";
}

InventoryReceipt read_document(DocumentPieces& pieces, const Zone& zone, const TakeDevice& take) {
  InventoryReceipt receipt;
  InventoryLosses losses;
  TakeDevice counted = [&](SeenDevice device) {
    device.where = file_name_of(pieces.name());
    ++receipt.devices;
    take(std::move(device));
  };
  DocumentReader reader(zone, counted, losses);
  char first = first_character(pieces.next());
  pieces.put_back();
  bool dump = false;
  if (first == '<') dump = read_xml_inventory(pieces, reader, zone, counted, losses);
  else if (first == '{' || first == '[') read_json_inventory(pieces, reader);
  else throw InputError(pieces.name(), 0, first ? "is not an inventory" : "is empty", kWhatIsRead);
  if (is_no_inventory(reader.query())) throw InputError(pieces.name(), 0, "is a message " + in_quotes(reader.query()) + " of an agent, not an inventory", kWhatIsRead);
  if (!dump && !reader.finish()) throw InputError(pieces.name(), 0, "is not an inventory: it has no content of one", kWhatIsRead);
  receipt.form = dump ? "ocs database" : reader.is_ocs() ? "ocs rest" : reader.query();
  receipt.notes = losses.told();
  return receipt;
}

InventoryDocument collected(DocumentPieces& pieces, const Zone& zone) {
  InventoryDocument document;
  std::vector<SeenDevice> devices;
  static_cast<InventoryReceipt&>(document) = read_document(pieces, zone, [&](SeenDevice device) { devices.push_back(std::move(device)); });
  document.devices_read = std::move(devices);
  return document;
}

}  // namespace

bool begins_as_inventory(const std::string& path) {
  DocumentPieces pieces(path);
  char first = first_character(pieces.next());
  return first == '<' || first == '{' || first == '[';
}

InventoryReceipt read_inventory(const std::string& path, const Zone& zone, const TakeDevice& take) {
  DocumentPieces pieces(path);
  return read_document(pieces, zone, take);
}

InventoryReceipt read_inventory_bytes(std::string_view bytes, const std::string& name, const Zone& zone, const TakeDevice& take) {
  DocumentPieces pieces(bytes, name);
  return read_document(pieces, zone, take);
}

InventoryDocument read_inventory(const std::string& path, const Zone& zone) {
  DocumentPieces pieces(path);
  return collected(pieces, zone);
}

InventoryDocument read_inventory_bytes(std::string_view bytes, const std::string& name, const Zone& zone) {
  DocumentPieces pieces(bytes, name);
  return collected(pieces, zone);
}

}  // namespace outdesk
