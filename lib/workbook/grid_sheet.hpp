// A matrix on a sheet of its own: who (columns) may do what where (rows), printed on A3.
#pragma once

#include "workbook/flow_sheet.hpp"

namespace outdesk {

void write_grid_sheet(Book& book, const Document& document, const SheetPlan& plan,
                      const FlowContext& context);

}  // namespace outdesk
