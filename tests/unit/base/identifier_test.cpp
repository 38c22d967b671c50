#include <doctest/doctest.h>

#include "base/error.hpp"
#include "base/identifier.hpp"

using namespace outdesk;

TEST_CASE("a client's key is safe as a file name") {
  CHECK(ClientKey("romashka").str() == "romashka");
  CHECK(ClientKey("1c-office_2.msk").str() == "1c-office_2.msk");
  for (const std::string& bad : {std::string(), std::string("Romashka"), std::string("ромашка"), std::string("-x"), std::string("."),
                                 std::string("../x"), std::string("a/b"), std::string("a b"), std::string(64, 'a')})
    CHECK_THROWS_AS(ClientKey{bad}, UsageError);
}

TEST_CASE("a ticket's key is any text of 1 to 64 bytes without control characters") {
  CHECK(TicketKey("T-2026-00417").str() == "T-2026-00417");
  CHECK(TicketKey("Заявка №7 от #5").str() == "Заявка №7 от #5");
  CHECK(TicketKey(std::string(64, 'x')).str().size() == 64);
  for (const std::string& bad : {std::string(), std::string(65, 'x'), std::string(" a"), std::string("a\t"), std::string("a\nb"),
                                 std::string("a\xFF"), std::string("a\x1B[0m")})
    CHECK_THROWS_AS(TicketKey{bad}, UsageError);
}
