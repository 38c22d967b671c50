#include "input/input_libraries.hpp"

#include <nlohmann/json.hpp>

namespace outdesk {

std::vector<LibraryVersion> input_libraries() {
  return {{"nlohmann-json", std::to_string(NLOHMANN_JSON_VERSION_MAJOR) + "." + std::to_string(NLOHMANN_JSON_VERSION_MINOR) + "." +
                                std::to_string(NLOHMANN_JSON_VERSION_PATCH)}};
}

}  // namespace outdesk
