// How far long work has come; only on a terminal, never in a pipe or with --quiet.
#pragma once

#include <string>

#include "command.hpp"

namespace outdesk {

class Progress {
 public:
  Progress(const Context& context, std::string what);
  Progress(const Progress&) = delete;
  ~Progress();  ///< wipes the line
  /// `whole` of 0: it is not known how much there is.
  void show(std::size_t done, std::size_t whole);

 private:
  bool wanted_;
  bool shown_ = false;
  std::string what_;
};

}  // namespace outdesk
