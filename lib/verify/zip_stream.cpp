#include <cstdio>
#include <new>
#include <vector>

#include "verify/archive_stream.hpp"
#include "verify/zip_link.hpp"

namespace outdesk {

namespace {

constexpr std::int64_t kSuspiciousZipRatio = 1000, kSuspiciousZipSize = 1'000'000'000;

class ZipStream : public ArchiveStream {
 public:
  ZipStream(const ArchiveBytes& bytes, const ZipDirectory& directory, std::string password, const ArchiveLimits& limits)
      : ArchiveStream(limits), bytes_(bytes), directory_(directory), password_(std::move(password)), buffer_(kSourceBlock) {
    if (directory.sizes() > limits.bytes)
      throw ArchiveFault{Fault::expansion_limit, "its files unpack to " + std::to_string(directory.sizes()) + " bytes, more than " + archive_size_words(limits.bytes) +
                                                     "; nothing was unpacked; raise limits.expand_mb or --max-bytes if that is right"};
    if (directory.sizes() > kSuspiciousZipSize && directory.sizes() / kSuspiciousZipRatio > bytes.size())
      throw ArchiveFault{Fault::expansion_limit, "its " + std::to_string(bytes.size()) + " bytes unpack to " + std::to_string(directory.sizes()) + ", more than " +
                                                     std::to_string(kSuspiciousZipRatio) + " times as much, as a bomb does"};
  }

  bool stands_alone() const override { return true; }

 private:
  static la_ssize_t read_zip(archive*, void* self, const void** out) {
    auto* stream = static_cast<ZipStream*>(self);
    try {
      std::int64_t left = std::max<std::int64_t>(0, stream->directory_.end() - stream->at_);
      std::size_t wanted = static_cast<std::size_t>(std::min<std::int64_t>(left, static_cast<std::int64_t>(stream->buffer_.size())));
      std::size_t got = wanted == 0 ? 0 : stream->bytes_.read_at(stream->at_, stream->buffer_.data(), wanted);
      stream->at_ += static_cast<std::int64_t>(got);
      *out = stream->buffer_.data();
      return static_cast<la_ssize_t>(got);
    } catch (...) {
      stream->keep_exception();
      return -1;
    }
  }
  static la_int64_t skip_zip(archive*, void* self, la_int64_t count) {
    auto* stream = static_cast<ZipStream*>(self);
    std::int64_t skipped = std::clamp<std::int64_t>(count, 0, std::max<std::int64_t>(0, stream->directory_.end() - stream->at_));
    stream->at_ += skipped;
    return skipped;
  }
  static la_int64_t seek_zip(archive*, void* self, la_int64_t offset, int whence) {
    auto* stream = static_cast<ZipStream*>(self);
    std::int64_t from = whence == SEEK_SET ? 0 : whence == SEEK_CUR ? stream->at_ : stream->directory_.end();
    return stream->at_ = std::clamp<std::int64_t>(from + offset, 0, stream->directory_.end());
  }

  /// libarchive is shown the archive up to the end of its last record: it does not find one before a long comment.
  void open() override {
    archive* a = reader();
    if (archive_read_support_format_zip_seekable(a) != ARCHIVE_OK) throw std::bad_alloc();
    if (!password_.empty() && archive_read_add_passphrase(a, password_.c_str()) != ARCHIVE_OK) throw std::bad_alloc();
    archive_read_set_read_callback(a, &ZipStream::read_zip);
    archive_read_set_skip_callback(a, &ZipStream::skip_zip);
    archive_read_set_seek_callback(a, &ZipStream::seek_zip);
    archive_read_set_callback_data(a, this);
    if (archive_read_open1(a) != ARCHIVE_OK) throw ArchiveFault{Fault::index_missing, "the directory at the end of the archive cannot be read"};
  }
  bool nothing_inside() const override { return directory_.places().empty(); }
  int pass_over() override { return archive_read_data_skip(reader()); }

  /// libarchive goes by offset, as the directory here does; it turns names into those of the locale, and times before
  /// 1970 into those after 2106.
  void adjust(ArchiveItem& item) override {
    if (place_ >= directory_.places().size()) throw ArchiveFault{Fault::index_missing, "the directory is read in two ways"};
    const ZipPlace& place = directory_.places()[place_];
    item.name = directory_.name_of(bytes_, place_++);
    if (!place.from_unix && item.name.find('/') == item.name.npos)
      for (char& c : item.name) c = c == '\\' ? '/' : c;
    item.entry.path = inner_path(item.name);
    if (item.name.ends_with('/') && item.file()) {
      item.entry.type = TreeEntry::Type::folder;
      item.entry.size = 0;
      archive_entry_set_filetype(item.raw, AE_IFDIR);
    }
    item.exact_owner = place.owner;
    item.exact_time = place.time;
    item.exact_mode = place.from_unix;
    constexpr std::int64_t kOutside = std::int64_t{1} << 31, kRange = std::int64_t{1} << 32, kNs = 1'000'000'000;
    if (place.time && item.entry.mtime_ns >= kOutside * kNs) {
      item.entry.mtime_ns -= kRange * kNs;
      archive_entry_set_mtime(item.raw, item.entry.mtime_ns / kNs, 0);
    }
    archive_entry_copy_pathname(item.raw, item.name.c_str());
    if (item.encrypted && item.entry.type == TreeEntry::Type::link) open_link(item, place);
  }

  /// libarchive gives the encrypted bytes as the target.
  void open_link(ArchiveItem& item, const ZipPlace& place) {
    auto target = encrypted_zip_link(bytes_, place, password_);
    item.target_known = target.has_value();
    item.entry.target = target.value_or("");
    if (target) archive_entry_copy_symlink(item.raw, target->c_str());
  }

  void at_end() override {
    if (place_ != directory_.places().size())
      throw ArchiveFault{Fault::index_missing, std::to_string(directory_.places().size() - place_) + " of the entries in the directory cannot be reached"};
  }

  const ArchiveBytes& bytes_;
  const ZipDirectory& directory_;
  std::string password_;
  std::vector<char> buffer_;
  std::int64_t at_ = 0;
  std::size_t place_ = 0;
};

}  // namespace

std::unique_ptr<ArchiveStream> open_zip_stream(const ArchiveBytes& bytes, const ZipDirectory& directory, const std::string& password, const ArchiveLimits& limits) {
  return std::make_unique<ZipStream>(bytes, directory, password, limits);
}

}  // namespace outdesk
