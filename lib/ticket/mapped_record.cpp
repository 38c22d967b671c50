#include "ticket/mapped_record.hpp"

#include "base/error.hpp"
#include "base/text.hpp"
#include "input/html_text.hpp"

namespace outdesk {

namespace {

constexpr std::size_t kMostCell = 1u << 20;

/// "1.50" or "1,5" times `unit`, rounded to whole seconds; empty where it is no such number.
std::optional<std::int64_t> scaled(std::string_view text, std::int64_t unit) {
  constexpr std::int64_t kMostUnits = 1'000'000'000;
  std::size_t point = std::min(text.find_first_of(".,"), text.size());
  auto whole = parse_count(text.substr(0, point));
  if (!whole || *whole > kMostUnits) return {};
  std::int64_t seconds = *whole * unit;
  if (point == text.size()) return seconds;
  std::string_view digits = text.substr(point + 1).substr(0, 9);
  auto fraction = parse_count(digits);
  if (!fraction) return {};
  std::int64_t scale = 1;
  for (std::size_t i = 0; i < digits.size(); ++i) scale *= 10;
  return seconds + (*fraction * unit + scale / 2) / scale;
}

/// Lengths that are written out: "1h 30m", "90m", "1:30", "1:30:00".
std::optional<std::int64_t> written_length(std::string_view text) {
  if (text.find(':') == text.npos) {
    auto length = parse_duration_with_days(replaced(std::string(text), " ", ""));
    return length ? std::optional(length->count) : std::nullopt;
  }
  std::vector<std::string_view> parts = split(text, ':');
  std::int64_t seconds = 0, unit = 3600;
  if (parts.size() > 3) return {};
  for (auto part : parts) {
    auto number = parse_count(part);
    if (!number || *number > 1'000'000 || (unit < 3600 && *number > 59)) return {};
    seconds += *number * unit;
    unit /= 60;
  }
  return seconds;
}

/// "1201.0" and "1 201" as 1201; what is no number stays.
std::string whole_number(const std::string& text) {
  std::string plain = replaced(replaced(replaced(text, "\u00A0", ""), "\u202F", ""), " ", "");
  if (plain.ends_with(".0")) plain.resize(plain.size() - 2);
  return parse_count(plain) ? plain : text;
}

/// Text of HTML; where it was escaped and holds no tag itself, of the HTML that comes out.
std::string plain_text(const std::string& html, int how) {
  std::string text = text_of_html(html);
  if (how == 2 && html.find('<') == html.npos) text = text_of_html(text);
  return storable(text, true);
}

}  // namespace

std::string in_words(const ValueSource& source, std::string_view key) {
  return source.column.empty() ? in_quotes(key) : "column " + in_quotes(source.column);
}

std::string in_one_line(std::string text) { return replaced(replaced(std::move(text), "\n", " "), "\t", " "); }

std::string MappedRecord::cell(const std::string& column) const {
  if (column == "@requester") return requester_;
  std::string room;
  std::string_view raw = trimmed(record_.value(column, room));
  if (raw.empty() || mapping_.unknown.find(raw) != mapping_.unknown.end()) return {};
  if (raw.size() > kMostCell)
    throw InputError(file_, line_, "column " + in_quotes(column) + " has " + std::to_string(raw.size()) + " bytes, and 1 MiB is the most that is read",
                     "shorten it, or leave it out of the mapping");
  std::string text = raw.find('\r') == raw.npos ? std::string(raw) : replaced(std::string(raw), "\r\n", "\n");
  if (unstorable(text, true).empty()) return text;
  receipt_.remark("bytes that cannot be kept became U+FFFD in column " + in_quotes(column), line_);
  return storable(text, true);
}

std::optional<Instant> MappedRecord::instant(const ValueSource& source) const {
  std::string text = value(source);
  if (text.empty()) return {};
  auto instant = mapped_instant(mapping_, text);
  if (!instant) receipt_.remark("a time in " + in_words(source, "at") + " that the mapping cannot read: " + in_quotes(text), line_);
  return instant;
}

std::string MappedRecord::value(const ValueSource& source) const {
  if (!holds(source.when)) return {};
  for (const auto& choice : source.choices)
    if (std::string text = value(choice); !text.empty()) return text;
  if (!source.pieces.empty()) return filled(source.pieces);
  return source.column.empty() ? source.text : column_value(source);
}

std::string MappedRecord::column_value(const ValueSource& source) const {
  std::string text = cell(source.column);
  if (text.empty()) return text;
  if (source.html) text = plain_text(text, source.html);
  if (source.whole) text = whole_number(text);
  if (source.unit_s) return seconds_of(text, source);
  if (source.words.empty()) return text;
  auto word = source.words.find(text);
  if (word != source.words.end()) return word->second;
  receipt_.remark("a word that the mapping does not know in column " + in_quotes(source.column) + ": " + in_quotes(text), line_);
  return source.otherwise.value_or(text);
}

std::string MappedRecord::seconds_of(const std::string& text, const ValueSource& source) const {
  auto seconds = scaled(text, source.unit_s);
  if (!seconds) seconds = written_length(text);
  if (seconds) return std::to_string(*seconds);
  receipt_.remark("a length of time in column " + in_quotes(source.column) + " that cannot be read: " + in_quotes(text), line_);
  return {};
}

bool MappedRecord::holds(const std::vector<MappingCondition>& conditions) const {
  for (const auto& condition : conditions) {
    std::string text = condition.in_list ? "" : cell(condition.column);
    bool says = condition.in_list            ? list_has(condition)
                : !condition.same_as.empty() ? !text.empty() && text == cell(condition.same_as)
                : condition.words.empty()  ? !text.empty()
                                           : condition.words.count(text) > 0;
    if (says != condition.wanted) return false;
  }
  return true;
}

bool MappedRecord::list_has(const MappingCondition& condition) const {
  for (const auto& element : record_.each(condition.column)) {
    std::string room;
    if (condition.words.count(std::string(trimmed(element->value(".", room))))) return true;
  }
  return false;
}

std::string MappedRecord::filled(const std::vector<std::string>& pieces) const {
  std::string out;
  bool column = false;
  for (const auto& piece : pieces) {
    std::string text = column ? cell(piece) : piece;
    out += column && text.empty() ? "?" : text;
    column = !column;
  }
  return replaced(std::move(out), "\n", " ");
}

}  // namespace outdesk
