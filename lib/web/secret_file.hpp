// Secrets that are given by the name of a file, never on a command line.
#pragma once

#include <string>

namespace outdesk {

/// The first line of `path`, which is a `what` ("API token", "password"): visible ASCII without spaces, at most 512 bytes.
/// Throws UsageError where the file cannot be read, everybody may read it, or its first line is no such thing; `advice` says how
/// one gets it.  No message holds the secret.
std::string secret_in(const std::string& path, const std::string& what, const std::string& advice);

}  // namespace outdesk
