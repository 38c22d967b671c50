#include "access/share_rights.hpp"

#include <doctest/doctest.h>

#include "access/nt_rules.hpp"
#include "access/sddl.hpp"

using namespace outdesk;

namespace {

std::string share_bytes(const std::string& sddl) {
  NtReading reading = read_sddl(sddl);
  REQUIRE_MESSAGE(reading.problem == "", sddl);
  return nt_descriptor_bytes(reading.descriptor).value();
}

Snapshot shared_tree(const std::string& root, std::vector<ShareFact> shares, System system = System::windows, const std::string& chosen = "") {
  Snapshot snapshot;
  snapshot.root = root;
  snapshot.facts.system = system;
  snapshot.facts.shares = std::move(shares);
  snapshot.facts.share = chosen;
  return snapshot;
}

std::vector<std::string> found_shares(const Snapshot& snapshot) {
  std::vector<std::string> names;
  for (const ShareFact* share : shares_of(snapshot)) names.push_back(share->name);
  return names;
}
std::vector<std::string> found_by_path(const std::string& root, const std::string& path, System system = System::windows) {
  return found_shares(shared_tree(root, {{"by path", path, "", {}}}, system));
}

using Found = std::vector<std::string>;
const Found kByPath = {"by path"};

const Sid kShareMember = Sid::from_text("S-1-5-21-9-9-9-1001").value();
Subject share_subject(std::vector<Sid> sids) { return {"", {kNone - 1, {}}, Token(std::move(sids)), {}}; }
/// Of a member, of somebody, of an administrator.
std::vector<std::uint32_t> masks_through(const std::vector<ShareFact>& shares) {
  return share_masks(shared_tree("D:\\share", shares), {share_subject({kShareMember, sids::kEveryone}), share_subject({sids::kEveryone}), share_subject({sids::kEveryone, sids::kAdministrators})});
}

using Masks = std::vector<std::uint32_t>;

}  // namespace

TEST_CASE("shares: those at the root or above it, whatever the case and the slash of Windows") {
  CHECK(found_by_path("D:\\share", "D:\\share") == kByPath);
  CHECK(found_by_path("D:\\share", "d:\\SHARE\\") == kByPath);
  CHECK(found_by_path("D:\\share\\sub", "D:/Share") == kByPath);
  CHECK(found_by_path("D:\\share", "D:\\") == kByPath);
  CHECK(found_by_path("D:\\Общая папка", "d:\\общая ПАПКА") == kByPath);
  CHECK(found_by_path("D:\\share2", "D:\\share") == Found{});
  CHECK(found_by_path("D:\\share", "D:\\share\\sub") == Found{});
  CHECK(found_by_path("D:\\share", "E:\\") == Found{});
  CHECK(found_by_path("D:\\share", "") == Found{});  // IPC$ has no folder
}

TEST_CASE("shares: on a POSIX server case counts, and a slash at the end does not") {
  CHECK(found_by_path("/srv/share", "/srv/share", System::posix) == kByPath);
  CHECK(found_by_path("/srv/share/sub", "/srv/share", System::posix) == kByPath);
  CHECK(found_by_path("/srv/share", "/", System::posix) == kByPath);
  CHECK(found_by_path("/", "/", System::posix) == kByPath);
  CHECK(found_by_path("/srv/share", "/srv/Share", System::posix) == Found{});
  CHECK(found_by_path("/srv/share2", "/srv/share", System::posix) == Found{});
  CHECK(found_by_path("/srv/share", "/srv/share/", System::posix) == kByPath);      // smb.conf is often written so
  CHECK(found_by_path("/srv/share/sub", "/srv/share//", System::posix) == kByPath);
}

TEST_CASE("shares: names of Windows that differ by ё and е are two folders") {
  CHECK(found_by_path("D:\\Счета", "D:\\Счёта") == Found{});
}

TEST_CASE("shares: one that was named counts alone; else paths count before names") {
  std::vector<ShareFact> shares = {{"data", "D:\\share", "", {}}, {"share", "E:\\other", "", {}}, {"all", "D:\\", "", {}}};
  CHECK(found_shares(shared_tree("D:\\share", shares)) == Found{"data", "all"});
  CHECK(found_shares(shared_tree("D:\\share", shares, System::windows, "SHARE")) == Found{"share"});
  CHECK(found_shares(shared_tree("F:\\share", shares)) == Found{"share"});   // nobody has the path: the name
  CHECK(found_shares(shared_tree("share", shares)) == Found{"share"});      // as icacls writes it
  CHECK(found_shares(shared_tree("\\\\fs01\\Data", shares)) == Found{"data"});
  CHECK(found_shares(shared_tree("D:\\share", shares, System::windows, "no such")) == Found{});
}

TEST_CASE("shares: the rights let through are what the list of the share grants") {
  CHECK(masks_through({}) == Masks{nt::kAll, nt::kAll, nt::kAll});
  CHECK(masks_through({{"a", "D:\\share", share_bytes("D:(A;;0x1200a9;;;WD)"), {}}}) == Masks{0x1200A9, 0x1200A9, 0x1200A9});
  CHECK(masks_through({{"a", "D:\\share", share_bytes("D:(D;;FA;;;S-1-5-21-9-9-9-1001)(A;;0x1301bf;;;WD)"), {}}}) == Masks{0, 0x1301BF, 0x1301BF});
  CHECK(masks_through({{"a", "D:\\share", share_bytes("D:(A;;GA;;;BA)"), {}}}) == Masks{0, 0, nt::kAll});  // generic, as Windows keeps it for shares
  CHECK(masks_through({{"a", "D:\\share", share_bytes("D:"), {}}}) == Masks{0, 0, 0});
  CHECK(masks_through({{"a", "D:\\share", share_bytes("D:NO_ACCESS_CONTROL"), {}}}) == Masks{nt::kAll, nt::kAll, nt::kAll});
}

TEST_CASE("shares: who comes through one is in Everyone, though only his number is left") {
  Snapshot tree = shared_tree("D:\\share", {{"a", "D:\\share", share_bytes("D:(A;;0x1200a9;;;WD)(A;;0x1301bf;;;AU)"), {}}});
  CHECK(share_masks(tree, {share_subject({kShareMember})}) == Masks{0x1301BF});
  CHECK(share_masks(tree, {}).empty());
}

TEST_CASE("shares: who may use two has what either gives") {
  std::vector<ShareFact> two = {{"read", "D:\\share", share_bytes("D:(A;;0x1200a9;;;WD)"), {}}, {"full", "D:\\", share_bytes("D:(A;;FA;;;BA)"), {}}};
  CHECK(masks_through(two) == Masks{0x1200A9, 0x1200A9, nt::kAll});
}

TEST_CASE("shares: of which nobody said the rights, or which cannot be read, leave everything") {
  CHECK(masks_through({{"a", "D:\\share", "", {}}}) == Masks{nt::kAll, nt::kAll, nt::kAll});
  CHECK(masks_through({{"a", "D:\\share", "damaged", {}}}) == Masks{nt::kAll, nt::kAll, nt::kAll});
  CHECK(masks_through({{"a", "D:\\share", share_bytes("O:BA"), {}}}) == Masks{nt::kAll, nt::kAll, nt::kAll});
}

TEST_CASE("shares: an administrative share of which nobody said the rights is for administrators") {
  std::vector<ShareFact> shares = {{"data", "D:\\share", share_bytes("D:(A;;0x1200a9;;;WD)"), {}}, {"D$", "D:\\", "", {}}};
  CHECK(masks_through(shares) == Masks{0x1200A9, 0x1200A9, nt::kAll});
}
