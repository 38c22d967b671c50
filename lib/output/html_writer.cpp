#include "output/html_writer.hpp"

#include <stdexcept>
#include <utility>

#include "base/text.hpp"

namespace outdesk {

void HtmlWriter::escaped(std::string_view text) {
  std::string safe = printable(text);
  std::string_view rest = safe;
  for (;;) {
    std::size_t at = rest.find_first_of("&<>\"'");
    out_.put(rest.substr(0, at));
    if (at == rest.npos) return;
    switch (rest[at]) {
      case '&': out_.put("&amp;"); break;
      case '<': out_.put("&lt;"); break;
      case '>': out_.put("&gt;"); break;
      case '"': out_.put("&quot;"); break;
      default: out_.put("&#39;"); break;
    }
    rest.remove_prefix(at + 1);
  }
}

void HtmlWriter::start(Literal tag, const Attributes& attributes) {
  out_.put('<').put(tag.str());
  for (const Attribute& attribute : attributes) {
    out_.put(' ').put(attribute.name.str());
    if (attribute.value.empty()) continue;
    out_.put("=\"");
    escaped(attribute.value);
    out_.put('"');
  }
  out_.put('>');
}

void HtmlWriter::end(Literal tag) { out_.put("</").put(tag.str()).put('>'); }

void HtmlWriter::in(Literal tag, const Attributes& attributes, const std::function<void()>& content) {
  start(tag, attributes);
  content();
  end(tag);
}

void HtmlWriter::in(Literal tag, const Attributes& attributes, std::string_view content) {
  start(tag, attributes);
  text(content);
  end(tag);
}

void HtmlWriter::empty(Literal tag, const Attributes& attributes) { start(tag, attributes); }

void HtmlWriter::text(std::string_view text) {
  bool first = true;
  for (std::string_view line : split(text, '\n')) {
    if (!std::exchange(first, false)) out_.put("<br>");
    escaped(line);
  }
}

void HtmlWriter::own(Literal tag, std::string_view content) {
  if (content.find("</") != content.npos) throw std::logic_error("own style or script closes its element");
  start(tag, {});
  out_.put(content);
  end(tag);
}

}  // namespace outdesk
