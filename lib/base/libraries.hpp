// Which versions of libraries a program runs with.  Each room that links some tells them; `outdesk --version` shows them.
#pragma once

#include <string>
#include <vector>

namespace outdesk {

struct LibraryVersion {
  std::string name;
  std::string version;  ///< as the library itself tells it when the program runs; empty where it tells none
};

/// The C library and nettle.
std::vector<LibraryVersion> base_libraries();

}  // namespace outdesk
