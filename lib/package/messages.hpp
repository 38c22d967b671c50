// Sentences of the monthly package in the languages of reports.  Patterns are ICU MessageFormat
// with plurals that carry their verb; numbers, money and lengths of time come in already written,
// so that there is one way to write them (output/format_value.hpp).
#pragma once

#include <initializer_list>
#include <memory>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "output/document.hpp"

namespace outdesk {

class Messages {
 public:
  /// What stands in a place of a pattern.  A number {n} chooses the plural form and is shown as
  /// {n_text}; text is shown as it is.
  struct Argument {
    std::string_view name;
    std::variant<std::string, std::int64_t> value;
  };
  using Arguments = std::initializer_list<Argument>;

  /// Reads templates/lang/LANGUAGE.json as shipped in the program.
  explicit Messages(Language language);
  ~Messages();

  Language language() const;

  /// The sentence at `key`.  Throws std::logic_error for a key that the catalogue lacks, a pattern
  /// that ICU refuses, and a place that no argument fills.
  std::string operator()(std::string_view key, Arguments arguments = {}) const;

  std::vector<std::string> keys() const;  ///< in order
  std::vector<std::string> places(
      std::string_view key) const;                  ///< arguments of a pattern, in order
  std::string pattern(std::string_view key) const;  ///< as it stands in the catalogue

  std::string month(Month month) const;           ///< "сентябрь 2025", "September 2025"
  std::string month_capital(Month month) const;   ///< "Сентябрь"; without the year
  std::string day(Date day) const;                ///< "3 сентября", "3 September"
  std::string days(Date first, Date last) const;  ///< both included: "21–30 сентября"
  std::string list(const std::vector<std::string>& items) const;  ///< "a, b и c"
  /// 1 to 10 in words (neuter in Russian: "одно"); digits past that.
  std::string in_words(std::int64_t n) const;

 private:
  struct Catalogue;
  std::unique_ptr<Catalogue> catalogue_;
};

/// First letter as a capital.
std::string with_capital(const std::string& text);

}  // namespace outdesk
