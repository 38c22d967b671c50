#include <doctest/doctest.h>

#include "archive_samples.hpp"
#include "verify/tar_blocks.hpp"

using namespace outdesk;
using namespace outdesk::archive_samples;

namespace {

TarMaker three_files() { return TarMaker().file("a", std::string(3000, 'a')).file("b", std::string(3000, 'b')).file("c", std::string(700, 'c')); }
std::string tar_verdict(const std::string& bytes) { return first_word_of_walk(bytes, BackupKind::tar); }

}  // namespace

TEST_CASE("a tar archive is good with any padding, and by its own kind of packing") {
  for (std::size_t record : {512u, 10240u, 1u << 20}) CHECK(tar_verdict(three_files().whole(record)) == "3 entries, 3 files");
  CHECK(first_word_of_walk(gzipped(three_files().whole()), BackupKind::tgz) == "3 entries, 3 files");
  CHECK(first_word_of_walk(packed_by_libarchive(ARCHIVE_FILTER_XZ, three_files().whole()), BackupKind::txz) == "3 entries, 3 files");
  CHECK(first_word_of_walk(packed_by_libarchive(ARCHIVE_FILTER_ZSTD, three_files().whole()), BackupKind::tzst) == "3 entries, 3 files");
}

TEST_CASE("a tar archive that was cut off is seen wherever that was, between two entries too, where libarchive says nothing") {
  std::string whole = three_files().whole();
  constexpr std::size_t kSecond = 512 + 3072;
  for (std::size_t left : {std::size_t{100}, std::size_t{511}, std::size_t{512}, std::size_t{2000}, kSecond, kSecond + 1, kSecond + 300, 2 * kSecond + 512, three_files().open().size()})
    CHECK_MESSAGE(tar_verdict(whole.substr(0, left)) == "fail truncated", left);
  CHECK(tar_verdict(three_files().open() + std::string(512, '\0')) == "warn truncated");  // all entries are there
  CHECK(tar_verdict(whole.substr(0, whole.size() - 100)) == "warn truncated");
  CHECK(walked(whole.substr(0, kSecond), BackupKind::tar) == "fail truncated: the archive ends without its end mark (after 1 entry): it was cut off between two entries\n");
}

TEST_CASE("an end mark in the middle hides entries; an archive behind another, and bytes that are none, are garbage") {
  TarMaker first = TarMaker().file("a");
  std::string later = TarMaker().file("b").whole();
  CHECK(tar_verdict(first.open() + std::string(1024, '\0') + later) == "fail truncated");
  CHECK(tar_verdict(first.open() + std::string(512, '\0') + later) == "fail truncated");
  CHECK(tar_verdict(first.whole() + later) == "fail trailing-garbage");
  CHECK(tar_verdict(first.whole() + "x") == "fail trailing-garbage");
  CHECK(tar_verdict(first.whole() + std::string(5000, 'x')) == "fail trailing-garbage");
  CHECK(walked(first.whole() + later, BackupKind::tar).find("another archive with 1 header of an entry") != std::string::npos);
}

TEST_CASE("a damaged header, the first or a later one, is told from a file that is something else") {
  std::string whole = three_files().whole();
  CHECK(tar_verdict(with_bit_flipped(whole, 0)) == "fail header-checksum");
  CHECK(tar_verdict(with_bit_flipped(whole, 512 + 3072 + 1)) == "fail header-checksum");
  CHECK(tar_verdict(std::string(2000, 'x')) == "fail bad-magic");
  CHECK(walked(gzipped(whole), BackupKind::tar) == "fail bad-magic: inside is a gzip file and not a tar archive\n");
  CHECK(walked(whole, BackupKind::tgz) == "fail bad-magic: this is a tar archive and not a gzip file\n");
  CHECK(walked(gzipped(gzipped(whole)), BackupKind::tgz) == "fail bad-magic: inside is a gzip file and not a tar archive\n");
}

TEST_CASE("nothing inside is empty, unless nothing is expected") {
  CHECK(tar_verdict(TarMaker().whole()) == "fail empty");
  CHECK(tar_verdict(TarMaker().folder("only").whole()) == "fail empty");
  CHECK(first_word_of_walk(gzipped(""), BackupKind::tgz) == "fail empty");
  CHECK(walked(TarMaker().whole(), BackupKind::tar, {}, {}, 0) == "0 entries, 0 files\n");
}

TEST_CASE("limits: bytes, entries, and a small file that unpacks to very much") {
  CHECK(first_word_of_walk(three_files().whole(), BackupKind::tar, {}, {3000, 100}) == "fail expansion-limit");
  CHECK(first_word_of_walk(three_files().whole(), BackupKind::tar, {}, {6700, 100}) == "3 entries, 3 files");
  CHECK(first_word_of_walk(three_files().whole(), BackupKind::tar, {}, {1 << 20, 2}) == "fail expansion-limit");
  // 100 MiB of zeros behind the end mark, for a limit of 1 MiB.
  CHECK(first_word_of_walk(gzipped(three_files().whole() + std::string(100 << 20, '\0')), BackupKind::tgz, {}, {1 << 20, 100}) == "fail expansion-limit");
}

TEST_CASE("a name that comes again counts once, and a second name of a file is a file") {
  CHECK(tar_verdict(TarMaker().file("a").folder("d").file("a").folder("d").whole()) == "4 entries, 1 files");
  CHECK(tar_verdict(TarMaker().file("a").hard("b", "a").hard("c", "b").whole()) == "3 entries, 3 files");
  CHECK(tar_verdict(TarMaker().file("a").link("l", "a").hard("m", "l").whole()) == "3 entries, 1 files");
}

TEST_CASE("a device is no entry that a restore may make, a file that begins in another volume is not whole") {
  CHECK(walked(TarMaker().file("a").add({"null", '3', {}, {}}).whole(), BackupKind::tar) == "fail unsafe-entry: 1 entry is a device: 'null'; a test restore does not make them\n2 entries, 1 files\n");
  CHECK(tar_verdict(TarMaker().add({"a", 'M', "rest", {}}).file("b").whole()) == "fail volume-missing");
}

TEST_CASE("the tail of an archive: zeros in pieces of any size") {
  for (std::size_t piece : {1u, 100u, 512u, 5000u}) {
    TarTail tail(1024);
    for (std::size_t at = 0; at < 20480; at += piece) tail.add(std::string(std::min<std::size_t>(piece, 20480 - at), '\0'));
    CHECK_FALSE(tail.finish());
  }
  TarTail cut(0);
  cut.add(std::string(700, '\0'));
  CHECK(cut.finish()->verdict == Verdict::warn);
}
