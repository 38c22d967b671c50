#include "verify/zip_directory.hpp"

#include <algorithm>
#include <limits>

#include "base/text.hpp"
#include "verify/shown_path.hpp"
#include "verify/tar_blocks.hpp"
#include "verify/zip_end.hpp"
#include "verify/zip_records.hpp"

namespace outdesk {

namespace {

constexpr std::int64_t kAtMost = std::numeric_limits<std::int64_t>::max();

std::int64_t of_file(std::uint64_t value) { return value > static_cast<std::uint64_t>(kAtMost) ? kAtMost : static_cast<std::int64_t>(value); }

/// The directory in pieces, each with room for a whole record.
class DirectoryWindow {
 public:
  DirectoryWindow(const ArchiveBytes& bytes, std::int64_t from, std::int64_t to) : bytes_(bytes), at_(from), to_(to) {}
  std::int64_t left() const { return to_ - at_; }
  /// Up to `wanted` bytes from here.
  std::string_view look(std::size_t wanted) {
    wanted = static_cast<std::size_t>(std::min<std::int64_t>(static_cast<std::int64_t>(wanted), left()));
    auto begin = static_cast<std::size_t>(at_ - start_);
    if (piece_.size() < begin + wanted) {
      constexpr std::size_t kPiece = 256 * 1024;
      piece_ = archive_piece(bytes_, at_, static_cast<std::size_t>(std::min<std::int64_t>(kPiece, left())));
      start_ = at_;
      begin = 0;
    }
    return std::string_view(piece_).substr(begin, wanted);
  }
  void pass(std::int64_t count) { at_ += count; }

 private:
  const ArchiveBytes& bytes_;
  std::int64_t at_, to_, start_ = at_;
  std::string piece_;
};

/// Why the header before an entry is another one than the directory's; empty where both fit.
std::string disagreement(const ZipRecord& told, const std::optional<ZipRecord>& header) {
  if (!header) return "no header stands where the directory says";
  if (header->name != told.name) return "its header has the name " + shown_path(header->name);
  if (header->method != told.method) return "its header names another method of packing";
  if (header->encrypted() != told.encrypted()) return "its header and the directory differ on whether it is encrypted";
  if (!header->whole) return "the fields of its header are damaged";
  if (header->later_sums() || header->sizes_hidden) return {};
  // Writers that do not know a figure yet leave it 0, though they should say that it comes later.
  auto differ = [](std::uint64_t of_header, std::uint64_t of_directory) { return of_header != 0 && of_header != of_directory; };
  bool other = differ(header->crc, told.crc) || differ(header->packed, told.packed) || differ(header->size, told.size);
  return other ? "its header has another sum or size than the directory" : "";
}

}  // namespace

class ZipDirectoryReader {
 public:
  ZipDirectoryReader(const ArchiveBytes& bytes, const ZipDirectory::Order& order) : bytes_(bytes), order_(order) {}

  ZipDirectory read() {
    end_ = find_zip_end(bytes_);
    if (end_.entries > order_.max_entries) refuse_count(end_.entries);
    directory_.end_ = end_.end;
    directory_.trailing_ = end_.trailing;
    DirectoryWindow window(bytes_, end_.directory_at, end_.directory_at + end_.directory_size);
    while (window.left() > 0) take(window);
    if (!end_.counts(read_)) lost("its end says " + std::to_string(end_.entries) + " entries and the directory has " + std::to_string(read_));
    if (wrong_ > 0) throw ArchiveFault{Fault::header_checksum, std::to_string(wrong_) + (wrong_ == 1 ? " entry is" : " entries are") + " damaged: " + first_wrong_};
    std::sort(directory_.places_.begin(), directory_.places_.end(), [](const ZipPlace& a, const ZipPlace& b) { return a.offset < b.offset; });
    refuse_overlaps();
    return std::move(directory_);
  }

 private:
  [[noreturn]] void lost(const std::string& why) {
    throw ArchiveFault{Fault::index_missing, "the directory at the end of the archive is damaged: " + why + "; " + salvage_words(bytes_, order_.max_entries)};
  }
  [[noreturn]] void refuse_count(std::int64_t entries) {
    throw ArchiveFault{Fault::expansion_limit, "the archive has " + std::to_string(entries) + " entries, over the limit of " + std::to_string(order_.max_entries)};
  }

  void take(DirectoryWindow& window) {
    std::string_view fixed = window.look(kZipDirectoryHeader);
    std::string where = "after " + std::to_string(read_) + " of " + std::to_string(end_.entries) + " entries";
    if (fixed.size() < kZipDirectoryHeader || !fixed.starts_with("PK\1\2")) lost("it breaks off " + where);
    std::int64_t length = zip_record_length(fixed, true);
    if (length > window.left()) lost("it breaks off " + where);
    std::string_view whole = window.look(static_cast<std::size_t>(length));
    if (static_cast<std::int64_t>(whole.size()) < length) lost("it breaks off " + where);
    add(zip_record(whole, true));
    window.pass(length);
    if (++read_ > order_.max_entries) refuse_count(read_);
  }

  void add(const ZipRecord& record) {
    ZipPlace place{0, 0, of_file(record.packed), record.crc, record.from_unix(), record.owner, record.time};
    if (record.disk != 0 && record.disk != 0xFFFF) throw ArchiveFault{Fault::volume_missing, "an entry stands in another part of a split archive; put the parts together"};
    bool fits = record.whole && !record.sizes_hidden && !__builtin_add_overflow(of_file(record.offset), end_.base, &place.offset) && place.offset < end_.directory_at;
    if (!fits) return note_wrong(record, "its place in the directory is damaged");
    if (!record.folder()) {
      ++directory_.files_;
      if (__builtin_add_overflow(directory_.sizes_, of_file(record.size), &directory_.sizes_)) directory_.sizes_ = kAtMost;
    }
    directory_.encrypted_ += record.encrypted();
    if (order_.compare) compare(record, place);
    directory_.places_.push_back(place);
  }

  void compare(const ZipRecord& record, ZipPlace& place) {
    auto header = zip_entry_header(bytes_, place.offset);
    if (std::string problem = disagreement(record, header); !problem.empty()) return note_wrong(record, problem);
    place.owner |= header->owner;
    place.time |= header->time;
    if (__builtin_add_overflow(place.offset + header->length, of_file(record.packed), &place.end) || place.end > end_.directory_at)
      note_wrong(record, "its data would reach into the directory");
  }

  void note_wrong(const ZipRecord& record, const std::string& problem) {
    if (wrong_++ == 0) first_wrong_ = shown_path(record.name) + ", " + problem;
  }

  void refuse_overlaps() const {
    const auto& places = directory_.places_;
    for (std::size_t i = 1; i < places.size(); ++i)
      if (places[i].offset == places[i - 1].offset || places[i].offset < places[i - 1].end)
        throw ArchiveFault{Fault::unsafe_entry, "entries lie over each other, the first at byte " + std::to_string(places[i].offset) + ": no program packs so, this is a bomb or damage"};
  }

  const ArchiveBytes& bytes_;
  const ZipDirectory::Order& order_;
  ZipEnd end_;
  ZipDirectory directory_;
  std::int64_t read_ = 0, wrong_ = 0;
  std::string first_wrong_;
};

ZipDirectory ZipDirectory::read(const ArchiveBytes& bytes, const Order& order) { return ZipDirectoryReader(bytes, order).read(); }

std::string ZipDirectory::name_of(const ArchiveBytes& bytes, std::size_t place) const {
  auto header = place < places_.size() ? zip_entry_header(bytes, places_[place].offset) : std::nullopt;
  return header ? header->name : "";
}

}  // namespace outdesk
