#!/usr/bin/env python3
"""bare_book.py FILE   the cells of bare_cells.h by Python's XlsxWriter in constant memory."""
import sys

import xlsxwriter

ROWS, COLUMNS = 10000, 100
SIGNS = ["", "ч", "Р", "П", "×", "?"]
LOOKS = [{}, {"bg_color": "#DCE9F5", "font_color": "#24476B"}, {"bg_color": "#F4C152", "font_color": "#000000", "bold": True},
         {"bg_color": "#1B2A49", "font_color": "#FFFFFF", "bold": True}, {"bg_color": "#FBE4E4", "font_color": "#8B1A1A"},
         {"bg_color": "#E4E7EC", "font_color": "#374151"}]


def kind(row, column):
    if row % 1000 == 22:
        return 5
    if column == 0:
        return 3
    if column * 7 // COLUMNS == row // 25 % 7:
        return 2
    if column * 7 // COLUMNS == 0:
        return 1
    drawn = ((row * 2654435761 + column * 40503) & 0xFFFFFFFF) >> 7
    return 1 + drawn % 4 if drawn % 60 == 0 else 0


book = xlsxwriter.Workbook(sys.argv[1], {"constant_memory": True})
sheet = book.add_worksheet("Matrix")
formats = [book.add_format({"font_name": "Arial", "font_size": 9, "align": "center", "valign": "vcenter", "border": 1,
                            "border_color": "#C6CCD6", **look}) for look in LOOKS]
sheet.set_column(0, 0, 40)
sheet.set_column(1, COLUMNS, 2.9)
for row in range(ROWS):
    sheet.set_row(row, 13.5)
    sheet.write_string(row, 0, f"Папка {row}")
    for column in range(COLUMNS):
        at = kind(row, column)
        sheet.write_string(row, column + 1, SIGNS[at], formats[at])
book.close()
