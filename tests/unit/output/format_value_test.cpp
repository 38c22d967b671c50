#include "output/format_value.hpp"

#include <doctest/doctest.h>

#include <limits>

#include "base/text.hpp"

using namespace outdesk;

namespace {
constexpr auto ru = Language::ru, en = Language::en;
constexpr std::int64_t kLeast = std::numeric_limits<std::int64_t>::min();
/// '_' stands for the no-break space, so that it can be seen.
std::string spaces(std::string text) { return replaced(std::move(text), "\u00A0", "_"); }
}  // namespace

TEST_CASE("counts are grouped by threes with what the language groups with") {
  CHECK(format_count(0, ru) == "0");
  CHECK(format_count(999, ru) == "999");
  CHECK(spaces(format_count(1000, ru)) == "1_000");
  CHECK(spaces(format_count(14800000, ru)) == "14_800_000");
  CHECK(format_count(14800000, en) == "14,800,000");
  CHECK(format_count(-1234, en) == "\u22121,234");
  CHECK(format_count(kLeast, en) == "\u22129,223,372,036,854,775,808");
}

TEST_CASE("money has its sign, and as many minor digits as its currency") {
  CHECK(spaces(format_money(Money{14800000}, "RUB", ru)) == "148_000,00_₽");
  CHECK(spaces(format_money(Money{14800000}, "RUB", en)) == "148,000.00_₽");
  CHECK(spaces(format_money(Money{-296000}, "RUB", ru)) == "\u22122_960,00_₽");
  CHECK(format_money(Money{5}, "USD", en) == "$0.05");
  CHECK(format_money(Money{-5}, "USD", en) == "\u2212$0.05");
  CHECK(spaces(format_money(Money{123456}, "USD", ru)) == "1_234,56_$");
  CHECK(spaces(format_money(Money{123456}, "CHF", en)) == "1,234.56_CHF");
  CHECK(spaces(format_money(Money{123456}, "JPY", ru)) == "123_456_JPY");
  CHECK(spaces(format_money(Money{7}, "KWD", en)) == "0.007_KWD");
  CHECK(spaces(format_money(Money{1234}, "", ru)) == "12,34");
  CHECK(spaces(format_money(Money{kLeast}, "EUR", en)) == "\u2212€92,233,720,368,547,758.08");
}

TEST_CASE("a share is never shown better than it is") {
  CHECK(spaces(format_percent(Share{147, 152}, ru)) == "96,7_%");
  CHECK(spaces(format_percent(Share{9999, 10000}, en)) == "99.9_%");
  CHECK(spaces(format_percent(Share{94996, 100000}, en, 2)) == "94.99_%");
  CHECK(spaces(format_percent(Share{1, 1}, ru)) == "100,0_%");
  CHECK(spaces(format_percent(Share{1, 3}, en, 0)) == "33_%");
  CHECK(spaces(format_percent(Share{1, 2000}, ru)) == "0,0_%");
  CHECK(spaces(format_percent(Share{0, 5}, ru)) == "0,0_%");
  CHECK(spaces(format_percent(Share{25, 2}, ru)) == "1_250,0_%");
  CHECK(format_percent(Share{0, 0}, ru).empty());
}

TEST_CASE("a rate is a percent without trailing zeros") {
  CHECK(spaces(format_percent(*parse_decimal("0.95"), ru)) == "95_%");
  CHECK(spaces(format_percent(*parse_decimal("0.005"), ru)) == "0,5_%");
  CHECK(spaces(format_percent(*parse_decimal("0.123456789"), en)) == "12.3456789_%");
  CHECK(spaces(format_percent(*parse_decimal("15"), en)) == "1,500_%");
}

TEST_CASE("a length of time keeps its hours, and minutes have two digits beside them") {
  CHECK(spaces(format_duration(Seconds{0}, ru)) == "0_с");
  CHECK(spaces(format_duration(Seconds{45}, ru)) == "45_с");
  CHECK(spaces(format_duration(Seconds{60}, ru)) == "1_мин");
  CHECK(spaces(format_duration(Seconds{90}, en)) == "1_min_30_s");
  CHECK(spaces(format_duration(Seconds{4 * 3600}, ru)) == "4_ч");
  CHECK(spaces(format_duration(Seconds{4 * 3600 + 38 * 60}, ru)) == "4_ч_38_мин");
  CHECK(spaces(format_duration(Seconds{3 * 3600 + 5 * 60 + 59}, en)) == "3_h_05_min");
  CHECK(spaces(format_exact_duration(Seconds{4 * 3600 + 1}, en)) == "4_h_01_s");
  CHECK(spaces(format_exact_duration(Seconds{3 * 3600 + 5 * 60 + 59}, ru)) == "3_ч_05_мин_59_с");
  CHECK(spaces(format_exact_duration(Seconds{90}, en)) == "1_min_30_s");
  CHECK(spaces(format_exact_duration(Seconds{-7200}, en)) == "\u22122_h");
  CHECK(spaces(format_duration(Seconds{1000 * 3600}, ru)) == "1_000_ч");
  CHECK(spaces(format_duration(Seconds{-65}, ru)) == "\u22121_мин_05_с");
  CHECK(spaces(format_duration(Seconds{kLeast}, en)) == "\u22122,562,047,788,015,215_h_30_min");
}

TEST_CASE("instants are shown in the zone of the document, to the minute") {
  Instant t = *parse_instant("2026-09-03T05:10:59Z");
  CHECK(format_instant(t, &Zone::named("Europe/Moscow"), ru) == "03.09.2026 08:10");
  CHECK(format_instant(t, nullptr, en) == "2026-09-03 05:10");
  CHECK(format_instant(Instant{-1}, nullptr, en) == "1969-12-31 23:59");
  CHECK(format_instant(*parse_instant("2026-12-31T21:00:00Z"), &Zone::named("Europe/Moscow"), ru) == "01.01.2027 00:00");
}

TEST_CASE("every type of value has a form in both languages") {
  Document r, e;
  r.language = ru;
  r.currency = e.currency = "RUB";
  auto both = [&](const Value& v) { return spaces(format_value(v, r)) + " | " + spaces(format_value(v, e)); };
  CHECK(both(std::monostate{}) == " | ");
  CHECK(both(std::string("как есть")) == "как есть | как есть");
  CHECK(both(true) == "да | yes");
  CHECK(both(false) == "нет | no");
  CHECK(both(std::int64_t{12345}) == "12_345 | 12,345");
  CHECK(both(Seconds{3600}) == "1_ч | 1_h");
  CHECK(both(Instant{0}) == "01.01.1970 00:00 | 1970-01-01 00:00");
  CHECK(both(*parse_date("2026-02-28")) == "28.02.2026 | 2026-02-28");
  CHECK(both(Share{1, 8}) == "12,5_% | 12.5_%");
  CHECK(both(*parse_decimal("1234.5")) == "1_234,5 | 1,234.5");
  CHECK(both(Money{100}) == "1,00_₽ | 1.00_₽");
  CHECK(both(Mark{"met", "в срок", Tone::good}) == "в срок | в срок");
  CHECK(both(std::vector<std::string>{"a", "b"}) == "a, b | a, b");
}
