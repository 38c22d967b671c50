// What the sample documents are made of.
#pragma once

#include <cstdint>
#include <string>

#include "sample_book.hpp"

namespace outdesk::sample {

/// A small generator of its own: the standard ones may differ between libraries.
struct Dice {
  std::uint64_t state = 20250930;
  std::uint32_t roll(std::uint32_t sides) {
    state = state * 6364136223846793005ULL + 1442695040888963407ULL;
    return static_cast<std::uint32_t>((state >> 33) % sides);
  }
};

inline std::string pick(Language language, const char* en, const char* ru) {
  return language == Language::ru ? ru : en;
}

}  // namespace outdesk::sample
