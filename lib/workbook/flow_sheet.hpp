// A sheet of blocks one below the other: lead, cards, tables, charts, things to do.
#pragma once

#include "workbook/chart_block.hpp"
#include "workbook/plan_rules.hpp"
#include "workbook/table_block.hpp"

namespace outdesk {

using TableScans = std::map<const Table*, TableScan>;

struct FlowContext {
  const std::vector<SheetPlan>& plans;  ///< where links lead
  const TableScans& scans;
  ChartShelf& charts;
  std::string footer;
  bool first = false;  ///< the book's first sheet carries the document's title
};

void write_flow_sheet(Book& book, const Document& document, const SheetPlan& plan,
                      const FlowContext& context);

/// Title and subtitle in rows 0 and 1; the row below them.
int write_sheet_title(Sheet& sheet, std::string_view title, int last_column);

}  // namespace outdesk
