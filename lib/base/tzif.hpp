// One file of the zone data (RFC 8536): transitions, and the rule for the time after them.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "base/posix_zone.hpp"

namespace outdesk {

class Tzif {
 public:
  /// Reads the bytes of a file of version 2 or later.  Throws UsageError that says what is wrong with them
  /// ("is cut short"); no content can do worse than that.
  explicit Tzif(std::string_view content);

  /// Offset from UTC in seconds at `t` seconds since 1970.
  int offset_at(std::int64_t t) const;
  /// True where an offset at or after `since` has seconds in it.
  bool has_sub_minute_offset(std::int64_t since) const;

 private:
  struct Transition {
    std::int64_t at;  ///< from here on…
    int offset;       ///< …this offset holds
  };
  int first_offset_ = 0;  ///< before the first transition
  std::vector<Transition> transitions_;
  PosixZone rule_;
};

}  // namespace outdesk
