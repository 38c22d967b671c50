// What a month's facts are put into words as, for tests.
#pragma once

#include <string>

#include "base/text.hpp"
#include "package/lead_rules.hpp"

namespace outdesk {

inline const Messages& words(Language language) {
  static const Messages russian(Language::ru), english(Language::en);
  return language == Language::ru ? russian : english;
}

/// No-break spaces as plain ones, so that expectations can be read.
inline std::string plain(const std::string& text) { return replaced(text, "\u00A0", " "); }

inline std::string lead(const MonthFacts& facts, Language language = Language::ru) {
  const Messages& messages = words(language);
  return plain(
      text_of(lead_of(facts, lights_of(facts), decisions_of(facts, messages), messages, "RUB")));
}

}  // namespace outdesk
