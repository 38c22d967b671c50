// Which of two levels is more (access.md section 7, "Agreed rights").
#pragma once

#include <optional>
#include <string_view>

#include "access/level.hpp"

namespace outdesk {

enum class Than { same, more, less, other };
/// "more", "less"…, as JSON has it.
constexpr std::string_view code_of(Than than) {
  constexpr std::string_view kCodes[] = {"same", "more", "less", "other"};
  return kCodes[static_cast<int>(than)];
}

/// none and denied < traverse < list < read < edit < change < full; `write` and `special` are more than nothing, and
/// with the others not to be compared.  `unread` compares with nothing.
constexpr std::optional<int> rank_of(Level level) {
  switch (level) {
    case Level::none: case Level::denied: return 0;
    case Level::traverse: return 1;
    case Level::list: return 2;
    case Level::read: return 3;
    case Level::edit: return 4;
    case Level::change: return 5;
    case Level::full: return 6;
    case Level::write: case Level::special: case Level::unread: break;
  }
  return {};
}

/// What `now` is, held against `was`.
constexpr Than compare_levels(Level was, Level now) {
  if (was == now) return Than::same;
  auto before = rank_of(was), after = rank_of(now);
  if (before && after) return *before == *after ? Than::same : *after > *before ? Than::more : Than::less;
  if (was != Level::unread && now != Level::unread && before == 0) return Than::more;
  if (was != Level::unread && now != Level::unread && after == 0) return Than::less;
  return Than::other;
}

}  // namespace outdesk
