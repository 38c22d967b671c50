#include "xml/xml_stream.hpp"

#include <expat.h>

#include <algorithm>
#include <exception>
#include <new>
#include <vector>

#include "base/text.hpp"

namespace outdesk {

namespace {

constexpr std::size_t kXmlPiece = 1 << 16;
constexpr XML_Index kLongestTag = 1 << 20;

}  // namespace

class XmlStream::Parser {
 public:
  Parser(const XmlTerms& terms, XmlVisitor& visitor) : terms_(terms), visitor_(visitor), parser_(XML_ParserCreateNS(nullptr, ' '), XML_ParserFree) {
    if (!parser_) throw std::bad_alloc();
    XML_SetUserData(parser_.get(), this);
    XML_SetElementHandler(parser_.get(), on_open, on_close);
    XML_SetCharacterDataHandler(parser_.get(), on_text);
    XML_SetStartDoctypeDeclHandler(parser_.get(), on_document_type);
  }

  void parse(std::string_view piece, bool last) {
    bool parsed = XML_Parse(parser_.get(), piece.data(), static_cast<int>(piece.size()), last) == XML_STATUS_OK;
    if (failure_) std::rethrow_exception(failure_);
    if (!parsed) refuse(XML_ErrorString(XML_GetErrorCode(parser_.get())));
    fed_ += static_cast<XML_Index>(piece.size());
    XML_Index read = std::max<XML_Index>(0, XML_GetCurrentByteIndex(parser_.get()));
    if (!last && fed_ - read > kLongestTag) refuse("a tag of more than 1 MiB");
  }

  long line() const { return static_cast<long>(XML_GetCurrentLineNumber(parser_.get())); }

 private:
  void refuse(const std::string& problem) const { terms_.refuse(line(), problem); }

  /// "row" of "http://… row", and of a name without namespace; the whole of it where the namespace is foreign.
  std::string_view known_name(std::string_view name) const {
    std::size_t space = name.rfind(' ');
    bool own = space != name.npos && terms_.is_known && terms_.is_known(name.substr(0, space));
    return own ? name.substr(space + 1) : name;
  }

  /// No exception passes through the library, which is C.
  template <class Act>
  static void guarded(void* parser, Act act) {
    auto& self = *static_cast<Parser*>(parser);
    if (self.failure_) return;
    try {
      act(self);
    } catch (...) {
      self.failure_ = std::current_exception();
      XML_StopParser(self.parser_.get(), XML_FALSE);
    }
  }

  static void XMLCALL on_open(void* parser, const char* name, const char** attributes) {
    guarded(parser, [&](Parser& self) {
      std::size_t deepest = self.terms_.depth;
      if (self.ends_.size() >= deepest) self.refuse("elements lie more than " + std::to_string(deepest) + " deep");
      self.ends_.push_back(self.path_.size());
      if (!self.path_.empty()) self.path_ += '/';
      self.path_ += self.known_name(name);
      self.visitor_.open(self.path_, XmlAttributes(attributes));
    });
  }

  static void XMLCALL on_close(void* parser, const char*) {
    guarded(parser, [](Parser& self) {
      self.visitor_.close(self.path_);
      self.path_.resize(self.ends_.back());
      self.ends_.pop_back();
    });
  }

  static void XMLCALL on_text(void* parser, const char* text, int size) {
    guarded(parser, [&](Parser& self) { self.visitor_.text(self.path_, {text, static_cast<std::size_t>(size)}); });
  }

  static void XMLCALL on_document_type(void* parser, const char*, const char*, const char*, int) {
    guarded(parser, [](Parser& self) { self.refuse("a document type (DTD), which no " + self.terms_.what + " has"); });
  }

  const XmlTerms& terms_;
  XmlVisitor& visitor_;
  std::unique_ptr<XML_ParserStruct, void (*)(XML_Parser)> parser_;
  std::string path_;
  std::vector<std::size_t> ends_;  ///< of the path without the last of its names, for each open element
  XML_Index fed_ = 0;
  std::exception_ptr failure_;
};

XmlStream::XmlStream(const XmlTerms& terms, XmlVisitor& visitor) : parser_(std::make_unique<Parser>(terms, visitor)) {}
XmlStream::~XmlStream() = default;

void XmlStream::add(std::string_view bytes) {
  for (; !bytes.empty(); bytes.remove_prefix(std::min(kXmlPiece, bytes.size()))) parser_->parse(bytes.substr(0, kXmlPiece), false);
}
void XmlStream::finish() { parser_->parse({}, true); }
long XmlStream::line() const { return parser_->line(); }

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

}  // namespace outdesk
