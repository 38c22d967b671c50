#include "verify/sqlite_header.hpp"

namespace outdesk {

namespace {

std::int64_t big_endian(std::string_view bytes, std::size_t at, std::size_t width) {
  std::int64_t value = 0;
  for (std::size_t i = 0; i < width; ++i) value = value << 8 | static_cast<unsigned char>(bytes[at + i]);
  return value;
}

}  // namespace

bool is_sqlite_magic(std::string_view start) { return start.starts_with(std::string_view("SQLite format 3\0", 16)); }

std::optional<SqliteHeader> sqlite_header(std::string_view start) {
  constexpr std::size_t kPageSize = 16, kReadFormat = 19, kFractions = 21, kChanges = 24, kPages = 28, kValidFor = 92, kWriter = 96;
  if (start.size() < kSqliteHeader || !is_sqlite_magic(start)) return {};
  SqliteHeader header;
  header.page_size = big_endian(start, kPageSize, 2);
  if (header.page_size == 1) header.page_size = 65536;
  bool power = header.page_size >= 512 && (header.page_size & (header.page_size - 1)) == 0;
  if (!power || start.substr(kFractions, 3) != std::string_view("\x40\x20\x20") || big_endian(start, kReadFormat, 1) > 2) return {};
  if (big_endian(start, kChanges, 4) == big_endian(start, kValidFor, 4)) header.pages = big_endian(start, kPages, 4);
  header.written_by = big_endian(start, kWriter, 4);
  return header;
}

bool names_super_journal(std::string_view last_bytes) { return last_bytes.ends_with(std::string_view("\xd9\xd5\x05\xf9\x20\xa1\x63\xd7", 8)); }

}  // namespace outdesk
