#include "workbook/workbook_libraries.hpp"

#include <archive.h>

#include "workbook/book.hpp"

namespace outdesk {

std::vector<LibraryVersion> workbook_libraries() {
  constexpr std::string_view kHead = "libarchive ";
  std::string_view archive = ::archive_version_string();
  if (archive.starts_with(kHead)) archive.remove_prefix(kHead.size());
  return {{"libarchive", std::string(archive)}, {"libxlsxwriter", workbook_library_version()}};
}

}  // namespace outdesk
