// The same work for many numbers, on several cores.
#pragma once

#include <cstdint>
#include <functional>

namespace outdesk::cost {

/// Calls `work(from, to)` for parts of [0, count) on up to `threads` threads at once (0: as many as
/// the machine has cores).  The first error of any part is thrown again here.
void in_parts(std::int64_t count, unsigned threads,
              const std::function<void(std::int64_t from, std::int64_t to)>& work);

}  // namespace outdesk::cost
