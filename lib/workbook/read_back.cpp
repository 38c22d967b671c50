#include "workbook/read_back.hpp"

#include <archive.h>
#include <archive_entry.h>
#include <cstring>
#include <memory>

namespace outdesk {

namespace {

struct Close {
  void operator()(archive* a) const { archive_read_free(a); }
};
using Archive = std::unique_ptr<archive, Close>;

std::string reason(archive* a) {
  const char* text = archive_error_string(a);
  return text ? text : "unreadable";
}

/// What is wrong with the part that stands next.
std::string part_defect(archive* a, const std::string& name) {
  TagBalance balance;
  for (;;) {
    const void* bytes = nullptr;
    std::size_t size = 0;
    la_int64_t offset = 0;
    int result = archive_read_data_block(a, &bytes, &size, &offset);
    if (result == ARCHIVE_EOF) break;
    if (result != ARCHIVE_OK) return name + " came out damaged: " + reason(a);
    balance.add({static_cast<const char*>(bytes), size});
  }
  bool has_tags = name.ends_with(".xml") || name.ends_with(".rels");  // a picture's sum was checked as it was read
  return !has_tags || balance.whole() ? "" : name + " came out cut off (is the disk full?)";
}

}  // namespace

void TagBalance::add(std::string_view piece) {
  const char* at = piece.data();
  const char* end = at + piece.size();
  while (at < end) {
    if (!in_tag_) {
      at = static_cast<const char*>(std::memchr(at, '<', static_cast<std::size_t>(end - at)));
      if (!at) return;
      in_tag_ = first_ = seen_ = true;
      closing_ = declaration_ = false;
      last_ = 0;
      ++at;
    } else if (first_) {
      closing_ = *at == '/';
      declaration_ = *at == '?' || *at == '!';
      first_ = false;
      last_ = *at++;
    } else {
      auto* close =
          static_cast<const char*>(std::memchr(at, '>', static_cast<std::size_t>(end - at)));
      if (!close) {
        last_ = end[-1];
        return;
      }
      char before = close > at ? close[-1] : last_;
      if (closing_)
        --depth_;
      else if (!declaration_ && before != '/')
        ++depth_;
      in_tag_ = false;
      at = close + 1;
    }
  }
}

std::string workbook_defect(const std::string& path) {
  Archive a(archive_read_new());
  if (!a) return "out of memory";
  archive_read_support_format_zip(a.get());
  constexpr std::size_t kBlock = 1 << 16;
  if (archive_read_open_filename(a.get(), path.c_str(), kBlock) != ARCHIVE_OK)
    return reason(a.get());
  bool any_sheet = false;
  for (;;) {
    archive_entry* entry = nullptr;
    int result = archive_read_next_header(a.get(), &entry);
    if (result == ARCHIVE_EOF) break;
    if (result != ARCHIVE_OK) return reason(a.get());
    const char* raw = archive_entry_pathname(entry);
    std::string name = raw ? raw : "a part";
    any_sheet |= name == "xl/worksheets/sheet1.xml";
    if (std::string defect = part_defect(a.get(), name); !defect.empty()) return defect;
  }
  return any_sheet ? "" : "it came out without a sheet";
}

}  // namespace outdesk
