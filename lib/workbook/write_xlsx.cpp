#include "output/writers.hpp"
#include "workbook/grid_sheet.hpp"

namespace outdesk {

namespace {

constexpr std::size_t kNormalCells = 200'000;  // past it cells are not kept in memory

/// Looks at every table once: what decides widths, and whether the book is a large one.
struct Contents {
  TableScans scans;
  std::size_t cells = 0;

  explicit Contents(const std::vector<SheetPlan>& plans) {
    for (const SheetPlan& plan : plans) {
      if (plan.grid)
        cells +=
            plan.grid->lines.size() * (plan.grid->heads.size() + plan.grid->line_columns.size());
      for (const Block* block : plan.blocks)
        if (const Table* table = std::get_if<Table>(block)) add(*table);
    }
  }

  void add(const Table& table) {
    TableScan scan = scan_table(table, kNormalCells);
    cells += scan.rows * shown_columns(table.columns).size();
    scans.emplace(&table, std::move(scan));
  }

  Book::Mode mode() const {
    return cells > kNormalCells ? Book::Mode::constant_memory : Book::Mode::normal;
  }
};

/// A document with nothing for people still is a valid workbook.
void write_empty_sheet(Book& book, const Document& document, const std::string& footer) {
  std::vector<std::string> taken;
  Sheet sheet(book, document, sheet_name(document.title, 90, taken));
  sheet.set_column(0, 0, 92);
  int row = write_sheet_title(sheet, document.title, 0);
  sheet.text(row, 0, sheet.words().nothing, note_style());
  PrintSetup print;
  print.footer = footer;
  set_up_print(sheet, print);
}

std::string chart_sheet_name(const std::vector<SheetPlan>& plans, const Document& document) {
  std::vector<std::string> taken;
  for (const SheetPlan& plan : plans) sheet_name(plan.name, 90, taken);
  return sheet_name(words_of(document.language).chart_data, 90, taken);
}

}  // namespace

void write_xlsx(const Document& document, const WorkbookStyle& style, const std::string& path) {
  std::vector<SheetPlan> plans = plan_sheets(document);
  Contents contents(plans);
  Book book(path, contents.mode());
  constexpr std::size_t kProperty = 255;
  book.set_properties(cell_text(document.title, kProperty).text,
                      cell_text(document.provider, kProperty).text, style.created);
  book.set_brand(document.colour);
  ChartShelf charts(chart_sheet_name(plans, document));
  FlowContext context{plans, contents.scans, charts, style.footer, true};
  for (const SheetPlan& plan : plans) {
    if (plan.grid)
      write_grid_sheet(book, document, plan, context);
    else
      write_flow_sheet(book, document, plan, context);
    context.first = false;
  }
  if (plans.empty()) write_empty_sheet(book, document, style.footer);
  if (!charts.empty()) charts.write(book, document, style.footer);
  book.close();
}

}  // namespace outdesk
