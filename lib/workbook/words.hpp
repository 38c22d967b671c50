// The few words that the workbook itself adds, in the document's language.
#pragma once

#include <string>

#include "output/document.hpp"

namespace outdesk {

struct Words {
  std::string total, nothing, section, light, month, meaning, trend, figure, value, note, number,
      to_do, chart_data, point, target, at_or_over, under, sheet, page, of, own, changed,
      taken_away;
  /// "3 texts were cut …"
  std::string (*cut)(std::int64_t count);
};

const Words& words_of(Language language);

}  // namespace outdesk
