#include "cost/words.hpp"

#include <charconv>

#include "base/text.hpp"
#include "output/format_value.hpp"
#include "output/words.hpp"

namespace outdesk::cost {

namespace {

struct UnitWord {
  std::string_view name, en_one, en_many, ru, ru_one, ru_few, ru_many;
};
constexpr UnitWord kUnits[] = {
    {"workstation", "workstation", "workstations", "рабочее место", "рабочее место", "рабочих места", "рабочих мест"},
    {"server", "server", "servers", "сервер", "сервер", "сервера", "серверов"},
    {"printer", "printer", "printers", "принтер", "принтер", "принтера", "принтеров"},
    {"site", "site", "sites", "площадка", "площадка", "площадки", "площадок"},
    {"stall", "stall", "stalls", "точка", "точка", "точки", "точек"},
};

const UnitWord* known(std::string_view name) {
  for (const UnitWord& unit : kUnits)
    if (unit.name == name) return &unit;
  return nullptr;
}

/// Russian forms: 1, 21 one; 2 to 4, 22 to 24 few; the rest many.
std::string_view russian(const UnitWord& unit, std::int64_t n) {
  std::int64_t hundred = n % 100, ten = n % 10;
  if (hundred >= 11 && hundred <= 14) return unit.ru_many;
  if (ten == 1) return unit.ru_one;
  return ten >= 2 && ten <= 4 ? unit.ru_few : unit.ru_many;
}

}  // namespace

std::string Speech::operator()(const Phrase& phrase, const Facts& facts) const { return say(phrase, language, facts); }

std::string Speech::money(Money amount) const { return format_money(amount, currency, language); }

std::string Speech::number(Micro value) const {
  std::string text = to_text(value);
  if (value.millionths < 0) text.replace(0, 1, "\u2212");
  return language == Language::ru ? replaced(std::move(text), ".", ",") : text;
}

std::string Speech::count(std::int64_t n) const { return format_count(n, language); }

std::string Speech::percent(Micro rate) const { return format_percent(decimal_of(rate), language); }

std::string Speech::percent_of(std::int64_t part, std::int64_t whole) const {
  return format_percent(Share{part, whole}, language);
}

std::string Speech::unit(std::string_view name) const {
  const UnitWord* unit = known(name);
  if (!unit) return std::string(name);
  return std::string(language == Language::ru ? unit->ru : unit->en_one);
}

std::string Speech::units(std::int64_t n, std::string_view name) const {
  const UnitWord* unit = known(name);
  if (!unit) return count(n) + " × " + std::string(name);
  return count(n) + "\u00A0" +
         std::string(language == Language::ru ? russian(*unit, n) : n == 1 ? unit->en_one : unit->en_many);
}

std::string measured(double value, int digits, Language language) { return format_measure(value, digits, language); }

std::string exact_text(double value) {
  char text[64];
  return {text, std::to_chars(text, text + sizeof text, value).ptr};
}

}  // namespace outdesk::cost
