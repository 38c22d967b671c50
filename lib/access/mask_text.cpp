#include "access/mask_text.hpp"

#include "access/posix_rules.hpp"

namespace outdesk {

namespace {

/// "0x1301bf"
std::string nt_mask_text(std::uint32_t mask) {
  constexpr char kDigits[] = "0123456789abcdef";
  std::string digits;
  do digits.insert(digits.begin(), kDigits[mask & 15]);
  while (mask >>= 4);
  return "0x" + digits;
}

std::string combos_text(Combos combos) {
  std::string text;
  for (unsigned wanted : {7u, 6u, 5u, 3u, 4u, 2u, 1u}) {
    bool within_larger = false;
    for (unsigned larger = wanted + 1; larger <= 7; ++larger)
      within_larger = within_larger || ((larger & wanted) == wanted && combos.grants(larger));
    if (!combos.grants(wanted) || within_larger) continue;
    text += text.empty() ? "" : "|";
    text += {wanted & kRead ? 'r' : '-', wanted & kWrite ? 'w' : '-', wanted & kExecute ? 'x' : '-'};
  }
  return text.empty() ? "---" : text;
}

}  // namespace

std::string mask_text(const Snapshot& snapshot, std::uint32_t mask) {
  return speaks_nt(snapshot) ? nt_mask_text(mask) : combos_text(Combos::from_bits(static_cast<std::uint8_t>(mask)));
}

}  // namespace outdesk
