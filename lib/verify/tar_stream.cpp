#include <new>

#include "verify/archive_stream.hpp"
#include "verify/gzip_source.hpp"
#include "verify/packed_source.hpp"
#include "verify/tar_blocks.hpp"

namespace outdesk {

namespace {

// Headers of one entry (attributes, the map of a sparse file) that libarchive keeps in memory while it reads them.
constexpr std::int64_t kMostHeaderBytes = 32 << 20;
// What a tar archive may have beside the contents of its files: headers, padding, attributes.
constexpr std::int64_t kBesideEntry = 4096, kBesideAll = 64 << 20;
constexpr std::int64_t kSuspiciousRatio = 1000, kSuspiciousSize = 1'000'000'000;

class TarStream : public ArchiveStream {
 public:
  TarStream(std::unique_ptr<ByteSource> source, std::int64_t packed_size, const ArchiveLimits& limits)
      : ArchiveStream(limits), source_(std::move(source)), packed_size_(packed_size), limits_(limits) {}

 private:
  static la_ssize_t read_tar(archive*, void* self, const void** out) {
    auto* stream = static_cast<TarStream*>(self);
    try {
      std::string_view block = stream->take_block();
      *out = block.data();
      return static_cast<la_ssize_t>(block.size());
    } catch (...) {
      stream->keep_exception();
      return -1;
    }
  }
  static la_int64_t skip_tar(archive*, void* self, la_int64_t count) {
    auto* stream = static_cast<TarStream*>(self);
    std::int64_t skipped = stream->source_->skip(count);
    if (skipped > 0) {
      stream->before_.clear();
      stream->block_ = {};
      stream->position_ += skipped;
    }
    return skipped;
  }

  void open() override {
    first_ = source_->next();
    empty_ = first_->empty();
    if (empty_) return;
    if (auto fault = fault_of_tar_start(*first_)) throw ArchiveFault(*fault);
    archive* a = reader();
    if (archive_read_support_format_tar(a) != ARCHIVE_OK) throw std::bad_alloc();
    archive_read_set_read_callback(a, &TarStream::read_tar);
    archive_read_set_skip_callback(a, &TarStream::skip_tar);
    archive_read_set_callback_data(a, this);
    if (archive_read_open1(a) != ARCHIVE_OK) throw ArchiveFault{Fault::bad_magic, "this is not a tar archive"};
  }
  bool nothing_inside() const override { return empty_; }

  int pass_over() override {
    in_header_ = false;
    int result = archive_read_data_skip(reader());
    header_at_ = archive_filter_bytes(reader(), 0);
    header_bytes_ = 0;
    in_header_ = true;
    return result;
  }

  void adjust(ArchiveItem&) override { in_header_ = false; }

  /// The next block for libarchive; what is needed of those before is kept.
  std::string_view take_block() {
    constexpr std::size_t kKept = 4 * kTarBlock;
    before_ += block_.substr(block_.size() - std::min(kKept, block_.size()));
    if (before_.size() > kKept) before_.erase(0, before_.size() - kKept);
    block_ = first_ ? *first_ : source_->next();
    first_.reset();
    position_ += static_cast<std::int64_t>(block_.size());
    if (in_header_ && (header_bytes_ += static_cast<std::int64_t>(block_.size())) > kMostHeaderBytes)
      throw ArchiveFault{Fault::expansion_limit, "the headers of one entry, behind " + std::to_string(entries()) + " others, take more than " + archive_size_words(kMostHeaderBytes)};
    meter();
    return block_;
  }

  void meter() {
    std::int64_t most = 0;
    bool over = !__builtin_add_overflow(limits_.bytes, kBesideAll + kBesideEntry * entries(), &most) && position_ > most;
    if (over) throw ArchiveFault{Fault::expansion_limit, "it unpacks to more than " + archive_size_words(limits_.bytes) + "; nothing more was read; raise limits.expand_mb or --max-bytes if that is right"};
    if (position_ > kSuspiciousSize && position_ / kSuspiciousRatio > packed_size_)
      throw ArchiveFault{Fault::expansion_limit, "its " + std::to_string(packed_size_) + " bytes unpack to more than " + std::to_string(kSuspiciousRatio) + " times as much, as a bomb does; nothing more was read"};
  }

  /// How libarchive ended: without an end mark, at one block of zeros, or at two, as it should be.
  void at_end() override {
    std::int64_t end = archive_filter_bytes(reader(), 0), mark = end - header_at_;
    std::string seen = " (after " + std::to_string(entries()) + (entries() == 1 ? " entry)" : " entries)");
    if (mark <= 0) throw ArchiveFault{Fault::truncated, "the archive ends without its end mark" + seen + ": it was cut off between two entries"};
    TarTail tail(end);
    std::int64_t block_at = position_ - static_cast<std::int64_t>(block_.size());
    if (end < block_at) tail.add(std::string_view(before_).substr(before_.size() - std::min<std::size_t>(before_.size(), static_cast<std::size_t>(block_at - end))));
    tail.add(block_.substr(std::min(block_.size(), static_cast<std::size_t>(std::max<std::int64_t>(0, end - block_at)))));
    in_header_ = false;
    bool more = position_ > end;
    for (block_ = {}, before_.clear(); !(block_ = source_->next()).empty(); more = true) {
      position_ += static_cast<std::int64_t>(block_.size());
      meter();
      tail.add(block_);
    }
    if (auto fault = tail.finish()) fault->verdict == Verdict::fail ? throw ArchiveFault(*fault) : end_with(*fault);
    else if (mark < 2 * static_cast<std::int64_t>(kTarBlock) && !more)
      end_with({Fault::truncated, "the end mark is half: one block of zeros" + seen + "; all entries are there", Verdict::warn});
  }

  std::unique_ptr<ByteSource> source_;
  std::int64_t packed_size_;
  ArchiveLimits limits_;
  std::optional<std::string_view> first_;
  std::string_view block_;
  std::string before_;  ///< the last bytes of the blocks before
  std::int64_t position_ = 0;   ///< behind block_, in the unpacked archive
  std::int64_t header_at_ = 0, header_bytes_ = 0;
  bool in_header_ = true, empty_ = false;
};

void refuse_start(const ArchiveBytes& bytes, const char* wanted) {
  std::string kind = archive_kind_of(archive_piece(bytes, 0, kTarBlock));
  if (kind == wanted) return;
  throw ArchiveFault{Fault::bad_magic, kind.empty() ? std::string("this is not ") + wanted : "this is " + kind + " and not " + wanted};
}

}  // namespace

std::unique_ptr<ArchiveStream> open_tar_stream(const ArchiveBytes& bytes, BackupKind kind, const ArchiveLimits& limits) {
  std::unique_ptr<ByteSource> source;
  if (kind == BackupKind::tgz) {
    refuse_start(bytes, "a gzip file");
    source = gzip_source(bytes);
  } else if (kind == BackupKind::txz) {
    refuse_start(bytes, "an xz file");
    source = packed_source(bytes, Packing::xz);
  } else if (kind == BackupKind::tzst) {
    refuse_start(bytes, "a zstd file");
    source = packed_source(bytes, Packing::zstd);
  } else {
    source = plain_source(bytes);
  }
  return std::make_unique<TarStream>(std::move(source), bytes.size(), limits);
}

}  // namespace outdesk
