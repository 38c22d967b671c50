// The words that a workbook needs beside those of output/words.hpp, in the document's language.
#pragma once

#include <string>

#include "output/document.hpp"

namespace outdesk {

struct WorkbookWords {
  std::string nothing, section, light, month, meaning, trend, to_do, chart_data, point, sheet, page,
      of, own, taken_away;
  std::string cut;  ///< "texts were cut: "; a count follows
};

const WorkbookWords& words_of(Language language);

}  // namespace outdesk
