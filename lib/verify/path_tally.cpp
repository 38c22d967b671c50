#include "verify/path_tally.hpp"

#include "verify/shown_path.hpp"

namespace outdesk {

void PathTally::add(const std::string& one, const std::string& why) {
  if (count++ > 0) return;
  path = one;
  reason = why;
}

std::string PathTally::told(const std::string& what) const {
  std::string text = shown_path(path) + " " + what;
  if (!reason.empty()) text += " (" + reason + ")";
  if (count > 1) text += ", and " + std::to_string(count - 1) + " more";
  return text;
}

}  // namespace outdesk
