// One walk of a list for many people says what one walk for each says.
#include "access/nt_columns.hpp"

#include <doctest/doctest.h>

#include <random>

#include "access/sddl.hpp"

using namespace outdesk;

namespace {

using View = NtColumns::View;

const Sid kColumnsDomain = Sid::from_text("S-1-5-21-10-20-30").value();

/// Whom random lists speak of and random tokens hold.
const std::vector<Sid>& column_sids() {
  static const std::vector<Sid> kSids = {kColumnsDomain.with(1001), kColumnsDomain.with(1002), kColumnsDomain.with(1003), kColumnsDomain.with(2001), kColumnsDomain.with(2002),
                                         sids::kEveryone, sids::kAuthenticatedUsers, sids::kUsers, sids::kAdministrators,
                                         sids::kOwnerRights, sids::kCreatorOwner, sids::kCreatorGroup, sids::kSelf};
  return kSids;
}

template <class T>
const T& any_of_these(std::mt19937& random, const std::vector<T>& list) { return list[random() % list.size()]; }

Ace random_column_ace(std::mt19937& random) {
  static const std::vector<std::uint8_t> kTypes = {ace::kAllow, ace::kAllow, ace::kAllow, ace::kAllow, ace::kDeny, ace::kDeny, ace::kAudit, ace::kAllowObject, ace::kDenyObject,
                                                   ace::kAllowIf, ace::kDenyIf, ace::kAllowObjectIf, ace::kDenyObjectIf, ace::kLabel};
  static const std::vector<std::uint32_t> kMasks = {0x1F01FF, 0x1301BF, 0x1200A9, 0x120089, 0x120116, 0x10000000, 0x20000000, 0x40000000, 0x80000000,
                                                    0x20000, 0x40000, 0x60000, 0x80000, 0x10000, 0x40, 0x20, 1, 2, 4, 0, 0xE0000000, 0x02000000, 0xFFFFFFFF};
  Ace ace;
  ace.type = any_of_these(random, kTypes);
  ace.flags = static_cast<std::uint8_t>(random() % 32);
  ace.mask = random() % 3 ? any_of_these(random, kMasks) : static_cast<std::uint32_t>(random());
  ace.trustee = any_of_these(random, column_sids());
  return ace;
}

NtDescriptor random_column_descriptor(std::mt19937& random) {
  NtDescriptor descriptor;
  if (random() % 4) descriptor.owner = any_of_these(random, column_sids());
  if (random() % 20 == 0) return descriptor;  // nobody said anything
  descriptor.control |= control::kDaclPresent;
  if (random() % 20 == 0) return descriptor;  // a NULL list
  Acl& acl = descriptor.dacl.emplace();
  for (unsigned i = random() % 9; i > 0; --i) acl.push_back(random_column_ace(random));
  return descriptor;
}

std::vector<Token> random_column_tokens(std::mt19937& random, std::size_t people) {
  std::vector<Token> tokens;
  for (std::size_t i = 0; i < people; ++i) {
    std::vector<Sid> sids;
    for (const Sid& sid : column_sids())
      if (random() % 3 == 0) sids.push_back(sid);
    tokens.emplace_back(std::move(sids));
  }
  return tokens;
}

NtColumns::Grants columns_of(const std::string& sddl, View view, const std::vector<Token>& people) {
  NtReading reading = read_sddl(sddl);
  REQUIRE_MESSAGE(reading.problem == "", sddl);
  return NtColumns(people).grants(reading.descriptor, view);
}

const std::string kFirst = "S-1-5-21-10-20-30-1001", kSecond = "S-1-5-21-10-20-30-1002", kColumnGroup = "S-1-5-21-10-20-30-2001";
const std::vector<Token> kTwoColumns = {Token({kColumnsDomain.with(1001), sids::kEveryone}), Token({kColumnsDomain.with(1002), kColumnsDomain.with(2001), sids::kEveryone})};

}  // namespace

TEST_CASE("columns: judging all at once is judging each by himself, for thousands of lists") {
  std::mt19937 random(20261126);
  long asked = 0, by_owner = 0, claims = 0;
  for (std::size_t people : {1u, 7u, 63u, 64u, 65u, 130u}) {
    std::vector<Token> tokens = random_column_tokens(random, people);
    NtColumns columns(tokens);
    for (int round = 0; round < 1500; ++round) {
      NtDescriptor descriptor = random_column_descriptor(random);
      NtColumns::Grants all = columns.grants(descriptor);
      REQUIRE(all.masks.size() == people);
      for (std::size_t i = 0; i < people; ++i) {
        NtGrant one = nt_grant(descriptor, tokens[i]);
        ++asked;
        by_owner += one.by_owner != 0, claims += one.depends_on_claims;
        bool same = all.told == one.told && all.masks[i] == one.mask && has(all.by_owner_read, i) == ((one.by_owner & nt::kReadControl) != 0) &&
                    has(all.by_owner_write, i) == ((one.by_owner & nt::kWriteDac) != 0) && has(all.claims, i) == one.depends_on_claims;
        REQUIRE_MESSAGE(same, "people " << people << ", round " << round << ", person " << i << ": " << all.masks[i] << " for " << one.mask);
      }
    }
  }
  CHECK(asked == 1500 * (1 + 7 + 63 + 64 + 65 + 130));
  CHECK(by_owner > 1000);
  CHECK(claims > 1000);
}

TEST_CASE("columns: without denials nobody has less, and who is refused nothing has the same") {
  std::mt19937 random(7);
  std::vector<Token> tokens = random_column_tokens(random, 40);
  NtColumns columns(tokens);
  for (int round = 0; round < 3000; ++round) {
    NtDescriptor descriptor = random_column_descriptor(random), mild = descriptor;
    if (mild.dacl) std::erase_if(*mild.dacl, [](const Ace& ace) { return denies_access(ace.type); });
    auto with = columns.grants(descriptor), without = columns.grants(descriptor, View::no_denials), erased = columns.grants(mild);
    constexpr std::uint32_t kOwners = nt::kReadControl | nt::kWriteDac;  // rule 5: a denial to OWNER RIGHTS switches these off
    for (std::size_t i = 0; i < tokens.size(); ++i) {
      REQUIRE((with.masks[i] & ~without.masks[i]) == 0);
      REQUIRE((without.masks[i] & ~kOwners) == (erased.masks[i] & ~kOwners));
    }
  }
}

TEST_CASE("columns: a new file has what entries hand to files, and nothing from its folder's owner") {
  auto files = [](const std::string& sddl) { return columns_of(sddl, View::files, kTwoColumns).masks[1]; };
  CHECK(files("D:(A;OI;FR;;;WD)") == 0x120089);
  CHECK(files("D:(A;OICIIO;FR;;;WD)") == 0x120089);                       // inherit-only counts here
  CHECK(files("D:(A;OINP;FR;;;WD)") == 0x120089);                         // one level down is the file
  CHECK(files("D:(A;CI;FR;;;WD)(A;;FA;;;WD)") == 0);                      // not for files
  CHECK(files("D:(A;OI;GA;;;WD)") == 0x1F01FF);                           // generic rights
  CHECK(files("D:(A;OICIIO;GA;;;CO)(A;OICIIO;GA;;;CG)") == 0);            // somebody else makes it
  CHECK(files("O:" + kColumnGroup + "D:(A;OI;FR;;;OW)") == 0);            // the folder's owner does not own the file
  CHECK(files("O:" + kColumnGroup + "D:(A;CI;FA;;;WD)") == 0);            // nor has he an owner's rights there
  CHECK(files("D:(D;OIIO;FR;;;" + kColumnGroup + ")(A;OI;FA;;;WD)") == (0x1F01FF & ~0x120089U));
  CHECK(files("D:(D;CI;FR;;;" + kColumnGroup + ")(A;OI;FA;;;WD)") == 0x1F01FF);
  CHECK(files("D:NO_ACCESS_CONTROL") == 0);                               // nothing is handed on
  CHECK(files("D:") == 0);
}

TEST_CASE("columns: a random list's files by a walk of its own") {
  std::mt19937 random(99);
  std::vector<Token> tokens = random_column_tokens(random, 30);
  NtColumns columns(tokens);
  for (int round = 0; round < 3000; ++round) {
    NtDescriptor descriptor = random_column_descriptor(random);
    auto found = columns.grants(descriptor, View::files);
    NtDescriptor file;  // of which nobody in the tokens is the owner
    file.control |= control::kDaclPresent;
    file.dacl.emplace();
    if (descriptor.dacl)
      for (Ace ace : *descriptor.dacl) {
        if (!(ace.flags & ace::kObjectInherit) || ace.trustee == sids::kOwnerRights) continue;
        ace.flags = 0;
        file.dacl->push_back(ace);
      }
    for (std::size_t i = 0; i < tokens.size(); ++i) REQUIRE(found.masks[i] == (descriptor.has_dacl() ? nt_grant(file, tokens[i]).mask : 0));
  }
}

TEST_CASE("columns: no list, a NULL list and an empty one are three things") {
  CHECK_FALSE(columns_of("O:" + kFirst, View::folder, kTwoColumns).told);
  auto null = columns_of("D:NO_ACCESS_CONTROL", View::folder, kTwoColumns);
  CHECK(null.told);
  CHECK(null.masks == std::vector<std::uint32_t>{nt::kAll, nt::kAll});
  auto empty = columns_of("O:" + kFirst + "D:", View::folder, kTwoColumns);
  CHECK(empty.masks == std::vector<std::uint32_t>{nt::kReadControl | nt::kWriteDac, 0});
  CHECK(has(empty.by_owner_read, 0));
  CHECK(has(empty.by_owner_write, 0));
  CHECK_FALSE(has(empty.by_owner_write, 1));
}

TEST_CASE("columns: what an owner has by an entry is not his by ownership alone") {
  auto of = [](const std::string& acl) { return columns_of("O:" + kFirst + acl, View::folder, kTwoColumns); };
  auto read = of("D:(A;;FR;;;WD)");
  CHECK_FALSE(has(read.by_owner_read, 0));
  CHECK(has(read.by_owner_write, 0));
  auto denied = of("D:(D;;FA;;;WD)(A;;FA;;;WD)");  // no denial takes an owner's rights
  CHECK(denied.masks[0] == (nt::kReadControl | nt::kWriteDac));
  auto spoken_of = of("D:(D;;WD;;;OW)");
  CHECK(spoken_of.masks[0] == 0);
  CHECK_FALSE(has(spoken_of.by_owner_write, 0));
}

TEST_CASE("columns: nobody at all, and nobody who is named") {
  CHECK(NtColumns({}).grants(read_sddl("D:(A;;FA;;;WD)").descriptor).masks.empty());
  CHECK(NtColumns(kTwoColumns).holders(kColumnsDomain.with(9999)) == PeopleBits{0});
  CHECK(NtColumns(kTwoColumns).holders(sids::kEveryone) == PeopleBits{3});
  CHECK(columns_of("D:(A;;FA;;;" + kSecond + ")", View::folder, kTwoColumns).masks == std::vector<std::uint32_t>{0, 0x1F01FF});
}
