#include "base/tzif.hpp"

#include <doctest/doctest.h>

#include <fstream>
#include <iterator>

#include "base/error.hpp"

using namespace outdesk;

namespace {

std::string zone_file(const char* name) {
  std::ifstream file(std::string("/usr/share/zoneinfo/") + name, std::ios::binary);
  return std::string(std::istreambuf_iterator<char>(file), {});
}

/// True where the bytes are refused in words; else they must answer for any time.
bool refused(const std::string& bytes) {
  try {
    Tzif zone(bytes);
    for (std::int64_t t = -5'000'000'000; t < 5'000'000'000; t += 377'777'777) zone.offset_at(t);
    zone.has_sub_minute_offset(0);
    return false;
  } catch (const UsageError&) {
    return true;
  }
}

}  // namespace

TEST_CASE("zone data in memory say the same as the file") {
  Tzif berlin(zone_file("Europe/Berlin"));
  CHECK(berlin.offset_at(1751328000) == 7200);  // July 2025
  CHECK(berlin.offset_at(2382480000) == 7200);  // July 2045, by the rule at the end
  CHECK(berlin.offset_at(-3000000000) == 3208); // 1874: the sun's time
  CHECK(berlin.has_sub_minute_offset(-3000000000));
  CHECK_FALSE(berlin.has_sub_minute_offset(0));
}

TEST_CASE("zone data that are cut anywhere are refused") {
  std::string bytes = zone_file("Europe/Moscow");
  REQUIRE(bytes.size() > 100);
  CHECK_FALSE(refused(bytes));
  for (std::size_t n = 0; n < bytes.size(); ++n) CHECK_MESSAGE(refused(bytes.substr(0, n)), n);
}

TEST_CASE("zone data with any byte changed are refused or give some answer, never a crash") {
  long refusals = 0;
  for (const char* name : {"Europe/Moscow", "Asia/Tehran", "America/New_York"}) {
    std::string bytes = zone_file(name);
    for (std::size_t n = 0; n < bytes.size(); ++n)
      for (int change : {0x01, 0x80, 0xff}) {
        std::string changed = bytes;
        changed[n] = static_cast<char>(changed[n] ^ change);
        refusals += refused(changed);
      }
  }
  CHECK(refusals > 100);
  for (const char* bytes : {"", "TZif", "not a zone", "TZif2"}) CHECK(refused(bytes));
}
