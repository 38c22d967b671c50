#include "verify/zip_link.hpp"

#include <zlib.h>

#include "verify/zip_records.hpp"

namespace outdesk {

namespace {

constexpr std::size_t kCryptHeader = 12;
constexpr std::int64_t kLongestTarget = 4096;

/// APPNOTE 6.1.5 to 6.1.7.
class ZipKeys {
 public:
  explicit ZipKeys(std::string_view password) {
    for (char c : password) update(static_cast<unsigned char>(c));
  }
  void open(std::string& bytes) {
    for (char& c : bytes) {
      std::uint32_t both = (keys_[2] | 2) & 0xFFFF;
      auto plain = static_cast<unsigned char>(static_cast<unsigned char>(c) ^ ((both * (both ^ 1)) >> 8 & 0xFF));
      c = static_cast<char>(plain);
      update(plain);
    }
  }

 private:
  static std::uint32_t sum(std::uint32_t key, std::uint32_t byte) { return static_cast<std::uint32_t>(get_crc_table()[(key ^ byte) & 0xFF]) ^ key >> 8; }
  void update(unsigned char byte) {
    constexpr std::uint32_t kFactor = 134775813;
    keys_[0] = sum(keys_[0], byte);
    keys_[1] = (keys_[1] + (keys_[0] & 0xFF)) * kFactor + 1;
    keys_[2] = sum(keys_[2], keys_[1] >> 24);
  }
  std::uint32_t keys_[3] = {0x12345678, 0x23456789, 0x34567890};
};

std::optional<std::string> inflated(std::string packed) {
  std::string out(kLongestTarget, '\0');
  z_stream stream{};
  if (inflateInit2(&stream, -MAX_WBITS) != Z_OK) throw std::bad_alloc();
  stream.next_in = reinterpret_cast<Bytef*>(packed.data());
  stream.avail_in = static_cast<uInt>(packed.size());
  stream.next_out = reinterpret_cast<Bytef*>(out.data());
  stream.avail_out = static_cast<uInt>(out.size());
  int result = inflate(&stream, Z_FINISH);
  out.resize(stream.total_out);
  inflateEnd(&stream);
  return result == Z_STREAM_END ? std::optional(out) : std::nullopt;
}

}  // namespace

std::optional<std::string> encrypted_zip_link(const ArchiveBytes& bytes, const ZipPlace& place, const std::string& password) {
  auto header = zip_entry_header(bytes, place.offset);
  if (!header || password.empty() || header->packed > kLongestTarget || place.packed > kLongestTarget || place.packed <= static_cast<std::int64_t>(kCryptHeader)) return {};
  std::string data = archive_piece(bytes, place.offset + header->length, static_cast<std::size_t>(place.packed));
  if (static_cast<std::int64_t>(data.size()) < place.packed) return {};
  ZipKeys(password).open(data);
  data.erase(0, kCryptHeader);
  std::optional<std::string> target;
  if (header->method == 0) target = data;
  if (header->method == Z_DEFLATED) target = inflated(std::move(data));
  if (!target) return {};
  auto sum = crc32(0, reinterpret_cast<const Bytef*>(target->data()), static_cast<uInt>(target->size()));
  return sum == place.crc && target->find('\0') == target->npos ? target : std::nullopt;
}

}  // namespace outdesk
