// SDDL of any bytes: a descriptor or a reason, and a descriptor that goes into bytes comes back the same.
#include <cstdlib>

#include "access/sddl.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace outdesk;
  static const SidContext kContext{Sid{5, {21, 1, 2, 3}}, Sid{5, {21, 4, 5, 6}}, Sid{5, {21, 7, 8, 9}}};
  NtReading reading = read_sddl({reinterpret_cast<const char*>(data), size}, kContext);
  if (!reading.problem.empty()) return 0;
  auto bytes = nt_descriptor_bytes(reading.descriptor);
  if (!bytes) return 0;
  NtReading back = read_nt_descriptor(*bytes);
  if (!back.problem.empty() || !(back.descriptor == reading.descriptor)) std::abort();
  return 0;
}
