#include "output/phrase.hpp"

#include <algorithm>
#include <stdexcept>

namespace outdesk {

std::string say(const Phrase& phrase, Language language, const Facts& facts) {
  std::string_view words = language == Language::ru ? phrase.ru : phrase.en;
  std::string said;
  while (!words.empty()) {
    std::size_t open = words.find('{'), close = words.find('}', open);
    said += words.substr(0, open);
    if (open == words.npos || close == words.npos) break;
    // One pass: a fact that holds braces itself is not filled in again.
    for (const auto& [name, fact] : facts)
      if (name == words.substr(open + 1, close - open - 1)) said += fact;
    words.remove_prefix(close + 1);
  }
  return said;
}

std::size_t place_in(std::span<const Coded> list, std::string_view code) {
  auto found = std::find_if(list.begin(), list.end(), [&](const Coded& known) { return known.code == code; });
  if (found == list.end()) throw std::logic_error("no words for the code " + std::string(code));
  return static_cast<std::size_t>(found - list.begin());
}

Mark mark_in(std::span<const Coded> list, std::string_view code, Language language) {
  const Coded& known = list[place_in(list, code)];
  return {std::string(code), say(known.words, language), known.tone};
}

}  // namespace outdesk
