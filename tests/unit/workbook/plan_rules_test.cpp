#include "workbook/plan_rules.hpp"

#include <doctest/doctest.h>

#include "sample_book.hpp"

using namespace outdesk;

namespace {
Table table_of_rows(std::size_t rows) {
  Table table;
  table.title = "Rows";
  table.columns = {{key("a"), "A"}};
  table.rows.assign(rows, Row{std::string("x")});
  return table;
}
std::vector<std::string> names(const Document& document) {
  std::vector<std::string> out;
  for (const SheetPlan& plan : plan_sheets(document)) out.push_back(plan.name);
  return out;
}
}  // namespace

TEST_CASE("every section that people read and that shows something is a sheet") {
  CHECK(names(sample::report(Language::ru)) ==
        std::vector<std::string>{"Сводка", "Заявки и сроки", "Все заявки", "Резервные копии",
                                 "Источники"});
}

TEST_CASE("columns without a title, empty words and machine sections make no sheet") {
  Document document;
  Table machine = table_of_rows(1);
  machine.columns[0].title = "";
  document.sections = {{"a", "A", {machine}, false},
                       {"b", "B", {Paragraph{}}, false},
                       {"c", "C", {table_of_rows(1)}, true}};
  CHECK(names(document).empty());
}

TEST_CASE("a table alone on its sheet, words aside, gets filter and frozen header") {
  Document document;
  document.sections = {{"a", "A", {Paragraph{{{"words", false}}}, table_of_rows(3)}, false},
                       {"b", "B", {table_of_rows(3), table_of_rows(3)}, false}};
  auto plans = plan_sheets(document);
  CHECK(plans[0].lone_table != nullptr);
  CHECK(plans[1].lone_table == nullptr);
}

TEST_CASE("a long table that shares its section moves to a sheet of its own") {
  Document document;
  document.sections = {{"a", "A", {table_of_rows(3), table_of_rows(500)}, false}};
  CHECK(names(document) == std::vector<std::string>{"A", "Rows"});
}

TEST_CASE(
    "sheet names are unique without regard to case, also in Cyrillic, and fit 31 characters") {
  std::vector<std::string> taken;
  CHECK(sheet_name("Заявки", 90, taken) == "Заявки");
  CHECK(sheet_name("ЗАЯВКИ", 90, taken) == "ЗАЯВКИ (2)");
  CHECK(sheet_name("a/b:c*d?[e]\\'", 90, taken) == "a-b-c-d--e--’");
  CHECK(sheet_name("0123456789012345678901234567890123456789", 90, taken) ==
        "0123456789012345678901234567890");
  CHECK(sheet_name("0123456789012345678901234567890123456789", 90, taken) ==
        "012345678901234567890123456 (2)");
  CHECK(sheet_name("", 90, taken) == "Sheet");
  CHECK(sheet_name("History", 90, taken) == "Sheet History");
  CHECK(sheet_name("\x01\xff", 90, taken) == "\uFFFD\uFFFD");
}

TEST_CASE("a name stays within the bytes that the library's fixed buffers hold") {
  std::vector<std::string> taken;
  std::string smileys;
  for (int i = 0; i < 31; ++i) smileys += "\xF0\x9F\x98\x80";
  CHECK(sheet_name(smileys, 50, taken).size() <= 50);
  CHECK(sheet_name(smileys, 50, taken).size() <= 50);
  CHECK(taken[0] != taken[1]);
}
