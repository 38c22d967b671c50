// A fingerprint of what sections show: the same facts give the same sum.
#pragma once

#include <string>
#include <vector>

#include "output/document.hpp"

namespace outdesk {

/// Hex SHA-256 over the sections as JSON documents of `schema`, each by itself: two may have the same keys.  Empty without any.
std::string section_sum(const char* schema, const std::vector<Section>& sections);

}  // namespace outdesk
