// Archives for tests, made in memory.
#pragma once

#include <archive.h>
#include <archive_entry.h>
#include <zlib.h>

#include <cstdio>
#include <cstring>
#include <string>
#include <string_view>
#include <vector>

#include "verify/archive_names.hpp"

namespace outdesk::archive_samples {

/// A ustar archive, block by block.
class TarMaker {
 public:
  struct Entry {
    std::string name;
    char type = '0';
    std::string content, link;
    unsigned mode = 0644;
  };
  TarMaker& add(const Entry& entry) {
    std::string block(512, '\0');
    auto put = [&](std::size_t at, std::string_view text) { block.replace(at, text.size(), text); };
    auto octal = [&](std::size_t at, int width, unsigned long value) {
      char text[24];
      std::snprintf(text, sizeof text, "%0*lo", width, value);
      put(at, text);
    };
    put(0, std::string_view(entry.name).substr(0, 100));
    octal(100, 7, entry.mode), octal(108, 7, 0), octal(116, 7, 0), octal(124, 11, entry.content.size()), octal(136, 11, 1'700'000'000);
    block[156] = entry.type;
    put(157, std::string_view(entry.link).substr(0, 100));
    put(257, std::string_view("ustar\00000", 8));
    unsigned sum = 8 * ' ';
    for (unsigned char c : block) sum += c;
    octal(148, 6, sum);
    bytes_ += block + entry.content;
    bytes_.resize((bytes_.size() + 511) / 512 * 512);
    return *this;
  }
  TarMaker& file(const std::string& name, const std::string& content = "content\n") { return add({name, '0', content, {}}); }
  TarMaker& link(const std::string& name, const std::string& target) { return add({name, '2', {}, target}); }
  TarMaker& hard(const std::string& name, const std::string& target) { return add({name, '1', {}, target}); }
  TarMaker& folder(const std::string& name) { return add({name, '5', {}, {}, 0755}); }
  const std::string& open() const { return bytes_; }  ///< without the end mark
  std::string whole(std::size_t record = 10240) const {
    std::string out = bytes_ + std::string(1024, '\0');
    out.resize((out.size() + record - 1) / record * record);
    return out;
  }

 private:
  std::string bytes_;
};

inline std::string gzipped(const std::string& content) {
  z_stream stream{};
  deflateInit2(&stream, 6, Z_DEFLATED, MAX_WBITS + 16, 8, Z_DEFAULT_STRATEGY);
  std::string out(deflateBound(&stream, content.size()) + 32, '\0');
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(content.data()));
  stream.avail_in = static_cast<uInt>(content.size());
  stream.next_out = reinterpret_cast<Bytef*>(out.data());
  stream.avail_out = static_cast<uInt>(out.size());
  deflate(&stream, Z_FINISH);
  out.resize(stream.total_out);
  deflateEnd(&stream);
  return out;
}

/// By libarchive's writers: `filter` packs `content` alone, or `zip` makes an archive of `files`.
inline std::string written_by_libarchive(int filter, const std::vector<std::pair<std::string, std::string>>& files, const char* options = nullptr) {
  std::string out(1 << 20, '\0');
  std::size_t used = 0;
  archive* a = archive_write_new();
  if (filter == ARCHIVE_FILTER_NONE) archive_write_set_format_zip(a);
  else archive_write_set_format_raw(a), archive_write_add_filter(a, filter);
  if (options) archive_write_set_options(a, options);
  archive_write_set_bytes_in_last_block(a, 1);
  archive_write_open_memory(a, out.data(), out.size(), &used);
  for (const auto& [name, content] : files) {
    archive_entry* entry = archive_entry_new();
    archive_entry_set_pathname(entry, name.c_str());
    archive_entry_set_size(entry, static_cast<la_int64_t>(content.size()));
    archive_entry_set_filetype(entry, AE_IFREG);
    archive_entry_set_perm(entry, 0644);
    archive_entry_set_mtime(entry, 1'700'000'000, 0);
    archive_write_header(a, entry);
    archive_write_data(a, content.data(), content.size());
    archive_entry_free(entry);
  }
  archive_write_free(a);
  out.resize(used);
  return out;
}
inline std::string packed_by_libarchive(int filter, const std::string& content) { return written_by_libarchive(filter, {{"data", content}}); }
inline std::string zip_of(const std::vector<std::pair<std::string, std::string>>& files, const char* options = "zip:compression=store") { return written_by_libarchive(ARCHIVE_FILTER_NONE, files, options); }

/// "fail truncated: words" for each fault, in order; then "3 entries, 2 files" where the walk came to its end.
inline std::string walked(const std::string& content, BackupKind kind, const std::string& password = {}, ArchiveLimits limits = {}, std::int64_t min_files = 1) {
  std::string out;
  FaultSink sink = [&](Verdict verdict, Fault fault, const std::string& detail) { out += std::string(name_of(verdict)) + " " + std::string(name_of(fault)) + ": " + detail + "\n"; };
  auto bytes = bytes_in_memory(content);
  try {
    ZipDirectory directory;
    std::unique_ptr<ArchiveStream> stream;
    if (kind == BackupKind::zip) {
      directory = ZipDirectory::read(*bytes, {limits.entries, true});
      stream = open_zip_stream(*bytes, directory, password, limits);
    } else {
      stream = open_tar_stream(*bytes, kind, limits);
    }
    ArchiveNames names = walk_archive(*stream, {true, false, min_files}, sink);
    if (names.whole) out += std::to_string(names.entries) + " entries, " + std::to_string(names.files) + " files\n";
  } catch (const ArchiveFault& fault) {
    sink(fault.verdict, fault.fault, fault.words);
  }
  return out;
}

/// "fail truncated" of the first fault; what walked() ends with where there is none.
inline std::string first_word_of_walk(const std::string& content, BackupKind kind, const std::string& password = {}, ArchiveLimits limits = {}) {
  std::string all = walked(content, kind, password, limits), line = all.substr(0, all.find('\n'));
  return line.substr(0, line.find(':'));
}

inline std::string with_bit_flipped(std::string bytes, std::size_t at, int bit = 0) {
  bytes[at] = static_cast<char>(bytes[at] ^ 1 << bit);
  return bytes;
}

}  // namespace outdesk::archive_samples
