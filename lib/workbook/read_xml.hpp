// XML of workbooks.
#pragma once

#include <string>

#include "workbook/read_parts.hpp"
#include "xml/xml_stream.hpp"

namespace outdesk {

/// Reads the part `name` through `visitor`, in bounded memory; paths leave out the namespaces of workbooks.  Throws
/// InputError with part and line for all that XmlStream refuses.
void read_xml(WorkbookParts& parts, const std::string& name, const XlsxReading& reading, XmlVisitor& visitor);

}  // namespace outdesk
