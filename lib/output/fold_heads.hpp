// Columns of a matrix that stand for several people on paper.
#pragma once

#include <string>
#include <vector>

#include "output/document.hpp"

namespace outdesk {

/// Heads that fit a printed page; where there are more, those that are alike are folded.
inline constexpr std::size_t kHeadsOnPage = 60;

/// For each head the words of the column that stands for it on paper, "Склад, 12 чел.": heads of one band whose cells
/// are the same, changed ones included.  Empty for those that stay by themselves: who has an alarm always does, and
/// everybody where all heads fit a page.  People are heads whose column "kind" says "person".
std::vector<std::string> fold_words(const Grid& grid, Language language);

}  // namespace outdesk
