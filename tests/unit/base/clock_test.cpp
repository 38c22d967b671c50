#include <doctest/doctest.h>

#include <cstdlib>
#include <ctime>

#include "base/clock.hpp"
#include "base/error.hpp"

using namespace outdesk;

TEST_CASE("SOURCE_DATE_EPOCH is now where it is set, and a wrong one is refused") {
  ::setenv("SOURCE_DATE_EPOCH", "1793480399", 1);
  CHECK(to_text(machine_now()) == "2026-10-31T20:59:59Z");
  ::setenv("SOURCE_DATE_EPOCH", "yesterday", 1);
  CHECK_THROWS_AS(machine_now(), UsageError);
  ::unsetenv("SOURCE_DATE_EPOCH");
  CHECK(std::abs(machine_now().unix_s - std::time(nullptr)) <= 1);
}
