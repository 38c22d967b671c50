#include "output/words.hpp"

#include <array>
#include <charconv>
#include <cmath>

#include "output/format_value.hpp"

namespace outdesk {

namespace {

struct Pair {
  Word which;
  std::string_view en, ru;
};

constexpr Pair kWords[] = {
    {Word::total, "Total", "Итого"},
    {Word::target, "target", "цель"},
    {Word::at_or_over_target, "at or over target", "не ниже цели"},
    {Word::under_target, "under target", "ниже цели"},
    {Word::changed, "changed", "изменено"},
    {Word::columns_key, "Columns", "Столбцы"},
    {Word::after_colon, "; after the colon: ", "; после двоеточия: "},
    {Word::figures_of_chart, "Figures of the chart", "Числа графика"},
    {Word::skip_link, "Skip to the report", "Перейти к отчёту"},
    {Word::contents, "Contents", "Разделы"},
    {Word::filters, "Filters", "Отбор"},
    {Word::person_or_band, "Person or department", "Человек или отдел"},
    {Word::depth, "Depth", "Вложенность"},
    {Word::all_depths, "all levels", "все уровни"},
    {Word::up_to_depth, "up to level", "до уровня"},
    {Word::only_changed, "only changed", "только изменённые"},
    {Word::only_where, "only", "только"},
    {Word::only_access, "only where they have access", "только где у них есть доступ"},
    {Word::example_row, "part of a path", "часть пути"},
    {Word::example_person, "part of a name", "часть имени"},
    {Word::rows_shown, "Folders shown: {shown} of {all}", "Показано папок: {shown} из {all}"},
    {Word::unread_shown, ", not read: {unread}", ", не прочитано: {unread}"},
    {Word::people_shown, ", people: {people} of {all_people}", ", людей: {people} из {all_people}"},
    {Word::one_person, "{person} can open {reach} of {all} folders; shown: {shown}",
     "{person}: доступно папок — {reach} из {all}; показано: {shown}"},
    {Word::nothing_found, "Nothing matches these filters.", "Под этот отбор ничего не подходит."},
    {Word::matrix_on_paper, "This matrix is not printed from the page: for paper (A3) use its XLSX workbook.",
     "Матрица с этой страницы не печатается: для бумаги (A3) возьмите её книгу XLSX."},
    {Word::scrolls, "table, scrolls", "таблица, прокручивается"},
};
constexpr bool words_stand_in_order() {
  for (std::size_t i = 0; i < std::size(kWords); ++i)
    if (static_cast<std::size_t>(kWords[i].which) != i) return false;
  return std::size(kWords) == static_cast<std::size_t>(Word::count_);
}
static_assert(words_stand_in_order());

}  // namespace

std::string_view word(Word which, Language language) {
  const Pair& pair = kWords[static_cast<std::size_t>(which)];
  return language == Language::ru ? pair.ru : pair.en;
}

std::string_view tone_sign(Tone tone) {
  switch (tone) {
    case Tone::good: return "✔";
    case Tone::attention: return "!";
    case Tone::bad: return "✖";
    case Tone::no_data: return "–";
    case Tone::neutral: break;
  }
  return "";
}

std::string signed_words(const Mark& mark) {
  std::string sign(mark.bare ? "" : tone_sign(mark.tone));
  return sign.empty() || mark.words.empty() ? sign + mark.words : sign + "\u00A0" + mark.words;
}

std::string format_measure(double value, int digits, Language language) {
  if (!std::isfinite(value)) return {};
  char text[400];
  auto end = std::to_chars(text, text + sizeof text, std::fabs(value), std::chars_format::fixed, digits).ptr;
  std::string plain(text, end);
  std::size_t point = plain.find('.');
  std::int64_t whole = 0;
  bool small = std::from_chars(plain.data(), plain.data() + std::min(point, plain.size()), whole).ec == std::errc{};
  std::string out = small ? format_count(whole, language) : plain.substr(0, point);
  if (point != plain.npos) out += (language == Language::ru ? ',' : '.') + plain.substr(point + 1);
  bool zero = plain.find_first_not_of("0.") == plain.npos;
  return value < 0 && !zero ? "\u2212" + out : out;
}

std::string_view flag_sign(std::size_t n) {
  constexpr std::array<std::string_view, 4> kSigns = {"●", "◆", "▲", "■"};
  return kSigns[n % kSigns.size()];
}

}  // namespace outdesk
