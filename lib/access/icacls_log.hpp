// What `icacls /save` prints: the one place that says what it could not read.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace outdesk {

struct IcaclsLog {
  std::vector<std::string> unread;        ///< paths with an error behind them, storable text
  std::optional<std::int64_t> failed;     ///< of the last line ("Failed processing 3 files"), in any language
};

/// Any encoding of utf8_of.  A line "PATH: words" names an object that failed; the last line with two numbers
/// counts what was done and what failed.
IcaclsLog read_icacls_log(std::string_view bytes);

}  // namespace outdesk
