// The command line, read by CLI11.  The only file that includes it is option_set.cpp (8 s each time).
#pragma once

#include <string>
#include <vector>

#include "command.hpp"

namespace outdesk {

/// What a command line asks for.
struct Request {
  const Command* command = nullptr;  ///< null: only help or version
  const Verb* verb = nullptr;        ///< null: help of the command
  Options options;
  bool help = false, version = false;
  bool verbose = false;           ///< with version: of all libraries
};

/// Understands a command line (without the program's name).  Throws UsageError with the nearest
/// known command, verb or option as next step.
Request understand(const std::vector<std::string>& arguments);

/// The text of --help for the program, a command, or a verb.
std::string help_text(const Request& request);

}  // namespace outdesk
