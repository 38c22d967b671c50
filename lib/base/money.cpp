#include "base/money.hpp"

#include "base/text.hpp"

namespace outdesk {

namespace {
constexpr std::int64_t kNano = 1'000'000'000;
}  // namespace

std::optional<Decimal> parse_decimal(std::string_view text) {
  std::size_t point = text.find('.');
  std::string_view whole = text.substr(0, point);
  std::string_view fraction = point == text.npos ? "" : text.substr(point + 1);
  if (point != text.npos && fraction.empty()) return {};
  if (fraction.size() > 9 || whole.size() > 8) return {};
  auto w = parse_count(whole);
  if (!w) return {};
  std::int64_t nano = 0;
  if (!fraction.empty()) {
    std::string padded(fraction);
    padded.resize(9, '0');
    auto f = parse_count(padded);
    if (!f) return {};
    nano = *f;
  }
  return Decimal{*w * kNano + nano};
}

std::string to_text(Decimal d) {
  std::string out = std::to_string(d.nano / kNano);
  if (std::int64_t rest = d.nano % kNano) {
    std::string fraction = zero_padded(rest, 9);
    fraction.erase(fraction.find_last_not_of('0') + 1);
    out += '.' + fraction;
  }
  return out;
}

Money multiply(Money amount, Decimal rate) {
  __extension__ using Wide = __int128;
  Wide product = Wide{amount.minor} * rate.nano;
  Wide half = product < 0 ? -kNano / 2 : kNano / 2;
  return Money{static_cast<std::int64_t>((product + half) / kNano)};
}

bool Share::at_least(Decimal target) const {
  __extension__ using Wide = __int128;
  return whole > 0 && Wide{part} * kNano >= Wide{target.nano} * whole;
}

std::string to_text(Share s, int digits) {
  if (!s.defined()) return {};
  __extension__ using Wide = __int128;
  std::int64_t scale = 1;
  for (int i = 0; i < digits; ++i) scale *= 10;
  auto scaled = static_cast<std::int64_t>(Wide{s.part} * scale / s.whole);
  std::string out = std::to_string(scaled / scale);
  if (digits > 0) out += '.' + zero_padded(scaled % scale, digits);
  return out;
}

}  // namespace outdesk
