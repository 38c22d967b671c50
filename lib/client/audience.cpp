#include "client/audience.hpp"

namespace outdesk {

std::string_view name_of(Audience audience) {
  constexpr std::string_view kNames[] = {"director", "owners", "office"};
  return kNames[static_cast<int>(audience)];
}

std::optional<Audience> audience_named(std::string_view name) {
  for (Audience audience : kAudiences) if (name_of(audience) == name) return audience;
  return {};
}

}  // namespace outdesk
