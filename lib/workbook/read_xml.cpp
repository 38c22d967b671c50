#include "workbook/read_xml.hpp"

#include <string_view>

#include "base/text.hpp"

namespace outdesk {

namespace {

bool is_workbook_namespace(std::string_view uri) {
  return uri == "http://schemas.openxmlformats.org/spreadsheetml/2006/main" || uri == "http://purl.oclc.org/ooxml/spreadsheetml/main" ||
         uri == "http://schemas.openxmlformats.org/package/2006/relationships";
}

}  // namespace

void read_xml(WorkbookParts& parts, const std::string& name, const XlsxReading& reading, XmlVisitor& visitor) {
  XmlTerms terms;
  terms.what = "workbook";
  terms.depth = reading.limits.depth;
  terms.is_known = is_workbook_namespace;
  terms.refuse = [&](long line, const std::string& problem) { reading.refuse_damaged(in_quotes(name) + ", line " + std::to_string(line) + ": " + problem); };
  XmlStream stream(terms, visitor);
  parts.read(name, [&](std::string_view piece) { stream.add(piece); });
  stream.finish();
}

}  // namespace outdesk
