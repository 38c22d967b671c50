// HTML that cannot be broken by data.  The only door by which outside text comes in is text() and the
// values of attributes, and both escape; names of elements and attributes are literals of this program.
#pragma once

#include <functional>
#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

#include "output/buffered_sink.hpp"

namespace outdesk {

/// Text that stands in the source of this program.
class Literal {
 public:
  consteval Literal(const char* text) : text_(text) {}  // NOLINT(google-explicit-constructor): a literal is one
  constexpr std::string_view str() const { return text_; }

 private:
  std::string_view text_;
};

struct Attribute {
  Literal name;
  std::string value;
};
using Attributes = std::vector<Attribute>;

/// Writes elements one inside the other, each closed where its content ends.
class HtmlWriter {
 public:
  explicit HtmlWriter(BufferedSink& out) : out_(out) {}

  /// <tag …>content</tag>
  void in(Literal tag, const Attributes& attributes, const std::function<void()>& content);
  /// <tag …>text</tag>
  void in(Literal tag, const Attributes& attributes, std::string_view text);
  /// An element that never has content: meta, input, br.
  void empty(Literal tag, const Attributes& attributes = {});
  /// Printable and escaped; a line break becomes <br>.
  void text(std::string_view text);
  /// The page's own style or script, as it is.  It must not hold "</".
  void own(Literal tag, std::string_view content);
  void doctype() { out_.put("<!DOCTYPE html>\n"); }
  /// A line break between elements, where it means nothing to the reader.
  void new_line() { out_.put('\n'); }

 private:
  void start(Literal tag, const Attributes& attributes);
  void end(Literal tag);
  void escaped(std::string_view text);
  BufferedSink& out_;
};

}  // namespace outdesk
