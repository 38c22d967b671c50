#include "verify/postgres_programs.hpp"

#include <unistd.h>

#include <cstdlib>

#include "base/run_program.hpp"
#include "base/text.hpp"

namespace outdesk {

std::string postgres_program(const std::string& name) {
  if (std::string initdb = find_program("initdb"); !initdb.empty()) {
    char* resolved = ::realpath(initdb.c_str(), nullptr);
    std::string beside = folder_of(resolved ? resolved : initdb) + "/" + name;
    std::free(resolved);
    if (::access(beside.c_str(), X_OK) == 0) return beside;
  }
  return find_program(name);
}

}  // namespace outdesk
