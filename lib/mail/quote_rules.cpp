#include "mail/quote_rules.hpp"

#include <algorithm>
#include <vector>

#include "base/text.hpp"
#include "mail/mail_text_rules.hpp"

namespace outdesk {

namespace {

using Lines = std::vector<std::string_view>;

bool ends_with_any(std::string_view text, std::initializer_list<std::string_view> ends) {
  return std::any_of(ends.begin(), ends.end(), [&](std::string_view end) { return text.ends_with(end); });
}

bool is_quoted(std::string_view line) { return line.starts_with('>'); }
bool is_blank(std::string_view line) { return trimmed(line).empty(); }
/// RFC 3676, 4.3.  Many programs drop the space; people also draw such a line between parts of a letter, so only a
/// short rest is then taken for a signature.
bool begins_signature(const Lines& lines, std::size_t at) {
  constexpr std::size_t kLongest = 12;
  return lines[at] == "-- " || (lines[at] == "--" && lines.size() - at <= kLongest);
}

/// "-----Original Message-----" and its kin: what follows is the message that is answered.
bool is_original_mark(std::string_view line) {
  std::string words = folded(trimmed(line));
  if (words.size() > 120 || !words.starts_with("--") || !words.ends_with("--")) return false;
  std::size_t from = words.find_first_not_of("- "), to = words.find_last_not_of("- ");
  if (from == words.npos) return false;
  std::string_view inner = std::string_view(words).substr(from, to - from + 1);
  return starts_with_any(inner, {"original message", "original appointment", "ursprungliche nachricht", "ursprüngliche nachricht",
                                 "originalnachricht", "исходное сообщение", "пересылаемое сообщение", "message d'origine",
                                 "mensaje original", "messaggio originale"});
}

enum class HeaderName { none, from, other };

/// A line of the block of headers that Outlook puts above the message that is answered.
HeaderName header_name(std::string_view line) {
  if (line.size() > 2000) line = line.substr(0, 2000);
  std::string words = folded(trimmed(replaced(std::string(line), "*", "")));
  if (starts_with_any(words, {"from:", "von:", "от:", "от кого:", "de:", "da:", "van:", "отправитель:"})) return HeaderName::from;
  if (starts_with_any(words, {"sent:", "date:", "to:", "cc:", "subject:", "gesendet:", "datum:", "an:", "betreff:", "отправлено:", "дата:",
                              "кому:", "копия:", "тема:", "envoye:", "envoyé:", "a:", "à:", "objet:", "enviado:", "para:", "asunto:",
                              "inviato:", "oggetto:"}))
    return HeaderName::other;
  return HeaderName::none;
}

/// From: first, and two more headers within the next five lines that are not blank.
bool begins_header_block(const Lines& lines, std::size_t at) {
  if (header_name(lines[at]) != HeaderName::from) return false;
  int others = 0, seen = 0;
  for (std::size_t i = at + 1; i < lines.size() && i < at + 9 && seen < 5; ++i) {
    if (is_blank(lines[i])) continue;
    ++seen;
    others += header_name(lines[i]) == HeaderName::other;
  }
  return others >= 2;
}

/// The line that Outlook draws above that block.
bool is_rule_above_headers(const Lines& lines, std::size_t at) {
  std::string_view line = trimmed(lines[at]);
  if (line.size() < 10 || line.find_first_not_of('_') != line.npos) return false;
  while (++at < lines.size() && is_blank(lines[at])) {}
  return at < lines.size() && begins_header_block(lines, at);
}

bool ends_introduction(std::string_view words) {
  return ends_with_any(words, {"wrote:", "schrieb:", "ecrit :", "ecrit:", "écrit :", "écrit:", "escribio:", "escribió:", "scritto:", "schreef:", "писал:",
                               "писала:", "писал(а):", "пишет:", "написал:", "написала:", "написал(а):", "said:", "writes:"}) ||
         (words.ends_with(":") && (words.find(" schrieb ") != words.npos || words.find(" wrote ") != words.npos));
}

/// Lines, from `at` on, that introduce a quote: "On Monday, Olga Popova <o@example.ru> wrote:", of at most three lines.
std::size_t introduction_lines(const Lines& lines, std::size_t at) {
  std::string words;
  for (std::size_t count = 1; count <= 3 && at + count <= lines.size(); ++count) {
    std::string_view line = lines[at + count - 1];
    if (is_blank(line) || is_quoted(line) || line.size() > 500) return 0;
    words += (words.empty() ? "" : " ") + folded(trimmed(line));
    if (!ends_introduction(words)) continue;
    std::size_t next = at + count;
    while (next < lines.size() && is_blank(lines[next])) ++next;
    bool quotes = next < lines.size() && is_quoted(lines[next]);
    bool address = words.find('@') != words.npos;
    bool dated = std::any_of(words.begin(), words.end(), [](char c) { return c >= '0' && c <= '9'; });
    // Above unmarked text it must look like one in every way: what it introduces then goes to the end.
    if (quotes || (address && dated && next < lines.size())) return count;
    return 0;
  }
  return 0;
}

bool quotes_follow(const Lines& lines, std::size_t at) {
  while (at < lines.size() && is_blank(lines[at])) ++at;
  return at < lines.size() && is_quoted(lines[at]);
}

/// From a signature's mark to the next quote, or to the end.
std::size_t end_of_signature(const Lines& lines, std::size_t at) {
  while (at < lines.size() && !is_quoted(lines[at]) && !is_original_mark(lines[at])) ++at;
  return at;
}

std::string joined(const Lines& lines) {
  std::string out;
  int blanks = 0;
  for (auto line : lines) {
    if (is_blank(line)) { ++blanks; continue; }
    if (!out.empty()) out += blanks ? "\n\n" : "\n";
    blanks = 0;
    out += line;
  }
  return out;
}

}  // namespace

std::string without_quotes(std::string_view text) {
  Lines lines = split(text, '\n'), kept;
  for (std::size_t at = 0; at < lines.size();) {
    if (is_original_mark(lines[at]) || begins_header_block(lines, at) || is_rule_above_headers(lines, at)) break;
    if (is_quoted(lines[at])) { ++at; continue; }
    if (begins_signature(lines, at)) { at = end_of_signature(lines, at + 1); continue; }
    if (std::size_t count = introduction_lines(lines, at)) {
      if (!quotes_follow(lines, at + count)) break;
      at += count;
      kept.emplace_back();
      continue;
    }
    kept.push_back(lines[at++]);
  }
  std::string rest = joined(kept);
  return rest.empty() ? std::string(text.substr(0, text.find_last_not_of("\n ") + 1)) : rest;
}

}  // namespace outdesk
