// Zone data and zone rules of any bytes: refused with words, or an offset within a day for every instant, the same however
// often it is asked for.
#include "base/posix_zone.hpp"
#include "base/tzif.hpp"
#include "fuzzed.hpp"

namespace {

using namespace outdesk;

/// The years 1000 to 9999, which instants can have.
constexpr std::int64_t kInstants[] = {-30610224000, -2208988800, -1, 0, 1, 951782400, 1774742400, 1793491200, 4102444799, 253402300799};

void require_words(const UsageError& error) { require(std::string_view(error.what()).size() > 5 && unstorable(printable(error.what())).empty()); }

template <class Rule>
void check(const Rule& rule) {
  for (std::int64_t t : kInstants) {
    int offset = rule.offset_at(t);
    require(-26 * 3600 <= offset && offset <= 26 * 3600 && rule.offset_at(t) == offset);
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  std::string_view bytes = as_text(data, size);
  try {
    Tzif zone(bytes);
    check(zone);
    (void)zone.has_sub_minute_offset(0);
  } catch (const UsageError& error) {
    require_words(error);
  }
  try {
    PosixZone rule(bytes);
    if (rule.defined()) check(rule);
  } catch (const UsageError& error) {
    require_words(error);
  }
  return 0;
}
