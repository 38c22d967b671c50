#include "verify/archive_stream.hpp"

#include <new>

#include "base/interrupt.hpp"
#include "verify/shown_path.hpp"

namespace outdesk {

namespace {

bool has_words(const std::string& words, std::initializer_list<const char*> parts) {
  for (const char* part : parts)
    if (words.find(part) != words.npos) return true;
  return false;
}

/// A name that cannot be told in the locale "C" is given as its bytes all the same.
bool only_about_letters(const std::string& words) { return has_words(words, {"can't be converted", "cannot be converted"}); }

}  // namespace

std::string archive_size_words(std::int64_t bytes) {
  constexpr std::int64_t kKibi = 1024;
  const char* const units[] = {" bytes", " KiB", " MiB", " GiB", " TiB"};
  std::size_t unit = 0;
  while (unit + 1 < std::size(units) && bytes >= kKibi && bytes % kKibi == 0) bytes /= kKibi, ++unit;
  return std::to_string(bytes) + units[unit];
}

ArchiveStream::ArchiveStream(const ArchiveLimits& limits) : limits_(limits), reader_(archive_read_new()) {
  if (!reader_) throw std::bad_alloc();
}

const ArchiveItem* ArchiveStream::next() {
  if (broken_) std::rethrow_exception(broken_);
  try {
    RawNames raw;
    stop_where_asked();
    if (state_ == State::fresh && !nothing_inside()) open();
    if (state_ == State::at_entry) {
      int result = pass_over();
      if (thrown_) std::rethrow_exception(thrown_);
      if (result != ARCHIVE_OK) refuse(result, true);
    }
    if (state_ == State::ended || nothing_inside() || !read_header()) {
      state_ = State::ended;
      return nullptr;
    }
    state_ = State::at_entry;
    return &item_;
  } catch (...) {
    broken_ = std::current_exception();
    throw;
  }
}

bool ArchiveStream::read_header() {
  archive_entry* entry = nullptr;
  int result = archive_read_next_header(reader_.get(), &entry);
  if (thrown_) std::rethrow_exception(thrown_);
  if (result == ARCHIVE_EOF) {
    at_end();
    return false;
  }
  if (result != ARCHIVE_OK && !(result == ARCHIVE_WARN && only_about_letters(words_of_archive(reader_.get())))) refuse(result, false);
  item_ = archive_item(entry);
  adjust(item_);
  count(item_);
  return true;
}

void ArchiveStream::count(const ArchiveItem& item) {
  if (++entries_ > limits_.entries) throw ArchiveFault{Fault::expansion_limit, "the archive has more than " + std::to_string(limits_.entries) + " entries"};
  if (__builtin_add_overflow(bytes_, item.entry.size, &bytes_) || bytes_ > limits_.bytes)
    throw ArchiveFault{Fault::expansion_limit, "its files unpack to more than " + archive_size_words(limits_.bytes) + " (reached at " + shown_path(item.name) + "); nothing more was read; raise limits.expand_mb or --max-bytes if that is right"};
}

void ArchiveStream::data(const Take& take) {
  if (broken_) std::rethrow_exception(broken_);
  RawNames raw;
  try {
    read_data(take);
  } catch (const ArchiveFault&) {
    if (!stands_alone() || thrown_) broken_ = std::current_exception();
    throw;
  }
}

void ArchiveStream::read_data(const Take& take) {
  std::int64_t end = 0;
  for (;;) {
    stop_where_asked();
    const void* piece = nullptr;
    std::size_t size = 0;
    la_int64_t offset = 0;
    int result = archive_read_data_block(reader_.get(), &piece, &size, &offset);
    if (thrown_) std::rethrow_exception(thrown_);
    if (result == ARCHIVE_EOF) return;
    if (result != ARCHIVE_OK) refuse(result, true);
    if (size == 0) continue;
    std::int64_t after = 0;
    if (offset < end || __builtin_add_overflow(offset, static_cast<std::int64_t>(size), &after) || after > item_.entry.size)
      throw ArchiveFault{Fault::header_checksum, shown_path(item_.name) + " has other contents than its header announces"};
    end = after;
    take(offset, {static_cast<const char*>(piece), size});
  }
}

void ArchiveStream::refuse(int result, bool in_data) {
  std::string words = words_of_archive(reader_.get());
  std::string where = in_data ? shown_path(item_.name) : "behind " + std::to_string(entries_) + " whole " + (entries_ == 1 ? "entry" : "entries");
  auto say = [&](Fault fault, const std::string& what, Verdict verdict = Verdict::fail) { throw ArchiveFault{fault, where + ": " + what, verdict}; };
  if (archive_errno(reader_.get()) == ENOMEM) throw std::bad_alloc();
  if (has_words(words, {"assphrase"})) say(Fault::access_denied, words.starts_with("Passphrase") ? "encrypted, and no password is named (password_file or password_env)" : "the password is wrong");
  if (has_words(words, {"unsupported", "Unsupported"})) say(Fault::decompress, words + "; check this archive with the program that made it", Verdict::unknown);
  if (has_words(words, {"runcated"}) || (words.empty() && result == ARCHIVE_FATAL)) say(Fault::truncated, "the archive is cut off");
  if (has_words(words, {"CRC", "wrong size", "Authentication"})) say(Fault::block_crc, "its contents are damaged (" + words + ")");
  if (has_words(words, {"decompression", "ecompress", "inflate"})) say(Fault::decompress, "its contents are damaged (" + words + ")");
  say(in_data ? Fault::decompress : Fault::header_checksum, in_data ? "its contents are damaged (" + words + ")" : "the next header is damaged (" + words + ")");
  throw ArchiveFault{};
}

}  // namespace outdesk
