#include "verify/bacula_files.hpp"

#include <zlib.h>

#include <algorithm>
#include <array>

#include "base/text.hpp"
#include "verify/bacula_bytes.hpp"

namespace outdesk {

namespace {

/// Numbers of streams.h.
enum BaculaStreamKind {
  kAttributes = 1, kData = 2, kMd5 = 3, kGzipData = 4, kAttributesMore = 5, kSparseData = 6, kSparseGzipData = 7, kSha1 = 10, kWin32Data = 11,
  kWin32GzipData = 12, kSha256 = 17, kSha512 = 18, kFirstEncrypted = 20, kLastEncrypted = 25, kPluginData = 27, kPackedData = 29, kWin32PackedData = 31, kEncryptedPacked = 32, kLastData = 33
};
constexpr std::int32_t kStreamType = 0x7FF;       // the rest are flags
constexpr std::int32_t kHarmlessFlags = 1 << 30;  // STREAM_BIT_64

bool is_digest_stream(std::int32_t kind) { return kind == kMd5 || kind == kSha1 || kind == kSha256 || kind == kSha512; }

/// Why data of that kind cannot be read here; "" where they can.
std::string sealed_kind(std::int32_t stream) {
  std::int32_t kind = stream & kStreamType;
  if ((kind >= kFirstEncrypted && kind <= kLastEncrypted) || kind == kEncryptedPacked || kind == kLastData) return "encrypted by the client";
  if (kind >= kPackedData && kind <= kWin32PackedData) return "compressed with LZO";
  if (kind == kPluginData) return "of a plug-in";
  if (stream & ~kStreamType & ~kHarmlessFlags) return "in a form that is not known here";
  return {};
}

bool is_data(std::int32_t kind) {
  return kind == kData || kind == kGzipData || kind == kSparseData || kind == kSparseGzipData || kind == kWin32Data || kind == kWin32GzipData || (kind >= kFirstEncrypted && kind <= kLastEncrypted) ||
         (kind >= kPluginData && kind <= kLastData && kind != 28);  // 28: an object of a plug-in
}

}  // namespace

BaculaFileStream::~BaculaFileStream() = default;

void BaculaFileStream::start(std::int64_t index) {
  finish();
  wanted_ = ask_(index);
  file_.emplace();
  file_->index = index;
  digest_.reset();
  makes_sha256_ = wanted_.data && (wanted_.sha256 || wanted_.digest == sizeof(Digest));
  if (wanted_.data && wanted_.digest > 0 && wanted_.digest != sizeof(Digest)) digest_.emplace(wanted_.digest);
}

void BaculaFileStream::finish() {
  if (!file_) return;
  BaculaSeenFile seen = std::move(*file_);
  file_.reset();
  if (digest_) seen.digest = digest_->finish();
  if (makes_sha256_) {
    Digest sum = sha256_.finish();
    if (wanted_.digest == sum.size() && !digest_) seen.digest = bytes_of(sum);
    if (wanted_.sha256) seen.sha256 = sum;
  }
  take_(std::move(seen));
}

void BaculaFileStream::gap() {
  ++gaps_;
  if (file_) file_->whole = false;
}

void BaculaFileStream::record(std::int32_t index, std::int32_t stream, std::string_view data) {
  if (index < 0) {
    auto label = read_bacula_label(index, data);
    if (label) (label->ends ? end_ : begin_) = *label;
    return;
  }
  if (index == 0 || stream <= 0) return;
  if (index > last_) {
    enough_ = true;
    return;
  }
  std::int32_t kind = stream & kStreamType;
  if (!file_ || file_->index != index) {
    bool headless = kind != kAttributes && kind != kAttributesMore;
    start(index);
    if (headless) file_->whole = false;  // its start was lost
  }
  if (kind == kAttributes || kind == kAttributesMore) return attributes(data);
  if (is_digest_stream(kind)) return static_cast<void>(file_->kept_digest = data);
  if (is_data(kind)) file_data(stream, data);
}

/// "index type path\0lstat\0link\0…"
void BaculaFileStream::attributes(std::string_view data) {
  std::size_t space = data.find(' ');
  space = space == data.npos ? space : data.find(' ', space + 1);
  if (space == data.npos) return static_cast<void>(file_->whole = false);
  BigEndianText text(data.substr(space + 1));
  file_->path = text.word();
  file_->stat = read_bacula_stat(text.word());
  file_->link = text.word();
  if (!text.sound() || !file_->stat) file_->whole = false;
}

void BaculaFileStream::file_data(std::int32_t stream, std::string_view data) {
  file_->has_data = true;
  if (!wanted_.data || !file_->sealed.empty() || left_ < 0) return;
  if (file_->sealed = sealed_kind(stream); !file_->sealed.empty()) return;
  std::int32_t kind = stream & kStreamType;
  if (kind == kSparseData || kind == kSparseGzipData) {
    if (data.size() < 8) return static_cast<void>(file_->unsound = true);
    std::uint64_t to = static_cast<std::uint64_t>(big_endian_32(data, 0)) << 32 | big_endian_32(data, 4);
    constexpr std::int64_t grown = 1 << 30;  // meanwhile
    if (!file_->stat || to > static_cast<std::uint64_t>(file_->stat->size) + grown) return static_cast<void>(file_->unsound = true);
    // The client leaves holes out of its digest; sums of others have them.
    if (!digest_ && wanted_.digest == sizeof(Digest) && file_->bytes == 0) digest_.emplace(wanted_.digest);
    hash_hole(to);
    data.remove_prefix(8);
  }
  bool packed = kind == kGzipData || kind == kSparseGzipData || kind == kWin32GzipData;
  if (!packed) hash(data);
  else if (!inflate_into(data)) file_->unsound = true;
}

/// Each record of packed data is a zlib stream of its own.
bool BaculaFileStream::inflate_into(std::string_view packed) {
  z_stream stream{};
  if (inflateInit(&stream) != Z_OK) throw std::bad_alloc();
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(packed.data()));
  stream.avail_in = static_cast<uInt>(packed.size());
  std::array<char, 65536> out;
  int state = Z_OK;
  while (state == Z_OK && left_ >= 0) {
    stream.next_out = reinterpret_cast<Bytef*>(out.data());
    stream.avail_out = out.size();
    state = inflate(&stream, Z_NO_FLUSH);
    hash({out.data(), out.size() - stream.avail_out});
    if (state == Z_OK && stream.avail_in == 0 && stream.avail_out != 0) break;  // cut off
  }
  inflateEnd(&stream);
  return state == Z_STREAM_END;
}

void BaculaFileStream::hash(std::string_view bytes) {
  if (digest_) digest_->add(bytes);
  hash_told(bytes);
}

void BaculaFileStream::hash_told(std::string_view bytes) {
  if ((left_ -= static_cast<std::int64_t>(bytes.size())) < 0) return;
  file_->bytes += static_cast<std::int64_t>(bytes.size());
  if (makes_sha256_) sha256_.add(bytes);
}

/// A sparse file's hole up to byte `to` is zeros.
void BaculaFileStream::hash_hole(std::uint64_t to) {
  static const std::array<char, 65536> zeros{};
  while (left_ >= 0 && static_cast<std::uint64_t>(file_->bytes) < to)
    hash_told({zeros.data(), static_cast<std::size_t>(std::min<std::uint64_t>(zeros.size(), to - static_cast<std::uint64_t>(file_->bytes)))});
}

}  // namespace outdesk
