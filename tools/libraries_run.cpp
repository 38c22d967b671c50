// The libraries that only outdesk-full has.
#include "full_program.hpp"
#include "mime/mime_libraries.hpp"
#include "package/package_libraries.hpp"
#include "server/server_libraries.hpp"
#include "verify/verify_libraries.hpp"
#include "web/web_libraries.hpp"
#include "workbook/workbook_libraries.hpp"
#include "xml/xml_libraries.hpp"

namespace outdesk {

std::vector<LibraryVersion> full_libraries() {
  std::vector<LibraryVersion> all;
  for (auto* of_room : {server_libraries, xml_libraries, workbook_libraries, web_libraries, verify_libraries, mime_libraries, package_libraries})
    for (auto& library : of_room()) all.push_back(std::move(library));
  return all;
}

}  // namespace outdesk
