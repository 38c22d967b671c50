// Threads, as many as can be had.
#pragma once

#include <new>
#include <system_error>
#include <thread>
#include <vector>

namespace outdesk {

/// Starts work(0), work(1)… in threads of their own, `wanted` of them, or fewer (even none) where the system gives no more.
/// The caller joins them.
template <class Work>
std::vector<std::thread> start_threads(unsigned wanted, const Work& work) {
  std::vector<std::thread> threads;
  threads.reserve(wanted);
  try {
    for (unsigned i = 0; i < wanted; ++i) threads.emplace_back([work, i] { work(i); });
  } catch (const std::system_error&) {
  } catch (const std::bad_alloc&) {
  }
  return threads;
}

}  // namespace outdesk
