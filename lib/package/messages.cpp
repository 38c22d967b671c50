#include "package/messages.hpp"

#include <map>
#include <nlohmann/json.hpp>
#include <stdexcept>
#include <unicode/dtfmtsym.h>
#include <unicode/listformatter.h>
#include <unicode/messagepattern.h>
#include <unicode/msgfmt.h>
#include <unicode/rbnf.h>

#include "base/shipped.hpp"
#include "base/text.hpp"
#include "input/json.hpp"
#include "output/format_value.hpp"

namespace outdesk {

namespace {

constexpr std::string_view kNoBreakSpace = "\u00A0";

icu::UnicodeString to_icu(std::string_view text) {
  return icu::UnicodeString::fromUTF8({text.data(), static_cast<std::int32_t>(text.size())});
}

std::string from_icu(const icu::UnicodeString& text) {
  std::string out;
  text.toUTF8String(out);
  return out;
}

void check(UErrorCode status, std::string_view what) {
  if (U_FAILURE(status))
    throw std::logic_error("message " + in_quotes(what) + ": " + u_errorName(status));
}

struct Pattern {
  std::string text;
  std::vector<std::string> places;
  std::unique_ptr<icu::MessageFormat> format;  ///< null where nothing has to be filled in
};

std::vector<std::string> places_of(const icu::MessagePattern& pattern) {
  std::vector<std::string> places;
  for (std::int32_t i = 0; i < pattern.countParts(); ++i) {
    const icu::MessagePattern::Part& part = pattern.getPart(i);
    if (part.getType() != UMSGPAT_PART_TYPE_ARG_NAME) continue;
    std::string name = from_icu(pattern.getSubstring(part));
    if (std::find(places.begin(), places.end(), name) == places.end())
      places.push_back(std::move(name));
  }
  return places;
}

Pattern compiled(std::string_view key, const std::string& text, const icu::Locale& locale) {
  Pattern pattern{text, {}, nullptr};
  if (text.find_first_of("{'") == text.npos) return pattern;
  UErrorCode status = U_ZERO_ERROR;
  icu::MessagePattern parsed(to_icu(text), nullptr, status);
  check(status, key);
  pattern.places = places_of(parsed);
  pattern.format = std::make_unique<icu::MessageFormat>(to_icu(text), locale, status);
  check(status, key);
  return pattern;
}

}  // namespace

struct Messages::Catalogue {
  Language language;
  icu::Locale locale;
  std::map<std::string, std::string, std::less<>> texts;
  mutable std::map<std::string, Pattern, std::less<>> patterns;  ///< compiled when first needed

  explicit Catalogue(Language spoken)
      : language(spoken), locale(spoken == Language::ru ? "ru" : "en") {
    std::string name = std::string("lang/") + locale.getLanguage() + ".json";
    auto file = shipped_file(name);
    if (!file) throw std::logic_error("no catalogue " + name);
    Json json = parse_json(*file, name);
    JsonNode root(json, name);
    root.only({"outdesk", "language", "messages"});
    for (const auto& [key, text] : root.at("messages").members()) texts[key] = text.text();
  }

  const Pattern& at(std::string_view key) const {
    if (auto known = patterns.find(key); known != patterns.end()) return known->second;
    auto text = texts.find(key);
    if (text == texts.end()) throw std::logic_error("no message " + in_quotes(key));
    return patterns.emplace(key, compiled(key, text->second, locale)).first->second;
  }

  /// Months as they stand alone ("сентябрь") or beside a day ("сентября").
  std::string month_name(Month month, icu::DateFormatSymbols::DtContextType context) const {
    UErrorCode status = U_ZERO_ERROR;
    icu::DateFormatSymbols symbols(locale, status);
    check(status, "months");
    std::int32_t count = 0;
    const icu::UnicodeString* names =
        symbols.getMonths(count, context, icu::DateFormatSymbols::WIDE);
    return from_icu(names[unsigned{month.month()} - 1]);
  }
};

Messages::Messages(Language language) : catalogue_(std::make_unique<Catalogue>(language)) {}
Messages::~Messages() = default;

Language Messages::language() const { return catalogue_->language; }

std::string Messages::operator()(std::string_view key, Arguments arguments) const {
  const Pattern& pattern = catalogue_->at(key);
  if (!pattern.format) return pattern.text;
  std::vector<icu::UnicodeString> names;
  std::vector<icu::Formattable> values;
  auto give = [&](const std::string& name, icu::Formattable value) {
    names.push_back(to_icu(name));
    values.push_back(std::move(value));
  };
  for (const Argument& argument : arguments) {
    std::string name(argument.name);
    if (auto* text = std::get_if<std::string>(&argument.value)) {
      give(name, icu::Formattable(to_icu(*text)));
      continue;
    }
    std::int64_t number = std::get<std::int64_t>(argument.value);
    give(name, icu::Formattable(number));
    give(name + "_text", icu::Formattable(to_icu(format_count(number, language()))));
  }
  for (const std::string& place : pattern.places)
    if (std::find(names.begin(), names.end(), to_icu(place)) == names.end())
      throw std::logic_error("message " + in_quotes(key) + " needs " + in_quotes(place));
  UErrorCode status = U_ZERO_ERROR;
  icu::UnicodeString out;
  pattern.format->format(names.data(), values.data(), static_cast<std::int32_t>(names.size()), out,
                         status);
  check(status, key);
  return from_icu(out);
}

std::vector<std::string> Messages::keys() const {
  std::vector<std::string> keys;
  for (const auto& [key, text] : catalogue_->texts) keys.push_back(key);
  return keys;
}

std::vector<std::string> Messages::places(std::string_view key) const {
  return catalogue_->at(key).places;
}

std::string Messages::pattern(std::string_view key) const { return catalogue_->at(key).text; }

std::string Messages::month(Month month) const {
  return catalogue_->month_name(month, icu::DateFormatSymbols::STANDALONE) +
         std::string(kNoBreakSpace) + std::to_string(int{month.year()});
}

std::string Messages::month_capital(Month month) const {
  return with_capital(catalogue_->month_name(month, icu::DateFormatSymbols::STANDALONE));
}

std::string Messages::day(Date day) const {
  return std::to_string(unsigned{day.day()}) + std::string(kNoBreakSpace) +
         catalogue_->month_name(day.year() / day.month(), icu::DateFormatSymbols::FORMAT);
}

std::string Messages::days(Date first, Date last) const {
  if (first == last) return day(first);
  bool same_month = first.year() == last.year() && first.month() == last.month();
  return (same_month ? std::to_string(unsigned{first.day()}) : day(first)) + "–" + day(last);
}

std::string Messages::list(const std::vector<std::string>& items) const {
  UErrorCode status = U_ZERO_ERROR;
  std::unique_ptr<icu::ListFormatter> formatter(
      icu::ListFormatter::createInstance(catalogue_->locale, status));
  check(status, "list");
  std::vector<icu::UnicodeString> texts;
  for (const auto& item : items) texts.push_back(to_icu(item));
  icu::UnicodeString out;
  formatter->format(texts.data(), static_cast<std::int32_t>(texts.size()), out, status);
  check(status, "list");
  return from_icu(out);
}

std::string Messages::in_words(std::int64_t n) const {
  if (n < 1 || n > 10) return format_count(n, language());
  UErrorCode status = U_ZERO_ERROR;
  icu::RuleBasedNumberFormat spelled(icu::URBNF_SPELLOUT, catalogue_->locale, status);
  if (language() == Language::ru) spelled.setDefaultRuleSet("%spellout-cardinal-neuter", status);
  check(status, "numbers in words");
  icu::UnicodeString out;
  spelled.format(n, out, status);
  check(status, "numbers in words");
  return from_icu(out);
}

std::string with_capital(const std::string& text) {
  icu::UnicodeString whole = to_icu(text);
  if (whole.isEmpty()) return text;
  std::int32_t end = whole.moveIndex32(0, 1);
  icu::UnicodeString first(whole, 0, end);
  return from_icu(first.toUpper(icu::Locale::getRoot()) + icu::UnicodeString(whole, end));
}

}  // namespace outdesk
