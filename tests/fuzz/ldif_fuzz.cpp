// Exports of a directory of any bytes: users with tokens, or a reason with file and line.
#include "access/directory.hpp"
#include "access/ldif.hpp"
#include "base/error.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace outdesk;
  std::string_view content(reinterpret_cast<const char*>(data), size);
  try {
    Directory directory;
    directory.add_ldif(content, "fuzz.ldif");
    for (const auto& user : directory.users()) (void)directory.token_of(user);
  } catch (const Error&) {
    return 0;
  }
  (void)dn_key(content);
  return 0;
}
