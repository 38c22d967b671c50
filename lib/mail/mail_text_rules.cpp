#include "mail/mail_text_rules.hpp"

#include <algorithm>

#include "base/text.hpp"

namespace outdesk {

namespace {

constexpr std::string_view kReplacement = "\xEF\xBF\xBD";
constexpr std::size_t kLongestFileName = 200;

void append_picture(std::string& out, unsigned char control) {
  out += "\xE2\x90";
  out += static_cast<char>(control == 0x7F ? 0xA1 : 0x80 + control);
}

}  // namespace

std::string visible_text(std::string_view text, bool multiline) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t at = 0; at < text.size();) {
    auto byte = static_cast<unsigned char>(text[at]);
    if (byte >= 0x80) {
      CodePoint c = code_point_at(text, at);
      bool good = c.size && c.value >= 0xA0;
      out += good ? text.substr(at, c.size) : kReplacement;
      at += c.size ? c.size : 1;
      continue;
    }
    ++at;
    if (multiline && byte == '\r') {
      if (at < text.size() && text[at] == '\n') ++at;
      out += '\n';
    } else if (multiline && (byte == '\n' || byte == '\t')) {
      out += static_cast<char>(byte);
    } else if (byte < 0x20 || byte == 0x7F) {
      append_picture(out, byte);
    } else {
      out += static_cast<char>(byte);
    }
  }
  return out;
}

std::string one_line(std::string_view text) {
  std::string line;
  line.reserve(text.size());
  bool space = false;
  for (char c : text) {
    if (c == ' ' || c == '\t' || c == '\r' || c == '\n') { space = true; continue; }
    if (space && !line.empty()) line += ' ';
    space = false;
    line += c;
  }
  return visible_text(line);
}

bool starts_with_any(std::string_view text, std::initializer_list<std::string_view> starts) {
  return std::any_of(starts.begin(), starts.end(), [&](std::string_view start) { return text.starts_with(start); });
}

std::string_view start_of(std::string_view text, std::size_t bytes) {
  if (text.size() <= bytes) return text;
  while (bytes > 0 && (static_cast<unsigned char>(text[bytes]) & 0xC0) == 0x80) --bytes;
  return text.substr(0, bytes);
}

std::string clean_file_name(std::string_view name, const std::string& otherwise) {
  if (std::size_t slash = name.find_last_of("/\\"); slash != name.npos) name.remove_prefix(slash + 1);
  std::string out;
  for (std::size_t at = 0; at < name.size();) {
    CodePoint c = code_point_at(name, at);
    out += !c.size || is_deceptive(c.value) ? std::string_view("_") : name.substr(at, c.size);
    at += c.size ? c.size : 1;
  }
  std::string_view clean = trimmed(out);
  if (clean.size() > kLongestFileName) {
    std::size_t dot = clean.rfind('.');
    std::string ending(dot == clean.npos || clean.size() - dot > 16 ? "" : clean.substr(dot));
    return std::string(start_of(clean, kLongestFileName - ending.size())) + ending;
  }
  bool nothing = clean.empty() || clean.find_first_not_of('.') == clean.npos;
  return nothing ? otherwise : std::string(clean);
}

}  // namespace outdesk
