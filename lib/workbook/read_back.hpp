// Proof that a workbook on the disk is whole.
#pragma once

#include <string>
#include <string_view>

namespace outdesk {

/// Reads every part of the workbook at `path`; says what is wrong ("xl/worksheets/sheet1.xml is cut
/// off"), nothing where all parts have their checksum and closed elements.
std::string workbook_defect(const std::string& path);

/// Watches XML pass by in pieces: every element that is opened is closed, and something was there.
/// Counts tags only; escaped text as libxlsxwriter writes it has no bare `<` or `/>` in it.
class TagBalance {
 public:
  void add(std::string_view piece);
  bool whole() const { return seen_ && !in_tag_ && depth_ == 0; }

 private:
  long depth_ = 0;
  bool in_tag_ = false, first_ = false, closing_ = false, declaration_ = false, seen_ = false;
  char last_ = 0;
};

}  // namespace outdesk
