#include "package/package_libraries.hpp"

#include <unicode/uversion.h>

namespace outdesk {

std::vector<LibraryVersion> package_libraries() {
  UVersionInfo version;
  char text[U_MAX_VERSION_STRING_LENGTH];
  ::u_getVersion(version);
  ::u_versionToString(version, text);
  return {{"icu", text}};
}

}  // namespace outdesk
