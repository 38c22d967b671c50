// Parts of a device as one line of text each, without figures that change from day to day.
#pragma once

#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

#include "inventory/section_rules.hpp"

namespace outdesk {

/// Those of the words that are not empty.
std::string joined_words(std::initializer_list<std::string_view> words, std::string_view separator);
/// "Windows 10 Pro 22H2": the version is added where the name does not have it.
std::string system_text(const std::string& name, const std::string& version);

/// "Intel(R) Core(TM) i5-6200U CPU @ 2.30GHz, 2 cores"; empty without a name.  No cores are a number that nobody knew.
std::string cpu_line(const InventorySection& section);
/// "8 GB DDR4"; empty for a slot without a module.
std::string memory_line(const InventorySection& section);
/// Of a number of MiB: "512 MB", "8 GB"; what a system could not use of a whole number of GB is added.  Empty for no number.
std::string memory_size(const std::string& mib);
/// "Samsung SSD 860, 250 GB, serial S29N"; empty for discs that come and go (optical, USB).
std::string disk_line(const InventorySection& section);
/// "DELL P2419H, serial C975661".
std::string monitor_line(const InventorySection& section);

/// The lines in the order of text, equal ones counted: "2 × 4 GB DDR3; 8 GB DDR3".
std::string counted_line(std::vector<std::string> lines);

}  // namespace outdesk
