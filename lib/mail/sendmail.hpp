// Handing a letter to the mail system of this machine.
#pragma once

#include <cstddef>
#include <string>

#include "base/run_program.hpp"

namespace outdesk {

/// The program to send with: `program`, or /usr/sbin/sendmail where it is empty.  Throws UsageError for what is no absolute
/// path, MissingSource where there is no such program, or where others could have put it there.
std::string checked_sendmail(const std::string& program);

/// Runs it (of checked_sendmail) with -t -i -f FROM, without a shell, in a small fixed environment, for 60 seconds at the most.
ProgramResult run_sendmail(const std::string& program, const std::string& from, const std::string& letter);

/// Whether the mail system has the letter.
enum class LetterTaken { yes, no, unknown };
/// By the end of run_sendmail(), for a letter to so many recipients.  `no` only where nothing can have gone out: a program that was
/// killed, hung or failed inside may have queued the letter before, sysexits' EX_TEMPFAIL says of some mail systems that they
/// did, and of several recipients one may be unknown while others are served.
LetterTaken letter_taken(const ProgramResult& result, std::size_t recipients);

/// Runs `program` (absolute path; empty: /usr/sbin/sendmail) with -t -i -f FROM, without a shell, in a small fixed
/// environment, for 60 seconds at the most.  Returns "" where it took the letter, else what it said, in one line.
/// Throws MissingSource where there is no such program, or where others could have put it there.
std::string hand_to_sendmail(const std::string& program, const std::string& from, const std::string& letter);

}  // namespace outdesk
