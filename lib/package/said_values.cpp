#include "package/said_values.hpp"

#include <cctype>

#include "base/text.hpp"
#include "output/format_value.hpp"

namespace outdesk {

std::string said_money(Money money, std::string_view currency, Language language) {
  std::string text = format_money(money, currency, language);
  const std::string none = language == Language::ru ? ",00" : ".00";
  std::size_t at = text.rfind(none);
  if (at == text.npos) return text;
  // "1.000" of a currency with three digits has other ones behind it.
  std::size_t end = at + none.size();
  if (end < text.size() && std::isdigit(static_cast<unsigned char>(text[end]))) return text;
  return text.erase(at, none.size());
}

std::string said_average(Share points, Language language) {
  if (!points.defined()) return {};
  std::int64_t tenths = points.part * 10 / points.whole;
  return std::to_string(tenths / 10) + (language == Language::ru ? "," : ".") + std::to_string(tenths % 10);
}

std::string said_average(Decimal mark, Language language) {
  std::string text = to_text(mark);
  return language == Language::ru ? replaced(text, ".", ",") : text;
}

}  // namespace outdesk
