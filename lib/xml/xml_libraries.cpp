#include "xml/xml_libraries.hpp"

#include <expat.h>

namespace outdesk {

std::vector<LibraryVersion> xml_libraries() {
  const XML_Expat_Version version = ::XML_ExpatVersionInfo();
  return {{"expat", std::to_string(version.major) + "." + std::to_string(version.minor) + "." + std::to_string(version.micro)}};
}

}  // namespace outdesk
