#include "verify/gzip_source.hpp"

#include <zlib.h>

#include <new>
#include <string>
#include <vector>

#include "base/text.hpp"

namespace outdesk {

namespace {

class GzipSource : public ByteSource {
 public:
  explicit GzipSource(const ArchiveBytes& bytes) : packed_(plain_source(bytes)), out_(kSourceBlock) {
    constexpr int kWithGzipHeader = 16;
    if (inflateInit2(&stream_, MAX_WBITS + kWithGzipHeader) != Z_OK) throw std::bad_alloc();
  }
  GzipSource(const GzipSource&) = delete;
  ~GzipSource() override { inflateEnd(&stream_); }

  std::string_view next() override {
    stream_.next_out = reinterpret_cast<Bytef*>(out_.data());
    stream_.avail_out = static_cast<uInt>(out_.size());
    while (stream_.avail_out > 0 && !ended_) {
      if (!in_member_ && !begin_member()) break;
      if (stream_.avail_in == 0 && !refill()) throw ArchiveFault{Fault::truncated, "the gzip stream is cut off after " + std::to_string(taken_) + " bytes"};
      step();
    }
    return {out_.data(), out_.size() - stream_.avail_out};
  }

 private:
  bool refill() {
    std::string_view block = packed_->next();
    stream_.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(block.data()));
    stream_.avail_in = static_cast<uInt>(block.size());
    return !block.empty();
  }

  unsigned char take() {
    --stream_.avail_in;
    ++taken_;
    return *stream_.next_in++;
  }

  /// False where what follows is the end, or the padding before it.
  bool begin_member() {
    if (stream_.avail_in == 0 && !refill()) {
      ended_ = true;
      return false;
    }
    if (members_ == 0 || *stream_.next_in == 0x1F) {
      in_member_ = true;
      started_ = taken_;
      inflateReset(&stream_);
      return true;
    }
    std::int64_t end = taken_;
    while (stream_.avail_in > 0 || refill())
      if (take() != 0) throw ArchiveFault{Fault::trailing_garbage, "after the gzip stream ended at byte " + std::to_string(end) + " follow bytes that are none of it"};
    ended_ = true;
    return false;
  }

  void step() {
    uInt before = stream_.avail_in;
    int result = inflate(&stream_, Z_NO_FLUSH);
    taken_ += before - stream_.avail_in;
    if (result == Z_STREAM_END) {
      in_member_ = false;
      ++members_;
    } else if (result == Z_MEM_ERROR) {
      throw std::bad_alloc();
    } else if (result != Z_OK && result != Z_BUF_ERROR) {
      refuse_member();
    }
  }

  [[noreturn]] void refuse_member() {
    constexpr int kHeader = 10;
    std::string why = stream_.msg ? stream_.msg : "damaged";
    if (why == "incorrect header check" && taken_ - started_ <= kHeader) {
      if (members_ == 0) throw ArchiveFault{Fault::bad_magic, "this is not a gzip file"};
      throw ArchiveFault{Fault::trailing_garbage, "after the gzip stream ended at byte " + std::to_string(started_) + " follow bytes that are none of it"};
    }
    throw ArchiveFault{Fault::decompress, "the gzip stream is damaged before byte " + std::to_string(taken_) + ": " + printable(why)};
  }

  std::unique_ptr<ByteSource> packed_;
  std::vector<char> out_;
  z_stream stream_{};
  std::int64_t taken_ = 0, started_ = 0, members_ = 0;
  bool in_member_ = false, ended_ = false;
};

}  // namespace

std::unique_ptr<ByteSource> gzip_source(const ArchiveBytes& bytes) { return std::make_unique<GzipSource>(bytes); }

}  // namespace outdesk
