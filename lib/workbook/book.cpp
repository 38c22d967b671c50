#include "workbook/book.hpp"

#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <utility>
#include <fcntl.h>
#include <locale.h>
#include <sys/stat.h>
#include <unistd.h>
#include <xlsxwriter.h>

#include "base/error.hpp"
#include "base/text.hpp"
#include "workbook/read_back.hpp"

namespace outdesk {

namespace {

/// Nothing of what the library prints reaches the user: every error becomes a WriteError.
class QuietStderr {
 public:
  QuietStderr() {
    std::fflush(stderr);
    saved_ = fcntl(STDERR_FILENO, F_DUPFD_CLOEXEC, 3);
    int nowhere = open("/dev/null", O_WRONLY | O_CLOEXEC);
    if (saved_ >= 0 && nowhere >= 0) dup2(nowhere, STDERR_FILENO);
    if (nowhere >= 0) ::close(nowhere);
  }
  ~QuietStderr() {
    std::fflush(stderr);
    if (saved_ < 0) return;
    dup2(saved_, STDERR_FILENO);
    ::close(saved_);
  }
  QuietStderr(const QuietStderr&) = delete;

 private:
  int saved_ = -1;
};

bool sync_path(const std::string& path, int flags) {
  int file = open(path.c_str(), flags | O_CLOEXEC);
  if (file < 0) return false;
  bool good = fsync(file) == 0;
  return ::close(file) == 0 && good;
}

/// To the library 0 is "no colour"; black has a number of its own.
lxw_color_t library_colour(Colour colour) {
  return colour == 0 ? static_cast<lxw_color_t>(LXW_COLOR_BLACK) : static_cast<lxw_color_t>(colour);
}

void set_borders(lxw_format* format, const Style& style) {
  if (style.border != Border::none) {
    format_set_border(format, style.border == Border::heavy ? LXW_BORDER_THICK : LXW_BORDER_THIN);
    format_set_border_color(format, library_colour(style.border_colour));
    if (style.open_top) format_set_top(format, LXW_BORDER_NONE);
    if (style.open_bottom) format_set_bottom(format, LXW_BORDER_NONE);
  }
  if (style.heavy_left && style.border != Border::heavy) {
    format_set_left(format, LXW_BORDER_MEDIUM);
    format_set_left_color(format, palette::kRule);
  }
}

void set_alignment(lxw_format* format, const Style& style) {
  constexpr lxw_format_alignments kAcross[] = {LXW_ALIGN_LEFT, LXW_ALIGN_RIGHT, LXW_ALIGN_CENTER};
  constexpr lxw_format_alignments kDown[] = {LXW_ALIGN_VERTICAL_TOP, LXW_ALIGN_VERTICAL_CENTER,
                                             LXW_ALIGN_VERTICAL_BOTTOM};
  format_set_align(format, kAcross[static_cast<int>(style.align)]);
  format_set_align(format, kDown[static_cast<int>(style.vertical)]);
  if (style.wrap) format_set_text_wrap(format);
  if (style.shrink) format_set_shrink(format);
  // With an indent the library turns centred text to the left.
  if (style.indent && style.align != Align::centre)
    format_set_indent(format, static_cast<std::uint8_t>(std::min(style.indent, 15)));
  if (style.rotation) format_set_rotation(format, static_cast<std::int16_t>(style.rotation));
}

}  // namespace

/// The library prints numbers with printf: a process in a locale with decimal comma would break
/// them.
class Book::CLocale {
 public:
  CLocale() : c_(newlocale(LC_ALL_MASK, "C", nullptr)), before_(c_ ? uselocale(c_) : nullptr) {}
  ~CLocale() {
    if (!c_) return;
    uselocale(before_);
    freelocale(c_);
  }
  CLocale(const CLocale&) = delete;

 private:
  locale_t c_, before_;
};

std::string workbook_library_version() { return lxw_version(); }

Book::Book(std::string path, Mode mode)
    : path_(std::move(path)),
      folder_(folder_of(path_)),
      mode_(mode),
      locale_(std::make_unique<CLocale>()) {
  // Made here, so that the mode is right from the first byte; the library opens it by name.  That
  // it can be made also proves the folder: the library would silently use another for its parts.
  temporary_ = folder_ + "/.outdesk-XXXXXX";
  int file = mkostemp(temporary_.data(), O_CLOEXEC);
  if (file < 0) {
    std::string reason = std::strerror(errno);
    temporary_.clear();
    fail(reason);
  }
  ::close(file);
  lxw_workbook_options options{};
  options.constant_memory = mode == Mode::constant_memory;
  options.tmpdir = folder_.data();
  book_ = workbook_new_opt(temporary_.c_str(), &options);
  if (!book_) {
    unlink(temporary_.c_str());
    fail("out of memory");
  }
}

Book::~Book() {
  if (book_) lxw_workbook_free(book_);
  if (!temporary_.empty()) unlink(temporary_.c_str());
}

void Book::set_properties(const std::string& title, const std::string& company, Instant created) {
  std::string shown_title = title, shown_company = company;
  lxw_doc_properties properties{};
  properties.title = shown_title.data();
  properties.company = shown_company.data();
  // 0 would be the machine's clock, and other bytes each time.
  properties.created = std::max<std::int64_t>(created.unix_s, 1);
  check(workbook_set_properties(book_, &properties));
}

lxw_worksheet* Book::add_sheet(const std::string& name) {
  check(workbook_validate_sheet_name(book_, name.c_str()));
  lxw_worksheet* sheet = workbook_add_worksheet(book_, name.c_str());
  if (!sheet) fail("out of memory or temporary space");
  return sheet;
}

lxw_chart* Book::add_chart(int type) {
  lxw_chart* chart = workbook_add_chart(book_, static_cast<std::uint8_t>(type));
  if (!chart) fail("out of memory");
  return chart;
}

void Book::set_brand(std::string_view colour) {
  Colour given = colour_of(colour);
  brand_ = given == kNoColour ? palette::kInk : given;
}

lxw_format* Book::format(const Style& style) {
  auto [known, is_new] = formats_.try_emplace(style, nullptr);
  if (!is_new) return known->second;
  lxw_format* format = workbook_add_format(book_);
  if (!format) fail("out of memory");
  format_set_font_name(format, "Arial");
  format_set_font_size(format, style.size);
  if (style.bold) format_set_bold(format);
  if (style.italic) format_set_italic(format);
  auto shown = [&](Colour colour) { return library_colour(colour == palette::kBrand ? brand_ : colour); };
  if (style.ink != kNoColour) format_set_font_color(format, shown(style.ink));
  if (style.fill != kNoColour) {
    format_set_pattern(format, LXW_PATTERN_SOLID);
    format_set_bg_color(format, shown(style.fill));
  }
  if (!style.number_format.empty()) format_set_num_format(format, style.number_format.c_str());
  set_borders(format, style);
  set_alignment(format, style);
  return known->second = format;
}

void Book::check_rows_written() const {
  lxw_sheet* sheet;
  STAILQ_FOREACH(sheet, book_->sheets, list_pointers) {
    std::FILE* rows = sheet->is_chartsheet ? nullptr : sheet->u.worksheet->optimize_tmpfile;
    if (rows && (std::fflush(rows) != 0 || std::ferror(rows)))
      fail("the temporary file of its rows is incomplete: " + std::string(std::strerror(errno)));
  }
}

void Book::close() {
  check_rows_written();
  lxw_error error;
  int system_error;
  {
    QuietStderr quiet;
    errno = 0;
    error = workbook_close(std::exchange(book_, nullptr));
    system_error = errno;
  }
  if (error == LXW_ERROR_ZIP_FILE_OPERATION || error == LXW_ERROR_CREATING_TMPFILE ||
      error == LXW_ERROR_CREATING_XLSX_FILE)
    if (system_error) fail(std::strerror(system_error));
  check(error);
  // The library does not notice when its temporary parts were cut by a full disk.
  if (std::string defect = workbook_defect(temporary_); !defect.empty()) fail(defect);
  if (!sync_path(temporary_, O_RDWR)) fail(std::strerror(errno));
  if (std::rename(temporary_.c_str(), path_.c_str()) != 0) fail(std::strerror(errno));
  temporary_.clear();
  sync_path(folder_, O_RDONLY | O_DIRECTORY);
}

void Book::check(int error) const {
  if (error != LXW_NO_ERROR) fail(lxw_strerror(static_cast<lxw_error>(error)));
}

void Book::fail(const std::string& reason) const {
  throw WriteError("cannot write workbook " + in_quotes(path_) + ": " + reason,
                   "check that the folder can be written and the disk has room, then run it again");
}

}  // namespace outdesk
