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
inline std::string words_of(const Error& error) {
  return error.what() + (error.next_step().empty() ? "" : " | " + error.next_step());
}

template <class Act>
std::string advice_of(Act act) {
  try {
    act();
  } catch (const Error& error) {
    return words_of(error);
  }
  return "";
}

/// "exit code: problem | next step"
template <class Act>
std::string refusal(Act act) {
  int code = 0;
  std::string words = advice_of([&] {
    try {
      act();
    } catch (const Error& error) {
      code = static_cast<int>(error.exit());
      throw;
    }
  });
  return code ? std::to_string(code) + ": " + words : words;
}

}  // namespace outdesk
