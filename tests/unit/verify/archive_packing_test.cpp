#include <doctest/doctest.h>

#include "archive_samples.hpp"
#include "verify/gzip_source.hpp"
#include "verify/packed_source.hpp"

using namespace outdesk;
using namespace outdesk::archive_samples;

namespace {

std::string unpacked_or_fault(ByteSource& source) {
  std::string out;
  try {
    for (std::string_view piece; !(piece = source.next()).empty();) out += piece;
  } catch (const ArchiveFault& fault) {
    return std::string(name_of(fault.verdict)) + " " + std::string(name_of(fault.fault));
  }
  return out;
}

std::string gunzipped(const std::string& bytes) { return unpacked_or_fault(*gzip_source(*bytes_in_memory(bytes))); }
std::string unxz(const std::string& bytes) { return unpacked_or_fault(*packed_source(*bytes_in_memory(bytes), Packing::xz)); }
std::string unzstd(const std::string& bytes) { return unpacked_or_fault(*packed_source(*bytes_in_memory(bytes), Packing::zstd)); }

std::string sample_text() {
  std::string text;
  for (int i = 0; i < 60000; ++i) text += std::to_string(i * 7919) + "\n";
  return text;
}

}  // namespace

TEST_CASE("gzip: several members, empty ones among them, and zeros behind the last are one good stream") {
  std::string text = sample_text(), packed = gzipped(text);
  CHECK(gunzipped(packed) == text);
  CHECK(gunzipped(gzipped("") + packed + gzipped("") + gzipped("end")) == text + "end");
  CHECK(gunzipped(packed + std::string(70000, '\0')) == text);
  CHECK(gunzipped(gzipped("")).empty());
}

TEST_CASE("gzip: what libarchive passes over is seen, the sum and the length of each member, and garbage behind") {
  std::string packed = gzipped(sample_text());
  CHECK(gunzipped(with_bit_flipped(packed, packed.size() - 8)) == "fail decompress");
  CHECK(gunzipped(with_bit_flipped(packed, packed.size() - 1)) == "fail decompress");
  CHECK(gunzipped(with_bit_flipped(packed, packed.size() / 2, 3)) == "fail decompress");
  CHECK(gunzipped(packed + "x") == "fail trailing-garbage");
  CHECK(gunzipped(packed + std::string(5, '\0') + "x") == "fail trailing-garbage");
  CHECK(gunzipped(packed + "\x1Fnot a member") == "fail trailing-garbage");
  CHECK(gunzipped(packed + with_bit_flipped(gzipped("second"), 14)) == "fail decompress");
  for (std::size_t left : {std::size_t{3}, std::size_t{9}, packed.size() / 2, packed.size() - 9, packed.size() - 1}) CHECK(gunzipped(packed.substr(0, left)) == "fail truncated");
  CHECK(gunzipped("no gzip file at all") == "fail bad-magic");
}

TEST_CASE("xz: several streams and padding in fours are good; damage anywhere, and bytes behind, are seen") {
  std::string text = sample_text(), packed = packed_by_libarchive(ARCHIVE_FILTER_XZ, text);
  CHECK(unxz(packed) == text);
  CHECK(unxz(packed + packed) == text + text);
  CHECK(unxz(packed + std::string(8, '\0') + packed + std::string(4, '\0')) == text + text);
  CHECK(unxz(with_bit_flipped(packed, packed.size() / 2)) == "fail decompress");
  CHECK(unxz(with_bit_flipped(packed, packed.size() - 20)) == "fail decompress");
  CHECK(unxz(packed.substr(0, packed.size() / 2)) == "fail truncated");
  CHECK(unxz(packed.substr(0, packed.size() - 1)) == "fail truncated");
  CHECK(unxz(packed + packed.substr(0, packed.size() / 2)) == "fail truncated");
  for (const char* garbage : {"x", "garbage", "more than twelve bytes of garbage"}) CHECK(unxz(packed + garbage) == "fail trailing-garbage");
  CHECK(unxz(packed + std::string(3, '\0')) == "fail trailing-garbage");
  CHECK(unxz(packed_by_libarchive(ARCHIVE_FILTER_XZ, packed)) == "fail bad-magic");
}

TEST_CASE("zstd: several frames and skippable ones are good; a first block that is cut off is no empty file") {
  using namespace std::string_view_literals;
  std::string text = sample_text(), packed = packed_by_libarchive(ARCHIVE_FILTER_ZSTD, text);
  CHECK(unzstd(packed) == text);
  CHECK(unzstd(packed + packed) == text + text);
  CHECK(unzstd(std::string("\x50\x2A\x4D\x18\x04\0\0\0abcd"sv) + packed) == text);
  CHECK(unzstd(packed.substr(0, packed.size() / 2)) == "fail truncated");
  CHECK(unzstd(packed.substr(0, 20)) == "fail truncated");
  CHECK(unzstd(packed + "garbage!") == "fail trailing-garbage");
  CHECK(unzstd(with_bit_flipped(packed, 40)) != text);
}
