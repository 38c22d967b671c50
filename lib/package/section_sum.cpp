#include "package/section_sum.hpp"

#include "base/sha256.hpp"
#include "output/writers.hpp"

namespace outdesk {

std::string section_sum(const char* schema, const std::vector<Section>& sections) {
  if (sections.empty()) return {};
  Sha256 sum;
  for (const Section& section : sections) {
    Document document;
    document.schema = schema;
    document.sections = {section};
    write_json(document, [&](std::string_view bytes) { sum.add(bytes); });
  }
  return hex(sum.finish());
}

}  // namespace outdesk
