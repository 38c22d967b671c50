// Bacula's volumes, made here byte by byte, good and damaged; and the tree that a chain of jobs brings back.
#include <doctest/doctest.h>
#include <zlib.h>

#include <fstream>

#include "../temp_folder.hpp"
#include "base/text.hpp"
#include "verify/bacula_files.hpp"
#include "verify/bacula_restore_parts.hpp"
#include "verify/bacula_tree.hpp"
#include "verify/bacula_volume_places.hpp"

using namespace outdesk;

namespace {

std::string big32(std::uint32_t value) {
  return {static_cast<char>(value >> 24), static_cast<char>(value >> 16), static_cast<char>(value >> 8), static_cast<char>(value)};
}
std::string big64(std::uint64_t value) { return big32(static_cast<std::uint32_t>(value >> 32)) + big32(static_cast<std::uint32_t>(value)); }

std::string bacula_record(std::int32_t index, std::int32_t stream, const std::string& data, std::size_t cut = std::string::npos) {
  return big32(static_cast<std::uint32_t>(index)) + big32(static_cast<std::uint32_t>(stream)) + big32(static_cast<std::uint32_t>(data.size())) + data.substr(0, cut);
}

std::string bacula_block(std::uint32_t number, std::uint32_t session, const std::string& records, bool checksum = true) {
  std::string rest = big32(static_cast<std::uint32_t>(24 + records.size())) + big32(number) + "BB02" + big32(session) + big32(77) + records;
  return big32(checksum ? static_cast<std::uint32_t>(crc32(0, reinterpret_cast<const Bytef*>(rest.data()), static_cast<uInt>(rest.size()))) : 0) + rest;
}

std::string bacula_label(bool ends, std::uint32_t files) {
  using namespace std::string_literals;
  std::string text = "Bacula 1.0 immortal\n\0"s + big32(11) + big32(9) + std::string(16, '\0') + "Pool\0Backup\0Job\0client\0Job.1\0Set\0"s + big32('B') + big32('F') + "md5\0"s;
  if (ends) text += big32(files) + big64(1000) + std::string(16, '\0') + big32(0) + big32('T');
  return bacula_record(ends ? kBaculaEnds : kBaculaBegins, 9, text);
}

const std::string kPlainStat = "P4A p4RT IGk B A A A DAI BAA I BrCGAc BrCGAc BrCGAc A A C";

std::string bacula_attributes(std::int32_t index, const std::string& path, const std::string& lstat = kPlainStat, const std::string& link = "") {
  using namespace std::string_literals;
  return bacula_record(index, 1, std::to_string(index) + " 3 " + path + "\0"s + lstat + "\0"s + link + "\0\0"s + "0\0"s);
}

std::string bacula_packed(const std::string& data) {
  std::string out(compressBound(data.size()), '\0');
  uLongf size = out.size();
  compress(reinterpret_cast<Bytef*>(out.data()), &size, reinterpret_cast<const Bytef*>(data.data()), data.size());
  out.resize(size);
  return out;
}

struct VolumeReading {
  std::vector<BaculaSeenFile> files;
  std::vector<BaculaVolumeFault> faults;
  std::optional<BaculaLabel> begin, end;
  std::int64_t blocks = 0, gaps = 0;
  bool foreign = false, too_large = false;
};

VolumeReading volume_reading_of(const std::string& volume, std::size_t digest = 32, std::int64_t max_bytes = 1 << 30, std::uint64_t end = 0) {
  TempFolder folder;
  std::ofstream(folder / "V") << volume;
  VerifyDesk desk;
  desk.read = [](std::uint64_t) {};
  VolumeReading found;
  BaculaFileStream files([&](std::int64_t) { return BaculaWanted{true, digest, true}; }, [&](BaculaSeenFile&& seen) { found.files.push_back(std::move(seen)); }, max_bytes);
  BaculaSessionReader reader({1, 77}, desk, files);
  BaculaStretch stretch;
  stretch.volume = "V";
  stretch.end = end ? end : volume.size() - 1;
  reader.read(folder / "V", stretch);
  reader.finish();
  files.finish();
  found.faults = reader.faults();
  found.begin = files.begin();
  found.end = files.end();
  found.blocks = reader.blocks();
  found.gaps = files.gaps();
  found.foreign = reader.foreign_format();
  found.too_large = files.too_large();
  return found;
}

std::string bacula_sum(const std::string& data) { return hex(sha256(data)); }

BaculaFileRow bacula_row(std::int64_t job, std::int64_t index, const std::string& path, const std::string& lstat = kPlainStat, const std::string& digest = "") { return {100 * job + index, job, index, lstat, digest, path}; }

BaculaTree bacula_tree_with(std::vector<std::pair<BaculaFileRow, std::size_t>> rows, const std::string& root = "") {
  BaculaTree tree;
  for (auto& [row, order] : rows) tree.add(std::move(row), order);
  tree.finish(root);
  return tree;
}

const std::string kFolderStat = "P4A p4Qx EHt C A A A BAA BAA I BrCGAb BrCGAc BrCGAc A A C";
const std::string kLinkStat = "P4A p4RU KH/ B A A A G BAA A BrCGAc BrCGAc BrCGAc A A C";
const std::string kHardFirst = "P4A p4Qy IGk C A A A O1 BAA I BrCGAq BrCGAb BrCGAc A A C";
const std::string kHardSecond = "P4A p4Qy IGk C A A A O1 BAA I BrCGAq BrCGAb BrCGAc D A C";  // of file index 3

}  // namespace

TEST_CASE("a session is read over blocks, with others between") {
  std::string data(3000, 'd'), whole = bacula_record(1, 2, data);
  std::string volume = bacula_block(0, 9, bacula_record(-2, 0, "volume label")) +
                       bacula_block(1, 1, bacula_label(false, 0) + bacula_attributes(1, "/s/a") + bacula_record(1, 2, data, 1000)) + bacula_block(2, 5, bacula_attributes(1, "/other/x")) +
                       bacula_block(3, 1, big32(1) + big32(static_cast<std::uint32_t>(-2)) + big32(2000) + data.substr(1000) + bacula_attributes(2, "/s/b") + bacula_label(true, 2));
  VolumeReading found = volume_reading_of(volume);
  CHECK(found.faults.empty());
  CHECK(found.blocks == 2);
  REQUIRE(found.files.size() == 2);
  CHECK(found.files[0].path == "/s/a");
  CHECK(found.files[0].stat->size == 12296);
  CHECK(hex(found.files[0].digest) == bacula_sum(data));
  CHECK(hex(*found.files[0].sha256) == bacula_sum(data));
  CHECK(found.files[0].whole);
  CHECK(found.files[1].path == "/s/b");
  REQUIRE((found.begin && found.end));
  CHECK((found.begin->job == 9 && found.begin->job_name == "Job.1" && found.end->files == 2 && found.end->status == 'T'));
}

TEST_CASE("a damaged block is told, what it held is not whole, and reading goes on behind it") {
  std::string first = bacula_block(0, 1, bacula_label(false, 0) + bacula_attributes(1, "/s/a") + bacula_record(1, 2, "one"));
  std::string second = bacula_block(1, 1, bacula_record(1, 2, "two") + bacula_attributes(2, "/s/b"));
  std::string third = bacula_block(2, 1, bacula_attributes(3, "/s/c") + bacula_record(3, 2, "three") + bacula_label(true, 3));
  for (std::size_t at = 0; at < second.size(); at += 7) {
    std::string bad = second;
    bad[at] = static_cast<char>(bad[at] ^ 4);
    VolumeReading found = volume_reading_of(first + bad + third);
    REQUIRE_MESSAGE(found.faults.size() == 1, at);
    CHECK(found.faults[0].fault == Fault::block_crc);
    CHECK(found.faults[0].offset == first.size());
    REQUIRE(found.files.size() == 2);
    CHECK_FALSE(found.files[0].whole);
    CHECK(found.files[1].path == "/s/c");
    CHECK(found.files[1].whole);
    CHECK(found.end);
  }
}

TEST_CASE("a volume that ends too early is told, wherever it ends") {
  std::string whole = bacula_block(0, 1, bacula_label(false, 0) + bacula_attributes(1, "/s/a") + bacula_record(1, 2, "one")) + bacula_block(1, 1, bacula_label(true, 1));
  for (std::size_t length = 24; length < whole.size(); length += 5) {
    VolumeReading found = volume_reading_of(whole.substr(0, length), 32, 1 << 30, whole.size() - 1);
    REQUIRE_MESSAGE(!found.faults.empty(), length);
    CHECK(found.faults.back().fault == Fault::truncated);
  }
}

TEST_CASE("blocks without a checksum are taken; another format is not") {
  CHECK(volume_reading_of(bacula_block(0, 1, bacula_attributes(1, "/s/a"), false)).files.size() == 1);
  std::string other = bacula_block(0, 1, bacula_attributes(1, "/s/a"));
  other[15] = '3';
  CHECK(volume_reading_of(other).foreign);
}

TEST_CASE("data that are packed, sparse or sealed") {
  std::string text(100'000, 'x');
  auto one = [&](std::int32_t stream, const std::string& data, std::size_t digest = 32) {
    VolumeReading found = volume_reading_of(bacula_block(0, 1, bacula_attributes(1, "/s/a") + bacula_record(1, stream, data)), digest);
    REQUIRE(found.files.size() == 1);
    return found.files[0];
  };
  CHECK(hex(*one(4, bacula_packed(text)).sha256) == bacula_sum(text));
  CHECK(one(4, bacula_packed(text)).bytes == 100'000);
  CHECK(one(4, bacula_packed(text).substr(0, 60)).unsound);
  CHECK(one(4, "not packed").unsound);
  BaculaSeenFile sparse = one(6, big64(5000) + "end");  // Bacula's digest leaves holes out
  CHECK(hex(*sparse.sha256) == bacula_sum(std::string(5000, '\0') + "end"));
  CHECK(hex(sparse.digest) == bacula_sum("end"));
  CHECK(sparse.bytes == 5003);
  CHECK(hex(*one(7, big64(10) + bacula_packed("end")).sha256) == bacula_sum(std::string(10, '\0') + "end"));
  CHECK(one(6, big64(std::uint64_t{1} << 62) + "end").unsound);
  CHECK(one(6, "short").unsound);
  CHECK(one(29, "lzo").sealed == "compressed with LZO");
  CHECK(one(20, "secret").sealed == "encrypted by the client");
  CHECK(one(2 | 1 << 28, "odd").sealed == "in a form that is not known here");
  CHECK(hex(one(2, "abc", 16).digest) == "900150983cd24fb0d6963f7d28e17f72");
  CHECK(hex(one(2, "abc", 20).digest) == "a9993e364706816aba3e25717850c26c9cd0d89d");
  CHECK(one(2, "abc", 64).digest.size() == 64);
}

TEST_CASE("what unpacks without end is not unpacked") {
  VolumeReading found = volume_reading_of(bacula_block(0, 1, bacula_attributes(1, "/s/a") + bacula_record(1, 4, bacula_packed(std::string(5'000'000, '\0')))), 32, 1'000'000);
  CHECK(found.too_large);
}

TEST_CASE("the digest of nothing, of every kind") {
  for (std::size_t length : {16UL, 20UL, 32UL, 64UL}) CHECK(is_digest_of_nothing(BaculaDigest(length).finish()));
  CHECK_FALSE(is_digest_of_nothing(""));
  CHECK_FALSE(is_digest_of_nothing(std::string(32, 'x')));
}

TEST_CASE("a volume that is full of false starts does not keep us") {
  std::string volume = bacula_block(0, 1, bacula_attributes(1, "/s/a")) + std::string(24, 'x');
  for (int i = 0; i < 200'000; ++i) volume += "BB02";
  VolumeReading found = volume_reading_of(volume);
  CHECK(found.faults.size() == 1);
}

TEST_CASE("a chain brings back the newest of each name, and not what was seen deleted") {
  BaculaTree tree = bacula_tree_with({{bacula_row(1, 1, "/srv/data/", kFolderStat), 0},
                               {bacula_row(1, 2, "/srv/data/a"), 0},
                               {bacula_row(1, 3, "/srv/data/b"), 0},
                               {bacula_row(1, 4, "/srv/data/sub/c"), 0},
                               {bacula_row(6, 1, "/srv/data/a", "P4A p4RT IGk B A A A G BAA I BrCGAc BrCGAc BrCGAc A A C"), 1},
                               {bacula_row(6, 0, "/srv/data/b"), 1}});
  CHECK(tree.root() == "/srv/data");
  CHECK(tree.files() == std::vector<std::string>{"a", "sub/c"});
  CHECK(tree.find("/srv/data/a")->job == 6);
  CHECK(tree.file_bytes() == 6 + 12296);
  CHECK(bacula_tree_with({{bacula_row(1, 1, "/etc/x"), 0}, {bacula_row(1, 2, "/home/y"), 0}}).root().empty());
  CHECK(bacula_tree_with({{bacula_row(1, 1, "/etc/x"), 0}, {bacula_row(1, 2, "/home/y"), 0}}).files() == std::vector<std::string>{"etc/x", "home/y"});
  CHECK(bacula_tree_with({{bacula_row(1, 1, "/srv/a/x"), 0}, {bacula_row(1, 2, "/srv/ab/y"), 0}}).root() == "/srv");
  CHECK(bacula_tree_with({{bacula_row(1, 1, "C:/Users/x"), 0}}).root() == "/C/Users");
  CHECK(bacula_tree_with({{bacula_row(1, 1, "/srv/a/x"), 0}, {bacula_row(1, 2, "/srv/b/y"), 0}}, "/srv/b/").files() == std::vector<std::string>{"y"});
}

TEST_CASE("hard links share their first name's data") {
  BaculaTree tree = bacula_tree_with({{bacula_row(1, 3, "/s/z", kHardFirst), 0}, {bacula_row(1, 4, "/s/a", kHardSecond), 0}, {bacula_row(1, 5, "/s/plain"), 0}});
  const BaculaEntry* second = tree.find("/s/a");
  REQUIRE(second);
  CHECK(tree.with_data(*second)->path == "/s/z");
  CHECK(tree.as_tree_entry(*second, "a").linked_to.empty());  // the first by name, as manifests tell it
  CHECK(tree.as_tree_entry(*tree.find("/s/z"), "z").linked_to == "a");
  CHECK(tree.file_bytes() == 949 + 12296);
  BaculaSelection chosen = bacula_selection(tree, {"a"});
  CHECK(chosen.ids.size() == 2);
  CHECK(chosen.helpers == std::vector<std::string>{"/s/z"});
  CHECK(bacula_selection(tree, {"a", "z"}).helpers.empty());
  CHECK(bacula_selection(tree, {"nope"}).unknown == "nope");
  CHECK(bacula_selection(tree, {}).entries == 3);
}

TEST_CASE("paths that lead out are told before anything is restored") {
  CHECK(bacula_tree_with({{bacula_row(1, 1, "/s/a"), 0}, {bacula_row(1, 2, "/s/../../etc/passwd"), 0}}).unsafe() == "/s/../../etc/passwd");
  CHECK(bacula_tree_with({{bacula_row(1, 1, "/s/l", kLinkStat), 0}, {bacula_row(1, 2, "/s/l/passwd"), 0}}).unsafe() == "/s/l/passwd");
  CHECK(bacula_tree_with({{bacula_row(1, 1, "/s/l", kLinkStat), 0}, {bacula_row(1, 2, "/s/l/deep/er/passwd"), 0}}).unsafe() == "/s/l/deep/er/passwd");
  CHECK(bacula_tree_with({{bacula_row(1, 1, "/s/", kFolderStat), 0}, {bacula_row(1, 2, "/s/..a/b.."), 0}, {bacula_row(1, 3, "/s/l", kLinkStat), 0}}).unsafe().empty());
}

TEST_CASE("volumes that are missing or short") {
  TempFolder folder;
  std::ofstream(folder / "Vol-1") << std::string(100, 'v');
  BaculaStretch stretch;
  stretch.volume = "Vol-1";
  stretch.volume_bytes = 100;
  CHECK(look_at_bacula_volume({folder.path()}, stretch).verdict == Verdict::ok);
  stretch.volume_bytes = 101;
  CHECK(look_at_bacula_volume({folder.path()}, stretch).fault == Fault::truncated);
  stretch.volume = "Vol-2";
  CHECK(look_at_bacula_volume({folder.path()}, stretch).fault == Fault::volume_missing);
  stretch.volume = "../Vol-1";
  CHECK(look_at_bacula_volume({folder.path() + "/."}, stretch).fault == Fault::volume_missing);
  CHECK(look_at_bacula_volume({}, stretch).verdict == Verdict::unknown);
  stretch.volume_type = 2;
  CHECK(look_at_bacula_volume({folder.path()}, stretch).verdict == Verdict::unknown);
}
