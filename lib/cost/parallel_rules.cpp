#include "cost/parallel_rules.hpp"

#include <algorithm>
#include <atomic>
#include <exception>
#include <thread>
#include <vector>

#include "base/threads.hpp"

namespace outdesk::cost {

void in_parts(std::int64_t count, unsigned threads,
              const std::function<void(std::int64_t from, std::int64_t to)>& work) {
  if (threads == 0) threads = std::max(1u, std::thread::hardware_concurrency());
  constexpr std::int64_t part = 64;
  threads = static_cast<unsigned>(std::min<std::int64_t>(threads, (count + part - 1) / part));
  if (threads <= 1) return work(0, count);
  std::atomic<std::int64_t> next{0};
  std::vector<std::exception_ptr> errors(threads);
  auto run = [&](std::exception_ptr& error) {
    try {
      for (std::int64_t from; (from = next.fetch_add(part)) < count;)
        work(from, std::min(count, from + part));
    } catch (...) {
      error = std::current_exception();
      next = count;
    }
  };
  std::vector<std::thread> others = start_threads(threads - 1, [&](unsigned i) { run(errors[i + 1]); });
  run(errors[0]);
  for (auto& thread : others) thread.join();
  for (const auto& error : errors)
    if (error) std::rethrow_exception(error);
}

}  // namespace outdesk::cost
