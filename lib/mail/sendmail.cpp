#include "mail/sendmail.hpp"

#include <sys/stat.h>
#include <sysexits.h>
#include <unistd.h>

#include "base/error.hpp"
#include "base/run_program.hpp"
#include "base/text.hpp"

namespace outdesk {

namespace {

constexpr const char* kSendmail = "/usr/sbin/sendmail";

/// Links are followed: Debian's sendmail is one, of a mail system's choice.
void check_sendmail(const std::string& program) {
  constexpr const char* kNext = "install a mail server, or name its program with OUTDESK_SENDMAIL";
  if (program.empty() || program[0] != '/') throw UsageError("OUTDESK_SENDMAIL " + in_quotes(program) + " is no absolute path", "give the whole path of the program");
  struct stat info;
  if (::stat(program.c_str(), &info) != 0 || !S_ISREG(info.st_mode) || ::access(program.c_str(), X_OK) != 0)
    throw MissingSource("there is no program " + in_quotes(program) + " to send mail with", kNext);
  bool ours = info.st_uid == 0 || info.st_uid == ::geteuid();
  if (!ours || (info.st_mode & S_IWOTH)) throw MissingSource("others may have changed the program " + in_quotes(program), kNext);
}

}  // namespace

std::string checked_sendmail(const std::string& program) {
  std::string chosen = program.empty() ? kSendmail : program;
  check_sendmail(chosen);
  return chosen;
}

ProgramResult run_sendmail(const std::string& program, const std::string& from, const std::string& letter) {
  ProgramCall call;
  call.program = program;
  call.arguments = {"-t", "-i", "-f", from};
  call.input = letter;
  call.deadline = Seconds{60};
  call.output_limit = 1u << 20;
  return run_program(call);
}

LetterTaken letter_taken(const ProgramResult& result, std::size_t recipients) {
  if (result.ok()) return LetterTaken::yes;
  if (result.end == ProgramResult::End::not_started) return LetterTaken::no;
  if (result.end != ProgramResult::End::exited) return LetterTaken::unknown;
  switch (result.code) {
    case EX_USAGE: case EX_NOINPUT: case EX_OSFILE: case EX_CANTCREAT: case EX_NOPERM: case EX_CONFIG:
      return LetterTaken::no;  // before a letter was read, or where none could be kept
    case EX_DATAERR: case EX_NOUSER: case EX_NOHOST: case EX_UNAVAILABLE:
      return recipients == 1 ? LetterTaken::no : LetterTaken::unknown;
    default:
      return LetterTaken::unknown;
  }
}

std::string hand_to_sendmail(const std::string& program, const std::string& from, const std::string& letter) {
  std::string chosen = checked_sendmail(program);
  ProgramResult result = run_sendmail(chosen, from, letter);
  return result.ok() ? "" : result.complaint(file_name_of(chosen));
}

}  // namespace outdesk
