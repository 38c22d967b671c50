/* bare_book FILE   the cells of bare_cells.h by libxlsxwriter in constant memory: the least that it costs. */
#include <stdio.h>
#include <stdlib.h>
#include <xlsxwriter.h>

#include "bare_cells.h"

int main(int argc, char **argv) {
  if (argc != 2) return 2;
  lxw_workbook_options options = {.constant_memory = LXW_TRUE};
  lxw_workbook *book = workbook_new_opt(argv[1], &options);
  lxw_worksheet *sheet = workbook_add_worksheet(book, "Matrix");
  lxw_format *formats[BENCH_KINDS];
  for (int i = 0; i < BENCH_KINDS; ++i) {
    formats[i] = workbook_add_format(book);
    format_set_font_name(formats[i], "Arial");
    format_set_font_size(formats[i], 9);
    format_set_align(formats[i], LXW_ALIGN_CENTER);
    format_set_align(formats[i], LXW_ALIGN_VERTICAL_CENTER);
    format_set_border(formats[i], LXW_BORDER_THIN);
    format_set_border_color(formats[i], 0xC6CCD6);
    if (i == 2 || i == 3) format_set_bold(formats[i]);
    if (i == 0) continue;
    format_set_pattern(formats[i], LXW_PATTERN_SOLID);
    format_set_bg_color(formats[i], (lxw_color_t)strtol(bench_fills[i], NULL, 16));
    format_set_font_color(formats[i], i == 2 ? (lxw_color_t)LXW_COLOR_BLACK : (lxw_color_t)strtol(bench_inks[i], NULL, 16));
  }
  worksheet_set_column(sheet, 0, 0, 40, NULL);
  worksheet_set_column(sheet, 1, BENCH_COLUMNS, 2.9, NULL);
  char folder[32];
  for (unsigned row = 0; row < BENCH_ROWS; ++row) {
    snprintf(folder, sizeof folder, "\xD0\x9F\xD0\xB0\xD0\xBF\xD0\xBA\xD0\xB0 %u", row);
    worksheet_set_row(sheet, row, 13.5, NULL);
    worksheet_write_string(sheet, row, 0, folder, NULL);
    for (unsigned column = 0; column < BENCH_COLUMNS; ++column) {
      int kind = bench_kind(row, column);
      worksheet_write_string(sheet, row, (lxw_col_t)(column + 1), bench_signs[kind], formats[kind]);
    }
  }
  return workbook_close(book);
}
