// The elements of an inventory document, of XML or JSON, as devices.
#pragma once

#include <cstddef>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "inventory/device_rules.hpp"

namespace outdesk {

using TakeDevice = std::function<void(SeenDevice)>;

/// Told of each element as it opens and closes, in the case that the document has; attributes have no meaning in inventories.
///
/// Two forms look alike from here: the protocol of agents (CONTENT, with sections in it, beside DEVICEID and others) and
/// the answer of OCS Inventory's REST interface (the number of a computer, with its sections in it).
class DocumentReader {
 public:
  DocumentReader(const Zone& zone, const TakeDevice& take, InventoryLosses& losses) : zone_(zone), take_(take), losses_(losses), builder_(losses) {}

  void open(std::string_view name);
  void text(std::string_view piece);
  void close();
  /// Told of a list before its items, where the form has lists.
  void list(std::string_view name);
  /// Whether an element of this name, opened now, has others in it and no text.
  bool has_elements(std::string_view name) const;
  /// At the end of the document: the last device is given.  False where nothing of an inventory was there.
  bool finish();

  /// True once a computer of OCS Inventory came: such answers may be large.
  bool is_ocs() const { return ocs_; }
  /// What kind of message it is: "inventory", "snmpquery", "prolog"…, in lower case; empty where it does not say.
  const std::string& query() const { return header_.query; }

 private:
  bool in_content() const;
  void open_top(std::string_view name);
  void open_section(std::string_view name);
  void open_field(std::string_view name);
  void close_top();
  void close_section();
  void close_field();
  void keep_header();
  void give(SeenDevice device);

  const Zone& zone_;
  const TakeDevice& take_;
  InventoryLosses& losses_;
  DeviceBuilder builder_;
  InventoryHeader header_;
  std::size_t depth_ = 0;
  std::string top_, path_, text_;                 ///< name of the open element of the top; of the open field in its section
  std::optional<InventorySection> section_;
  std::size_t fields_ = 0;
  bool wanted_ = false;                           ///< text_ is of use
  bool ocs_ = false, content_ = false, described_ = false;  ///< described: a section of the document's own device came
};

}  // namespace outdesk
