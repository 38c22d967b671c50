// What people type: instants, days, lengths, numbers, keys, texts.  What is read and written is read again the same, and
// what is shown is harmless.
#include "base/identifier.hpp"
#include "base/instant.hpp"
#include "base/money.hpp"
#include "client/version_rules.hpp"
#include "fuzzed.hpp"
#include "store/like.hpp"

namespace {

using namespace outdesk;

template <class Parse>
void read_again(std::string_view text, Parse parse) {
  auto value = parse(text);
  if (value) require(parse(to_text(*value)) == value);
}

void check_times(std::string_view text) {
  read_again(text, parse_instant);
  read_again(text, parse_date);
  read_again(text, parse_month);
  read_again(text, parse_decimal);
  for (auto parse : {parse_duration, parse_duration_with_days}) {
    auto length = parse(text);
    if (length) require(length->count >= 0 && parse_duration(to_duration_text(*length)) == length);
  }
  if (auto count = parse_count(text)) require(*count >= 0);
  if (auto bytes = parse_bytes(text)) require(*bytes >= 0);
}

void check_keys(std::string_view text) {
  bool client = not_a_client_key(text).empty(), ticket = not_a_ticket_key(text).empty();
  require(!client || (ticket && text.size() <= 63 && text.find('/') == text.npos && text[0] != '.' && text[0] != '-'));
  require(!ticket || (!text.empty() && text.size() <= 64 && unstorable(text).empty() && trimmed(text) == text));
}

void check_shown(std::string_view text) {
  std::string shown = printable(text);
  require(unstorable(shown).empty() && printable(shown) == shown);
  for (std::size_t at = 0; at < shown.size(); at += code_point_at(shown, at).size) require(!is_deceptive(code_point_at(shown, at).value));
  for (std::size_t columns : {1, 7, 40}) require(display_width(fitted(shown, columns)) <= columns);
  std::string kept = storable(text);
  require(unstorable(kept).empty() && storable(kept) == kept && (unstorable(text).empty() ? kept == text : true));
  if (unstorable(text).empty()) require(folded(folded(text)) == folded(text) && invalid_utf8(folded(text)) == text.npos);
  require(from_base64(base64(text)) == std::string(text));
  if (auto bytes = from_base64(text)) require(base64(*bytes) == text);
}

void check_patterns(std::string_view text) {
  std::size_t cut = text.find('\n');
  std::string_view version = text.substr(0, cut), condition = cut == text.npos ? text : text.substr(cut + 1);
  require(compare_versions(version, condition) == (0 <=> compare_versions(condition, version)));
  require(compare_versions(version, version) == 0);
  if (not_a_version_condition(condition).empty()) (void)version_fits(version, condition);
  if (not_a_pattern(condition).empty()) (void)fits_pattern(version, condition);
  if (condition.find_first_of("*?") == condition.npos && unstorable(condition).empty()) require(fits_pattern(condition, condition));
  require(like_anywhere(text).size() >= text.size() + 2);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  std::string_view text = as_text(data, size);
  check_times(text);
  check_keys(text);
  check_shown(text);
  if (size <= 400) check_patterns(text);
  return 0;
}
