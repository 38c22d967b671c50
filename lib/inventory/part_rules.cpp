#include "inventory/part_rules.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <optional>

#include "base/text.hpp"

namespace outdesk {

namespace {

constexpr std::array<std::string_view, 6> kComesAndGoes{"cd", "dvd", "removable", "floppy", "usb", "rom"};

std::string disk_size(std::int64_t megabytes) { return megabytes < 1000 ? std::to_string(megabytes) + " MB" : std::to_string((megabytes + 500) / 1000) + " GB"; }

bool comes_and_goes(const InventorySection& section) {
  for (std::string_view field : {"type", "interface", "description"}) {
    std::string words = folded(section.text(field));
    for (std::string_view word : kComesAndGoes)
      if (words.find(word) != words.npos) return true;
  }
  return false;
}

/// "Samsung PM951"; the maker alone is not said twice, and "(Standard disk drives)" is none.
std::string made_by(const std::string& maker, const std::string& model) {
  bool says_nothing = maker.empty() || maker.front() == '(' || folded(model).find(folded(maker)) != std::string::npos;
  return says_nothing ? model : joined_words({maker, model}, " ");
}

std::string serial_words(const std::string& serial) {
  return serial.find_first_not_of("0 ") == std::string::npos ? std::string() : "serial " + serial;
}

}  // namespace

std::string joined_words(std::initializer_list<std::string_view> words, std::string_view separator) {
  std::string line;
  for (std::string_view word : words) {
    if (word.empty()) continue;
    if (!line.empty()) line += separator;
    line += word;
  }
  return line;
}

std::string system_text(const std::string& name, const std::string& version) {
  return name.find(version) == std::string::npos ? joined_words({name, version}, " ") : name;
}

std::string cpu_line(const InventorySection& section) {
  const std::string& cores = section.text({"core", "cores"});
  const std::string& name = section.text({"name", "type"});
  auto count = parse_count(cores);
  return name.empty() ? name : joined_words({name, count.value_or(0) > 0 ? cores + (*count == 1 ? " core" : " cores") : ""}, ", ");
}

std::string memory_size(const std::string& mib) {
  auto size = parse_count(mib);
  if (!size || *size == 0 || *size > (std::int64_t{1} << 40)) return {};
  bool as_it_is = *size < 1024 || (*size % 1024 != 0 && *size % 256 == 0);
  return as_it_is ? std::to_string(*size) + " MB" : std::to_string((*size + 1023) / 1024) + " GB";
}

std::string memory_line(const InventorySection& section) {
  std::string size = memory_size(section.text("capacity"));
  return size.empty() ? size : joined_words({size, section.text("type")}, " ");
}

std::string disk_line(const InventorySection& section) {
  auto size = parse_count(section.text("disksize"));
  if (!size || *size == 0 || comes_and_goes(section)) return {};
  return joined_words({made_by(section.text("manufacturer"), section.text({"model", "name"})), disk_size(*size), serial_words(section.text({"serial", "serialnumber"}))}, ", ");
}

std::string monitor_line(const InventorySection& section) {
  return joined_words({made_by(section.text("manufacturer"), section.text({"caption", "name"})), serial_words(section.text("serial"))}, ", ");
}

std::string counted_line(std::vector<std::string> lines) {
  std::sort(lines.begin(), lines.end());
  std::string line;
  for (auto from = lines.begin(); from != lines.end();) {
    auto to = std::find_if(from, lines.end(), [&](const std::string& other) { return other != *from; });
    if (!line.empty()) line += "; ";
    if (to - from > 1) line += std::to_string(to - from) + " × ";
    line += *from;
    from = to;
  }
  return line;
}

}  // namespace outdesk
