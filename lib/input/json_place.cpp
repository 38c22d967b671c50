#include "input/json_place.hpp"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <string>

#include "base/text.hpp"

namespace outdesk {

namespace {

/// Walks over the text of a document that is known to be valid.
class Walker {
 public:
  explicit Walker(std::string_view text) : text_(text) { skip_space(); }

  std::size_t at() const { return at_; }
  char here() const { return at_ < text_.size() ? text_[at_] : '\0'; }

  void step() {
    ++at_;
    skip_space();
  }

  std::string_view take_string() {
    std::size_t begin = at_++;
    while (at_ < text_.size() && text_[at_] != '"') at_ += text_[at_] == '\\' ? 2 : 1;
    ++at_;
    std::string_view token = text_.substr(begin, at_ - begin);
    skip_space();
    return token;
  }

  void skip_value() {
    int depth = 0;
    do {
      char c = here();
      if (c == '"') { take_string(); continue; }
      if (c == '{' || c == '[') ++depth;
      if (c == '}' || c == ']') --depth;
      bool word = depth == 0 && c != '}' && c != ']';
      at_ = word ? std::min(text_.find_first_of(",]} \t\r\n", at_), text_.size()) : at_ + 1;
      skip_space();
    } while (depth > 0 && at_ < text_.size());
  }

 private:
  void skip_space() { at_ = std::min(text_.find_first_not_of(" \t\r\n", at_), text_.size()); }
  std::string_view text_;
  std::size_t at_ = 0;
};

std::string name_of(std::string_view token) {
  return token.find('\\') == token.npos ? std::string(token.substr(1, token.size() - 2)) : nlohmann::json::parse(token).get<std::string>();
}

bool starts_with_name(std::string_view path, const std::string& name) {
  return path.substr(0, name.size()) == name && (path.size() == name.size() || path[name.size()] == '.' || path[name.size()] == '[');
}

/// Moves to the value of the member that `path` begins with and takes its name off; where it is, or npos.
std::size_t enter_member(Walker& walker, std::string_view& path) {
  walker.step();
  while (walker.here() == '"') {
    std::size_t begin = walker.at();
    std::string name = name_of(walker.take_string());
    walker.step();  // over the colon
    if (starts_with_name(path, name)) {
      path.remove_prefix(name.size());
      if (!path.empty() && path[0] == '.') path.remove_prefix(1);
      return begin;
    }
    walker.skip_value();
    if (walker.here() == ',') walker.step();
  }
  return std::string_view::npos;
}

/// The same for "[2]" of a list.
std::size_t enter_item(Walker& walker, std::string_view& path) {
  std::size_t close = path.find(']');
  auto index = close == path.npos ? std::nullopt : parse_count(path.substr(1, close - 1));
  if (path.empty() || path[0] != '[' || !index) return path.npos;
  walker.step();
  for (; *index > 0 && walker.here() != ']'; --*index) {
    walker.skip_value();
    if (walker.here() == ',') walker.step();
  }
  path.remove_prefix(close + 1);
  if (!path.empty() && path[0] == '.') path.remove_prefix(1);
  return walker.at();
}

}  // namespace

long line_of_path(std::string_view text, std::string_view path) {
  Walker walker(text);
  std::size_t found = walker.at();
  while (!path.empty()) {
    std::size_t next = walker.here() == '{' ? enter_member(walker, path) : walker.here() == '[' ? enter_item(walker, path) : path.npos;
    if (next == path.npos) break;
    found = next;
  }
  return 1 + std::count(text.begin(), text.begin() + static_cast<long>(std::min(found, text.size())), '\n');
}

}  // namespace outdesk
