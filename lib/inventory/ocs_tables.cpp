#include "inventory/ocs_tables.hpp"

#include <functional>
#include <utility>

#include "base/text.hpp"

namespace outdesk {

namespace {

constexpr std::size_t kMostColumns = 256;

/// A number of a row; 0, which no row has, for what is none.
std::int64_t row_id(const std::string& text) { return parse_count(text).value_or(0); }

}  // namespace

void OcsTables::begin_row(std::string_view table) {
  table_.clear();
  append_lower(table_, table.substr(0, kLongestText));
  row_.clear();
}

void OcsTables::add(std::string_view column, std::string_view text) {
  if (row_.size() >= kMostColumns) return;
  bool cut = false;
  std::string name;
  append_lower(name, column.substr(0, kLongestText));
  row_[name] = kept_text(text, cut);
  losses_.texts += cut;
}

std::string OcsTables::column(std::string_view name) const {
  auto found = row_.find(name);
  return found == row_.end() ? std::string() : found->second;
}

OcsTables::Computer& OcsTables::computer(std::int64_t id) { return computers_.try_emplace(id, losses_).first->second; }

void OcsTables::end_row() {
  if (table_ == "software") end_program_row();
  else if (table_ == "software_name") names_[row_id(column("id"))] = column("name");
  else if (table_ == "software_version") versions_[row_id(column("id"))] = column("version");
  else if (table_ == "software_publisher") publishers_[row_id(column("id"))] = column("publisher");
  else end_section_row();
}

void OcsTables::end_program_row() {
  auto& programs = computer(row_id(column("hardware_id"))).programs;
  if (programs.size() < kMostPrograms) programs.push_back({row_id(column("name_id")), row_id(column("version_id")), row_id(column("publisher_id"))});
  else ++losses_.programs;
}

void OcsTables::end_section_row() {
  const SectionKind* kind = section_kind(table_);
  if (!kind || kind->name == "device") return;
  bool main = kind->name == "hardware";
  // Groups of computers are kept among them.
  if (main && column("deviceid").starts_with('_')) return;
  InventorySection section(*kind);
  for (auto& [name, text] : row_)
    if (auto field = kind->field(name); !field.empty()) section.add(field, text);
  Computer& found = computer(row_id(column(main ? "id" : "hardware_id")));
  found.builder.take(section);
  found.described |= main;
  any_ |= main;
}

const std::string& OcsTables::word(const Words& words, std::int64_t id) {
  static const std::string none;
  auto found = words.find(id);
  return found == words.end() ? none : found->second;
}

void OcsTables::give(const Zone& zone, const TakeDevice& take) {
  for (auto& [id, computer] : computers_) {
    if (!computer.described) continue;
    for (const ProgramRow& row : computer.programs) computer.builder.add_program({word(names_, row.name), word(versions_, row.version), word(publishers_, row.publisher)});
    computer.programs = {};
    SeenDevice device = computer.builder.built({}, zone);
    if (is_recognisable(device)) take(std::move(device));
    else ++losses_.nameless;
  }
  computers_.clear();
}

}  // namespace outdesk
