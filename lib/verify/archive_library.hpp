// libarchive's handles, and what its calls need around them.
#pragma once

#include <archive.h>
#include <archive_entry.h>
#include <locale.h>

#include <memory>
#include <string>

namespace outdesk {

struct FreeArchiveReader {
  void operator()(archive* a) const { archive_read_free(a); }
};
using ArchiveReader = std::unique_ptr<archive, FreeArchiveReader>;

struct FreeArchiveWriter {
  void operator()(archive* a) const { archive_write_free(a); }
};
using ArchiveWriter = std::unique_ptr<archive, FreeArchiveWriter>;

/// While it lives, this thread has the locale "C", in which libarchive 3.6 gives names as the bytes that the archive
/// holds.  In a UTF-8 locale it changes decomposed letters of pax archives into composed ones: other names than the
/// files have.
class RawNames {
 public:
  RawNames();
  RawNames(const RawNames&) = delete;
  ~RawNames();

 private:
  locale_t before_;
};

/// What the last failed call says, printable; empty where it says nothing.
std::string words_of_archive(archive* a);

}  // namespace outdesk
