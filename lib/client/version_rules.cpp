#include "client/version_rules.hpp"

#include <algorithm>
#include <string>
#include <vector>

#include "base/text.hpp"

namespace outdesk {

namespace {

constexpr std::size_t kLongestPattern = 200;  // characters

/// Bytes of the character at `at`, which is valid UTF-8 or one stray byte.
std::size_t character_size(std::string_view text, std::size_t at) { return std::max<std::size_t>(1, code_point_at(text, at).size); }

/// Bytes at the start of `text` that fit `piece`, a pattern without stars; npos where none do.
std::size_t fitting_start(std::string_view text, std::string_view piece) {
  if (piece.find('?') == piece.npos) return text.substr(0, piece.size()) == piece ? piece.size() : text.npos;
  std::size_t at = 0;
  for (char c : piece) {
    if (at == text.size() || (c != '?' && c != text[at])) return text.npos;
    at += c == '?' ? character_size(text, at) : 1;
  }
  return at;
}

/// Where the first part of `text` that fits `piece` ends; npos where there is none.
std::size_t end_of_first(std::string_view text, std::string_view piece) {
  if (piece.find('?') == piece.npos) {
    std::size_t found = text.find(piece);
    return found == text.npos ? found : found + piece.size();
  }
  for (std::size_t at = 0; at < text.size(); at += character_size(text, at))
    if (std::size_t used = fitting_start(text.substr(at), piece); used != text.npos) return at + used;
  return text.npos;
}

bool fits_end(std::string_view text, std::string_view piece) {
  if (piece.find('?') == piece.npos) return text.ends_with(piece);
  std::size_t at = text.size();
  for (std::size_t characters = code_points(piece); characters > 0; --characters) {
    if (at == 0) return false;
    do --at;
    while (at > 0 && (text[at] & 0xC0) == 0x80);
  }
  return fitting_start(text.substr(at), piece) == text.size() - at;
}

/// Words before a release, the earliest first; those of one line stand at one stage.
struct Stage {
  std::string_view word;
  int stage;
};
constexpr Stage kStages[] = {{"snapshot", 0}, {"nightly", 0}, {"dev", 0}, {"test", 0}, {"alpha", 1}, {"альфа", 1}, {"beta", 2}, {"бета", 2},
                             {"pre", 3}, {"preview", 3}, {"eap", 3}, {"rc", 4}, {"cr", 4}};

struct VersionPart {
  // In the order of age: a release is older than what follows it, whatever that is.
  enum class Kind { before_release, nothing, word, number } kind = Kind::nothing;
  int stage = 0;
  std::string_view text;  ///< of a number without leading zeros
};

bool is_digit_of_version(char c) { return c >= '0' && c <= '9'; }
bool is_letter_of_version(char c) { return (c >= 'a' && c <= 'z') || (c & 0x80) != 0; }

/// Parts of a folded version, one after the other; then nothing for ever.
class VersionParts {
 public:
  explicit VersionParts(std::string_view text) : text_(text) {
    if (text_.size() > 1 && text_[0] == 'v' && (is_digit_of_version(text_[1]) || text_[1] == '.' || text_[1] == ' ')) at_ = 1;
  }
  VersionPart next() {
    while (at_ < text_.size() && !is_digit_of_version(text_[at_]) && !is_letter_of_version(text_[at_])) ++at_;
    if (at_ == text_.size()) return {};
    return is_digit_of_version(text_[at_]) ? number() : word();
  }

 private:
  std::string_view run(bool (*belongs)(char)) {
    std::size_t from = at_;
    while (at_ < text_.size() && belongs(text_[at_])) ++at_;
    return text_.substr(from, at_ - from);
  }
  VersionPart number() {
    std::string_view digits = run(is_digit_of_version);
    digits.remove_prefix(std::min(digits.find_first_not_of('0'), digits.size() - 1));
    return {VersionPart::Kind::number, 0, digits};
  }
  VersionPart word() {
    std::string_view letters = run(is_letter_of_version);
    // One letter announces a release only with its number ("1.0b2"): "1.1.1b" is the second repair of 1.1.1.
    bool counted = at_ < text_.size() && is_digit_of_version(text_[at_]);
    if (counted && (letters == "a" || letters == "b")) return {VersionPart::Kind::before_release, letters == "a" ? 1 : 2, ""};
    for (const Stage& known : kStages)
      if (known.word == letters) return {VersionPart::Kind::before_release, known.stage, ""};
    return {VersionPart::Kind::word, 0, letters};
  }
  std::string_view text_;
  std::size_t at_ = 0;
};

std::strong_ordering compare_parts(const VersionPart& a, const VersionPart& b) {
  if (a.kind != b.kind) return a.kind <=> b.kind;
  if (a.kind == VersionPart::Kind::before_release) return a.stage <=> b.stage;
  if (a.kind == VersionPart::Kind::number && a.text.size() != b.text.size()) return a.text.size() <=> b.text.size();
  return a.text.compare(b.text) <=> 0;
}

struct Comparison {
  std::string_view sign, version;  ///< no sign: the version is a pattern
};

Comparison comparison_of(std::string_view text) {
  text = trimmed(text);
  for (std::string_view sign : {">=", "<=", "!=", ">", "<", "="})
    if (text.substr(0, sign.size()) == sign) return {sign, trimmed(text.substr(sign.size()))};
  return {"", text};
}

bool holds(std::string_view version, const Comparison& wanted) {
  if (wanted.sign.empty()) return fits_pattern(version, wanted.version);
  std::strong_ordering order = compare_versions(version, wanted.version);
  if (wanted.sign == ">=") return order >= 0;
  if (wanted.sign == "<=") return order <= 0;
  if (wanted.sign == "!=") return order != 0;
  return wanted.sign == ">" ? order > 0 : wanted.sign == "<" ? order < 0 : order == 0;
}

std::string not_a_comparison(std::string_view text) {
  Comparison wanted = comparison_of(text);
  if (wanted.version.empty()) return wanted.sign.empty() ? "has an empty part" : "has no version behind " + in_quotes(wanted.sign);
  if (wanted.version.find_first_of("<>=!") != wanted.version.npos) return "must be a comparison such as \">=19\" or a pattern such as \"10.*\"";
  if (wanted.sign.empty()) return not_a_pattern(wanted.version);
  if (wanted.version.find_first_of("*?") != wanted.version.npos) return "compares with a pattern: " + in_quotes(wanted.version);
  return std::none_of(wanted.version.begin(), wanted.version.end(), is_digit_of_version) ? "compares with " + in_quotes(wanted.version) + ", which has no number" : "";
}

}  // namespace

bool fits_folded(std::string_view text, std::string_view pattern) {
  std::size_t star = pattern.find('*');
  std::size_t used = fitting_start(text, pattern.substr(0, star));
  if (used == text.npos || star == pattern.npos) return used == text.size();
  text.remove_prefix(used);
  pattern.remove_prefix(star + 1);
  // Each piece between two stars where it fits first: what is left for the others is most then.
  for (; (star = pattern.find('*')) != pattern.npos; pattern.remove_prefix(star + 1)) {
    std::size_t end = end_of_first(text, pattern.substr(0, star));
    if (end == text.npos) return false;
    text.remove_prefix(end);
  }
  return fits_end(text, pattern);
}

bool fits_pattern(std::string_view text, std::string_view pattern) { return fits_folded(folded(text), folded(pattern)); }

std::string not_a_pattern(std::string_view pattern) {
  if (trimmed(pattern).empty()) return "must not be empty";
  return code_points(pattern) > kLongestPattern ? "must have " + std::to_string(kLongestPattern) + " characters at most" : "";
}

std::strong_ordering compare_versions(std::string_view a, std::string_view b) {
  std::string first = folded(a), second = folded(b);
  VersionParts ours(first), theirs(second);
  for (;;) {
    VersionPart our = ours.next(), their = theirs.next();
    if (auto order = compare_parts(our, their); order != 0) return order;
    if (our.kind == VersionPart::Kind::nothing) return std::strong_ordering::equal;
  }
}

std::string not_a_version_condition(std::string_view condition) {
  if (trimmed(condition).empty()) return "";
  if (code_points(condition) > kLongestPattern) return "must have " + std::to_string(kLongestPattern) + " characters at most";
  for (std::string_view part : split(condition, ','))
    if (std::string why = not_a_comparison(part); !why.empty()) return why;
  return "";
}

bool version_fits(std::string_view version, std::string_view condition) {
  if (trimmed(condition).empty()) return true;
  if (trimmed(version).empty()) return false;
  std::vector<std::string_view> parts = split(condition, ',');
  return std::all_of(parts.begin(), parts.end(), [&](std::string_view part) { return holds(trimmed(version), comparison_of(part)); });
}

}  // namespace outdesk
