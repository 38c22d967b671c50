// SIGINT, SIGTERM and SIGHUP as an orderly end: long work asks now and then, throws, and what it made is cleaned up on
// the way out.
#pragma once

#include "base/error.hpp"

namespace outdesk {

struct Interrupted : Error {
  explicit Interrupted(int signal);
  int signal;
};

/// From now on the signals are only noted.  Until then they end the process as ever.
void stop_in_order();
bool stop_requested();
/// Throws Interrupted where a signal was noted.
void stop_where_asked();

}  // namespace outdesk
