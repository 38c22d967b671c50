// What --version tells.
#pragma once

#include "base/libraries.hpp"

namespace outdesk {

/// "outdesk 0.1.0", and under it a line each: the schema of its stores, the machine's zone data, and the libraries that both
/// programs run with; those of outdesk-full too where `all` is asked of it.  Scripts rely on the first line.
std::string version_text(bool all);

/// Of the reader of command lines, whose headers are compiled in.
std::string option_reader_version();

}  // namespace outdesk
