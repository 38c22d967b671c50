// Handing a letter to the mail system of this machine.
#pragma once

#include <string>

namespace outdesk {

/// Runs `program` (absolute path; empty: /usr/sbin/sendmail) with -t -i -f FROM, without a shell, in a small fixed
/// environment, for 60 seconds at the most.  Returns "" where it took the letter, else what it said, in one line.
/// Throws MissingSource where there is no such program, or where others could have put it there.
std::string hand_to_sendmail(const std::string& program, const std::string& from, const std::string& letter);

}  // namespace outdesk
