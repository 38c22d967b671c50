#include "base/libraries.hpp"

#include <gnu/libc-version.h>
#include <nettle/version.h>

namespace outdesk {

std::vector<LibraryVersion> base_libraries() {
  return {{"glibc", ::gnu_get_libc_version()},
          {"nettle", std::to_string(::nettle_version_major()) + "." + std::to_string(::nettle_version_minor())}};
}

}  // namespace outdesk
