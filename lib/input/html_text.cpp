#include "input/html_text.hpp"

#include <algorithm>
#include <cstdint>
#include <optional>

#include "base/text.hpp"

namespace outdesk {

namespace {

struct NamedEntity { std::string_view name, text; };
constexpr NamedEntity kEntities[] = {
    {"amp", "&"}, {"lt", "<"}, {"gt", ">"}, {"quot", "\""}, {"apos", "'"}, {"nbsp", " "}, {"laquo", "«"}, {"raquo", "»"},
    {"ndash", "–"}, {"mdash", "—"}, {"hellip", "…"}, {"copy", "©"}, {"reg", "®"}, {"trade", "™"}, {"euro", "€"}, {"sect", "§"},
    {"deg", "°"}, {"middot", "·"}, {"bull", "•"}, {"lsquo", "‘"}, {"rsquo", "’"}, {"ldquo", "“"}, {"rdquo", "”"}, {"bdquo", "„"},
    {"auml", "ä"}, {"ouml", "ö"}, {"uuml", "ü"}, {"Auml", "Ä"}, {"Ouml", "Ö"}, {"Uuml", "Ü"}, {"szlig", "ß"}, {"eacute", "é"},
    {"egrave", "è"}, {"agrave", "à"}, {"ccedil", "ç"}, {"ntilde", "ñ"}, {"oacute", "ó"}, {"aacute", "á"}, {"iacute", "í"}, {"uacute", "ú"}};

void append_code_point(std::string& text, std::uint32_t c) {
  if (c == 0 || c > 0x10FFFF || (c >= 0xD800 && c < 0xE000)) { text += "\uFFFD"; return; }
  auto byte = [&](std::uint32_t value) { text += static_cast<char>(value); };
  if (c < 0x80) return byte(c);
  if (c < 0x800) byte(0xC0 | c >> 6);
  else if (c < 0x10000) byte(0xE0 | c >> 12);
  else byte(0xF0 | c >> 18);
  if (c >= 0x10000) byte(0x80 | (c >> 12 & 0x3F));
  if (c >= 0x800) byte(0x80 | (c >> 6 & 0x3F));
  byte(0x80 | (c & 0x3F));
}

/// The number in "#1057" or "#x421"; empty where it is none.
std::optional<std::uint32_t> number_of_entity(std::string_view name) {
  bool hexadecimal = name.size() > 2 && (name[1] == 'x' || name[1] == 'X');
  std::uint32_t number = 0;
  std::string_view digits = name.substr(hexadecimal ? 2 : 1);
  if (digits.empty() || digits.size() > 7) return {};
  for (char c : digits) {
    int digit = c >= '0' && c <= '9' ? c - '0' : hexadecimal && (c | 0x20) >= 'a' && (c | 0x20) <= 'f' ? (c | 0x20) - 'a' + 10 : -1;
    if (digit < 0) return {};
    number = number * (hexadecimal ? 16 : 10) + static_cast<std::uint32_t>(digit);
  }
  return number;
}

/// Length of the entity at the start of `html`, its text appended; 0 where there is none.
std::size_t take_entity(std::string_view html, std::string& text) {
  constexpr std::size_t kLongest = 10;
  std::size_t end = html.substr(0, kLongest).find(';');
  if (end == html.npos || end < 2) return 0;
  std::string_view name = html.substr(1, end - 1);
  if (name[0] == '#') {
    auto number = number_of_entity(name);
    if (!number) return 0;
    append_code_point(text, *number == 0xA0 ? ' ' : *number);
    return end + 1;
  }
  for (const auto& entity : kEntities)
    if (entity.name == name) { text += entity.text; return end + 1; }
  return 0;
}

/// "p" of "<p class=x>", "/p" of "</p>"; empty where no tag begins.
std::string tag_name(std::string_view html) {
  std::string name;
  for (std::size_t i = 1; i < html.size() && i < 16; ++i) {
    char c = html[i];
    bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9' && i > 1) || (c == '/' && i == 1) || (c == '!' && i == 1);
    if (!letter) break;
    name += c >= 'A' && c <= 'Z' ? static_cast<char>(c | 0x20) : c;
  }
  return name;
}

class HtmlText {
 public:
  std::string text;

  void read(std::string_view html) {
    while (!html.empty()) {
      std::size_t taken = html[0] == '<' ? take_tag(html) : html[0] == '&' ? take_entity(html, text) : 0;
      if (!taken) { put(html[0]); taken = 1; }
      html.remove_prefix(taken);
    }
  }

 private:
  void put(char c) {
    bool space = c == ' ' || c == '\t' || c == '\n' || c == '\r';
    if (!space) { text += c; return; }
    if (!text.empty() && text.back() != ' ' && text.back() != '\n') text += ' ';
  }

  void new_line() {
    while (!text.empty() && text.back() == ' ') text.pop_back();
    if (!text.empty() && !text.ends_with("\n\n")) text += '\n';
  }

  /// Length of the tag; 0 where none begins.
  std::size_t take_tag(std::string_view html) {
    if (html.starts_with("<!--")) return past(html, "-->");
    std::string name = tag_name(html);
    if (name.empty() || name == "/") return 0;
    for (std::string_view hidden : {"script", "style", "head"})
      if (name == hidden) return past_closing(html, hidden);
    std::string_view plain = name[0] == '/' ? std::string_view(name).substr(1) : std::string_view(name);
    for (std::string_view block : {"br", "p", "div", "li", "tr", "h1", "h2", "h3", "h4", "ul", "ol", "table", "blockquote", "pre"})
      if (plain == block && (plain == "br" || !text.ends_with('\n'))) new_line();
    return past(html, ">");
  }

  static std::size_t past(std::string_view html, std::string_view end) {
    std::size_t at = html.find(end);
    return at == html.npos ? html.size() : at + end.size();
  }

  static std::size_t past_closing(std::string_view html, std::string_view name) {
    for (std::size_t at = html.find("</"); at != html.npos; at = html.find("</", at + 2))
      if (tag_name(html.substr(at)).substr(1) == name) return at + past(html.substr(at), ">");
    return html.size();
  }
};

}  // namespace

std::string text_of_html(std::string_view html) {
  HtmlText reader;
  reader.read(html);
  return std::string(trimmed(reader.text));
}

}  // namespace outdesk
