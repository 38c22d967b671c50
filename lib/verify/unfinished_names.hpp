// Names of files that somebody is still writing.
#pragma once

#include <string_view>

namespace outdesk {

/// By the endings that programs give what they have not finished; ".outdesk-part" is that of `outdesk store backup`.
inline bool is_unfinished_name(std::string_view name) {
  for (std::string_view end : {".part", ".outdesk-part", ".tmp", ".filepart", ".partial", "~"})
    if (name.ends_with(end)) return true;
  return false;
}

}  // namespace outdesk
