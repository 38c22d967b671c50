// A program that is fed on its standard input while it runs.
#pragma once

#include <exception>
#include <functional>
#include <future>
#include <string_view>
#include <thread>

#include "base/child_process.hpp"
#include "base/run_program.hpp"

namespace outdesk {

class ProgramFeed {
 public:
  /// `go_on` is asked about every half second while we wait for the program; it may throw, or say no: then no more is
  /// written.  Null: never.
  explicit ProgramFeed(ProgramCall call, std::function<bool()> go_on = nullptr);
  ProgramFeed(const ProgramFeed&) = delete;
  /// Closes the input and waits for the program's end.  Where it may be busy without end, end first what it waits for.
  ~ProgramFeed();

  /// Waits until the program has taken the bytes.  False: it has ended, or `go_on` said no.  Throws Interrupted.
  bool write(std::string_view bytes);
  /// Closes the input and waits; asked once.  Throws what run_program() throws.
  ProgramResult finish();

 private:
  bool may_go_on();
  std::function<bool()> go_on_;
  Descriptor ours_;
  std::future<ProgramResult> result_;
  bool stopped_ = false;
};

}  // namespace outdesk
