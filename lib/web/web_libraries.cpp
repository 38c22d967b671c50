#include "web/web_libraries.hpp"

#include <curl/curl.h>

namespace outdesk {

std::vector<LibraryVersion> web_libraries() {
  const curl_version_info_data* curl = ::curl_version_info(CURLVERSION_NOW);
  return {{"libcurl", std::string(curl->version) + (curl->ssl_version ? std::string(" with ") + curl->ssl_version : "")}};
}

}  // namespace outdesk
