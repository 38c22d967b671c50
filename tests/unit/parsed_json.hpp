// A document as its JSON, parsed again.
#pragma once

#include <nlohmann/json.hpp>

#include "output/writers.hpp"

namespace outdesk {

inline nlohmann::json json_of(const Document& document) {
  std::string text;
  write_json(document, [&](std::string_view bytes) { text += bytes; });
  return nlohmann::json::parse(text);
}

}  // namespace outdesk
