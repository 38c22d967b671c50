#include "output/format_value.hpp"

#include <array>

#include "base/text.hpp"

namespace outdesk {

namespace {

constexpr std::string_view kNoBreakSpace = "\u00A0", kMinus = "\u2212";

/// Digits with a separator after every third from the right.
std::string grouped(std::string digits, Language language) {
  std::string_view separator = language == Language::ru ? kNoBreakSpace : ",";
  for (std::size_t at = digits.size(); at > 3;) digits.insert(at -= 3, separator);
  return digits;
}

/// The absolute value; right for the smallest int64 too.
std::uint64_t size_of(std::int64_t n) {
  return n < 0 ? ~static_cast<std::uint64_t>(n) + 1 : static_cast<std::uint64_t>(n);
}

std::string sign_of(std::int64_t n) { return std::string(n < 0 ? kMinus : ""); }

/// A decimal number written with a point, as the language writes it.
std::string localised(const std::string& plain, Language language) {
  std::size_t point = plain.find('.');
  std::string whole = grouped(plain.substr(0, point), language);
  if (point == plain.npos) return whole;
  return whole + (language == Language::ru ? ',' : '.') + plain.substr(point + 1);
}

struct Currency {
  std::string_view code, sign;
  bool leads_in_english;  ///< "$5.00"; the others follow: "5.00 ₽"
};
constexpr Currency kCurrencies[] = {
    {"RUB", "₽", false}, {"USD", "$", true},  {"EUR", "€", true},  {"GBP", "£", true},
    {"KZT", "₸", false}, {"BYN", "Br", false}, {"UAH", "₴", false}, {"GEL", "₾", false},
    {"AMD", "֏", false}, {"KGS", "сом", false}, {"INR", "₹", true},  {"TRY", "₺", true},
};

/// Digits of the minor unit (ISO 4217).
int minor_digits(std::string_view currency) {
  constexpr std::array<std::string_view, 17> kNone = {"BIF", "CLP", "DJF", "GNF", "ISK", "JPY", "KMF", "KRW", "PYG",
                                                      "RWF", "UGX", "UYI", "VND", "VUV", "XAF", "XOF", "XPF"};
  constexpr std::array<std::string_view, 7> kThree = {"BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND"};
  if (std::find(kNone.begin(), kNone.end(), currency) != kNone.end()) return 0;
  return std::find(kThree.begin(), kThree.end(), currency) != kThree.end() ? 3 : 2;
}

std::string amount_text(std::uint64_t minor, int digits, Language language) {
  std::string text = std::to_string(minor);
  if (digits == 0) return grouped(std::move(text), language);
  auto wanted = static_cast<std::size_t>(digits) + 1;
  if (text.size() < wanted) text.insert(0, wanted - text.size(), '0');
  text.insert(text.size() - static_cast<std::size_t>(digits), 1, '.');
  return localised(text, language);
}

struct DurationUnits {
  std::string_view hour, minute, second;
};
constexpr DurationUnits kRussianUnits{"ч", "мин", "с"}, kEnglishUnits{"h", "min", "s"};

std::string with_unit(const std::string& number, std::string_view unit) {
  return number + std::string(kNoBreakSpace) + std::string(unit);
}

/// "4 ч", "3 ч 05 мин": the smaller part keeps two digits, so that columns of them can be compared.
std::string two_units(std::uint64_t large, std::string_view large_unit, std::uint64_t small,
                      std::string_view small_unit, Language language) {
  std::string out = with_unit(grouped(std::to_string(large), language), large_unit);
  if (!small) return out;
  return out + std::string(kNoBreakSpace) +
         with_unit(zero_padded(static_cast<std::int64_t>(small), 2), small_unit);
}

struct Formatter {
  const Document& document;

  std::string operator()(std::monostate) const { return {}; }
  std::string operator()(const std::string& text) const { return text; }
  std::string operator()(bool yes) const {
    if (document.language == Language::ru) return yes ? "да" : "нет";
    return yes ? "yes" : "no";
  }
  std::string operator()(std::int64_t n) const { return format_count(n, document.language); }
  std::string operator()(Seconds s) const { return format_exact_duration(s, document.language); }
  std::string operator()(Instant t) const { return format_instant(t, document.zone, document.language); }
  std::string operator()(Date d) const { return format_date(d, document.language); }
  std::string operator()(Share s) const { return format_percent(s, document.language); }
  std::string operator()(Decimal d) const { return localised(to_text(d), document.language); }
  std::string operator()(Money m) const { return format_money(m, document.currency, document.language); }
  std::string operator()(const Mark& mark) const { return mark.words; }
  std::string operator()(const std::vector<std::string>& list) const { return join(list, ", "); }
  std::string operator()(const std::shared_ptr<const InnerRows>&) const { return {}; }
};

}  // namespace

std::string format_count(std::int64_t n, Language language) {
  return sign_of(n) + grouped(std::to_string(size_of(n)), language);
}

std::string format_money(Money m, std::string_view currency, Language language) {
  std::string amount = amount_text(size_of(m.minor), minor_digits(currency), language);
  if (currency.empty()) return sign_of(m.minor) + amount;
  auto known = std::find_if(std::begin(kCurrencies), std::end(kCurrencies),
                            [&](const Currency& c) { return c.code == currency; });
  if (known == std::end(kCurrencies)) return sign_of(m.minor) + with_unit(amount, currency);
  if (language == Language::en && known->leads_in_english)
    return sign_of(m.minor) + std::string(known->sign) + amount;
  return sign_of(m.minor) + with_unit(amount, known->sign);
}

std::string format_percent(Share s, Language language, int digits) {
  if (!s.defined()) return {};
  // Rounded down after multiplying: 147 of 152 is 96.7 %, 999 of 1000 is 99.9 %, never 100 %.
  std::string percent = to_text(s, digits + 2);
  percent.erase(percent.find('.'), 1);
  std::size_t whole = percent.size() - static_cast<std::size_t>(digits);
  std::string digits_before = percent.substr(0, whole);
  digits_before.erase(0, std::min(digits_before.find_first_not_of('0'), digits_before.size() - 1));
  std::string number = digits_before + (digits > 0 ? "." + percent.substr(whole) : "");
  return with_unit(localised(number, language), "%");
}

std::string format_percent(Decimal rate, Language language) {
  constexpr std::int64_t kPercent = 10'000'000;  // nano units in one percent
  std::string number = std::to_string(rate.nano / kPercent);
  if (std::int64_t rest = rate.nano % kPercent) {
    std::string fraction = zero_padded(rest, 7);
    fraction.erase(fraction.find_last_not_of('0') + 1);
    number += '.' + fraction;
  }
  return with_unit(localised(number, language), "%");
}

std::string format_duration(Seconds s, Language language) {
  const DurationUnits& unit = language == Language::ru ? kRussianUnits : kEnglishUnits;
  std::uint64_t seconds = size_of(s.count), minutes = seconds / 60, hours = minutes / 60;
  if (hours) return sign_of(s.count) + two_units(hours, unit.hour, minutes % 60, unit.minute, language);
  if (minutes) return sign_of(s.count) + two_units(minutes, unit.minute, seconds % 60, unit.second, language);
  return sign_of(s.count) + with_unit(std::to_string(seconds), unit.second);
}

std::string format_days(Seconds s, Language language) {
  if (s.count <= 0 || s.count % kDay != 0) return format_exact_duration(s, language);
  std::int64_t days = s.count / kDay;
  return format_count(days, language) + (language == Language::ru ? "\u00A0дн." : days == 1 ? "\u00A0day" : "\u00A0days");
}

std::string format_exact_duration(Seconds s, Language language) {
  const DurationUnits& unit = language == Language::ru ? kRussianUnits : kEnglishUnits;
  std::uint64_t seconds = size_of(s.count) % 60;
  std::string text = format_duration(s, language);
  bool cut = size_of(s.count) >= 3600 && seconds > 0;
  return cut ? text + std::string(kNoBreakSpace) + with_unit(zero_padded(static_cast<std::int64_t>(seconds), 2), unit.second) : text;
}

std::string format_date(Date d, Language language) {
  if (language == Language::en) return to_text(d);
  return zero_padded(unsigned{d.day()}, 2) + '.' + zero_padded(unsigned{d.month()}, 2) + '.' +
         zero_padded(int{d.year()}, 4);
}

std::string format_instant(Instant t, const Zone* zone, Language language) {
  Instant floor{t.unix_s - ((t.unix_s % 60) + 60) % 60};
  LocalTime local;
  if (zone) {
    local = zone->local(floor);
  } else {
    std::int64_t second = ((floor.unix_s % kDay) + kDay) % kDay;
    local = {date_of_days((floor.unix_s - second) / kDay), static_cast<int>(second), 0};
  }
  return format_date(local.date, language) + ' ' + zero_padded(local.second_of_day / 3600, 2) + ':' +
         zero_padded(local.second_of_day / 60 % 60, 2);
}

std::string format_value(const Value& value, const Document& document) {
  return std::visit(Formatter{document}, value);
}

}  // namespace outdesk
