#include "base/clock.hpp"

#include <cstdlib>
#include <ctime>

#include "base/error.hpp"
#include "base/text.hpp"

namespace outdesk {

Instant machine_now() {
  const char* epoch = std::getenv("SOURCE_DATE_EPOCH");
  if (!epoch || !*epoch) return Instant{std::time(nullptr)};
  auto seconds = parse_count(epoch);
  if (!seconds) throw UsageError("SOURCE_DATE_EPOCH " + in_quotes(epoch) + " is not a number of seconds");
  return Instant{*seconds};
}

}  // namespace outdesk
