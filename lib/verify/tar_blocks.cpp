#include "verify/tar_blocks.hpp"

#include <algorithm>
#include <array>

namespace outdesk {

namespace {

using namespace std::string_view_literals;

constexpr std::size_t kSumAt = 148, kSumSize = 8, kMagicAt = 257;
constexpr std::int64_t kTarRecord = 20 * static_cast<std::int64_t>(kTarBlock);  // what GNU tar and bsdtar pad to

std::optional<long> octal_of(std::string_view field) {
  long value = 0;
  std::size_t digits = 0;
  for (char c : field) {
    if (c >= '0' && c <= '7') value = value * 8 + (c - '0'), ++digits;
    else if (c != ' ' && c != '\0') return {};
  }
  return digits > 0 ? std::optional(value) : std::nullopt;
}

/// v7 archives have no mark of their own, but numbers in octal where they belong.
bool resembles_header(std::string_view block) {
  constexpr std::size_t kModeAt = 100, kSizeAt = 124, kTimeAt = 136;
  return block.substr(kMagicAt, 5) == "ustar" || (octal_of(block.substr(kModeAt, 8)) && octal_of(block.substr(kSizeAt, 12)) && octal_of(block.substr(kTimeAt, 12)));
}

}  // namespace

bool only_zeros(std::string_view bytes) { return bytes.find_first_not_of('\0') == bytes.npos; }

bool is_tar_header(std::string_view block) {
  if (block.size() < kTarBlock) return false;
  auto stated = octal_of(block.substr(kSumAt, kSumSize));
  if (!stated) return false;
  long plain = 0, with_signs = 0;  // old programs added signed characters
  for (std::size_t i = 0; i < kTarBlock; ++i) {
    char c = i >= kSumAt && i < kSumAt + kSumSize ? ' ' : block[i];
    plain += static_cast<unsigned char>(c);
    with_signs += static_cast<signed char>(c);
  }
  return *stated == plain || *stated == with_signs;
}

std::string archive_kind_of(std::string_view start) {
  struct Kind {
    std::string_view magic;
    const char* name;
  };
  static constexpr std::array kKinds = {
      Kind{"\x1F\x8B"sv, "a gzip file"}, Kind{"\xFD"
                                              "7zXZ\0"sv, "an xz file"},
      Kind{"\x28\xB5\x2F\xFD"sv, "a zstd file"}, Kind{"PK\3\4"sv, "a zip archive"}, Kind{"PK\5\6"sv, "a zip archive"}, Kind{"BZh"sv, "a bzip2 file"},
      Kind{"7z\xBC\xAF\x27\x1C"sv, "a 7z archive"}, Kind{"Rar!\x1A\7"sv, "a rar archive"}, Kind{"\x04\x22\x4D\x18"sv, "an lz4 file"}, Kind{"\x1F\x9D"sv, "a file of compress"},
      Kind{"LZIP"sv, "an lzip file"}, Kind{"SQLite format 3\0"sv, "an SQLite file"}, Kind{"PGDMP"sv, "a dump of pg_dump"}, Kind{"%PDF-"sv, "a PDF file"},
      Kind{"-----BEGIN PGP"sv, "an encrypted file (PGP)"}, Kind{"Salted__"sv, "an encrypted file (openssl)"}, Kind{"age-encryption.org/"sv, "an encrypted file (age)"}};
  for (const Kind& kind : kKinds)
    if (start.starts_with(kind.magic)) return kind.name;
  bool skippable = start.size() >= 4 && (static_cast<unsigned char>(start[0]) & 0xF0) == 0x50 && start.substr(1, 3) == "\x2A\x4D\x18"sv;
  if (skippable) return "a zstd file";
  return is_tar_header(start) ? "a tar archive" : "";
}

std::optional<ArchiveFault> fault_of_tar_start(std::string_view start) {
  std::string kind = archive_kind_of(start);
  if (kind == "a tar archive") return {};
  if (!kind.empty()) return ArchiveFault{Fault::bad_magic, "inside is " + kind + " and not a tar archive"};
  bool text = std::all_of(start.begin(), start.end(), [](char c) { return static_cast<unsigned char>(c) >= 0x20 || c == '\n' || c == '\r' || c == '\t'; });
  if (text && !start.empty()) return ArchiveFault{Fault::bad_magic, "this is text and not a tar archive"};
  if (start.size() < kTarBlock) return ArchiveFault{Fault::truncated, "it holds " + std::to_string(start.size()) + " bytes, less than a tar archive has"};
  std::string_view block = start.substr(0, kTarBlock);
  if (only_zeros(block)) return {};
  if (resembles_header(block)) return ArchiveFault{Fault::header_checksum, "the header of the first entry is damaged"};
  return ArchiveFault{Fault::bad_magic, "this is not a tar archive"};
}

void TarTail::add(std::string_view bytes) {
  while (!bytes.empty()) {
    if (rest_.empty() && bytes.size() >= kTarBlock) {
      block(bytes.substr(0, kTarBlock));
      bytes.remove_prefix(kTarBlock);
      continue;
    }
    std::size_t taken = std::min(kTarBlock - rest_.size(), bytes.size());
    rest_ += bytes.substr(0, taken);
    bytes.remove_prefix(taken);
    if (rest_.size() < kTarBlock) return;
    block(rest_);
    rest_.clear();
  }
}

void TarTail::block(std::string_view block) {
  if (!only_zeros(block)) {
    bool header = is_tar_header(block);
    if (!first_) first_ = at_, first_is_header_ = header;
    headers_ += header;
  }
  at_ += static_cast<std::int64_t>(kTarBlock);
}

std::optional<ArchiveFault> TarTail::finish() const {
  auto first = first_;
  if (!first && !only_zeros(rest_)) first = at_;
  if (!first) {
    if (rest_.empty()) return {};
    return ArchiveFault{Fault::truncated, "the padding behind the last entry ends in the middle of a block; all entries are there", Verdict::warn};
  }
  std::string place = "behind the end mark, from byte " + std::to_string(*first) + " on, ";
  if (headers_ == 0) return ArchiveFault{Fault::trailing_garbage, place + "stand bytes that are no part of the archive"};
  std::string hidden = std::to_string(headers_) + (headers_ == 1 ? " header of an entry" : " headers of entries");
  if (first_is_header_ && *first % kTarRecord == 0)
    return ArchiveFault{Fault::trailing_garbage, place + "stands another archive with " + hidden + ": a restore does not see it; pack the data anew into one archive"};
  return ArchiveFault{Fault::truncated, "the archive ends too early: " + place + "stand " + hidden + " that a restore does not see"};
}

}  // namespace outdesk
