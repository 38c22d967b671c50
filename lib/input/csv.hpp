// Reading delimited text that other systems export (RFC 4180, any one-byte delimiter, LF or CRLF).
#pragma once

#include <deque>
#include <string>
#include <string_view>
#include <vector>

namespace outdesk {

/// Comma, semicolon or tab: whichever the first line has most of, the comma where none is there.  A line that PowerShell
/// writes above the headings ("#TYPE …") is not the first one.
char delimiter_of(std::string_view text);

class CsvReader {
 public:
  /// `content` must outlive the reader; a byte-order mark is passed over.
  CsvReader(std::string_view content, char delimiter, std::string file);

  /// The next record; false at the end.  A cell lives until the next call.  Blank lines are passed over.
  /// Throws InputError for a quote that is never closed, or that stands inside an unquoted cell's end.
  bool next(std::vector<std::string_view>& cells);

  /// Line of the file on which the last record began, from 1.
  long line() const { return line_; }

 private:
  std::string_view quoted_cell();
  std::string_view plain_cell();
  std::string_view rest_;
  char delimiter_;
  std::string file_;
  long line_ = 0, next_line_ = 1;
  std::deque<std::string> unescaped_;  ///< cells of the current record that held doubled quotes
};

}  // namespace outdesk
