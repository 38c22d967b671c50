#include "verify/verify_libraries.hpp"

#include <openssl/crypto.h>
#include <zlib.h>

namespace outdesk {

std::vector<LibraryVersion> verify_libraries() {
  return {{"openssl", ::OpenSSL_version(OPENSSL_VERSION_STRING)}, {"zlib", ::zlibVersion()}};
}

}  // namespace outdesk
