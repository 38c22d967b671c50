// How each figure is counted, in words: numerator, denominator, what is left out (sla.md section 5).
#pragma once

#include <span>
#include <string_view>

namespace outdesk {

struct KpiBasis {
  std::string_view word;  ///< of the figure, in sla_words
  std::string_view en, ru;
};

std::span<const KpiBasis> kpi_bases();

}  // namespace outdesk
