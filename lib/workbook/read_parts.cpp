#include "workbook/read_parts.hpp"

#include <archive.h>
#include <archive_entry.h>

#include <algorithm>
#include <memory>
#include <new>

#include "base/error.hpp"
#include "base/text.hpp"

namespace outdesk {

namespace {

constexpr const char* kSaveAnew = "open it in a spreadsheet program and save it anew as .xlsx";
constexpr const char* kTakePasswordAway = "open it in a spreadsheet program, save it without a password, and try again";

struct CloseZip {
  void operator()(archive* a) const { archive_read_free(a); }
};
using Zip = std::unique_ptr<archive, CloseZip>;

/// By the directory at its end alone: a zip file read from its beginning may be cut off unseen.
Zip open_zip(const std::string& bytes, const XlsxReading& reading) {
  Zip zip(archive_read_new());
  if (!zip || archive_read_support_format_zip_seekable(zip.get()) != ARCHIVE_OK) throw std::bad_alloc();
  if (archive_read_open_memory(zip.get(), bytes.data(), bytes.size()) != ARCHIVE_OK) reading.refuse_damaged("is cut off or damaged");
  return zip;
}

archive_entry* next_entry(archive* zip, const XlsxReading& reading) {
  archive_entry* entry = nullptr;
  int result = archive_read_next_header(zip, &entry);
  if (result == ARCHIVE_EOF) return nullptr;
  if (result != ARCHIVE_OK && result != ARCHIVE_WARN) reading.refuse_damaged("is cut off or damaged");
  return entry;
}

/// As a key: without a leading slash, in lower case, with the slashes of other systems turned.
std::string part_key(std::string_view name) {
  std::string key;
  for (char c : name) key += c == '\\' ? '/' : c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  return key.substr(std::min(key.find_first_not_of('/'), key.size()));
}

std::string key_of_entry(archive_entry* entry) {
  const char* name = archive_entry_pathname_utf8(entry);
  if (!name) name = archive_entry_pathname(entry);
  return part_key(name ? name : "");
}

bool holds_utf16(std::string_view bytes, std::string_view word) {
  std::string wide;
  for (char c : word) wide += {c, '\0'};
  return bytes.find(wide) != bytes.npos;
}

/// What has another form (MS-CFB 2.2, MS-OFFCRYPTO 2.3.4.1, BIFF 2 to 4), in words.
void refuse_other_forms(std::string_view bytes, const XlsxReading& reading) {
  using namespace std::string_view_literals;
  if (bytes.starts_with("PK\3\4"sv)) return;
  if (bytes.empty()) reading.refuse("is empty");
  bool compound = bytes.starts_with("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"sv);
  if (compound && holds_utf16(bytes, "EncryptedPackage")) reading.refuse("is protected by a password", kTakePasswordAway);
  bool old = compound && (holds_utf16(bytes, "Workbook") || holds_utf16(bytes, "Book"));
  for (std::string_view begin : {"\x09\0\x04\0"sv, "\x09\x02\x06\0"sv, "\x09\x04\x06\0"sv}) old |= bytes.starts_with(begin);
  if (old) reading.refuse("is a workbook of Excel 97-2003 (.xls)", "open it in a spreadsheet program and save it as .xlsx");
  reading.refuse("is not a workbook (.xlsx)", "save it as .xlsx in a spreadsheet program");
}

}  // namespace

void XlsxReading::refuse(const std::string& problem, const std::string& next_step) const { throw InputError(file, 0, problem, next_step); }
void XlsxReading::refuse_damaged(const std::string& problem) const { refuse(problem, kSaveAnew); }

void XlsxReading::limit(std::size_t used, std::size_t limit, const char* what) const {
  if (used > limit) refuse("has more than " + std::to_string(limit) + " " + what, "keep only the sheets and rows that are needed");
}

WorkbookParts::WorkbookParts(const std::string& bytes, XlsxReading& reading) : bytes_(bytes), reading_(reading) {
  refuse_other_forms(bytes, reading);
  Zip zip = open_zip(bytes, reading);
  std::size_t place = 0;
  for (archive_entry* entry; (entry = next_entry(zip.get(), reading)); ++place) {
    reading.limit(place + 1, reading.limits.entries, "parts");
    std::string key = key_of_entry(entry);
    if (!key.ends_with('/') && !places_.emplace(key, place).second) reading.refuse_damaged("has the part " + in_quotes(key) + " twice");
  }
}

bool WorkbookParts::has(std::string_view name) const { return places_.contains(part_key(name)); }

void WorkbookParts::read(const std::string& name, const Take& take) {
  auto place = places_.find(part_key(name));
  if (place == places_.end()) reading_.refuse_damaged("lacks its part " + in_quotes(name));
  Zip zip = open_zip(bytes_, reading_);
  archive_entry* entry = nullptr;
  for (std::size_t i = 0; i <= place->second; ++i) entry = next_entry(zip.get(), reading_);
  if (!entry || key_of_entry(entry) != place->first) reading_.refuse_damaged("is cut off or damaged");
  if (archive_entry_is_data_encrypted(entry)) reading_.refuse("is protected by a password", kTakePasswordAway);
  const void* piece = nullptr;
  std::size_t size = 0, total = 0;
  la_int64_t offset = 0;
  int result = ARCHIVE_OK;
  while ((result = archive_read_data_block(zip.get(), &piece, &size, &offset)) == ARCHIVE_OK) {
    total += size;
    reading_.unpacked += size;
    reading_.limit(total, reading_.limits.part_bytes, ("bytes in " + in_quotes(name)).c_str());
    reading_.limit(reading_.unpacked, reading_.limits.total_bytes, "bytes when unpacked");
    take({static_cast<const char*>(piece), size});
  }
  if (result != ARCHIVE_EOF) reading_.refuse_damaged("is damaged: its part " + in_quotes(name) + " cannot be unpacked");
}

std::string WorkbookParts::start_of(const std::string& name, std::size_t most) {
  std::string start;
  if (has(name)) read(name, [&](std::string_view piece) { start += piece.substr(0, most - std::min(most, start.size())); });
  return start;
}

}  // namespace outdesk
