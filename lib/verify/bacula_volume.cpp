#include "verify/bacula_volume.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>
#include <zlib.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>

#include "base/child_process.hpp"
#include "base/interrupt.hpp"
#include "base/text.hpp"
#include "verify/bacula_bytes.hpp"

namespace outdesk {

namespace {

constexpr std::size_t kBlockHeader = 24, kRecordHeader = 12;
constexpr std::uint32_t kLargestBlock = 20'000'000;     // Bacula's own limit
constexpr std::uint32_t kLargestRecord = 64u << 20;     // far above any network buffer
constexpr std::size_t kReadAhead = 1 << 20;
constexpr std::int64_t kSearchWork = std::int64_t{2} << 30;  // bytes looked at again in search of sound blocks, so that no volume can keep us

}  // namespace

/// A volume's file with a window of it in memory.
struct BaculaSessionReader::Volume {
  Descriptor file;
  std::string name;
  std::uint64_t size = 0, at = 0;
  int error = 0;
  std::string window;

  /// `length` bytes at `offset`; fewer where the file ends or cannot be read.
  std::string_view bytes(std::uint64_t offset, std::size_t length, std::uint64_t& read_so_far, const VerifyDesk& desk) {
    if (offset < at || offset + length > at + window.size()) {
      window.resize(std::max(length, kReadAhead));
      at = offset;
      std::size_t have = 0;
      while (have < window.size()) {
        ssize_t got = pread(file.get(), window.data() + have, window.size() - have, static_cast<off_t>(offset + have));
        if (got < 0 && errno == EINTR) continue;
        if (got < 0) error = errno;
        if (got <= 0) break;
        have += static_cast<std::size_t>(got);
      }
      window.resize(have);
      read_so_far += have;
      desk.read(have);
      stop_where_asked();
    }
    std::string_view all(window);
    return offset - at >= all.size() ? std::string_view{} : all.substr(offset - at, length);
  }
};

void BaculaSessionReader::fault(Fault fault, const std::string& volume, std::uint64_t offset, std::string what) {
  for (BaculaVolumeFault& known : faults_)
    if (known.fault == fault && known.volume == volume) return static_cast<void>(++known.times);
  faults_.push_back({fault, volume, std::move(what), offset, 1});
}

void BaculaSessionReader::read(const std::string& file, const BaculaStretch& stretch) {
  Volume volume;
  volume.name = stretch.volume;
  volume.file = Descriptor(open(file.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY));
  struct stat found {};
  if (!volume.file.open() || fstat(volume.file.get(), &found) != 0 || !S_ISREG(found.st_mode))
    return fault(errno == ENOENT ? Fault::volume_missing : Fault::access_denied, stretch.volume, 0, std::string("cannot be opened: ") + std::strerror(errno));
  volume.size = static_cast<std::uint64_t>(found.st_size);
  std::string_view label = volume.bytes(0, kBlockHeader, bytes_, desk_);
  if (label.size() == kBlockHeader && label.substr(12, 2) == "BB" && label.substr(12, 4) != "BB02") return static_cast<void>(foreign_ = true);
  std::uint64_t offset = first_block(volume, stretch.start);
  while (offset <= stretch.end && !records_.enough()) {
    if (offset + kBlockHeader > volume.size) {
      drop_open();
      records_.gap();
      return fault(Fault::truncated, volume.name, volume.size, "it ends at byte " + std::to_string(volume.size) + "; the job's data go on to byte " + std::to_string(stretch.end));
    }
    auto next = block_at(volume, offset);
    if (!next) return;
    offset = *next;
  }
}

/// Where the first block at or behind `start` is: there, but for catalogs that count otherwise.
std::uint64_t BaculaSessionReader::first_block(Volume& volume, std::uint64_t start) {
  auto size_at = [&](std::uint64_t offset) -> std::uint32_t {
    std::string_view header = volume.bytes(offset, kBlockHeader, bytes_, desk_);
    if (header.size() < kBlockHeader || header.substr(12, 4) != "BB02") return 0;
    std::uint32_t size = big_endian_32(header, 4);
    return size >= kBlockHeader && size <= kLargestBlock ? size : 0;
  };
  if (size_at(start) > 0) return start;
  std::uint64_t offset = 0;
  while (offset < start) {
    std::uint32_t size = size_at(offset);
    if (size == 0) return start;  // the way is damaged; say so of the place itself
    if (offset + size > start) return offset;
    offset += size;
  }
  return start;
}

/// Reads the block there and returns where the next one is; past a damaged block, the next one that is whole.
std::optional<std::uint64_t> BaculaSessionReader::block_at(Volume& volume, std::uint64_t offset) {
  std::string_view header = volume.bytes(offset, kBlockHeader, bytes_, desk_);
  bool headed = header.size() == kBlockHeader && header.substr(12, 4) == "BB02";
  std::uint32_t size = headed ? big_endian_32(header, 4) : 0;
  if (headed && size >= kBlockHeader && size <= kLargestBlock) {
    std::string_view block = volume.bytes(offset, size, bytes_, desk_);
    if (block.size() < size) {
      drop_open();
      records_.gap();
      fault(Fault::truncated, volume.name, offset, (volume.error ? std::string("reading fails (") + std::strerror(volume.error) + ")" : std::string("it ends")) + " within the block at byte " + std::to_string(offset));
      return {};
    }
    std::uint32_t sum = big_endian_32(block, 0);
    bool ours = big_endian_32(block, 16) == session_.id && big_endian_32(block, 20) == session_.time;
    // A sum of 0: written without checksums.
    if (sum == 0 || sum == crc32(0, reinterpret_cast<const Bytef*>(block.data()) + 4, size - 4)) {
      if (ours) take_block(block.substr(kBlockHeader));
      return offset + size;
    }
  }
  drop_open();
  records_.gap();
  fault(Fault::block_crc, volume.name, offset, headed ? "the checksum of the block at byte " + std::to_string(offset) + " is wrong" : "there is no block at byte " + std::to_string(offset));
  // Only the next sound block can be trusted to say where it begins.
  for (std::uint64_t from = offset + 1; from + kBlockHeader <= volume.size;) {
    std::string_view window = volume.bytes(from, std::min<std::uint64_t>(kReadAhead, volume.size - from), bytes_, desk_);
    std::size_t at = window.find("BB02");
    if (at == window.npos) {
      from += window.size() > 3 ? window.size() - 3 : 1;
      continue;
    }
    std::uint64_t start = from + at >= 12 ? from + at - 12 : 0;
    from += at + 1;
    if (start <= offset) continue;
    std::string_view head = volume.bytes(start, kBlockHeader, bytes_, desk_);
    std::uint32_t length = head.size() == kBlockHeader ? big_endian_32(head, 4) : 0;
    if ((searched_ += std::max<std::int64_t>(length <= kLargestBlock ? length : 0, kReadAhead)) > kSearchWork) return {};
    if (length < kBlockHeader || length > kLargestBlock) continue;
    std::string_view block = volume.bytes(start, length, bytes_, desk_);
    if (block.size() == length && big_endian_32(block, 0) == crc32(0, reinterpret_cast<const Bytef*>(block.data()) + 4, length - 4)) return start;
  }
  return {};
}

void BaculaSessionReader::take_block(std::string_view block) {
  ++blocks_;
  while (block.size() >= kRecordHeader) {
    auto index = static_cast<std::int32_t>(big_endian_32(block, 0)), stream = static_cast<std::int32_t>(big_endian_32(block, 4));
    std::uint32_t length = big_endian_32(block, 8);
    block.remove_prefix(kRecordHeader);
    std::string_view data = block.substr(0, length);
    take_piece(index, stream, length, data);
    block.remove_prefix(data.size());
  }
}

void BaculaSessionReader::take_piece(std::int32_t index, std::int32_t stream, std::uint32_t length, std::string_view data) {
  bool goes_on = stream < 0;
  if (goes_on && (open_left_ == 0 || index != open_index_ || -stream != open_stream_ || length != open_left_)) return drop_open();  // its start was lost
  if (!goes_on) {
    if (open_left_ > 0) records_.gap();
    drop_open();
    if (length > kLargestRecord) return records_.gap();
    if (data.size() == length) return records_.record(index, stream, data);
    open_index_ = index;
    open_stream_ = stream;
    open_left_ = length;
  }
  open_ += data;
  open_left_ -= static_cast<std::uint32_t>(data.size());
  if (open_left_ > 0) return;
  std::string whole = std::move(open_);
  open_.clear();
  records_.record(open_index_, open_stream_, whole);
}

void BaculaSessionReader::drop_open() {
  open_.clear();
  open_left_ = 0;
}

void BaculaSessionReader::finish() {
  if (open_left_ > 0) records_.gap();
  drop_open();
}

std::optional<BaculaLabel> read_bacula_label(std::int32_t index, std::string_view data) {
  if (index != kBaculaBegins && index != kBaculaEnds) return {};
  BigEndianText text(data);
  BaculaLabel label;
  label.ends = index == kBaculaEnds;
  if (!text.word().starts_with("Bacula ")) return {};
  std::uint32_t version = text.number32();
  label.job = text.number32();
  text.skip(16);  // two times
  for (int i = 0; i < 4; ++i) text.word();  // pool, its type, job, client
  label.job_name = text.word();
  text.word();  // file set
  text.skip(8);  // type, level
  if (version >= 11) text.word();  // digest of the file set
  if (label.ends) {
    label.files = text.number32();
    text.skip(8 + 16);  // bytes; where it stands
    label.errors = text.number32();
    if (version >= 11) label.status = static_cast<char>(text.number32());
  }
  if (!text.sound()) return {};
  return label;
}

}  // namespace outdesk
