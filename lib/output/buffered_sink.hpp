// Many small pieces, few large writes.
#pragma once

#include <functional>
#include <string>
#include <string_view>

namespace outdesk {

/// Collects bytes and hands them to the sink in pieces of about 32 KB.  flush() must be called at the
/// end: a destructor could not report a full disk.
class BufferedSink {
 public:
  explicit BufferedSink(const std::function<void(std::string_view)>& sink) : sink_(sink) {}
  BufferedSink(const BufferedSink&) = delete;

  BufferedSink& put(std::string_view bytes) {
    buffer_ += bytes;
    if (buffer_.size() >= kPiece) flush();
    return *this;
  }
  BufferedSink& put(char byte) { return put(std::string_view(&byte, 1)); }
  void flush() {
    if (!buffer_.empty()) sink_(buffer_);
    buffer_.clear();
  }

 private:
  static constexpr std::size_t kPiece = 32u << 10;
  const std::function<void(std::string_view)>& sink_;
  std::string buffer_;
};

}  // namespace outdesk
