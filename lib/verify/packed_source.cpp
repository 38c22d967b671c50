#include "verify/packed_source.hpp"

#include <zlib.h>

#include <algorithm>
#include <exception>
#include <new>
#include <utility>

#include "verify/archive_library.hpp"
#include "verify/zip_records.hpp"

namespace outdesk {

namespace {

/// Does something stand behind the last stream that is neither padding nor a further stream?  A footer is told by its own
/// sum (xz-file-format 1.2, 2.1.2).
bool garbage_after_xz(const ArchiveBytes& bytes) {
  constexpr std::size_t kFooter = 12, kSummed = 6, kLookBack = 64 * 1024;
  std::string tail = archive_piece(bytes, std::max<std::int64_t>(0, bytes.size() - static_cast<std::int64_t>(kLookBack)), kLookBack);
  for (std::size_t at = tail.rfind("YZ"); at != tail.npos && at + 2 >= kFooter; at = tail.rfind("YZ", at - 1)) {
    std::string_view footer = std::string_view(tail).substr(at + 2 - kFooter, kFooter);
    if (crc32(0, reinterpret_cast<const Bytef*>(footer.data()) + 4, kSummed) != zip_number(footer, 0, 4)) continue;
    std::string_view rest = std::string_view(tail).substr(at + 2);
    bool whole = rest.size() % 4 == 0;
    rest.remove_prefix(std::min(rest.size(), rest.find_first_not_of('\0')));
    return rest.empty() ? !whole : !rest.starts_with(std::string_view("\xFD" "7zXZ", 5));
  }
  return false;
}

class PackedSource : public ByteSource {
 public:
  PackedSource(const ArchiveBytes& bytes, Packing packing) : bytes_(bytes), packing_(packing), packed_(plain_source(bytes)), reader_(archive_read_new()) {
    RawNames raw;
    archive* a = reader_.get();
    if (!a || archive_read_support_format_raw(a) != ARCHIVE_OK || archive_read_support_format_empty(a) != ARCHIVE_OK ||
        (packing == Packing::xz ? archive_read_support_filter_xz(a) : archive_read_support_filter_zstd(a)) != ARCHIVE_OK)
      throw std::bad_alloc();
  }

  std::string_view next() override {
    RawNames raw;
    if (state_ == State::fresh) open();
    if (state_ == State::ended) return {};
    const void* block = nullptr;
    std::size_t size = 0;
    la_int64_t offset = 0;
    do {
      int result = archive_read_data_block(reader_.get(), &block, &size, &offset);
      if (result == ARCHIVE_EOF) state_ = State::ended;
      else if (result != ARCHIVE_OK) refuse();
    } while (size == 0 && state_ != State::ended);
    return {static_cast<const char*>(block), state_ == State::ended ? 0 : size};
  }

 private:
  static la_ssize_t read_packed(archive*, void* self, const void** out) {
    auto* source = static_cast<PackedSource*>(self);
    try {
      std::string_view block = source->packed_->next();
      *out = block.data();
      return static_cast<la_ssize_t>(block.size());
    } catch (...) {
      source->thrown_ = std::current_exception();
      return -1;
    }
  }

  /// The filter is found by the first bytes, and not given: only then is it asked for data here, where its words are kept.
  void open() {
    if (archive_read_open(reader_.get(), this, nullptr, &PackedSource::read_packed, nullptr) != ARCHIVE_OK) refuse();
    constexpr int kOnce = 2;  // the packing, and the file
    if (archive_filter_count(reader_.get()) != kOnce) throw ArchiveFault{Fault::bad_magic, "it is packed more than once"};
    archive_entry* entry = nullptr;
    int result = archive_read_next_header(reader_.get(), &entry);
    if (result == ARCHIVE_EOF) state_ = State::ended;
    else if (result != ARCHIVE_OK) refuse();
    else state_ = State::open;
  }

  [[noreturn]] void refuse() {
    if (thrown_) std::rethrow_exception(std::exchange(thrown_, nullptr));
    std::string words = words_of_archive(reader_.get()), name = packing_ == Packing::xz ? "xz" : "zstd";
    auto says = [&](const char* part) { return words.find(part) != words.npos; };
    if (says("Cannot allocate memory")) throw std::bad_alloc();
    if (says("too much memory") || says("Out of memory"))
      throw ArchiveFault{Fault::decompress, "unpacking takes more memory than is given to it; check this archive with '" + name + " -t'", Verdict::unknown};
    if (says("Unknown frame descriptor") || (packing_ == Packing::xz && garbage_after_xz(bytes_)))
      throw ArchiveFault{Fault::trailing_garbage, "after the " + name + " stream follow bytes that are none of it"};
    if (says("No progress is possible") || says("runcated")) throw ArchiveFault{Fault::truncated, "the " + name + " stream is cut off"};
    throw ArchiveFault{Fault::decompress, "the " + name + " stream is damaged" + (words.empty() ? "" : ": " + words)};
  }

  enum class State { fresh, open, ended } state_ = State::fresh;
  const ArchiveBytes& bytes_;
  Packing packing_;
  std::unique_ptr<ByteSource> packed_;
  std::exception_ptr thrown_;
  ArchiveReader reader_;
};

}  // namespace

bool packed_without_sum(const ArchiveBytes& bytes, Packing packing) {
  // xz-file-format 2.1.1: the kind of check stands in the stream's flags.  RFC 8878, 3.1.1.1.1: bit 2 of the frame's descriptor.
  constexpr std::size_t kXzFlags = 7, kFrameDescriptor = 4, kStart = 8;
  constexpr unsigned char kCheckKind = 0x0F, kContentSum = 0x04;
  std::string start = archive_piece(bytes, 0, kStart);
  if (start.size() < kStart) return false;
  if (packing == Packing::xz) return start.starts_with(std::string_view("\xFD" "7zXZ\0", 6)) && (static_cast<unsigned char>(start[kXzFlags]) & kCheckKind) == 0;
  return start.starts_with("\x28\xB5\x2F\xFD") && (static_cast<unsigned char>(start[kFrameDescriptor]) & kContentSum) == 0;
}

std::unique_ptr<ByteSource> packed_source(const ArchiveBytes& bytes, Packing packing) { return std::make_unique<PackedSource>(bytes, packing); }

}  // namespace outdesk
