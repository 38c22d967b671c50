// Single cells of a metadata file, read and written.  Each reader returns nothing where the cell is not what it should be.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "verify/tree_entry.hpp"

namespace outdesk {

std::optional<TreeEntry::Type> tree_type_named(std::string_view word);  ///< "f", "file", "regular file", "directory"…
std::optional<unsigned> read_mode_cell(std::string_view cell);          ///< "644", "0644", "100644", "0o100644": 07777 of it
std::string mode_cell(unsigned mode);                                   ///< "0644"
std::optional<std::int64_t> read_time_cell(std::string_view cell);      ///< nanoseconds since 1970
std::string time_cell(std::int64_t ns);                                 ///< "1700000000.123456789", "-0.500000000"
bool read_xattr_cell(std::string_view cell, std::map<std::string, std::string>& xattrs);
std::string xattr_cell(const std::map<std::string, std::string>& xattrs);

}  // namespace outdesk
