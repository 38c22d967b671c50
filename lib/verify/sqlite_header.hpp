// The first hundred bytes of an SQLite file (https://www.sqlite.org/fileformat2.html).
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace outdesk {

struct SqliteHeader {
  std::int64_t page_size = 0;
  std::int64_t pages = 0;    ///< that the file should have; 0 where the header does not say so reliably
  std::int64_t written_by = 0;  ///< version number of the library, 3040001
};

inline constexpr std::size_t kSqliteHeader = 100;

bool is_sqlite_magic(std::string_view start);
/// Empty where page size or format are none that SQLite writes.
std::optional<SqliteHeader> sqlite_header(std::string_view start);

/// A rollback journal that names another file, which playing it back would delete.
bool names_super_journal(std::string_view last_bytes);

}  // namespace outdesk
