#include "server/server_libraries.hpp"

#include <libpq-fe.h>

namespace outdesk {

std::vector<LibraryVersion> server_libraries() {
  int version = ::PQlibVersion();  // 150020 is 15.20
  return {{"libpq", std::to_string(version / 10000) + "." + std::to_string(version % 10000)}};
}

}  // namespace outdesk
