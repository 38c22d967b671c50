#include "access/level.hpp"

namespace outdesk {

std::string_view code_of(Level level) {
  static constexpr std::string_view kCodes[kLevels] = {"none", "denied", "traverse", "list", "write", "read",
                                                       "edit", "change", "full", "special", "unread"};
  return kCodes[static_cast<int>(level)];
}

}  // namespace outdesk
