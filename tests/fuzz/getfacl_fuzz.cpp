// Lists of getfacl of any bytes: trees or a reason, and every tree is one that a snapshot file can hold.
#include <cstdlib>

#include "access/read_getfacl.hpp"
#include "access/snapshot_file.hpp"
#include "base/error.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace outdesk;
  static const Identities kPeople{{{"anna", 1001, 2001, ""}}, {{"staff", 2001, {}}}};
  GetfaclReading reading;
  try {
    reading = read_getfacl({reinterpret_cast<const char*>(data), size}, "fuzz", kPeople, Instant{1000});
  } catch (const InputError&) {
    return 0;
  }
  for (const Snapshot& tree : reading.trees) {
    std::string bytes = snapshot_file(tree, "0");
    if (snapshot_file(read_snapshot_file(bytes, "fuzz"), "0") != bytes) std::abort();
  }
  return 0;
}
