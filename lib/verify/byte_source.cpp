#include "verify/byte_source.hpp"

#include <algorithm>
#include <vector>

namespace outdesk {

namespace {

class PlainSource : public ByteSource {
 public:
  explicit PlainSource(const ArchiveBytes& bytes) : bytes_(bytes), buffer_(kSourceBlock) {}
  std::string_view next() override {
    std::size_t got = at_ < bytes_.size() ? bytes_.read_at(at_, buffer_.data(), buffer_.size()) : 0;
    at_ += static_cast<std::int64_t>(got);
    return {buffer_.data(), got};
  }
  std::int64_t skip(std::int64_t count) override {
    std::int64_t skipped = std::clamp<std::int64_t>(count, 0, std::max<std::int64_t>(0, bytes_.size() - at_));
    at_ += skipped;
    return skipped;
  }

 private:
  const ArchiveBytes& bytes_;
  std::vector<char> buffer_;
  std::int64_t at_ = 0;
};

}  // namespace

std::unique_ptr<ByteSource> plain_source(const ArchiveBytes& bytes) { return std::make_unique<PlainSource>(bytes); }

}  // namespace outdesk
