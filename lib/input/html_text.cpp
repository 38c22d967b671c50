#include "input/html_text.hpp"

#include <algorithm>
#include <charconv>
#include <vector>

#include "base/text.hpp"

namespace outdesk {

namespace {

struct Entity { std::string_view name; char32_t value; };
constexpr Entity kEntities[] = {
    {"amp", '&'}, {"lt", '<'}, {"gt", '>'}, {"quot", '"'}, {"apos", '\''}, {"nbsp", ' '}, {"copy", 0xA9}, {"reg", 0xAE}, {"trade", 0x2122},
    {"laquo", 0xAB}, {"raquo", 0xBB}, {"ndash", 0x2013}, {"mdash", 0x2014}, {"hellip", 0x2026}, {"bull", 0x2022}, {"middot", 0xB7},
    {"lsquo", 0x2018}, {"rsquo", 0x2019}, {"sbquo", 0x201A}, {"ldquo", 0x201C}, {"rdquo", 0x201D}, {"bdquo", 0x201E}, {"euro", 0x20AC},
    {"pound", 0xA3}, {"sect", 0xA7}, {"deg", 0xB0}, {"times", 0xD7}, {"auml", 0xE4}, {"ouml", 0xF6}, {"uuml", 0xFC}, {"Auml", 0xC4},
    {"Ouml", 0xD6}, {"Uuml", 0xDC}, {"szlig", 0xDF}, {"eacute", 0xE9}, {"egrave", 0xE8}, {"agrave", 0xE0}, {"aacute", 0xE1}, {"ccedil", 0xE7},
    {"ecirc", 0xEA}, {"ocirc", 0xF4}, {"oacute", 0xF3}, {"uacute", 0xFA}, {"iacute", 0xED}, {"ntilde", 0xF1}, {"iexcl", 0xA1}, {"shy", 0xAD},
    {"rarr", 0x2192}, {"larr", 0x2190}, {"ensp", ' '}, {"emsp", ' '}, {"thinsp", ' '}, {"zwnj", 0x200C}, {"numero", 0x2116}};

void append_utf8_character(std::string& out, char32_t c) {
  auto put = [&](char32_t byte) { out += static_cast<char>(byte); };
  if (c < 0x80) return put(c);
  if (c < 0x800) put(0xC0 | c >> 6);
  else if (c < 0x10000) { put(0xE0 | c >> 12); put(0x80 | (c >> 6 & 0x3F)); }
  else { put(0xF0 | c >> 18); put(0x80 | (c >> 12 & 0x3F)); put(0x80 | (c >> 6 & 0x3F)); }
  put(0x80 | (c & 0x3F));
}

/// The character that `name` (between & and ;) stands for; 0 where it is none.
char32_t entity_value(std::string_view name) {
  if (name.starts_with('#')) {
    name.remove_prefix(1);
    int base = name.starts_with('x') || name.starts_with('X') ? 16 : 10;
    if (base == 16) name.remove_prefix(1);
    unsigned long value = 0;
    auto [end, bad] = std::from_chars(name.data(), name.data() + name.size(), value, base);
    if (name.empty() || bad == std::errc::invalid_argument || end != name.data() + name.size()) return 0;
    // HTML, "numeric character reference end state": what is no character is U+FFFD.
    bool none = bad != std::errc() || value == 0 || value > 0x10FFFF || (value >= 0xD800 && value <= 0xDFFF);
    return none ? U'\uFFFD' : static_cast<char32_t>(value == 0xA0 ? ' ' : value);
  }
  for (const Entity& entity : kEntities) if (entity.name == name) return entity.value;
  return 0;
}

std::string decoded_entities(std::string_view text) {
  std::string out;
  for (std::size_t at = 0; at < text.size();) {
    std::size_t end = text[at] == '&' ? text.substr(at, 12).find(';') : text.npos;
    char32_t value = end == text.npos ? 0 : entity_value(text.substr(at + 1, end - 1));
    if (!value) { out += text[at++]; continue; }
    append_utf8_character(out, value);
    at += end + 1;
  }
  return out;
}

struct Tag { std::string name; std::string_view attributes; bool closing = false; };

Tag read_tag(std::string_view inside) {
  Tag tag;
  tag.closing = inside.starts_with('/');
  if (tag.closing) inside.remove_prefix(1);
  std::size_t end = std::min(inside.find_first_of(" \t\r\n/"), inside.size());
  tag.name = folded(inside.substr(0, std::min<std::size_t>(end, 16)));
  tag.attributes = inside.substr(end);
  return tag;
}

std::string link_target(std::string_view attributes) {
  attributes = attributes.substr(0, 4096);
  std::size_t at = folded(attributes).find("href=");
  if (at == attributes.npos) return {};
  std::string_view value = attributes.substr(at + 5);
  char quote = value.empty() ? ' ' : value[0];
  bool quoted = quote == '"' || quote == '\'';
  if (quoted) value.remove_prefix(1);
  std::string target = decoded_entities(value.substr(0, quoted ? value.find(quote) : value.find_first_of(" \t\r\n>")));
  std::string start = folded(std::string_view(target).substr(0, 8));
  bool wanted = start.starts_with("http://") || start.starts_with("https://") || start.starts_with("ftp://");
  return wanted && target.size() <= 2000 ? target : "";
}

bool is_one(const std::string& name, std::initializer_list<std::string_view> names) {
  return std::find(names.begin(), names.end(), name) != names.end();
}
bool is_block(const std::string& name) {
  return is_one(name, {"p", "div", "tr", "table", "ul", "ol", "li", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "pre", "hr", "dl", "dt", "dd",
                       "section", "article", "header", "footer", "address", "form", "center", "body", "title"});
}
bool is_silent(const std::string& name) { return is_one(name, {"script", "style", "head", "title", "noscript", "template", "svg", "object", "applet"}); }

/// What is written so far, line by line.
class TextPage {
 public:
  void words(std::string_view text) {
    for (char c : text) {
      bool space = c == ' ' || c == '\t' || c == '\r' || c == '\n';
      if (pre_ > 0 && c == '\n') { end_line(true); continue; }
      if (space && pre_ == 0) { gap_ = true; continue; }
      begin();
      if (gap_ && line_.size() > start_) line_ += ' ';
      gap_ = false;
      line_ += c;
    }
  }
  void end_line(bool always = false) {
    gap_ = false;
    if (!begun_ && !always) return;
    begin();
    out_ += line_.substr(0, line_.find_last_not_of(' ') + 1) + "\n";
    line_.clear();
    begun_ = false;
  }
  void paragraph() {
    end_line();
    if (!out_.empty() && !out_.ends_with("\n\n")) out_ += "\n";
  }
  void deepen(int by) { quotes_ = std::max(0, quotes_ + by); }
  void preformat(int by) { pre_ = std::max(0, pre_ + by); }
  std::string finish() {
    end_line();
    std::size_t end = out_.find_last_not_of("\n ");
    out_.resize(end == out_.npos ? 0 : end + 1);
    out_.erase(0, std::min(out_.find_first_not_of('\n'), out_.size()));
    return std::move(out_);
  }

 private:
  void begin() {
    if (begun_) return;
    begun_ = true;
    int depth = std::min(quotes_, 20);
    line_ = std::string(static_cast<std::size_t>(depth), '>') + (depth ? " " : "");
    start_ = line_.size();
  }
  std::string out_, line_;
  std::size_t start_ = 0;
  bool begun_ = false, gap_ = false;
  int quotes_ = 0, pre_ = 0;
};

class HtmlReader {
 public:
  explicit HtmlReader(std::string_view html) : html_(html) {}

  std::string text() {
    while (at_ < html_.size()) {
      std::size_t open = std::min(html_.find('<', at_), html_.size());
      show(html_.substr(at_, open - at_));
      at_ = open;
      if (at_ < html_.size()) markup();
    }
    close_link();
    return page_.finish();
  }

 private:
  void show(std::string_view text) {
    if (text.empty()) return;
    std::string words = decoded_entities(text);
    if (!link_.empty() && link_words_.size() < 2000) link_words_ += words;
    page_.words(words);
  }

  void markup() {
    if (html_.substr(at_, 4) == "<!--") return skip_past("-->");
    char next = at_ + 1 < html_.size() ? html_[at_ + 1] : ' ';
    bool tag = (next >= 'a' && next <= 'z') || (next >= 'A' && next <= 'Z') || next == '/' || next == '!' || next == '?';
    if (!tag) {
      show("<");
      ++at_;
      return;
    }
    std::size_t end = end_of_tag();
    Tag read = read_tag(html_.substr(at_ + 1, end - at_ - 1));
    at_ = std::min(end + 1, html_.size());
    if (is_silent(read.name) && !read.closing) return skip_element(read.name);
    apply(read);
  }

  /// A '>' inside of quotes does not end a tag; a quote that is never closed is none.
  std::size_t end_of_tag() {
    std::size_t end = html_.find('>', at_);
    if (end == html_.npos) return html_.size();
    char quote = 0;
    std::size_t limit = std::min(html_.size(), at_ + 1024);
    for (std::size_t i = at_; i < limit; ++i) {
      char c = html_[i];
      if (quote) { if (c == quote) quote = 0; }
      else if (c == '"' || c == '\'') quote = c;
      else if (c == '>') return i;
    }
    return end;
  }

  void skip_past(std::string_view mark) {
    std::size_t end = html_.find(mark, at_);
    at_ = end == html_.npos ? html_.size() : end + mark.size();
  }

  void skip_element(const std::string& name) {
    bool head = name == "head" || name == "title";
    if (head && head_is_open_) return;
    for (std::size_t from = at_;;) {
      std::size_t close = html_.find("</", from);
      if (close == html_.npos) {
        head_is_open_ = head_is_open_ || head;  // one that is never closed hides nothing, and is looked for once
        if (!head) at_ = html_.size();
        return;
      }
      if (folded(html_.substr(close + 2, name.size())) == name || (name == "head" && folded(html_.substr(close + 2, 4)) == "body")) {
        at_ = close;
        return skip_past(">");
      }
      from = close + 2;
    }
  }

  void apply(const Tag& tag) {
    if (tag.name == "br") return page_.end_line(true);
    if (tag.name == "a") return tag.closing ? close_link() : open_link(tag);
    if (tag.name == "td" || tag.name == "th") return page_.words(" ");
    if (!is_block(tag.name)) return;
    if (is_one(tag.name, {"p", "table", "ul", "ol", "h1", "h2", "h3", "h4", "blockquote", "pre"})) page_.paragraph();
    else page_.end_line();
    if (tag.name == "blockquote") page_.deepen(tag.closing ? -1 : 1);
    if (tag.name == "pre") page_.preformat(tag.closing ? -1 : 1);
    if (tag.name == "li" && !tag.closing) page_.words("- ");
  }

  void open_link(const Tag& tag) {
    close_link();
    link_ = link_target(tag.attributes);
    link_words_.clear();
  }

  void close_link() {
    if (link_.empty()) return;
    std::string target = std::move(link_);
    link_.clear();
    if (std::string words(trimmed(link_words_)); words != target) page_.words(words.empty() ? target : " (" + target + ")");
  }

  std::string_view html_;
  std::size_t at_ = 0;
  bool head_is_open_ = false;
  std::string link_, link_words_;
  TextPage page_;
};

}  // namespace

std::string text_of_html(std::string_view html) { return HtmlReader(html).text(); }

}  // namespace outdesk
