// What smbd 4.17 stored, showed and went by, recorded from a private server: tests need none.
#include "access/nt_acl_attribute.hpp"

#include <doctest/doctest.h>

#include <random>

#include "access/posix_acl.hpp"
#include "access/sddl.hpp"
#include "base/text.hpp"

using namespace outdesk;

namespace {

const std::string kSambaDomain = "S-1-5-21-210291412-3996374660-4292505299";

std::string bytes_of_hex(std::string_view digits) {
  std::string bytes;
  for (std::size_t i = 0; i + 1 < digits.size(); i += 2) bytes += static_cast<char>(std::stoi(std::string(digits.substr(i, 2)), nullptr, 16));
  return bytes;
}

/// "u7 U1001:5 g0 G100:4 m7 o1" as bytes.
std::string posix_acl_of_words(const std::string& words) {
  PosixAcl acl;
  if (words.empty()) return "";
  for (auto word : split(words, ' ')) {
    using Tag = AclEntry::Tag;
    const std::pair<char, Tag> tags[] = {{'u', Tag::user_obj}, {'U', Tag::user}, {'g', Tag::group_obj}, {'G', Tag::group}, {'m', Tag::mask}, {'o', Tag::other}};
    AclEntry entry;
    for (const auto& [letter, tag] : tags)
      if (word[0] == letter) entry.tag = tag;
    std::size_t colon = word.find(':');
    if (colon != word.npos) entry.id = static_cast<std::uint32_t>(*parse_count(word.substr(1, colon - 1)));
    entry.permission = static_cast<unsigned>(word.back() - '0');
    acl.push_back(entry);
  }
  return posix_acl_bytes(acl);
}

PosixDescriptor posix_of_words(std::uint32_t uid, std::uint32_t gid, std::uint32_t mode, const std::string& access = "", const std::string& handed_down = "") {
  return {uid, gid, mode, posix_acl_of_words(access), posix_acl_of_words(handed_down), ""};
}

/// The server's passdb.
PosixSids passdb_sids() {
  PosixSids sids;
  sids.user = [](std::uint32_t uid) {
    const std::pair<std::uint32_t, std::uint32_t> users[] = {{1001, 1000}, {1002, 1001}, {1003, 1002}, {1004, 1003}, {0, 1004}, {65534, 501}};
    for (const auto& [unix_uid, rid] : users)
      if (uid == unix_uid) return Sid::from_text(kSambaDomain)->with(rid);
    return PosixSids::unix_user(uid);
  };
  return sids;
}

NtDescriptor descriptor_of_words(std::string sddl) {
  NtReading reading = read_sddl(replaced(std::move(sddl), "X-", kSambaDomain + "-"));
  CHECK(reading.problem == "");
  return reading.descriptor;
}

// Stored by smbd for a folder 040777 of 1001:1001, then packed anew as the older version 3 with the same hash.
const std::string kHashes = "fcd161c76636c04abb21cce77effa83893477f8723ca8db512220af0117c615d0000000000000000000000000000000000000000000000000000000000000000";
const std::string kVersion4 = bytes_of_hex(
    "0400040000000200040002000100" + kHashes + "706f7369785f61636c006ec41fdda57ddd015517bf056ec71f248d2bd62f51a462c21df40ddf6ef6ad8a84d4df17b0531346"
    "000000000000000000000000000000000000000000000000000000000000000001000490b4000000d000000000000000e0000000010500000000000515000000d4ca880c"
    "84d633eed36edaffe8030000010200000000001602000000e903000004001c000100000000031400bf011300010100000000000100000000");
const std::string kVersion3 = bytes_of_hex(
    "0300030000000200040002000100" + kHashes + "00000100049064000000800000000000000090000000010500000000000515000000d4ca880c84d633eed36edaffe8030000"
    "010200000000001602000000e903000004001c000100000000031400bf011300010100000000000100000000");
const std::string kFolderAcl = "u7 U1001:7 g7 G1001:7 m7 o7";
const PosixDescriptor kAsStored = posix_of_words(1001, 1001, 040777, kFolderAcl, kFolderAcl);

// By Samba's own library, from one SDDL.
const std::string kVersion1 = bytes_of_hex(
    "0100010000000200010004801c000000380000000000000048000000010500000000000515000000010000000200000003000000e803000001020000000000052000000020020000"
    "04004000020000000103240016010000010500000000000515000000010000000200000003000000e903000000031400a9001200010100000000000100000000");
const std::string kVersion2 = bytes_of_hex(
    "0200020000000200040002000707070707070707070707070707070701000480300000004c000000000000005c000000010500000000000515000000010000000200000003000000"
    "e8030000010200000000000520000000200200000400400002000000010324001601000001050000000000051500000001000000020000000300"
    "0000e903000000031400a9001200010100000000000100000000");
const char* const kPackedSddl = "O:S-1-5-21-1-2-3-1000G:BAD:(D;OICI;0x116;;;S-1-5-21-1-2-3-1001)(A;OICI;0x1200a9;;;WD)";

}  // namespace

TEST_CASE("security.NTACL: offsets of the descriptor count from the start of the attribute, in every version") {
  for (const auto& [version, bytes] : {std::pair(1, kVersion1), std::pair(2, kVersion2)}) {
    NtAclAttribute read = read_nt_acl_attribute(bytes);
    CHECK(read.problem == "");
    CHECK(read.version == version);
    CHECK(read.descriptor == descriptor_of_words(kPackedSddl));
    CHECK(read.hash == std::string(version == 2 ? 16 : 0, '\7'));
  }
  for (const auto& [version, bytes] : {std::pair(3, kVersion3), std::pair(4, kVersion4)}) {
    NtAclAttribute read = read_nt_acl_attribute(bytes);
    CHECK(read.problem == "");
    CHECK(read.version == version);
    CHECK(read.hash_type == 1);
    CHECK(hex(read.hash) == kHashes);
    CHECK(read.descriptor == descriptor_of_words("O:X-1000G:S-1-22-2-1001D:P(A;OICI;0x1301bf;;;WD)"));
    CHECK(read.posix_acl_text == (version == 4 ? "posix_acl" : ""));
    CHECK(read.sys_acl_hash.size() == (version == 4 ? 64 : 0));
  }
}

TEST_CASE("version 4 holds a text of any length, and its fields stay aligned") {
  NtAclAttribute read = read_nt_acl_attribute(bytes_of_hex("0400040000000200040002000100" + std::string(128, '0') + "616263646500" + std::string(144, '0') +
      "01000480b0000000cc00000000000000dc000000010500000000000515000000010000000200000003000000e80300000102000000000005200000002002000004001c000100000000031400ff01"
      "0000010100000000000100000000"));
  CHECK(read.problem == "");
  CHECK(read.posix_acl_text == "abcde");
  CHECK(read.descriptor == descriptor_of_words("O:S-1-5-21-1-2-3-1000G:BAD:(A;OICI;0x1ff;;;WD)"));
}

TEST_CASE("a damaged attribute has a problem, and nobody can tell what is in force") {
  for (const auto& whole : {kVersion1, kVersion2, kVersion3, kVersion4})
    for (std::size_t size = 0; size < whole.size(); ++size) CHECK(read_nt_acl_attribute(whole.substr(0, size)).problem != "");
  auto spoilt = [](std::size_t at, char byte) {
    std::string bytes = kVersion4;
    bytes[at] = byte;
    return read_nt_acl_attribute(bytes).problem;
  };
  CHECK(spoilt(2, 3) == "a stored access list with two versions");
  CHECK(spoilt(6, 0) == "a stored access list without a descriptor");
  CHECK(spoilt(0, 9) == "a stored access list of the unknown version 9");
  CHECK(spoilt(160, 9) == "a stored access list is damaged: the descriptor is of an unknown revision");
  CHECK(read_nt_acl_attribute("\1\2\3").problem == "a stored access list that is cut short");
  CHECK(nt_acl_in_force(read_nt_acl_attribute(""), kAsStored, true) == InForce::cannot_tell);
  std::mt19937 random(5);
  int well = 0;
  for (int i = 0; i < 20000; ++i) {
    std::string bytes = i % 2 ? kVersion4 : kVersion2;
    for (unsigned n = 1 + random() % 4; n > 0; --n) bytes[random() % bytes.size()] = static_cast<char>(random() % 256);
    NtAclAttribute read = read_nt_acl_attribute(bytes);
    well += read.problem.empty();
    nt_acl_in_force(read, kAsStored, false);
  }
  CHECK(well > 0);
}

TEST_CASE("versions 1 and 2 are always in force, and all are where system ACLs are ignored") {
  for (const auto& bytes : {kVersion1, kVersion2}) CHECK(nt_acl_in_force(read_nt_acl_attribute(bytes), posix_of_words(5, 5, 040700), false) == InForce::yes);
  for (const auto& bytes : {kVersion3, kVersion4}) CHECK(nt_acl_in_force(read_nt_acl_attribute(bytes), posix_of_words(5, 5, 040700), true) == InForce::yes);
}

TEST_CASE("version 4 is in force until owner, mode or an ACL changes") {
  NtAclAttribute stored = read_nt_acl_attribute(kVersion4);
  CHECK(nt_acl_in_force(stored, kAsStored, false) == InForce::yes);
  auto after = [&](auto change) {
    PosixDescriptor changed = kAsStored;
    change(changed);
    return nt_acl_in_force(stored, changed, false, passdb_sids());
  };
  CHECK(after([](PosixDescriptor& p) { p.mode = 040770; p.access_acl = posix_acl_of_words("u7 U1001:7 g7 G1001:7 m7 o0"); }) == InForce::no);
  CHECK(after([](PosixDescriptor& p) { p.uid = 1002; }) == InForce::no);
  CHECK(after([](PosixDescriptor& p) { p.gid = 100; }) == InForce::no);
  CHECK(after([](PosixDescriptor& p) { p.default_acl.clear(); }) == InForce::no);
  CHECK(after([](PosixDescriptor& p) { p.access_acl.clear(); }) == InForce::no);
}

TEST_CASE("version 4 of a file: it has no default ACL") {
  NtAclAttribute stored = read_nt_acl_attribute(bytes_of_hex(
      "0400040000000200040002000100416fd127b15d7827729f520d824bae5079e07603ac0cc212024b8fee8d7be13d0000000000000000000000000000000000000000000000000000000000"
      "000000706f7369785f61636c00981dbf2ea57ddd01f620eb88f9cfde2428ab4283bb459ca6a7f2e603c35b20472ccdbaf7c1e0fee700000000000000000000000000000000000000000000"
      "0000000000000000000001000490b4000000d000000000000000e0000000010500000000000515000000d4ca880c84d633eed36edaffe8030000010200000000001602000000ea03000004"
      "0030000200000000001400a000120001010000000000010000000000001400ff011f00010100000000000512000000"));
  PosixDescriptor posix = posix_of_words(1001, 1002, 0100571, "u5 U1001:5 g1 G1002:1 m7 o1");
  CHECK(nt_acl_in_force(stored, posix, false) == InForce::yes);
  posix.access_acl.clear();
  CHECK(nt_acl_in_force(stored, posix, false) == InForce::no);
}

// smbd compares its second hash, of the mapped rights, where the first does not hold: 27 of 27 folders with a new set-gid
// bit stayed as they were stored.
TEST_CASE("set-id and sticky bits may change, and a mask that hides nothing") {
  NtAclAttribute stored = read_nt_acl_attribute(kVersion4);
  for (std::uint32_t bits : {02000U, 01000U, 07000U}) {
    PosixDescriptor changed = kAsStored;
    changed.mode |= bits;
    CHECK(nt_acl_in_force(stored, changed, false) == InForce::yes);
  }
  // A file whose mask became r--, where every entry had r-- or nothing.
  NtAclAttribute file = read_nt_acl_attribute(bytes_of_hex(
      "040004000000020004000200010014536f94eaaa13eea4587cd24d63d5b6c30b269213d961fd0654ee5d733edb310000000000000000000000000000000000000000000000000000000000"
      "000000706f7369785f61636c0016dad92ea57ddd013950aca8fec00cc6af409340dbe9f621bd91f710209d6189240057022e8ac59b00000000000000000000000000000000000000000000"
      "0000000000000000000001000490b4000000d000000000000000e0000000010500000000000515000000d4ca880c84d633eed36edaffea030000010200000000001602000000e903000004"
      "0070000400000000001800a00012000102000000000005200000002002000001002400bf011300010500000000000515000000d4ca880c84d633eed36edaffec0300000100180016011200"
      "0102000000000016010000003930000001001400a9001200010100000000000100000000"));
  CHECK(file.problem == "");
  PosixDescriptor posix = posix_of_words(1003, 1001, 0100440, "u4 U0:0 U1003:4 U12345:0 g0 G1001:0 m4 o0");
  CHECK(nt_acl_in_force(file, posix, false, passdb_sids()) == InForce::yes);
  CHECK(nt_acl_in_force(file, posix, false) == InForce::no);  // who the server says stands for a uid must be known
}

TEST_CASE("version 3 is in force where the mapped rights are those of its hash; else nobody can tell") {
  NtAclAttribute stored = read_nt_acl_attribute(kVersion3);
  CHECK(nt_acl_in_force(stored, kAsStored, false, passdb_sids()) == InForce::yes);
  CHECK(nt_acl_in_force(stored, kAsStored, false) == InForce::cannot_tell);
  CHECK(nt_acl_in_force(stored, posix_of_words(1001, 1001, 040700), false, passdb_sids()) == InForce::cannot_tell);
  stored.hash.assign(64, '\0');  // as a share that ignores system ACLs stores it
  CHECK(nt_acl_in_force(stored, kAsStored, false, passdb_sids()) == InForce::no);
}

TEST_CASE("smbd trusts no hash but SHA-256") {
  for (const auto& bytes : {kVersion3, kVersion4}) {
    NtAclAttribute stored = read_nt_acl_attribute(bytes);
    stored.hash_type = 0;
    CHECK(nt_acl_in_force(stored, kAsStored, false, passdb_sids()) == InForce::no);
  }
}

TEST_CASE("POSIX rights as smbd shows them, with acl_xattr and without, and where it ignores them") {
  struct Shown { NtView view; std::uint32_t uid, gid, mode; const char *access, *handed_down, *sddl; };
  const Shown recorded[] = {
      {NtView::plain, 0, 100, 041557, "", "",
       "O:X-1004G:S-1-22-2-100D:P(A;;0x1200a9;;;X-1004)(A;;0x1200a9;;;S-1-22-2-100)(A;;0x1f01ff;;;WD)"},
      {NtView::acl_xattr, 0, 100, 041557, "", "",
       "O:X-1004G:S-1-22-2-100D:(A;;0x1200a9;;;X-1004)(A;;0x1200a9;;;S-1-22-2-100)(A;;0x1f01ff;;;WD)(A;OICIIO;0x1f01ff;;;CO)(A;OICIIO;0x1200a9;;;CG)(A;OICIIO;0x1200a9;;;WD)"},
      {NtView::mode_only, 0, 100, 041557, "", "",
       "O:X-1004G:S-1-22-2-100D:(A;;0x1200a9;;;X-1004)(A;;0x1200a9;;;S-1-22-2-100)(A;;0x1201bf;;;WD)(A;;0x1f01ff;;;SY)"},
      {NtView::mode_windows, 0, 100, 041557, "", "",
       "O:X-1004G:S-1-22-2-100D:(A;;0x1200a9;;;X-1004)(A;;0x1f01ff;;;SY)"},
      {NtView::mode_everyone, 0, 100, 041557, "", "",
       "O:X-1004G:S-1-22-2-100D:(A;;0x1f01ff;;;WD)"},
      {NtView::plain, 0, 1001, 0100734, "", "",
       "O:X-1004G:S-1-22-2-1001D:P(A;;0x1e01ff;;;X-1004)(A;;0x1201b6;;;S-1-22-2-1001)(A;;0x120089;;;WD)"},
      {NtView::acl_xattr, 0, 1001, 0100734, "", "",
       "O:X-1004G:S-1-22-2-1001D:(A;;0x1f01ff;;;X-1004)(A;;0x1f01b6;;;S-1-22-2-1001)(A;;0x120089;;;WD)"},
      {NtView::mode_only, 0, 1001, 0100734, "", "",
       "O:X-1004G:S-1-22-2-1001D:(A;;0x1f01ff;;;X-1004)(A;;0x120116;;;S-1-22-2-1001)(A;;0x1200a9;;;WD)(A;;0x1f01ff;;;SY)"},
      {NtView::mode_windows, 0, 1001, 0100734, "", "",
       "O:X-1004G:S-1-22-2-1001D:(A;;0x1f01ff;;;X-1004)(A;;0x1f01ff;;;SY)"},
      {NtView::mode_everyone, 0, 1001, 0100734, "", "",
       "O:X-1004G:S-1-22-2-1001D:(A;;0x1f01ff;;;WD)"},
      {NtView::plain, 0, 1002, 041755, "", "u3 g4 G1002:5 m3 o5",
       "O:X-1004G:S-1-22-2-1002D:P(A;OICI;0x1200a9;;;WD)(A;;0x1f01ff;;;X-1004)(A;;0x1200a9;;;S-1-22-2-1002)(A;OICIIO;0x1201f6;;;CO)(A;OICIIO;;;;CG)(A;OICIIO;0x1200a0;;;S-1-22-2-1002)"},
      {NtView::acl_xattr, 0, 1002, 041755, "", "u3 g4 G1002:5 m3 o5",
       "O:X-1004G:S-1-22-2-1002D:(A;OICI;0x1200a9;;;WD)(A;;0x1f01ff;;;X-1004)(A;;0x1200a9;;;S-1-22-2-1002)(A;OICIIO;0x1f01f6;;;CO)(A;OICIIO;;;;CG)(A;OICIIO;0x1200a0;;;S-1-22-2-1002)"},
      {NtView::mode_only, 0, 1002, 041755, "", "u3 g4 G1002:5 m3 o5",
       "O:X-1004G:S-1-22-2-1002D:(A;;0x1f01ff;;;X-1004)(A;;0x1200a9;;;S-1-22-2-1002)(A;;0x1200a9;;;WD)(A;;0x1f01ff;;;SY)"},
      {NtView::mode_windows, 0, 1002, 041755, "", "u3 g4 G1002:5 m3 o5",
       "O:X-1004G:S-1-22-2-1002D:(A;;0x1f01ff;;;X-1004)(A;;0x1f01ff;;;SY)"},
      {NtView::mode_everyone, 0, 1002, 041755, "", "u3 g4 G1002:5 m3 o5",
       "O:X-1004G:S-1-22-2-1002D:(A;;0x1f01ff;;;WD)"},
      {NtView::plain, 1001, 1002, 040626, "", "u3 U1004:3 g6 G0:0 G1001:1 m2 o6",
       "O:X-1000G:S-1-22-2-1002D:P(A;OICI;0x1201df;;;WD)(A;;0x1201df;;;X-1000)(A;;0x120156;;;S-1-22-2-1002)(A;OICIIO;0x1201f6;;;CO)(A;OICIIO;;;;S-1-22-2-0)(A;OICIIO;;;;S-1-22-2-1001)(A;OICIIO;0x120156;;;CG)(A;OICIIO;0x120156;;;X-1003)"},
      {NtView::acl_xattr, 1001, 1002, 040626, "", "u3 U1004:3 g6 G0:0 G1001:1 m2 o6",
       "O:X-1000G:S-1-22-2-1002D:(A;OICI;0x1f01df;;;WD)(A;;0x1f01df;;;X-1000)(A;;0x1f0156;;;S-1-22-2-1002)(A;OICIIO;0x1f01f6;;;CO)(A;OICIIO;;;;S-1-22-2-0)(A;OICIIO;;;;S-1-22-2-1001)(A;OICIIO;0x1f0156;;;CG)(A;OICIIO;0x1f0156;;;X-1003)"},
      {NtView::plain, 0, 100, 0100404, "u4 U12345:7 g7 G1002:2 m0 o4", "",
       "O:X-1004G:S-1-22-2-100D:P(A;;0x120089;;;X-1004)(A;;;;;S-1-22-1-12345)(A;;;;;S-1-22-2-100)(A;;;;;S-1-22-2-1002)(A;;0x120089;;;WD)"},
      {NtView::acl_xattr, 0, 100, 0100404, "u4 U12345:7 g7 G1002:2 m0 o4", "",
       "O:X-1004G:S-1-22-2-100D:(A;;0x120089;;;X-1004)(A;;;;;S-1-22-1-12345)(A;;;;;S-1-22-2-100)(A;;;;;S-1-22-2-1002)(A;;0x120089;;;WD)"},
      {NtView::mode_only, 0, 100, 0100404, "u4 U12345:7 g7 G1002:2 m0 o4", "",
       "O:X-1004G:S-1-22-2-100D:(A;;0x1200a9;;;X-1004)(A;;0x1200a9;;;WD)(A;;0x1f01ff;;;SY)"},
      {NtView::mode_windows, 0, 100, 0100404, "u4 U12345:7 g7 G1002:2 m0 o4", "",
       "O:X-1004G:S-1-22-2-100D:(A;;0x1200a9;;;X-1004)(A;;0x1f01ff;;;SY)"},
      {NtView::mode_everyone, 0, 100, 0100404, "u4 U12345:7 g7 G1002:2 m0 o4", "",
       "O:X-1004G:S-1-22-2-100D:(A;;0x1f01ff;;;WD)"},
      {NtView::plain, 1003, 100, 0100055, "u0 U0:4 g7 G100:4 m5 o5", "",
       "O:X-1002G:S-1-22-2-100D:P(A;;;;;X-1002)(A;;0x120089;;;S-1-22-2-100)(A;;0x1200a9;;;S-1-22-2-100)(A;;0x120089;;;X-1004)(A;;0x1200a9;;;WD)"},
      {NtView::acl_xattr, 1003, 100, 0100055, "u0 U0:4 g7 G100:4 m5 o5", "",
       "O:X-1002G:S-1-22-2-100D:(A;;;;;X-1002)(A;;0x120089;;;S-1-22-2-100)(A;;0x1200a9;;;S-1-22-2-100)(A;;0x120089;;;X-1004)(A;;0x1200a9;;;WD)"},
      {NtView::plain, 12345, 0, 041020, "u0 g5 G100:5 G1001:5 m2 o0", "u7 g3 G0:0 m3 o5",
       "O:S-1-22-1-12345G:S-1-22-2-0D:P(A;OICI;;;;S-1-22-2-0)(A;;;;;S-1-22-1-12345)(A;;;;;S-1-22-2-100)(A;;;;;S-1-22-2-1001)(A;;;;;WD)(A;OICIIO;0x1f01ff;;;CO)(A;OICIIO;0x1201f6;;;CG)(A;OICIIO;0x1200a9;;;WD)"},
      {NtView::acl_xattr, 12345, 0, 041020, "u0 g5 G100:5 G1001:5 m2 o0", "u7 g3 G0:0 m3 o5",
       "O:S-1-22-1-12345G:S-1-22-2-0D:(A;OICI;;;;S-1-22-2-0)(A;;;;;S-1-22-1-12345)(A;;;;;S-1-22-2-100)(A;;;;;S-1-22-2-1001)(A;;;;;WD)(A;OICIIO;0x1f01ff;;;CO)(A;OICIIO;0x1f01f6;;;CG)(A;OICIIO;0x1200a9;;;WD)"},
      {NtView::plain, 1002, 1001, 042025, "", "u5 U1002:7 U65534:5 g0 G54321:5 m0 o7",
       "O:X-1001G:S-1-22-2-1001D:P(A;OICI;;;;X-1001)(A;;0x120156;;;S-1-22-2-1001)(A;;0x1200a9;;;WD)(A;OICIIO;0x1200a9;;;CO)(A;OICIIO;;;;X-501)(A;OICIIO;;;;CG)(A;OICIIO;;;;S-1-22-2-54321)(A;OICIIO;0x1f01ff;;;WD)"},
      {NtView::acl_xattr, 1002, 1001, 042025, "", "u5 U1002:7 U65534:5 g0 G54321:5 m0 o7",
       "O:X-1001G:S-1-22-2-1001D:(A;OICI;;;;X-1001)(A;;0x1f0156;;;S-1-22-2-1001)(A;;0x1200a9;;;WD)(A;OICIIO;0x1200a9;;;CO)(A;OICIIO;;;;X-501)(A;OICIIO;;;;CG)(A;OICIIO;;;;S-1-22-2-54321)(A;OICIIO;0x1f01ff;;;WD)"},
  };
  for (const auto& row : recorded) {
    INFO(row.sddl);
    CHECK(nt_descriptor_of_posix(posix_of_words(row.uid, row.gid, row.mode, row.access, row.handed_down), row.view, passdb_sids()) == descriptor_of_words(row.sddl));
  }
}

TEST_CASE("who is in no passdb is a Unix user, and every group a Unix group") {
  NtDescriptor shown = nt_descriptor_of_posix(posix_of_words(1001, 1002, 0100640));
  CHECK(shown.owner->to_text() == "S-1-22-1-1001");
  CHECK(shown.group->to_text() == "S-1-22-2-1002");
  PosixDescriptor damaged = posix_of_words(1001, 1002, 0100640);
  damaged.access_acl = "damaged";
  CHECK(nt_descriptor_of_posix(damaged) == shown);
}
