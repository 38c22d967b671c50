// Talking to a Bacula Director through the program bconsole.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "verify/bacula_talk.hpp"
#include "verify/copy.hpp"

namespace outdesk {

/// How long the Director may take for a question; a list of files may take longer.
inline constexpr Seconds kBaculaQuestion{30}, kBaculaListing{1800};

class BaculaConsole {
 public:
  /// `configuration`: path of a bconsole.conf (it holds the password, which we never see).
  BaculaConsole(std::string program, std::string configuration, const VerifyDesk& desk);

  /// Gives the commands, each on a line of its own, and returns what was said.  bconsole's own retries end after 15 s.
  ProgramResult say(const std::vector<std::string>& commands, Seconds limit = kBaculaQuestion);
  /// The same where the answer may be long, and comes in pieces.
  ProgramResult say(const std::vector<std::string>& commands, Seconds limit, const std::function<void(std::string_view)>& take);
  /// What `result` means where it is no answer; also what ended without one.
  std::optional<BaculaTrouble> trouble_of(const ProgramResult& result, std::string_view words) const;

  /// "9.6.7" once the Director has greeted us.
  const std::string& version() const { return version_; }
  const std::string& configuration() const { return configuration_; }

  /// Cancels a job and does not ask whether we are to stop: for the way out.  Takes at most ten seconds.
  void cancel_anyway(std::int64_t job) noexcept;

 private:
  ProgramCall call_of(const std::vector<std::string>& commands, Seconds limit) const;
  std::string program_, configuration_, version_;
  const VerifyDesk& desk_;
};

/// The bconsole.conf that `where` is or holds (bconsole.conf, etc/bconsole.conf, conf/bconsole.conf), absolute; empty where
/// there is none.
std::string bacula_console_file(const std::string& where);

}  // namespace outdesk
