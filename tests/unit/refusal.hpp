// What an Error says, for tests: empty where nothing is thrown.
#pragma once

#include <string>

#include "base/error.hpp"

namespace outdesk {

/// "problem"
template <class Act>
std::string problem_of(Act act) {
  try {
    act();
  } catch (const Error& error) {
    return error.what();
  }
  return "";
}

/// "problem | next step"
template <class Act>
std::string advice_of(Act act) {
  try {
    act();
  } catch (const Error& error) {
    return error.what() + (error.next_step().empty() ? "" : " | " + error.next_step());
  }
  return "";
}

/// "exit code: problem | next step"
template <class Act>
std::string refusal(Act act) {
  try {
    act();
  } catch (const Error& error) {
    return std::to_string(static_cast<int>(error.exit())) + ": " + error.what() + (error.next_step().empty() ? "" : " | " + error.next_step());
  }
  return "";
}

}  // namespace outdesk
