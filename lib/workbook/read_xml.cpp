#include "workbook/read_xml.hpp"

#include <expat.h>

#include <algorithm>
#include <exception>
#include <memory>
#include <new>
#include <vector>

#include "base/text.hpp"

namespace outdesk {

namespace {

constexpr std::size_t kXmlPiece = 1 << 16;
constexpr XML_Index kLongestTag = 1 << 20;

bool is_known_namespace(std::string_view uri) {
  return uri == "http://schemas.openxmlformats.org/spreadsheetml/2006/main" || uri == "http://purl.oclc.org/ooxml/spreadsheetml/main" ||
         uri == "http://schemas.openxmlformats.org/package/2006/relationships";
}

/// "row" of "http://… row", and of a name without namespace; the whole of it where the namespace is foreign.
std::string_view known_name(std::string_view name) {
  std::size_t space = name.rfind(' ');
  return space == name.npos || !is_known_namespace(name.substr(0, space)) ? name : name.substr(space + 1);
}

class XmlStream {
 public:
  XmlStream(const std::string& part, const XlsxReading& reading, XmlVisitor& visitor)
      : part_(part), reading_(reading), visitor_(visitor), parser_(XML_ParserCreateNS(nullptr, ' '), XML_ParserFree) {
    if (!parser_) throw std::bad_alloc();
    XML_SetUserData(parser_.get(), this);
    XML_SetElementHandler(parser_.get(), on_open, on_close);
    XML_SetCharacterDataHandler(parser_.get(), on_text);
    XML_SetStartDoctypeDeclHandler(parser_.get(), on_document_type);
  }

  void add(std::string_view bytes) {
    for (; !bytes.empty(); bytes.remove_prefix(std::min(kXmlPiece, bytes.size()))) parse(bytes.substr(0, kXmlPiece), false);
  }
  void finish() { parse({}, true); }

 private:
  void parse(std::string_view piece, bool last) {
    bool parsed = XML_Parse(parser_.get(), piece.data(), static_cast<int>(piece.size()), last) == XML_STATUS_OK;
    if (failure_) std::rethrow_exception(failure_);
    if (!parsed) reading_.refuse_damaged(place() + XML_ErrorString(XML_GetErrorCode(parser_.get())));
    fed_ += static_cast<XML_Index>(piece.size());
    XML_Index read = std::max<XML_Index>(0, XML_GetCurrentByteIndex(parser_.get()));
    if (!last && fed_ - read > kLongestTag) reading_.refuse_damaged(place() + "a tag of more than 1 MiB");
  }

  std::string place() const { return in_quotes(part_) + ", line " + std::to_string(XML_GetCurrentLineNumber(parser_.get())) + ": "; }

  /// No exception passes through the library, which is C.
  template <class Act>
  static void guarded(void* stream, Act act) {
    auto& self = *static_cast<XmlStream*>(stream);
    if (self.failure_) return;
    try {
      act(self);
    } catch (...) {
      self.failure_ = std::current_exception();
      XML_StopParser(self.parser_.get(), XML_FALSE);
    }
  }

  static void XMLCALL on_open(void* stream, const char* name, const char** attributes) {
    guarded(stream, [&](XmlStream& self) {
      std::size_t deepest = self.reading_.limits.depth;
      if (self.ends_.size() >= deepest) self.reading_.refuse_damaged(self.place() + "elements lie more than " + std::to_string(deepest) + " deep");
      self.ends_.push_back(self.path_.size());
      if (!self.path_.empty()) self.path_ += '/';
      self.path_ += known_name(name);
      self.visitor_.open(self.path_, XmlAttributes(attributes));
    });
  }

  static void XMLCALL on_close(void* stream, const char*) {
    guarded(stream, [](XmlStream& self) {
      self.visitor_.close(self.path_);
      self.path_.resize(self.ends_.back());
      self.ends_.pop_back();
    });
  }

  static void XMLCALL on_text(void* stream, const char* text, int size) {
    guarded(stream, [&](XmlStream& self) { self.visitor_.text(self.path_, {text, static_cast<std::size_t>(size)}); });
  }

  static void XMLCALL on_document_type(void* stream, const char*, const char*, const char*, int) {
    guarded(stream, [](XmlStream& self) { self.reading_.refuse_damaged(self.place() + "a document type (DTD), which no workbook has"); });
  }

  const std::string& part_;
  const XlsxReading& reading_;
  XmlVisitor& visitor_;
  std::unique_ptr<XML_ParserStruct, void (*)(XML_Parser)> parser_;
  std::string path_;
  std::vector<std::size_t> ends_;  ///< of the path without the last of its names, for each open element
  XML_Index fed_ = 0;
  std::exception_ptr failure_;
};

}  // namespace

const char* XmlAttributes::find(std::string_view name, bool in_namespace) const {
  for (const char* const* pair = pairs_; *pair; pair += 2) {
    std::string_view key = *pair;
    if (in_namespace ? key.size() > name.size() && key.ends_with(name) && key[key.size() - name.size() - 1] == ' ' : key == name) return pair[1];
  }
  return nullptr;
}

std::string_view XmlAttributes::value(std::string_view name) const {
  const char* found = find(name, false);
  return found ? found : std::string_view();
}

std::string_view XmlAttributes::value_in_namespace(std::string_view name) const {
  const char* found = find(name, true);
  return found ? found : std::string_view();
}

std::optional<std::int64_t> XmlAttributes::number(std::string_view name) const { return parse_count(value(name)); }
bool XmlAttributes::truth(std::string_view name) const { return value(name) == "1" || value(name) == "true"; }

void read_xml(WorkbookParts& parts, const std::string& name, const XlsxReading& reading, XmlVisitor& visitor) {
  XmlStream stream(name, reading, visitor);
  parts.read(name, [&](std::string_view piece) { stream.add(piece); });
  stream.finish();
}

}  // namespace outdesk
