#include <doctest/doctest.h>

#include <sysexits.h>

#include "mail/sendmail.hpp"

using namespace outdesk;

namespace {

LetterTaken taken_after(ProgramResult::End end, int code = 0, std::size_t recipients = 1) {
  ProgramResult result;
  result.end = end;
  result.code = code;
  return letter_taken(result, recipients);
}

}  // namespace

TEST_CASE("a letter is surely not out only where the mail system says so before it could keep it") {
  using End = ProgramResult::End;
  CHECK(taken_after(End::exited, 0) == LetterTaken::yes);
  CHECK(taken_after(End::not_started) == LetterTaken::no);
  for (int code : {EX_USAGE, EX_NOINPUT, EX_OSFILE, EX_CANTCREAT, EX_NOPERM, EX_CONFIG}) CHECK(taken_after(End::exited, code, 3) == LetterTaken::no);
  // Of several recipients one may be unknown while the letter is on its way to the others.
  for (int code : {EX_DATAERR, EX_NOUSER, EX_NOHOST, EX_UNAVAILABLE}) {
    CHECK(taken_after(End::exited, code, 1) == LetterTaken::no);
    CHECK(taken_after(End::exited, code, 2) == LetterTaken::unknown);
  }
  // sendmail(8) of Sendmail: EX_TEMPFAIL, "could not be sent immediately, but was queued".
  for (int code : {1, 2, 126, 127, EX_SOFTWARE, EX_OSERR, EX_IOERR, EX_TEMPFAIL, EX_PROTOCOL}) CHECK(taken_after(End::exited, code) == LetterTaken::unknown);
  for (End end : {End::signalled, End::timed_out, End::flooded}) CHECK(taken_after(end, 9) == LetterTaken::unknown);
}
