// The parts of a workbook: a zip file in memory (ECMA-376 part 2), read piece by piece within limits.
#pragma once

#include <functional>
#include <map>
#include <string>
#include <string_view>

#include "workbook/read_xlsx.hpp"

namespace outdesk {

/// The same reading for all that is asked of one file: its name for messages, its limits, and what was used of them.
struct XlsxReading {
  std::string file;
  XlsxLimits limits;
  std::size_t unpacked = 0, cells = 0, text = 0;

  /// Throws InputError; the problem follows the file's name.
  [[noreturn]] void refuse(const std::string& problem, const std::string& next_step = {}) const;
  [[noreturn]] void refuse_damaged(const std::string& problem) const;
  /// Refuses where `used` is past `limit`: "has more than 512 sheets".
  void limit(std::size_t used, std::size_t limit, const char* what) const;
};

class WorkbookParts {
 public:
  /// `bytes` and `reading` must outlive the parts.  Throws InputError for what is no zip file, with the reason where it is known (an
  /// old .xls, a password), and for two parts of one name.
  WorkbookParts(const std::string& bytes, XlsxReading& reading);

  /// Names are the same whatever the case of their ASCII letters (part 2, 6.2.2.3).
  bool has(std::string_view name) const;
  using Take = std::function<void(std::string_view piece)>;
  /// Gives all bytes of a part.  Throws InputError where it is absent, damaged, protected or too large.
  void read(const std::string& name, const Take& take);
  /// The first bytes of a part, at most `most`; empty where there is none.
  std::string start_of(const std::string& name, std::size_t most);

 private:
  const std::string& bytes_;
  XlsxReading& reading_;
  std::map<std::string, std::size_t, std::less<>> places_;  ///< in the order of libarchive
};

}  // namespace outdesk
