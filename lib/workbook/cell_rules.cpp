#include "workbook/cell_rules.hpp"

#include <cmath>

#include "base/text.hpp"
#include "output/format_value.hpp"

namespace outdesk {

namespace {

constexpr std::string_view kReplacement = "\uFFFD", kEllipsis = "…";
constexpr std::int64_t kExact = 999'999'999'999'999;  // 15 digits: all that Excel keeps
constexpr std::int64_t kEpochSerial = 25569;          // 1970-01-01 as Excel counts days
constexpr std::int64_t kFirstSerial = 61;  // 1900-03-01: before it Excel counts a day too many

bool is_hex(char c) {
  return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
}

/// Excel reads `_xHHHH_` in text as the character with that code.
bool reads_as_escape(std::string_view text, std::size_t at) {
  return text.size() - at >= 7 && text[at] == '_' && text[at + 1] == 'x' && text[at + 6] == '_' &&
         std::all_of(text.begin() + static_cast<std::ptrdiff_t>(at) + 2,
                     text.begin() + static_cast<std::ptrdiff_t>(at) + 6, is_hex);
}

/// What is shown for the code point at `at`, and how many UTF-16 units that takes.
struct Piece {
  std::string shown;
  std::size_t units;
};
Piece piece_at(std::string_view text, std::size_t at, CodePoint c) {
  std::string_view bytes = text.substr(at, c.size);
  if (!c.size || c.value == 0xFFFE || c.value == 0xFFFF) return {std::string(kReplacement), 1};
  if (c.value == '\n' || c.value == '\t') return {std::string(bytes), 1};
  if (control_character(bytes) != bytes.npos) return {std::string(kReplacement), 1};
  if (is_deceptive(c.value)) {
    std::string code = printable(bytes);
    return {code, code.size()};
  }
  if (reads_as_escape(text, at)) return {"_x005F_", 7};
  return {std::string(bytes), c.value > 0xFFFF ? 2u : 1u};
}

bool is_plain(std::string_view text, std::size_t limit) {
  return text.size() <= limit && std::all_of(text.begin(), text.end(), [](char c) {
           return static_cast<unsigned char>(c) >= 0x20 && static_cast<unsigned char>(c) < 0x7F &&
                  c != '_';
         });
}

CellContent as_text(std::string text) {
  return {CellContent::Kind::text, std::move(text), 0, {}, Align::left, Tone::neutral};
}
CellContent as_number(double number, std::string_view format) {
  return {CellContent::Kind::number, {}, number, std::string(format), Align::right, Tone::neutral};
}
CellContent right(CellContent content) {
  content.align = Align::right;
  return content;
}

bool exact(std::int64_t n) { return n >= -kExact && n <= kExact; }

/// Digits behind the point of a decimal's shortest form.
std::size_t fraction_digits(std::string_view text) {
  std::size_t point = text.find('.');
  return point == text.npos ? 0 : text.size() - point - 1;
}

/// How many minor units make one of the currency, as format_money writes it.
int minor_digits(const Document& document) {
  std::string zero = format_money(Money{0}, document.currency, document.language);
  std::size_t point = zero.find_first_of(".,");
  if (point == zero.npos) return 0;
  std::size_t end = zero.find_first_not_of("0", point + 1);
  return static_cast<int>((end == zero.npos ? zero.size() : end) - point - 1);
}

std::string quoted(std::string_view literal) {
  return literal.empty() ? "" : '"' + replaced(std::string(literal), "\"", "") + '"';
}

struct ContentOf {
  const Document& document;

  CellContent shown(const Value& value) const { return as_text(format_value(value, document)); }

  CellContent operator()(std::monostate) const { return {}; }
  CellContent operator()(const std::string& text) const { return as_text(text); }
  CellContent operator()(bool yes) const { return shown(yes); }
  CellContent operator()(std::int64_t n) const {
    return exact(n) ? as_number(static_cast<double>(n), "#,##0") : right(shown(n));
  }
  CellContent operator()(Seconds s) const {
    if (s.count < 0 || !exact(s.count)) return right(shown(s));
    return as_number(static_cast<double>(s.count) / kDay,
                     duration_number_format(s, document.language));
  }
  CellContent operator()(Instant t) const {
    double serial = serial_of(t, document.zone);
    if (serial < kFirstSerial) return right(shown(t));
    return as_number(serial, iso() ? "yyyy-mm-dd hh:mm" : "dd.mm.yyyy hh:mm");
  }
  CellContent operator()(Date d) const {
    double serial = serial_of(d);
    if (serial < kFirstSerial) return right(shown(d));
    return as_number(serial, iso() ? "yyyy-mm-dd" : "dd.mm.yyyy");
  }
  CellContent operator()(Share s) const {
    if (!s.defined()) return {};
    // Rounded down before the division, so that 94.996 % is never shown as 95.0 %.
    __extension__ using Wide = __int128;
    auto permille = static_cast<std::int64_t>(static_cast<Wide>(s.part) * 1000 / s.whole);
    return as_number(static_cast<double>(permille) / 1000, "0.0%");
  }
  CellContent operator()(Decimal d) const {
    std::size_t digits = fraction_digits(to_text(d));
    return as_number(static_cast<double>(d.nano) / 1e9,
                     digits ? "0." + std::string(digits, '0') : "0");
  }
  CellContent operator()(Money m) const {
    if (!exact(m.minor)) return right(shown(m));
    return as_number(static_cast<double>(m.minor) / std::pow(10, minor_digits(document)),
                     money_number_format(document));
  }
  CellContent operator()(const Mark& mark) const {
    CellContent content = as_text(mark.words);
    content.tone = mark.tone;
    content.bare = mark.bare;
    return content;
  }
  CellContent operator()(const std::vector<std::string>& list) const { return shown(list); }
  CellContent operator()(const std::shared_ptr<const InnerRows>&) const { return {}; }

  bool iso() const { return document.language == Language::en; }
};

}  // namespace

CellText cell_text(std::string_view text, std::size_t limit) {
  if (is_plain(text, limit)) return {std::string(text), false};
  std::string out;
  std::size_t units = 0, safe = 0;  // `safe` bytes leave room for the ellipsis
  for (std::size_t at = 0; at < text.size();) {
    CodePoint c = code_point_at(text, at);
    Piece piece = piece_at(text, at, c);
    if (units + piece.units > limit) return {out.substr(0, safe) + std::string(kEllipsis), true};
    units += piece.units;
    out += piece.shown;
    if (units < limit) safe = out.size();
    at += std::max<std::size_t>(c.size, 1);
  }
  return {std::move(out), false};
}

CellContent cell_of(const Value& value, const Document& document) {
  return std::visit(ContentOf{document}, value);
}

std::string money_number_format(const Document& document) {
  std::string zero = format_money(Money{0}, document.currency, document.language);
  std::size_t first = zero.find('0'), last = zero.rfind('0');
  int digits = minor_digits(document);
  std::string number =
      digits ? "#,##0." + std::string(static_cast<std::size_t>(digits), '0') : "#,##0";
  return quoted(zero.substr(0, first)) + number + quoted(zero.substr(last + 1));
}

std::string duration_number_format(Seconds s, Language language) {
  bool ru = language == Language::ru;
  constexpr std::string_view kSpace = "\u00A0";
  auto unit = [&](std::string_view word) {
    return '"' + std::string(kSpace) + std::string(word) + '"';
  };
  auto between = [&](std::string_view word) {
    return '"' + std::string(kSpace) + std::string(word) + std::string(kSpace) + '"';
  };
  std::string_view hour = ru ? "ч" : "h", minute = ru ? "мин" : "min", second = ru ? "с" : "s";
  if (s.count < 60) return "[s]" + unit(second);
  if (s.count < 3600)
    return s.count % 60 ? "[m]" + between(minute) + "ss" + unit(second) : "[m]" + unit(minute);
  if (s.count % 60) return "[h]" + between(hour) + "mm" + between(minute) + "ss" + unit(second);
  return s.count / 60 % 60 ? "[h]" + between(hour) + "mm" + unit(minute) : "[h]" + unit(hour);
}

double serial_of(Instant t, const Zone* zone) {
  std::int64_t local = t.unix_s + (zone ? zone->offset_at(t) : 0);
  return static_cast<double>(local) / kDay + static_cast<double>(kEpochSerial);
}

double serial_of(Date d) { return static_cast<double>(days_since_epoch(d) + kEpochSerial); }

void ColumnSum::add(const Value& value) {
  auto combine = [&](std::int64_t& sum, std::int64_t more) {
    broken_ |= __builtin_add_overflow(sum, more, &sum);
  };
  if (!std::holds_alternative<std::int64_t>(value) && !std::holds_alternative<Seconds>(value) &&
      !std::holds_alternative<Money>(value))
    return;
  if (std::holds_alternative<std::monostate>(sum_))
    sum_ = value;
  else if (sum_.index() != value.index())
    broken_ = true;
  else if (auto* n = std::get_if<std::int64_t>(&sum_))
    combine(*n, std::get<std::int64_t>(value));
  else if (auto* s = std::get_if<Seconds>(&sum_))
    combine(s->count, std::get<Seconds>(value).count);
  else if (auto* m = std::get_if<Money>(&sum_))
    combine(m->minor, std::get<Money>(value).minor);
}

Value ColumnSum::value() const { return broken_ ? Value() : sum_; }

}  // namespace outdesk
