// Paths in findings: of any length and content where they come from.
#pragma once

#include <string>
#include <string_view>

namespace outdesk {

/// The path in quotes, printable, its start left out where it is longer than a line ('…/deep/below/file.txt').
std::string shown_path(std::string_view path);

}  // namespace outdesk
