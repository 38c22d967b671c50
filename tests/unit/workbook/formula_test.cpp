#include <doctest/doctest.h>

#include "book_parts.hpp"
#include "output/writers.hpp"
#include "workbook/formula_rules.hpp"

using namespace outdesk;
using namespace outdesk::test;

namespace {

std::optional<std::string> filled(std::string_view formula) {
  auto value = formula_of(formula, [](std::string_view name, bool before) -> std::optional<std::string> {
    if (name == "none") return {};
    return std::string(before ? "P" : "R") + std::string(name);
  });
  return value;
}

}  // namespace

TEST_CASE("names in brackets become cells, and a name without a cell makes no formula") {
  CHECK(*filled("[a] - [b]") == "=Ra - Rb");
  CHECK(*filled("[^sum] + [a]") == "=Psum + Ra");
  CHECK(*filled("1 + 1") == "=1 + 1");
  CHECK_FALSE(filled("[a] - [none]").has_value());
  CHECK_FALSE(filled("[a").has_value());
}

TEST_CASE("columns and figures with formulas are live in a workbook, with the value that the report says") {
  Document document;
  document.currency = "RUB";
  Table table;
  table.key = key("flows");
  table.columns = {{key("month"), "Month"}, {key("in_minor"), "In"}, {key("out_minor"), "Out"},
                   {key("saved_minor"), "Saved", 0, false, true, "[in_minor] - [out_minor]"}, {key("sum_minor"), "Sum", 0, false, false, "[^sum_minor] + [saved_minor]"}};
  table.rows = {{std::int64_t{1}, Money{500}, Money{200}, Money{300}, Money{300}}, {std::int64_t{2}, Money{100}, Money{150}, Money{-50}, Money{250}}};
  Figures figures;
  figures.figures = {{key("net_minor"), "Net", Money{10000}}, {key("vat_minor"), "VAT", Money{2200}, "", "ROUND([net_minor] * 0.22, 2)"}, {key("odd"), "Odd", Money{1}, "", "[nothing] * 2"}};
  document.sections.push_back({"one", "One", {figures}, false});
  document.sections.push_back({"two", "Two", {table}, false});
  Folder folder;
  write_xlsx(document, {}, folder / "live.xlsx");
  auto facts = read_by_openpyxl(folder / "live.xlsx");
  if (facts.empty()) return;
  auto has = [&](const std::string& start, const std::string& end) {
    return std::any_of(facts.begin(), facts.end(), [&](const auto& f) { return f.second.starts_with(start) && f.second.ends_with(end); });
  };
  CHECK(has("f =ROUND(B", " * 0.22, 2) 22"));
  CHECK(has("f =B", " -0.5"));
  CHECK(has("f =E", " 2.5"));
  std::size_t sums = 0;
  for (const auto& [name, value] : facts) sums += value.starts_with("f =E");
  CHECK(sums == 1);  // the first row has none before it
}
