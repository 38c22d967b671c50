// Errors: one small tree, thrown anywhere, printed in one place (tools/main.cpp).
#pragma once

#include <stdexcept>
#include <string>
#include <string_view>

namespace outdesk {

/// The documented exit codes of the program; scripts rely on them.
enum class Exit : int {
  ok = 0,
  bad_news = 1,    ///< done, and the answer is bad news
  usage = 2,       ///< wrong usage, or an input file that is not valid
  not_found = 3,   ///< no such client, ticket, server, job
  store = 4,       ///< the store is damaged, not ours, or of a newer version
  missing = 5,     ///< a needed source or program is missing
  write = 6,       ///< could not write; nothing half-written is left
  delivery = 7,    ///< delivery failed or is uncertain
  partial = 10,    ///< built, with some data missing
  busy = 75,       ///< another run holds the lock
};

/// What went wrong (lower case, problem first, subject in quotes) and what to do next.
class Error : public std::runtime_error {
 public:
  Error(Exit exit, const std::string& problem, std::string next_step = {})
      : std::runtime_error(problem), exit_(exit), next_step_(std::move(next_step)) {}
  Exit exit() const { return exit_; }
  const std::string& next_step() const { return next_step_; }

 private:
  Exit exit_;
  std::string next_step_;
};

struct UsageError : Error {
  explicit UsageError(const std::string& problem, std::string next_step = {})
      : Error(Exit::usage, problem, std::move(next_step)) {}
};

/// An input file that is not valid: names file, line (from 1; 0 where lines mean nothing), reason.
struct InputError : Error {
  InputError(std::string_view file, long line, std::string_view problem, std::string next_step = {})
      : Error(Exit::usage,
              std::string(file) + (line > 0 ? ":" + std::to_string(line) : "") + ": " +
                  std::string(problem),
              std::move(next_step)) {}
};

struct NotFound : Error {
  explicit NotFound(const std::string& problem, std::string next_step = {})
      : Error(Exit::not_found, problem, std::move(next_step)) {}
};

struct StoreError : Error {
  explicit StoreError(const std::string& problem, std::string next_step = {})
      : Error(Exit::store, problem, std::move(next_step)) {}
};

struct MissingSource : Error {
  explicit MissingSource(const std::string& problem, std::string next_step = {})
      : Error(Exit::missing, problem, std::move(next_step)) {}
};

struct WriteError : Error {
  explicit WriteError(const std::string& problem, std::string next_step = {})
      : Error(Exit::write, problem, std::move(next_step)) {}
};

struct Busy : Error {
  explicit Busy(const std::string& problem, std::string next_step = {})
      : Error(Exit::busy, problem, std::move(next_step)) {}
};

}  // namespace outdesk
