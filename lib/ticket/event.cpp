#include "ticket/event.hpp"

#include <algorithm>
#include <array>
#include <charconv>

namespace outdesk {

namespace {

constexpr std::array<std::string_view, 18> kNames = {
    "created", "message", "assigned", "waiting",  "resumed", "priority", "resolved", "closed", "reopened",
    "work",    "scheduled", "rated",  "reviewed", "merged",  "split",    "linked",   "moved",  "undone"};

bool needs_escape(char c) { return c == '"' || c == '\\' || static_cast<unsigned char>(c) < 0x20; }

std::string as_json(std::string_view text) {
  std::string out;
  append_json(out, text);
  return out;
}

std::string unescaped(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '\\') { out += text[i]; continue; }
    if (++i == text.size()) break;
    char c = text[i];
    if (c == 'u') {
      unsigned value = 0;
      std::from_chars(text.data() + i + 1, text.data() + std::min(i + 5, text.size()), value, 16);
      out += static_cast<char>(value);
      i += 4;
    } else {
      out += c == 'n' ? '\n' : c == 't' ? '\t' : c;
    }
  }
  return out;
}

/// Index just behind the JSON value that starts at `at`; the end where a store that others wrote to breaks off.
std::size_t end_of_value(std::string_view text, std::size_t at) {
  if (at >= text.size()) return text.size();
  if (text[at] != '"') return std::min(text.find_first_of(",}", at), text.size());
  for (std::size_t from = at + 1;;) {
    std::size_t quote = text.find('"', from), slashes = quote;
    if (quote == text.npos) return text.size();
    while (text[slashes - 1] == '\\') --slashes;
    from = quote + 1;
    if ((quote - slashes) % 2 == 0) return from;
  }
}

/// A JSON text as it is meant; "" for another value.
std::string as_text(std::string_view value) {
  if (value.empty() || value[0] != '"') return {};
  value = value.substr(1, value.size() - 2);
  return value.find('\\') == value.npos ? std::string(value) : unescaped(value);
}

/// The next member at or after `at` (an index behind `{` or `,`).
struct Member {
  std::string_view name, value;
  std::size_t begin = 0, end = 0;  ///< of the member; `end` is at `,` or `}`
};

Member member_at(std::string_view text, std::size_t at) {
  std::size_t name_end = text.find('"', at + 1);
  if (name_end == text.npos || name_end + 2 >= text.size()) return {{}, {}, at, text.size()};
  std::size_t value = name_end + 2;
  std::size_t end = end_of_value(text, value);
  return {text.substr(at + 1, name_end - at - 1), text.substr(value, end - value), at, end};
}

}  // namespace

void append_json(std::string& out, std::string_view text) {
  constexpr char kDigits[] = "0123456789abcdef";
  out += '"';
  for (std::size_t at = 0; at < text.size();) {
    std::size_t end = at;
    while (end < text.size() && !needs_escape(text[end])) ++end;
    out.append(text, at, end - at);
    if (end == text.size()) break;
    char c = text[end];
    auto byte = static_cast<unsigned char>(c);
    if (c == '"' || c == '\\') { out += '\\'; out += c; }
    else if (c == '\n') out += "\\n";
    else if (c == '\t') out += "\\t";
    else { out += "\\u00"; out += kDigits[byte >> 4]; out += kDigits[byte & 15]; }
    at = end + 1;
  }
  out += '"';
}

std::string_view name_of(EventKind kind) { return kNames[static_cast<std::size_t>(kind)]; }

std::optional<EventKind> event_kind(std::string_view name) {
  for (std::size_t i = 0; i < kNames.size(); ++i)
    if (kNames[i] == name) return static_cast<EventKind>(i);
  return {};
}

std::string_view Fields::raw(std::string_view name) const {
  std::string_view text = text_;
  if (text.size() <= 2) return {};
  for (std::size_t at = 1; at < text.size();) {
    Member member = member_at(text, at);
    if (member.name == name) return member.value;
    if (member.name > name) return {};  // the names are in order
    at = member.end + 1;
  }
  return {};
}

Fields& Fields::put(std::string_view name, const std::string& json) {
  std::string member = as_json(name) + ':' + json;
  if (text_.size() <= 2) {
    text_ = '{' + member + '}';
    return *this;
  }
  for (std::size_t at = 1; at < text_.size();) {
    Member here = member_at(text_, at);
    if (here.name == name) {
      text_.replace(here.begin, here.end - here.begin, member);
      return *this;
    }
    if (here.name > name) {
      text_.insert(here.begin, member + ',');
      return *this;
    }
    at = here.end + 1;
  }
  text_.insert(text_.size() - 1, ',' + member);
  return *this;
}

Fields& Fields::set(std::string_view name, std::string_view text) { return put(name, as_json(text)); }
Fields& Fields::set(std::string_view name, std::int64_t number) { return put(name, std::to_string(number)); }
Fields& Fields::set(std::string_view name, bool flag) { return put(name, flag ? "true" : "false"); }

std::vector<std::pair<std::string_view, std::string>> Fields::texts() const {
  std::vector<std::pair<std::string_view, std::string>> found;
  std::string_view text = text_;
  if (text.size() <= 2) return found;
  for (std::size_t at = 1; at < text.size();) {
    Member member = member_at(text, at);
    if (member.value.starts_with('"')) found.emplace_back(member.name, as_text(member.value));
    at = member.end + 1;
  }
  return found;
}

std::vector<std::string> Fields::names() const {
  std::vector<std::string> found;
  std::string_view text = text_;
  for (std::size_t at = 1; text.size() > 2 && at < text.size();) {
    Member member = member_at(text, at);
    found.emplace_back(member.name);
    at = member.end + 1;
  }
  return found;
}

std::string Fields::text(std::string_view name) const { return as_text(raw(name)); }

std::optional<std::int64_t> Fields::number(std::string_view name) const {
  std::string_view value = raw(name);
  std::int64_t number = 0;
  auto [end, err] = std::from_chars(value.data(), value.data() + value.size(), number);
  if (value.empty() || err != std::errc{} || end != value.data() + value.size()) return {};
  return number;
}

bool Fields::flag(std::string_view name) const { return raw(name) == "true"; }

}  // namespace outdesk
