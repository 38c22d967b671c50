// A workbook on its way to the disk: libxlsxwriter 1.1.4 behind checks that it lacks.
#pragma once

#include <map>
#include <string>

#include "output/document.hpp"
#include "workbook/style.hpp"

struct lxw_workbook;
struct lxw_worksheet;
struct lxw_format;
struct lxw_chart;

namespace outdesk {

/// Written under a temporary name (mode 0600) in the folder of `path`, temporary parts included,
/// and moved to `path` by close(); without close() nothing is left.  Throws WriteError.
class Book {
 public:
  enum class Mode {
    normal,           ///< cells in memory, strings shared
    constant_memory,  ///< rows strictly in order; a cell cannot be revisited
  };
  Book(std::string path, Mode mode);
  ~Book();
  Book(const Book&) = delete;

  Mode mode() const { return mode_; }
  void set_properties(const std::string& title, const std::string& company, Instant created);
  /// What palette::kBrand stands for: RRGGBB; empty leaves palette::kInk.
  void set_brand(std::string_view colour);
  lxw_worksheet* add_sheet(const std::string& name);
  lxw_chart* add_chart(int type);
  /// The library's format for `style`; the same one for equal styles.
  lxw_format* format(const Style& style);

  /// Writes, reads back, flushes to the disk, renames.
  void close();

  /// Throws WriteError where `error` (an lxw_error) is one.
  void check(int error) const;

 private:
  class CLocale;
  void check_rows_written() const;
  [[noreturn]] void fail(const std::string& reason) const;

  std::string path_, folder_, temporary_;
  Mode mode_;
  std::unique_ptr<CLocale> locale_;
  lxw_workbook* book_ = nullptr;
  Colour brand_ = palette::kInk;
  std::map<Style, lxw_format*> formats_;
};

/// "1.1.4": of the library that writes workbooks.
std::string workbook_library_version();

}  // namespace outdesk
