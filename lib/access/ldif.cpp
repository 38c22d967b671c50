#include "access/ldif.hpp"

#include <algorithm>
#include <charconv>

#include "base/error.hpp"
#include "base/text.hpp"

namespace outdesk {

namespace {

/// One logical line: physical lines that begin with a space continue the one before (undone on bytes, before
/// anything is decoded).
class LogicalLines {
 public:
  explicit LogicalLines(std::string_view content) : rest_(content) {}

  bool next(std::string& line) {
    if (rest_.empty()) return false;
    number_ = next_number_;
    line = physical();
    while (!rest_.empty() && rest_.front() == ' ') line += physical().substr(1);
    return true;
  }
  long number() const { return number_; }

 private:
  std::string physical() {
    std::size_t end = std::min(rest_.find('\n'), rest_.size());
    std::string line(rest_.substr(0, end));
    rest_.remove_prefix(std::min(end + 1, rest_.size()));
    ++next_number_;
    if (line.ends_with('\r')) line.pop_back();
    return line;
  }

  std::string_view rest_;
  long number_ = 0, next_number_ = 1;
};

std::string lower(std::string_view text) {
  std::string out(text);
  for (char& c : out) if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  return out;
}

class LdifReader {
 public:
  LdifReader(std::string_view content, const std::string& file, const std::function<void(const LdifEntry&)>& visit)
      : lines_(content), file_(file), visit_(visit) {}

  void run() {
    std::string line;
    while (lines_.next(line)) {
      if (line.empty()) flush();
      else if (line.front() != '#') take(line);
    }
    flush();
  }

 private:
  [[noreturn]] void fail(const std::string& what, const std::string& next_step = "") const { throw InputError(file_, lines_.number(), what, next_step); }

  void take(const std::string& line) {
    std::size_t colon = line.find(':');
    if (colon == line.npos || colon == 0) fail("a line without 'name:'", "an LDIF file has one 'name: value' a line");
    std::string name = lower(std::string_view(line).substr(0, colon)), value = value_of(line, colon);
    std::size_t option = name.find(';');
    bool range = option != name.npos && name.find("range=", option) != name.npos;
    name.resize(std::min(option, name.size()));
    if (name == "dn") return begin(std::move(value));
    if (!open_) {
      if (name == "version" || name == "search" || name == "result" || name == "ref") { result_ = name != "version"; return; }
      if (result_) return;  // of an answer of the server: matchedDN, text, control
      fail("an entry without a dn");
    }
    if (name == "changetype" && value != "add") fail("a change that adds nothing: " + in_quotes(value), "export entries, not changes");
    if (range) entry_.cut.push_back(name);
    entry_.values[std::move(name)].push_back(std::move(value));
  }

  std::string value_of(const std::string& line, std::size_t colon) const {
    std::string_view rest = std::string_view(line).substr(colon + 1);
    bool encoded = rest.starts_with(':');
    if (rest.starts_with('<')) fail("a value in another file", "export values themselves");
    if (encoded) rest.remove_prefix(1);
    while (rest.starts_with(' ')) rest.remove_prefix(1);
    if (!encoded) return std::string(rest);
    auto bytes = from_base64(rest);
    if (!bytes) fail("a value that is no base64");
    return std::move(*bytes);
  }

  void begin(std::string dn) {
    flush();
    entry_.dn = std::move(dn);
    entry_.line = lines_.number();
    open_ = true;
    result_ = false;
  }

  void flush() {
    if (open_) visit_(entry_);
    entry_ = {};
    open_ = false;
  }

  LogicalLines lines_;
  const std::string& file_;
  const std::function<void(const LdifEntry&)>& visit_;
  LdifEntry entry_;
  bool open_ = false, result_ = false;
};

}  // namespace

const std::string& LdifEntry::first(const std::string& name) const {
  static const std::string kNone;
  const auto& found = all(name);
  return found.empty() ? kNone : found.front();
}

const std::vector<std::string>& LdifEntry::all(const std::string& name) const {
  static const std::vector<std::string> kNone;
  auto found = values.find(name);
  return found == values.end() ? kNone : found->second;
}

bool LdifEntry::is_a(std::string_view object_class) const {
  const auto& classes = all("objectclass");
  return std::any_of(classes.begin(), classes.end(), [&](const std::string& one) { return lower(one) == object_class; });
}

void read_ldif(std::string_view content, const std::string& file, const std::function<void(const LdifEntry&)>& visit) {
  LdifReader(content, file, visit).run();
}

std::string dn_key(std::string_view dn) {
  constexpr char kPart = '\x1F';  // between parts: no escape of a name can make one
  std::string key;
  auto trim = [&] { while (key.ends_with(' ')) key.pop_back(); };
  bool start = true;
  for (std::size_t i = 0; i < dn.size(); ++i) {
    char c = dn[i];
    if (c == '\\' && i + 1 < dn.size()) {
      unsigned value = 0;
      auto [end, error] = std::from_chars(dn.data() + i + 1, dn.data() + std::min(i + 3, dn.size()), value, 16);
      bool pair = error == std::errc{} && end == dn.data() + i + 3;
      key += pair ? static_cast<char>(value) : dn[i + 1];
      i += pair ? 2 : 1;
      start = false;
    } else if (c == ',' || c == ';') {
      trim();
      key += kPart;
      start = true;
    } else if (c == ' ' && start) {
      continue;
    } else if (c == '=' && key.find('=', key.rfind(kPart) + 1) == key.npos) {
      trim();
      key += c;
      start = true;
    } else {
      key += c;
      start = false;
    }
  }
  trim();
  return folded(key);
}

}  // namespace outdesk
