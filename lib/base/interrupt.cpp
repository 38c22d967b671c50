#include "base/interrupt.hpp"

#include <atomic>
#include <csignal>

namespace outdesk {

namespace {

std::atomic<int> noted_signal{0};
static_assert(std::atomic<int>::is_always_lock_free);

void note_signal(int signal) { noted_signal.store(signal, std::memory_order_relaxed); }

}  // namespace

Interrupted::Interrupted(int number) : Error(Exit::bad_news, "stopped by signal " + std::to_string(number), "what was made meanwhile is removed; ask again"), signal(number) {}

void stop_in_order() {
  for (int signal : {SIGINT, SIGTERM, SIGHUP}) {
    struct sigaction old {}, action {};
    if (sigaction(signal, nullptr, &old) == 0 && old.sa_handler == SIG_IGN) continue;  // nohup, a background job
    action.sa_handler = note_signal;
    sigemptyset(&action.sa_mask);
    sigaction(signal, &action, nullptr);  // without SA_RESTART: waiting calls return
  }
}

bool stop_requested() { return noted_signal.load(std::memory_order_relaxed) != 0; }

void stop_where_asked() {
  if (int signal = noted_signal.load(std::memory_order_relaxed)) throw Interrupted(signal);
}

}  // namespace outdesk
