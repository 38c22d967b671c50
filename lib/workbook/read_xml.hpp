// XML of workbooks as a stream of events (expat).
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "workbook/read_parts.hpp"

namespace outdesk {

/// The attributes of one element, while it is opened.
class XmlAttributes {
 public:
  explicit XmlAttributes(const char* const* pairs) : pairs_(pairs) {}
  bool has(std::string_view name) const { return find(name, false) != nullptr; }
  /// The value of an attribute without a namespace; empty where there is none.
  std::string_view value(std::string_view name) const;
  /// Of `name` in whatever namespace ("r:id").
  std::string_view value_in_namespace(std::string_view name) const;
  /// A number that is not negative, within int64.  Empty where it is absent or none.
  std::optional<std::int64_t> number(std::string_view name) const;
  /// "1" or "true".
  bool truth(std::string_view name) const;

 private:
  const char* find(std::string_view name, bool in_namespace) const;
  const char* const* pairs_;
};

/// Takes what an XML document consists of.  `path` has the names of the open elements without prefixes:
/// "worksheet/sheetData/row"; elements of foreign namespaces lead to no such path.
class XmlVisitor {
 public:
  virtual ~XmlVisitor() = default;
  virtual void open(std::string_view path, const XmlAttributes& attributes) = 0;
  /// A piece of text directly in the element at `path`; one text may come in several.
  virtual void text(std::string_view path, std::string_view piece) = 0;
  virtual void close(std::string_view path) = 0;
};

/// Reads the part `name` through `visitor`, in bounded memory.  Throws InputError with part and line for what is not well-formed,
/// declares a document type (and with it entities), is nested too deeply, or has a tag of more than 1 MiB.
void read_xml(WorkbookParts& parts, const std::string& name, const XlsxReading& reading, XmlVisitor& visitor);

}  // namespace outdesk
