// SDDL as Windows, people and tools write it, and what is refused with its place.
#include "access/sddl.hpp"

#include <doctest/doctest.h>

#include <random>

using namespace outdesk;

namespace {

const SidContext kContext{Sid::from_text("S-1-5-21-1-2-3").value(), Sid::from_text("S-1-5-21-4-5-6").value(), Sid::from_text("S-1-5-21-7-8-9").value()};

NtDescriptor read_well(const std::string& text) {
  NtReading reading = read_sddl(text, kContext);
  CHECK_MESSAGE(reading.problem == "", text);
  return reading.descriptor;
}
std::string sddl_refusal(const std::string& text) { return read_sddl(text, kContext).problem; }
std::uint32_t mask_of(const std::string& rights) { return read_well("D:(A;;" + rights + ";;;WD)").dacl.value().at(0).mask; }
std::string trustee_of(const std::string& name) { return read_well("D:(A;;FA;;;" + name + ")").dacl.value().at(0).trustee.to_text(); }

}  // namespace

TEST_CASE("a descriptor is read whole: owner, group, flags, entries") {
  NtDescriptor d = read_well("O:BAG:DUD:PAI(D;OICI;FA;;;WD)(A;CIIOID;0x1200a9;;;S-1-5-21-9-9-9-1000)S:AI(AU;SAFA;FA;;;WD)");
  CHECK(d.owner->to_text() == "S-1-5-32-544");
  CHECK(d.group->to_text() == "S-1-5-21-1-2-3-513");
  CHECK(d.control == (control::kSelfRelative | control::kDaclPresent | control::kSaclPresent | control::kDaclProtected | control::kDaclInherited | control::kSaclInherited));
  REQUIRE(d.dacl->size() == 2);
  CHECK((*d.dacl)[0].type == ace::kDeny);
  CHECK((*d.dacl)[0].flags == (ace::kObjectInherit | ace::kContainerInherit));
  CHECK((*d.dacl)[1].flags == (ace::kContainerInherit | ace::kInheritOnly | ace::kInherited));
  CHECK((*d.dacl)[1].mask == 0x1200A9);
  CHECK(d.sacl->size() == 1);
}

TEST_CASE("masks are letters, hex, decimal or octal; letters may repeat and stand apart; none is no right") {
  CHECK(mask_of("FA") == 0x1F01FF);
  CHECK(mask_of("SDGXGWGR") == (0x10000U | 0x20000000U | 0x40000000U | 0x80000000U));
  CHECK(mask_of("0x1301bf") == 0x1301BF);
  CHECK(mask_of("0X1301BF") == 0x1301BF);
  CHECK(mask_of("1179817") == 0x1200A9);
  CHECK(mask_of("04400251") == 0x1200A9);
  CHECK(mask_of("RC RC SD") == 0x30000);
  CHECK(mask_of("") == 0);
  CHECK(mask_of("0") == 0);
}

TEST_CASE("names of accounts are those of the domain, the machine or the forest") {
  CHECK(trustee_of("WD") == "S-1-1-0");
  CHECK(trustee_of("DA") == "S-1-5-21-1-2-3-512");
  CHECK(trustee_of("LA") == "S-1-5-21-4-5-6-500");
  CHECK(trustee_of("EA") == "S-1-5-21-7-8-9-519");
  CHECK(trustee_of("S-1-5-0x20-0x220") == "S-1-5-32-544");
  CHECK(trustee_of("S-1-0x500000000-32-579") == "S-1-21474836480-32-579");
  CHECK(read_sddl("O:DA").problem == "the domain of 'DA' is not known at character 3");
}

TEST_CASE("a SID may run into the next section, a flag into the system list") {
  NtDescriptor d = read_well("O:S-1-5-21-1-2-3-500D:P(A;;FA;;;WD)");
  CHECK(d.owner->to_text() == "S-1-5-21-1-2-3-500");
  CHECK(d.dacl->size() == 1);
  d = read_well("D:PS:");
  CHECK(d.dacl->empty());
  CHECK(d.sacl->empty());
  CHECK(read_well("S:").has_dacl() == false);
}

TEST_CASE("NO_ACCESS_CONTROL is a NULL list; an empty list is another thing") {
  CHECK(read_well("D:NO_ACCESS_CONTROL").has_dacl());
  CHECK_FALSE(read_well("D:NO_ACCESS_CONTROL").dacl);
  CHECK((read_well("D:PAINO_ACCESS_CONTROL").control & control::kDaclProtected) != 0);
  CHECK(read_well("D:").dacl->empty());
}

TEST_CASE("object entries keep their GUIDs, conditional ones their condition with quotes and parentheses") {
  Ace object = read_well("D:(OA;;RP;4c164200-20c0-11d0-a768-00aa006e0529;;CO)").dacl->at(0);
  CHECK(object.object.size() == 20);
  CHECK(object.object.substr(0, 8) == std::string("\1\0\0\0\x00\x42\x16\x4c", 8));
  Ace conditional = read_well(R"(D:(XA;;FX;;;WD;((@User.Title == "a ) ; (" ) && (Member_of {SID(BA)}))))").dacl->at(0);
  CHECK(conditional.type == ace::kAllowIf);
  CHECK(conditional.condition == R"(((@User.Title == "a ) ; (" ) && (Member_of {SID(BA)})))");
  CHECK_FALSE(nt_descriptor_bytes(read_well("D:(XA;;FX;;;WD;(x))")));
}

TEST_CASE("what is no SDDL is refused with its place") {
  const std::pair<const char*, const char*> bad[] = {
      {"X:", "neither O:, G:, D: nor S: at character 1"},
      {"D:(A;;FA;;;WD", "an entry without an end at character 14"},
      {"D:(A;;FA;;WD)", "an entry with 5 fields at character 14"},
      {"D:(A;;FA;;;WD;x)", "an entry with 7 fields at character 17"},
      {"D:(Q;;FA;;;WD)", "unknown kind of entry 'Q' at character 15"},
      {"D:(A;QQ;FA;;;WD)", "unknown flag 'QQ' at character 17"},
      {"D:(A;;QQ;;;WD)", "unknown right 'QQ' at character 15"},
      {"D:(A;;0x1ffffffff;;;WD)", "no mask: '0x1ffffffff' at character 24"},
      {"D:(A;;FA;;;QQ)", "unknown name 'QQ' at character 15"},
      {"D:(A;;FA;;;S-1-)", "no SID: 'S-1-' at character 17"},
      {"D:(A;;FA;4c164200-20c0-11d0-a768-00aa006e0529;;WD)", "a GUID in a plain entry at character 51"},
      {"D:(OA;;FA;4c16;;WD)", "no GUID: '4c16' at character 20"},
      {"D:Q", "unknown flag of a list at character 3"},
      {"D:D:", "a second D: at character 3"},
      {"D:NO_ACCESS_CONTROL(A;;FA;;;WD)", "NO_ACCESS_CONTROL beside entries at character 32"},
      {"O:S-1-5-1-2-3-4-5-6-7-8-9-10-11-12-13-14-15-16", "no SID: 'S-1-5-1-2-3-4-5-6-7-8-9-10-11-12-13-14-15-16' at character 3"}};
  for (const auto& [text, words] : bad) CHECK(sddl_refusal(text) == words);
}

TEST_CASE("text becomes bytes and bytes the same descriptor; whatever is cut off is told, never read past") {
  NtDescriptor d = read_well("O:BAG:DUD:PAI(D;OICI;FA;;;WD)(OA;;RP;4c164200-20c0-11d0-a768-00aa006e0529;;CO)S:(AU;SA;FA;;;WD)");
  std::string bytes = nt_descriptor_bytes(d).value();
  CHECK(read_nt_descriptor(bytes).descriptor == d);
  for (std::size_t size = 0; size < bytes.size(); ++size) CHECK(read_nt_descriptor(bytes.substr(0, size)).problem != "");
}

TEST_CASE("damaged bytes and damaged text give a verdict, whatever they are") {
  std::mt19937 random(11);
  std::string text = "O:BAG:DUD:PAI(D;OICI;FA;;;WD)(XA;;FX;;;WD;(a))(OA;;RP;4c164200-20c0-11d0-a768-00aa006e0529;;CO)S:(AU;SA;FA;;;WD)";
  std::string bytes = nt_descriptor_bytes(read_well("O:BAG:DUD:PAI(D;OICI;FA;;;WD)(A;;FA;;;BA)S:(AU;SA;FA;;;WD)")).value();
  int well = 0;
  for (int i = 0; i < 20000; ++i) {
    std::string spoilt = i % 2 ? bytes : text;
    for (unsigned n = 1 + random() % 4; n > 0; --n) spoilt[random() % spoilt.size()] = static_cast<char>(random() % (i % 2 ? 256 : 128));
    well += (i % 2 ? read_nt_descriptor(spoilt) : read_sddl(spoilt, kContext)).problem.empty();
  }
  CHECK(well > 0);
  CHECK(sddl_refusal("D:(XA;;FX;;;WD;" + std::string(100000, '(')) != "");
  std::string long_list = "D:";
  for (int i = 0; i < 100000; ++i) long_list += "(A;;FA;;;WD)";
  CHECK(read_well(long_list).dacl->size() == 100000);
  CHECK_FALSE(nt_descriptor_bytes(read_well(long_list)));  // more than a list of Windows holds
}
