"""Prints what an independent reader sees in a workbook, a line each: name, tab, value.

Every part is parsed as XML first; anything that is not well-formed ends the script with an error.
"""
import sys
import xml.parsers.expat
import zipfile

import openpyxl


def show(name, value):
    print(name, repr(value) if isinstance(value, str) and ("\n" in value or "\t" in value) else value, sep="\t")


path = sys.argv[1]
with zipfile.ZipFile(path) as book:
    assert book.testzip() is None
    for part in book.namelist():
        xml.parsers.expat.ParserCreate().Parse(book.read(part), True)

formulas = openpyxl.load_workbook(path)
values = openpyxl.load_workbook(path, data_only=True)
show("sheets", "|".join(formulas.sheetnames))
for sheet in formulas:
    show(f"{sheet.title}:freeze", sheet.freeze_panes)
    show(f"{sheet.title}:filter", sheet.auto_filter.ref)
    show(f"{sheet.title}:rows", sheet.print_title_rows)
    show(f"{sheet.title}:columns", sheet.print_title_cols)
    show(f"{sheet.title}:paper", sheet.page_setup.paperSize)
    show(f"{sheet.title}:orientation", sheet.page_setup.orientation)
    show(f"{sheet.title}:outline", max((d.outlineLevel or 0 for d in sheet.row_dimensions.values()), default=0))
    show(f"{sheet.title}:zoom", sheet.sheet_view.zoomScale)
    show(f"{sheet.title}:footer", sheet.oddFooter.left.text)
    show(f"{sheet.title}:charts", len(sheet._charts))
    for row in sheet.iter_rows():
        for cell in row:
            if cell.value is None:
                continue
            name = f"{sheet.title}!{cell.coordinate}"
            show(name, f"{cell.data_type} {cell.value}" if cell.data_type != "f" else
                 f"f {cell.value} {values[sheet.title][cell.coordinate].value}")
            if cell.number_format != "General":
                show(name + ":format", cell.number_format)
            if cell.fill.fgColor.rgb not in ("00000000", None) and cell.fill.patternType:
                show(name + ":fill", cell.fill.fgColor.rgb)
            if cell.border.left.style in ("thick", "medium"):
                show(name + ":left", cell.border.left.style)
