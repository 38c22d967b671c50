// Big-endian numbers and words that end with NUL, as Bacula's volumes have them.
#pragma once

#include <cstdint>
#include <string_view>

namespace outdesk {

/// The number at `at`; there must be four bytes.
inline std::uint32_t big_endian_32(std::string_view bytes, std::size_t at) {
  std::uint32_t value = 0;
  for (std::size_t i = 0; i < 4; ++i) value = value << 8 | static_cast<unsigned char>(bytes[at + i]);
  return value;
}

/// Reads one after the other; what does not fit makes it unsound, and everything behind it 0 and "".
class BigEndianText {
 public:
  explicit BigEndianText(std::string_view bytes) : left_(bytes) {}
  bool sound() const { return sound_; }
  std::uint32_t number32() {
    std::string_view bytes = taken(4);
    return bytes.size() == 4 ? big_endian_32(bytes, 0) : 0;
  }
  std::string_view word() {
    std::size_t end = left_.find('\0');
    if (end == left_.npos) {
      sound_ = false;
      left_ = {};
      return {};
    }
    std::string_view word = left_.substr(0, end);
    left_.remove_prefix(end + 1);
    return word;
  }
  void skip(std::size_t length) { taken(length); }

 private:
  std::string_view taken(std::size_t length) {
    if (left_.size() < length) {
      sound_ = false;
      left_ = {};
      return {};
    }
    std::string_view bytes = left_.substr(0, length);
    left_.remove_prefix(length);
    return bytes;
  }
  std::string_view left_;
  bool sound_ = true;
};

}  // namespace outdesk
