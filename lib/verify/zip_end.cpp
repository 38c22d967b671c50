#include "verify/zip_end.hpp"

#include <algorithm>
#include <exception>
#include <new>

#include "verify/archive_library.hpp"
#include "verify/byte_source.hpp"
#include "verify/tar_blocks.hpp"
#include "verify/zip_records.hpp"

namespace outdesk {

namespace {

constexpr std::size_t kEndRecord = 22, kLocator = 20, kEnd64Record = 56;
constexpr std::int64_t kLookBack = 1 << 20, kMostSalvage = 1'000'000;

[[noreturn]] void no_directory(const ArchiveBytes& bytes, const std::string& why) {
  throw ArchiveFault{Fault::index_missing, why + "; " + salvage_words(bytes, kMostSalvage)};
}

/// Counts entries without the directory; what they hold is read, so that the last one is whole.
class Salvage {
 public:
  Salvage(const ArchiveBytes& bytes, std::int64_t max_entries) : source_(plain_source(bytes)), reader_(archive_read_new()), max_entries_(max_entries), budget_(4 * bytes.size() + (64 << 20)) {}

  std::int64_t count() {
    RawNames raw;
    archive* a = reader_.get();
    if (!a || archive_read_support_format_zip_streamable(a) != ARCHIVE_OK) throw std::bad_alloc();
    std::int64_t whole = 0;
    archive_entry* entry = nullptr;
    if (archive_read_open(a, this, nullptr, &Salvage::read_block, nullptr) == ARCHIVE_OK)
      while (whole < max_entries_ && archive_read_next_header(a, &entry) >= ARCHIVE_WARN && whole_entry()) ++whole;
    if (thrown_) std::rethrow_exception(thrown_);
    return whole;
  }

 private:
  static la_ssize_t read_block(archive*, void* self, const void** out) {
    auto* salvage = static_cast<Salvage*>(self);
    try {
      std::string_view block = salvage->source_->next();
      *out = block.data();
      return static_cast<la_ssize_t>(block.size());
    } catch (...) {
      salvage->thrown_ = std::current_exception();
      return -1;
    }
  }

  bool whole_entry() {
    const void* piece = nullptr;
    std::size_t size = 0;
    la_int64_t offset = 0;
    for (;;) {
      int result = archive_read_data_block(reader_.get(), &piece, &size, &offset);
      budget_ -= static_cast<std::int64_t>(size);
      if (budget_ < 0) return false;  // a bomb is not unpacked for a count
      if (result == ARCHIVE_EOF) return true;
      if (result == ARCHIVE_FAILED) return archive_read_data_skip(reader_.get()) == ARCHIVE_OK;  // encrypted
      if (result != ARCHIVE_OK) return false;
    }
  }

  std::unique_ptr<ByteSource> source_;
  ArchiveReader reader_;
  std::int64_t max_entries_, budget_;
  std::exception_ptr thrown_;
};

/// The record at `at`, and the larger one that it may point to.
class EndRecord {
 public:
  EndRecord(const ArchiveBytes& bytes, std::int64_t at) : bytes_(bytes), at_(at), record_(archive_piece(bytes, at, kEndRecord)) {}

  ZipEnd read() {
    ZipEnd end;
    auto number = [&](std::size_t place, int size) { return zip_number(record_, place, size); };
    if (number(4, 2) != number(6, 2) || (number(4, 2) != 0 && number(4, 2) != 0xFFFF) || number(8, 2) != number(10, 2))
      throw ArchiveFault{Fault::volume_missing, "this is the last part of a split archive; put the parts together, or check the archive before it is split"};
    end.entries = static_cast<std::int64_t>(number(10, 2));
    end.directory_size = static_cast<std::int64_t>(number(12, 4));
    std::int64_t told_at = static_cast<std::int64_t>(number(16, 4)), directory_end = at_;
    end.end = at_ + static_cast<std::int64_t>(kEndRecord);
    end.trailing = end.end + static_cast<std::int64_t>(number(20, 2)) != bytes_.size();
    std::string locator = at_ >= static_cast<std::int64_t>(kLocator) ? archive_piece(bytes_, at_ - static_cast<std::int64_t>(kLocator), kLocator) : "";
    if (locator.starts_with("PK\6\7")) read_large(locator, end, told_at, directory_end);
    end.directory_at = directory_end - end.directory_size;
    end.base = end.directory_at - told_at;
    if (end.directory_at < 0 || end.directory_size < 0 || end.base < 0) damaged();
    bool begins = end.directory_size == 0 || archive_piece(bytes_, end.directory_at, 4) == "PK\1\2";
    if (!begins || (end.directory_size == 0) != (end.entries == 0)) damaged();
    if (end.base > 0 && archive_piece(bytes_, 0, 4) == "PK\3\4") no_directory(bytes_, "the archive has no directory at its end: what stands there belongs to an archive inside");
    return end;
  }

 private:
  [[noreturn]] void damaged() { no_directory(bytes_, "the end of the archive does not lead to its directory"); }

  void read_large(const std::string& locator, ZipEnd& end, std::int64_t& told_at, std::int64_t& directory_end) {
    // Its place is told without what stands before the archive, so it is looked for at its usual place too.
    std::int64_t usual = at_ - static_cast<std::int64_t>(kLocator + kEnd64Record);
    for (std::int64_t place : {static_cast<std::int64_t>(zip_number(locator, 8, 8)), usual}) {
      std::string large = place >= 0 ? archive_piece(bytes_, place, kEnd64Record) : "";
      if (large.size() < kEnd64Record || !large.starts_with("PK\6\6")) continue;
      if (zip_number(large, 16, 4) != zip_number(large, 20, 4) || zip_number(large, 24, 8) != zip_number(large, 32, 8))
        throw ArchiveFault{Fault::volume_missing, "this is the last part of a split archive; put the parts together"};
      end.entries = static_cast<std::int64_t>(zip_number(large, 32, 8));
      end.directory_size = static_cast<std::int64_t>(zip_number(large, 40, 8));
      told_at = static_cast<std::int64_t>(zip_number(large, 48, 8));
      end.many = true;
      directory_end = place;
      if (end.entries < 0 || end.directory_size < 0 || told_at < 0 || end.directory_size > directory_end) damaged();
      return;
    }
    damaged();
  }

  const ArchiveBytes& bytes_;
  std::int64_t at_;
  std::string record_;
};

void refuse_other_kinds(const ArchiveBytes& bytes) {
  std::string start = archive_piece(bytes, 0, kTarBlock), kind = archive_kind_of(start);
  if (!kind.empty() && kind != "a zip archive") throw ArchiveFault{Fault::bad_magic, "this is " + kind + " and not a zip archive"};
}

}  // namespace

std::string salvage_words(const ArchiveBytes& bytes, std::int64_t max_entries) {
  std::int64_t count = Salvage(bytes, max_entries).count();
  if (count == 0) return "no entry can be read without it";
  return std::to_string(count) + (count == 1 ? " entry" : " entries") + " can still be read one after another, as 'zip -FF' does";
}

ZipEnd find_zip_end(const ArchiveBytes& bytes) {
  refuse_other_kinds(bytes);
  std::int64_t from = std::max<std::int64_t>(0, bytes.size() - kLookBack);
  std::string tail = archive_piece(bytes, from, static_cast<std::size_t>(bytes.size() - from));
  std::size_t found = tail.npos;
  for (std::size_t at = tail.rfind("PK\5\6"); at != tail.npos; at = at == 0 ? tail.npos : tail.rfind("PK\5\6", at - 1)) {
    if (tail.size() - at < kEndRecord) continue;
    if (found == tail.npos) found = at;
    // The record whose comment reaches to the end is the one; a comment may hold such bytes itself.
    if (at + kEndRecord + zip_number(tail, at + 20, 2) == tail.size()) {
      found = at;
      break;
    }
  }
  if (found != tail.npos) return EndRecord(bytes, from + static_cast<std::int64_t>(found)).read();
  bool begins = archive_piece(bytes, 0, 4) == "PK\3\4";
  if (!begins) throw ArchiveFault{Fault::bad_magic, "this is not a zip archive"};
  no_directory(bytes, "the archive has no directory at its end: it was cut off, or its writer was stopped");
}

}  // namespace outdesk
