// Words of reports that stand beside the code which says them, in both languages.  Facts stand in {braces}.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "output/document.hpp"

namespace outdesk {

struct Phrase {
  std::string_view en, ru;
};

using Facts = std::vector<std::pair<std::string_view, std::string>>;

/// The phrase in `language`, each {name} replaced by its fact.
std::string say(const Phrase& phrase, Language language, const Facts& facts = {});

/// A code of machine formats with its words and its tone.
struct Coded {
  std::string_view code;
  Phrase words;
  Tone tone = Tone::neutral;
};
/// The place of a code in a list that must have it: lists stand in the order of importance.
std::size_t place_in(std::span<const Coded> list, std::string_view code);
Mark mark_in(std::span<const Coded> list, std::string_view code, Language language);

}  // namespace outdesk
