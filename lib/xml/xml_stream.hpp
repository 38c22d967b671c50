// XML of others as a stream of events (expat), in bounded memory and without document types.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

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

/// What a reader says of its documents.
struct XmlTerms {
  std::string what;                                  ///< "workbook": what documents like this are called
  std::size_t depth = 64;                            ///< elements within elements
  std::function<bool(std::string_view)> is_known;    ///< whether a namespace is one of theirs; none is where this is empty
  /// Called with what cannot be taken and its line, from 1; throws.
  std::function<void(long line, const std::string& problem)> refuse;
};

/// One document, fed piece by piece.  Refuses what is not well-formed, declares a document type (and with it
/// entities), is nested deeper than `depth`, or has a tag of more than 1 MiB.  What the visitor throws comes through.
class XmlStream {
 public:
  /// Both must outlive the stream.
  XmlStream(const XmlTerms& terms, XmlVisitor& visitor);
  ~XmlStream();
  XmlStream(const XmlStream&) = delete;

  void add(std::string_view bytes);
  void finish();
  /// Of the event that is being told, or of the end of what was read.
  long line() const;

 private:
  class Parser;
  std::unique_ptr<Parser> parser_;
};

}  // namespace outdesk
