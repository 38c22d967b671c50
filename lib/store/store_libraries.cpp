#include "store/store_libraries.hpp"

#include <sqlite3.h>

namespace outdesk {

std::vector<LibraryVersion> store_libraries() {
  return {{"sqlite", ::sqlite3_libversion()}};
}

}  // namespace outdesk
