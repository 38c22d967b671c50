// The tables of an OCS Inventory database, row by row, as devices.
#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "inventory/document_reader.hpp"

namespace outdesk {

/// Rows may come in any order.  Columns are known by their names, whatever their case; tables that nobody asks for are passed over.
class OcsTables {
 public:
  explicit OcsTables(InventoryLosses& losses) : losses_(losses) {}

  void begin_row(std::string_view table);
  void add(std::string_view column, std::string_view text);
  void end_row();
  /// Gives all computers, in the order of their numbers.  Times are read in `zone`, which should be the server's.
  void give(const Zone& zone, const TakeDevice& take);
  /// False where the dump has no row of the table "hardware".
  bool any() const { return any_; }

 private:
  /// Rows of `software` name their texts by numbers of three further tables (since OCS Inventory 2.8).
  struct ProgramRow { std::int64_t name = 0, version = 0, publisher = 0; };
  struct Computer {
    explicit Computer(InventoryLosses& losses) : builder(losses) {}
    DeviceBuilder builder;
    std::vector<ProgramRow> programs;
    bool described = false;            ///< `hardware` has a row of it
  };
  using Words = std::map<std::int64_t, std::string>;

  void end_program_row();
  void end_section_row();
  Computer& computer(std::int64_t id);
  std::string column(std::string_view name) const;
  static const std::string& word(const Words& words, std::int64_t id);

  InventoryLosses& losses_;
  std::string table_;
  std::map<std::string, std::string, std::less<>> row_;
  std::map<std::int64_t, Computer> computers_;
  Words names_, versions_, publishers_;
  bool any_ = false;
};

}  // namespace outdesk
