// The text of a message: from -m, standard input, or the engineer's editor.
#pragma once

#include "command.hpp"

namespace outdesk {

/// -m, --edit.
std::vector<OptionSpec> body_options();

/// The text of -m ("-m -" reads standard input); else, where it is `required`, standard input where that is no terminal,
/// and an editor where it is.  --edit opens the editor in any case, with `remark` below a line that is not kept.
/// Line ends are made \n, and those at the end cut off.  Throws UsageError where a required text is empty.
std::string body_of(const Options& options, bool required, const std::string& remark);

}  // namespace outdesk
