// Files of icacls and Get-Acl of any bytes.
#include "access/read_windows_lists.hpp"
#include "base/error.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace outdesk;
  std::string_view content(reinterpret_cast<const char*>(data), size);
  auto ignore = [](const WindowsListing&) {};
  for (auto* read : {read_icacls, read_get_acl}) {
    try {
      read(content, "fuzz", {}, ignore);
    } catch (const Error&) {
      continue;
    }
  }
  return 0;
}
