// A set of people, one bit each.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

namespace outdesk {

using PeopleBits = std::vector<std::uint64_t>;

inline std::size_t words_for(std::size_t people) { return (people + 63) / 64; }
inline PeopleBits all_of(std::size_t people) {
  PeopleBits bits(words_for(people), ~0ull);
  if (std::size_t rest = people % 64) bits.back() = (1ull << rest) - 1;
  return bits;
}
inline bool has(const PeopleBits& bits, std::size_t person) { return bits[person / 64] >> person % 64 & 1; }
inline void put_in(PeopleBits& bits, std::size_t person) { bits[person / 64] |= 1ull << person % 64; }
inline std::string_view key_of(const PeopleBits& bits) { return {reinterpret_cast<const char*>(bits.data()), bits.size() * sizeof(std::uint64_t)}; }

/// Calls `visit` with each person in the set.
template <class Visit>
void for_each_in(const PeopleBits& bits, Visit visit) {
  for (std::size_t word = 0; word < bits.size(); ++word)
    for (std::uint64_t rest = bits[word]; rest; rest &= rest - 1) visit(word * 64 + static_cast<std::size_t>(__builtin_ctzll(rest)));
}

}  // namespace outdesk
