// Descriptors of any bytes, from any start: read or refused, judged without harm, never read past their end.
#include "access/nt_rules.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace outdesk;
  static const Token kToken({sids::kEveryone, sids::kAuthenticatedUsers, sids::kUsers});
  std::size_t start = size > 0 ? data[0] % 96 : 0;
  NtReading reading = read_nt_descriptor({reinterpret_cast<const char*>(data), size}, start);
  if (reading.problem.empty()) (void)nt_grant(reading.descriptor, kToken);
  return 0;
}
