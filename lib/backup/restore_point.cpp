#include "backup/restore_point.hpp"

#include <algorithm>

namespace outdesk {

namespace {
/// In the order of RestorePoint::State.
constexpr std::string_view kPointStates[] = {"done", "warnings", "failed", "running"};
static_assert(std::size(kPointStates) == static_cast<std::size_t>(RestorePoint::State::running) + 1);
}  // namespace

std::string_view name_of(RestorePoint::State state) { return kPointStates[static_cast<std::size_t>(state)]; }

std::optional<RestorePoint::State> state_named(std::string_view name) {
  auto found = std::find(std::begin(kPointStates), std::end(kPointStates), name);
  if (found == std::end(kPointStates)) return {};
  return static_cast<RestorePoint::State>(found - std::begin(kPointStates));
}

}  // namespace outdesk
