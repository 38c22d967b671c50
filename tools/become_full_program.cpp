#include <unistd.h>

#include <climits>
#include <string>

#include "base/text.hpp"
#include "full_program.hpp"

namespace outdesk {

namespace {

std::string own_folder() {
  char path[PATH_MAX];
  ssize_t n = ::readlink("/proc/self/exe", path, sizeof path);
  std::string self(path, n > 0 ? static_cast<std::size_t>(n) : 0);
  return self.substr(0, self.rfind('/'));
}

}  // namespace

void become_full_program(char** arguments) {
  const std::string folder = own_folder();
  for (const std::string& path : {folder + "/outdesk-full", folder + "/../libexec/outdesk/outdesk-full"})
    ::execv(path.c_str(), arguments);
  throw MissingSource("the program 'outdesk-full' is not beside this one", "install outdesk whole");
}

}  // namespace outdesk
