// The table of access.md section 3, row by row.
#include "access/nt_level_rules.hpp"

#include <doctest/doctest.h>

#include <vector>

using namespace outdesk;

namespace {

/// The table as it is printed; the first row that fits.
Level level_by_table(std::uint32_t mask) {
  constexpr std::uint32_t kIgnored = 0x120088;
  std::uint32_t m = mask & ~kIgnored;
  bool deletes = m & (0x10000 | 0x40), reads = m & 1, both = (m & 6) == 6;
  if ((m & 0x40007) == 0x40007) return Level::full;
  if (m & 0xC0000) return Level::special;
  if ((m & 7) == 7 && deletes) return Level::change;
  if ((m & 7) == 7) return Level::edit;
  if (reads && !(m & (2 | 4 | 0x10 | 0x100 | 0x40 | 0x10000))) return Level::read;
  if (both && !reads && !deletes) return Level::write;
  if (m == 0x20) return Level::traverse;
  return m ? Level::special : Level::none;
}

}  // namespace

TEST_CASE("levels: the canonical masks of each row") {
  for (std::uint32_t mask : {0x1F01FFu, 0x1F01BFu, 0x1E01FFu}) CHECK(nt_level(mask) == Level::full);
  CHECK(nt_level(0x60000) == Level::special);
  for (std::uint32_t mask : {0x1301BFu, 0x1301FFu}) CHECK(nt_level(mask) == Level::change);
  for (std::uint32_t mask : {0x1201BFu, 0x12019Fu}) CHECK(nt_level(mask) == Level::edit);
  for (std::uint32_t mask : {0x1200A9u, 0x120089u}) CHECK(nt_level(mask) == Level::read);
  for (std::uint32_t mask : {0x100116u, 0x120116u}) CHECK(nt_level(mask) == Level::write);
  for (std::uint32_t mask : {0x1200A0u, 0x20u}) CHECK(nt_level(mask) == Level::traverse);
  for (std::uint32_t mask : {0x40u, 0x10000u, 0x2u}) CHECK(nt_level(mask) == Level::special);
  for (std::uint32_t mask : {0u, 0x120080u, 0x120088u}) CHECK(nt_level(mask) == Level::none);
}

TEST_CASE("levels: one bit more or less than a row") {
  CHECK(nt_level(0x1F01FF & ~1u) == Level::special);        // hands out rights and cannot read
  CHECK(nt_level(0x1F01FF & ~0x40000u) == Level::special);  // may still take ownership
  CHECK(nt_level(0x1301BF | 0x40000) == Level::full);
  CHECK(nt_level(0x1301BF | 0x80000) == Level::special);
  CHECK(nt_level(0x1200A9 | 0x40000) == Level::special);
  CHECK(nt_level(0x1200A9 | 0x10000) == Level::special);    // reads and deletes
  CHECK(nt_level(0x1200A9 | 0x100) == Level::special);
  CHECK(nt_level(0x1200A9 | 2) == Level::special);
  CHECK(nt_level(0x1200A9 | 4) == Level::special);
  CHECK(nt_level(1) == Level::read);
  CHECK(nt_level(0x120116 | 0x40) == Level::special);
  CHECK(nt_level(0x120116 | 0x20) == Level::write);
  CHECK(nt_level(6) == Level::write);
  CHECK(nt_level(4) == Level::special);
  CHECK(nt_level(0x30) == Level::special);
  CHECK(nt_level(0x1F01FF & ~0x60000u & ~0x80000u) == Level::change);
}

TEST_CASE("levels: every mask of files, against the table") {
  for (std::uint32_t low = 0; low <= 0x1FF; ++low)
    for (std::uint32_t high = 0; high <= 0x1F; ++high) {
      std::uint32_t mask = low | high << 16;
      REQUIRE_MESSAGE(nt_level(mask) == level_by_table(mask), std::string(code_of(nt_level(mask))) << " for " << mask);
    }
}

TEST_CASE("levels: reading that ends at the names is list, and only that") {
  CHECK(folder_level(Level::read, Level::none) == Level::list);
  CHECK(folder_level(Level::read, Level::read) == Level::read);
  CHECK(folder_level(Level::read, Level::special) == Level::read);
  CHECK(folder_level(Level::change, Level::none) == Level::change);
  CHECK(folder_level(Level::none, Level::none) == Level::none);
  CHECK(folder_level(Level::traverse, Level::none) == Level::traverse);
}
