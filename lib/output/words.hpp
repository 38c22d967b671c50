// The few words that writers add of their own, in the languages of reports.
#pragma once

#include <string>
#include <string_view>

#include "output/document.hpp"

namespace outdesk {

enum class Word {
  total, target, at_or_over_target, under_target, changed, columns_key, after_colon, figures_of_chart,
  skip_link, contents, filters, person_or_band, depth, all_depths, up_to_depth, only_changed, only_where,
  only_access, example_row, example_person, rows_shown, unread_shown, people_shown, one_person, nothing_found, matrix_on_paper,
  scrolls, count_
};

std::string_view word(Word which, Language language);

/// What stands beside a word so that colour is never alone: ✔ ! ✖ –, empty for a neutral word.
std::string_view tone_sign(Tone tone);

/// "✔ в срок": a mark as people read it.
std::string signed_words(const Mark& mark);

/// A measured number with `digits` digits behind the point: "96,7", "1 200"; empty where it is not finite.
std::string format_measure(double value, int digits, Language language);

/// Sign of the n-th yes-or-no column of a grid: ● ◆ ▲ ■.
std::string_view flag_sign(std::size_t n);

}  // namespace outdesk
