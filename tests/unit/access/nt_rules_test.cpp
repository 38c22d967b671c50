// The rules of access.md 2.2 and 2.3, one by one.
#include "access/nt_rules.hpp"

#include <doctest/doctest.h>

#include "access/sddl.hpp"

using namespace outdesk;

namespace {

const Sid kPopovaSid = Sid::from_text("S-1-5-21-1-2-3-1001").value(), kSalesSid = Sid::from_text("S-1-5-21-1-2-3-2001").value();
const Token kPopovaToken({kPopovaSid, kSalesSid, sids::kEveryone, sids::kAuthenticatedUsers});

NtGrant grant_of(const std::string& sddl) {
  NtReading reading = read_sddl(sddl);
  CHECK_MESSAGE(reading.problem == "", sddl);
  return nt_grant(reading.descriptor, kPopovaToken);
}
std::uint32_t granted(const std::string& sddl) { return grant_of(sddl).mask; }

const std::string kPopovaText = "S-1-5-21-1-2-3-1001", kSalesText = "S-1-5-21-1-2-3-2001";

}  // namespace

TEST_CASE("rule 1: a NULL list grants everything, an empty one nothing but the owner's rights") {
  CHECK(granted("D:NO_ACCESS_CONTROL") == nt::kAll);
  CHECK(granted("D:") == 0);
  CHECK(granted("O:" + kPopovaText + "D:") == (nt::kReadControl | nt::kWriteDac));
  CHECK(granted("O:" + kSalesText + "D:") == (nt::kReadControl | nt::kWriteDac));  // a group can own
}

TEST_CASE("rule 2: generic rights mean rights of files") {
  CHECK(granted("D:(A;;GA;;;WD)") == 0x1F01FF);
  CHECK(granted("D:(A;;GR;;;WD)") == 0x120089);
  CHECK(granted("D:(A;;GW;;;WD)") == 0x120116);
  CHECK(granted("D:(A;;GXGR;;;WD)") == 0x1200A9);
}

TEST_CASE("rule 3: an entry that is only handed down does not count here") {
  CHECK(granted("D:(A;OICIIO;FA;;;WD)") == 0);
  CHECK(granted("D:(D;OICIIO;FA;;;WD)(A;;FR;;;WD)") == 0x120089);
}

TEST_CASE("rules 4 and 5: the owner reads and changes the list, unless an entry speaks of the owner") {
  CHECK(granted("O:" + kPopovaText + "D:(D;;FA;;;WD)") == (nt::kReadControl | nt::kWriteDac));
  CHECK(grant_of("O:" + kPopovaText + "D:(A;;FR;;;WD)").by_owner == nt::kWriteDac);  // reading the list is granted by the entry too
  CHECK(granted("O:" + kPopovaText + "D:(A;;FR;;;OW)") == 0x120089);
  CHECK(granted("O:" + kPopovaText + "D:(D;;FR;;;OW)") == 0);
  CHECK(granted("O:" + kPopovaText + "D:(A;OICIIO;FR;;;OW)") == (nt::kReadControl | nt::kWriteDac));
  CHECK(granted("D:(A;;FR;;;OW)") == 0);  // somebody else's
}

TEST_CASE("rule 6: creators and self match nobody") {
  CHECK(granted("D:(A;;FA;;;CO)(A;;FA;;;CG)(A;;FA;;;PS)") == 0);
}

TEST_CASE("rule 7: the list is walked as it is stored, the first entry that touches a right decides it") {
  CHECK(granted("D:(A;;FR;;;WD)(D;;FA;;;" + kPopovaText + ")") == 0x120089);
  CHECK(granted("D:(D;;FW;;;" + kPopovaText + ")(A;;FA;;;WD)") == (0x1F01FF & ~0x120116U));
  CHECK(granted("D:(D;;FA;;;" + kSalesText + ")(A;;FA;;;" + kPopovaText + ")") == 0);
}

TEST_CASE("rules 9 to 11: no list is not told; object entries grant nothing; conditions grant nothing and deny") {
  CHECK_FALSE(grant_of("O:" + kPopovaText).told);
  CHECK(granted("D:(OA;;FA;;;WD)") == 0);
  CHECK(granted("D:(OD;;FR;;;WD)(A;;FR;;;WD)") == 0);
  CHECK(granted("D:(XA;;FA;;;WD;(@User.x))") == 0);
  CHECK(grant_of("D:(XA;;FA;;;WD;(@User.x))").depends_on_claims);
  CHECK(granted("D:(XD;;FR;;;WD;(@User.x))(A;;FR;;;WD)") == 0);
  CHECK_FALSE(grant_of("D:(XA;;FA;;;BA;(@User.x))").depends_on_claims);  // not about this person
}

TEST_CASE("the folder above adds deletion and attributes") {
  CHECK(with_parent(0, nt::kDeleteChild) == nt::kDelete);
  CHECK(with_parent(0, nt::kRead) == nt::kReadAttributes);
  CHECK(with_parent(0x1200A9, 0) == 0x1200A9);
}
