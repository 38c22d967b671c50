#include "verify/zip_records.hpp"

#include <zlib.h>

#include <algorithm>

namespace outdesk {

namespace {

constexpr std::uint32_t kSeeZip64 = 0xFFFFFFFF;

/// The Unicode name counts only while it belongs to the plain one (APPNOTE 4.6.9).
std::string name_of_record(std::string_view plain, const ZipExtras& extras) {
  constexpr std::size_t kNameAt = 5;
  if (extras.name.size() > kNameAt && zip_number(extras.name, 0, 1) == 1) {
    auto sum = crc32(0, reinterpret_cast<const Bytef*>(plain.data()), static_cast<uInt>(plain.size()));
    if (sum == zip_number(extras.name, 1, 4)) return std::string(extras.name.substr(kNameAt));
  }
  return std::string(plain);
}

}  // namespace

std::uint64_t zip_number(std::string_view bytes, std::size_t at, int size) {
  if (at > bytes.size() || bytes.size() - at < static_cast<std::size_t>(size)) return 0;
  std::uint64_t value = 0;
  for (int i = size - 1; i >= 0; --i) value = value << 8 | static_cast<unsigned char>(bytes[at + static_cast<std::size_t>(i)]);
  return value;
}

ZipExtras zip_extras(std::string_view bytes) {
  constexpr std::size_t kHead = 4;
  ZipExtras found;
  while (bytes.size() >= kHead) {
    std::uint64_t id = zip_number(bytes, 0, 2), size = zip_number(bytes, 2, 2);
    bytes.remove_prefix(kHead);
    if (size > bytes.size()) {
      found.whole = false;
      return found;
    }
    std::string_view field = bytes.substr(0, size);
    bytes.remove_prefix(size);
    if (id == 0x0001) found.zip64 = field;
    if (id == 0x7075) found.name = field;
    if (id == 0x5455) found.time |= !field.empty() && (field[0] & 1) != 0;
    if (id == 0x5855) found.time |= size >= 8, found.owner |= size >= 12;
    if (id == 0x7855) found.owner |= size >= 4;
    if (id == 0x7875) found.owner |= size >= 11;
  }
  found.whole = found.whole && bytes.find_first_not_of('\0') == bytes.npos;
  return found;
}

std::int64_t zip_record_length(std::string_view bytes, bool in_directory) {
  std::uint64_t length = in_directory ? kZipDirectoryHeader + zip_number(bytes, 28, 2) + zip_number(bytes, 30, 2) + zip_number(bytes, 32, 2)
                                      : kZipEntryHeader + zip_number(bytes, 26, 2) + zip_number(bytes, 28, 2);
  return static_cast<std::int64_t>(length);
}

ZipRecord zip_record(std::string_view bytes, bool in_directory) {
  std::size_t at = in_directory ? 8 : 6;  // flags, method, time, sum, sizes, lengths follow each other in both
  ZipRecord record;
  record.length = zip_record_length(bytes, in_directory);
  record.flags = static_cast<unsigned>(zip_number(bytes, at, 2));
  record.method = static_cast<unsigned>(zip_number(bytes, at + 2, 2));
  record.crc = static_cast<std::uint32_t>(zip_number(bytes, at + 8, 4));
  record.packed = zip_number(bytes, at + 12, 4);
  record.size = zip_number(bytes, at + 16, 4);
  std::size_t name_size = zip_number(bytes, at + 20, 2), extra_size = zip_number(bytes, at + 22, 2);
  if (in_directory) {
    record.made_by = static_cast<unsigned>(zip_number(bytes, 4, 2));
    record.disk = static_cast<unsigned>(zip_number(bytes, 34, 2));
    record.attributes = static_cast<std::uint32_t>(zip_number(bytes, 38, 4));
    record.offset = zip_number(bytes, 42, 4);
  }
  std::string_view names = bytes.substr(std::min(bytes.size(), in_directory ? kZipDirectoryHeader : kZipEntryHeader));
  ZipExtras extras = zip_extras(names.substr(std::min(names.size(), name_size), extra_size));
  record.name = name_of_record(names.substr(0, name_size), extras);
  record.owner = extras.owner;
  record.time = extras.time;
  record.whole = extras.whole && names.size() >= name_size + extra_size;
  std::size_t next = 0;
  for (std::uint64_t* value : {&record.size, &record.packed, &record.offset}) {
    if (*value != kSeeZip64 || (value == &record.offset && !in_directory)) continue;
    if (extras.zip64.size() < next + 8) record.sizes_hidden = true;
    else *value = zip_number(extras.zip64, next, 8);
    next += 8;
  }
  return record;
}

std::optional<ZipRecord> zip_entry_header(const ArchiveBytes& bytes, std::int64_t offset) {
  constexpr std::size_t kUsual = 256;
  std::string head = archive_piece(bytes, offset, kUsual);
  if (head.size() < kZipEntryHeader || !head.starts_with("PK\3\4")) return {};
  auto length = static_cast<std::size_t>(zip_record_length(head, false));
  if (length > head.size() && head.size() == kUsual) head = archive_piece(bytes, offset, length);
  if (length > head.size()) return {};
  return zip_record(std::string_view(head).substr(0, length), false);
}

}  // namespace outdesk
