// The levels that a cell of the matrix can have.
#pragma once

#include <cstdint>
#include <string_view>

namespace outdesk {

enum class Level : std::uint8_t {
  none,      ///< nothing
  denied,    ///< nothing, and without an entry that refuses there would be something
  traverse,  ///< pass through to what lies deeper, by its name
  list,      ///< see the names, open nothing
  write,     ///< put things in and not see them
  read,      ///< see and open
  edit,      ///< read and write, but not delete what others made
  change,    ///< read, write, delete
  full,      ///< all of it, and hand out rights
  special,   ///< something that has no name above
  unread,    ///< could not be told
};
inline constexpr int kLevels = 11;

/// "none", "denied"… as JSON and CSV have it.
std::string_view code_of(Level level);

/// True where the level opens the folder to the person: list and above, but not traverse, none, denied, unread.
constexpr bool opens(Level level) {
  return level != Level::none && level != Level::denied && level != Level::traverse && level != Level::unread;
}

}  // namespace outdesk
