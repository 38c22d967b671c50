// The words of deadline reports in the languages of reports.
#pragma once

#include <string>
#include <string_view>

#include "output/document.hpp"

namespace outdesk {

/// The word for `name` ("received"); throws std::logic_error for a name that the table lacks.
std::string sla_word(std::string_view name, Language language);

/// The words of one report in its language.
class Words {
 public:
  explicit Words(Language language) : language_(language) {}
  std::string operator()(std::string_view name) const { return sla_word(name, language_); }
  Language language() const { return language_; }

 private:
  Language language_;
};

/// "Mon", "Пн"; 0 is Monday.
std::string weekday_word(std::size_t weekday, Language language);

}  // namespace outdesk
