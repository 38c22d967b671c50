#include "workbook/sheet_logo.hpp"

#include <xlsxwriter.h>

#include "output/png_size.hpp"
#include "workbook/layout_rules.hpp"

namespace outdesk {

void place_logo(Sheet& sheet, const std::vector<double>& widths) {
  constexpr double kHigh = 34;
  const std::string& logo = sheet.document().logo;
  std::optional<PictureSize> size = png_size(logo);
  if (!size) return;
  double scale = kHigh / size->height, wide = scale * size->width;
  int column = static_cast<int>(widths.size()), pixels = 0;
  while (column > 0 && pixels < wide + 4) pixels += column_pixels(widths[static_cast<std::size_t>(--column)]);
  lxw_image_options options = {};
  options.x_offset = std::max(0, pixels - static_cast<int>(wide) - 4);
  options.y_offset = 2;
  options.x_scale = options.y_scale = scale;
  options.object_position = LXW_OBJECT_MOVE_DONT_SIZE;
  options.decorative = LXW_TRUE;
  sheet.book().check(worksheet_insert_image_buffer_opt(sheet.raw(), 0, static_cast<lxw_col_t>(column), reinterpret_cast<const unsigned char*>(logo.data()), logo.size(), &options));
}

}  // namespace outdesk
