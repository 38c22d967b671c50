// A child process of our making: what run_program() and BackgroundProgram share.
#pragma once

#include <sys/types.h>

#include "base/run_program.hpp"

namespace outdesk {

/// A descriptor that is closed on the way out.
class Descriptor {
 public:
  explicit Descriptor(int fd = -1) : fd_(fd) {}
  Descriptor(Descriptor&& other) noexcept : fd_(other.release()) {}
  Descriptor& operator=(Descriptor&& other) noexcept;
  ~Descriptor() { close(); }
  int get() const { return fd_; }
  bool open() const { return fd_ >= 0; }
  int release();
  void close();

 private:
  int fd_;
};

struct ChildStreams {
  int in = -1, out = -1, err = -1;  ///< of the child; -1: /dev/null
};

/// Starts the program in a process group of its own; the pid, or minus errno.  Only what is async-signal-safe runs between
/// fork and exec, so it may be called while other threads run.
pid_t start_child(const ProgramCall& call, const ChildStreams& streams);

/// SIGTERM to the group, SIGKILL where the leader is still there after `patience` seconds; reaps it.
void end_child(pid_t pid, int patience);

}  // namespace outdesk
