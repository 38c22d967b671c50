#include <doctest/doctest.h>

#include "archive_samples.hpp"
#include "verify/zip_records.hpp"

using namespace outdesk;
using namespace outdesk::archive_samples;

namespace {

const std::vector<std::pair<std::string, std::string>> kThree = {{"one.txt", std::string(400, '1')}, {"two.txt", std::string(400, '2')}, {"three.txt", std::string(400, '3')}};

std::string zip_verdict(const std::string& bytes, const std::string& password = {}) { return first_word_of_walk(bytes, BackupKind::zip, password); }

std::size_t nth(const std::string& bytes, const std::string& what, int n) {
  std::size_t at = bytes.find(what);
  while (n-- > 0) at = bytes.find(what, at + 1);
  return at;
}

}  // namespace

TEST_CASE("a zip archive is good with a program in front and with a long comment, which libarchive does not get over") {
  std::string zip = zip_of(kThree);
  CHECK(zip_verdict(zip) == "3 entries, 3 files");
  CHECK(zip_verdict("#!/bin/sh\nexit\n" + zip) == "3 entries, 3 files");
  std::string commented = zip.substr(0, zip.size() - 2) + "\x60\xEA" + std::string(60000, 'c');
  CHECK(zip_verdict(commented) == "3 entries, 3 files");
  CHECK(zip_verdict(zip_of(kThree, "zip:compression=deflate")) == "3 entries, 3 files");
}

TEST_CASE("contents that do not have their sum are damage, though libarchive only warns; the other entries are read") {
  std::string zip = zip_of(kThree);
  CHECK(zip_verdict(with_bit_flipped(zip, zip.find("2222") + 100)) == "fail block-crc");
  std::string both = with_bit_flipped(with_bit_flipped(zip, zip.find("2222") + 100), zip.find("3333") + 7);
  CHECK(walked(both, BackupKind::zip).find("'two.txt': its contents are damaged") != std::string::npos);
  CHECK(walked(both, BackupKind::zip).find(" and 1 more\n3 entries, 3 files\n") != std::string::npos);
}

TEST_CASE("without its directory, or with a damaged one, the archive says how much can still be read") {
  std::string zip = zip_of(kThree);
  std::size_t directory = zip.find("PK\1\2");
  CHECK(walked(zip.substr(0, directory), BackupKind::zip) ==
        "fail index-missing: the archive has no directory at its end: it was cut off, or its writer was stopped; 2 entries can still be read one after another, as 'zip -FF' does\n");
  CHECK(walked(zip.substr(0, zip.find("3333") + 10), BackupKind::zip).find("2 entries can still be read") != std::string::npos);
  CHECK(zip_verdict(with_bit_flipped(zip, nth(zip, "PK\1\2", 1) + 1)) == "fail index-missing");
  CHECK(zip_verdict(with_bit_flipped(zip, zip.find("PK\5\6") + 10)) == "fail volume-missing");
  CHECK(zip_verdict(zip.substr(0, zip.size() - 10)) == "fail index-missing");
  // An archive that was cut off right behind an archive inside of it.
  std::string outer = zip_of({{"first", "1"}, {"inner.zip", zip}, {"last", "3"}});
  CHECK(zip_verdict(outer) == "3 entries, 3 files");
  CHECK(zip_verdict(outer.substr(0, outer.find("PK\5\6") + 22)) == "fail index-missing");
}

TEST_CASE("headers that say something else than the directory are damaged: names, sums, places") {
  std::string zip = zip_of(kThree);
  CHECK(zip_verdict(with_bit_flipped(zip, nth(zip, "two.txt", 0))) == "fail header-checksum");
  CHECK(zip_verdict(with_bit_flipped(zip, nth(zip, "two.txt", 1))) == "fail header-checksum");
  CHECK(zip_verdict(with_bit_flipped(zip, nth(zip, "PK\3\4", 1))) == "fail header-checksum");
  CHECK(zip_verdict(with_bit_flipped(zip, nth(zip, "PK\1\2", 2) + 16)) != "3 entries, 3 files");  // the sum
  CHECK(zip_verdict(with_bit_flipped(zip, nth(zip, "PK\1\2", 2) + 42)) == "fail header-checksum");
  CHECK(walked(zip.replace(nth(zip, "PK\1\2", 1) + 42, 4, std::string(4, '\0')), BackupKind::zip).find("'two.txt', its header has the name 'one.txt'") != std::string::npos);
}

TEST_CASE("entries over each other are a bomb, whatever they are called") {
  std::string zip = zip_of({{"a", std::string(400, '1')}, {"a", std::string(400, '1')}});
  zip.replace(nth(zip, "PK\1\2", 1) + 42, 4, std::string(4, '\0'));
  CHECK(zip_verdict(zip) == "fail unsafe-entry");
}

TEST_CASE("what is behind the archive, and what is no zip archive") {
  using namespace std::string_view_literals;
  CHECK(zip_verdict("plain text, long enough to be something") == "fail bad-magic");
  CHECK(walked(TarMaker().file("a").whole(), BackupKind::zip) == "fail bad-magic: this is a tar archive and not a zip archive\n");
  CHECK(zip_verdict(std::string("PK\5\6") + std::string(18, '\0')) == "fail empty");
  std::string last = std::string("PK\5\6\2\0\2\0"sv) + std::string(14, '\0');
  CHECK(zip_verdict("data" + last) == "fail volume-missing");
  std::string behind = zip_of(kThree) + "garbage";
  CHECK(ZipDirectory::read(*bytes_in_memory(behind), {}).trailing());
  CHECK_FALSE(ZipDirectory::read(*bytes_in_memory(zip_of(kThree)), {}).trailing());
  CHECK(ZipDirectory::read(*bytes_in_memory(behind), {}).sizes() == 1200);
}

TEST_CASE("limits are kept by what the directory announces, before anything is unpacked") {
  CHECK(first_word_of_walk(zip_of(kThree), BackupKind::zip, {}, {1199, 100}) == "fail expansion-limit");
  CHECK(first_word_of_walk(zip_of(kThree), BackupKind::zip, {}, {1200, 100}) == "3 entries, 3 files");
  CHECK(first_word_of_walk(zip_of(kThree), BackupKind::zip, {}, {1 << 20, 2}) == "fail expansion-limit");
}

TEST_CASE("records: extra fields of any form, the larger sizes, and numbers at the edge") {
  using namespace std::string_view_literals;
  CHECK(zip_number("\x01\x02\x03"sv, 0, 2) == 0x0201);
  CHECK(zip_number("\x01\x02\x03"sv, 2, 2) == 0);
  CHECK(zip_number("\x01"sv, 9, 4) == 0);
  CHECK(zip_extras("\x55\x54\x05\0\x01zeit"sv).time);
  CHECK_FALSE(zip_extras("\x55\x54\x09\0\x01zeit"sv).whole);
  CHECK(zip_extras("\0\0\0"sv).whole);
  CHECK_FALSE(zip_extras("\0\0\1"sv).whole);
  CHECK(zip_extras("\x75\x78\x0B\0\1\4aaaa\4bbbb"sv).owner);
}
