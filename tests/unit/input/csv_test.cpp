#include <doctest/doctest.h>

#include "../refusal.hpp"
#include "base/error.hpp"
#include "input/csv.hpp"

using namespace outdesk;

namespace {

using Records = std::vector<std::vector<std::string>>;

Records read(const std::string& content, char delimiter = ',') {
  CsvReader reader(content, delimiter, "x.csv");
  Records records;
  for (std::vector<std::string_view> cells; reader.next(cells);) records.emplace_back(cells.begin(), cells.end());
  return records;
}

std::string csv_refusal(const std::string& content) {
  return problem_of([&] { read(content); });
}

}  // namespace

TEST_CASE("records end with LF or CRLF, and the last one need not") {
  CHECK(read("a,b\r\nc,d\ne,f") == Records{{"a", "b"}, {"c", "d"}, {"e", "f"}});
}

TEST_CASE("empty cells are kept, blank lines are passed over") {
  CHECK(read("a,,c\n\n\r\n,,\nx,") == Records{{"a", "", "c"}, {"", "", ""}, {"x", ""}});
  CHECK(read("").empty());
}

TEST_CASE("quoted cells hold delimiters, newlines and doubled quotes") {
  CHECK(read("\"a,b\",\"line\nline\",\"say \"\"hi\"\"\"\n") == Records{{"a,b", "line\nline", "say \"hi\""}});
  CHECK(read("\"\",\"\"\"\"") == Records{{"", "\""}});
}

TEST_CASE("a byte-order mark is passed over, and a tab can be the delimiter") {
  CHECK(read("\xEF\xBB\xBF" "a\tb\n", '\t') == Records{{"a", "b"}});
}

TEST_CASE("the line number is where the record begins") {
  std::string content = "head\n\"two\nlines\"\n\nfive\n";
  CsvReader reader(content, ',', "x.csv");
  std::vector<long> lines;
  for (std::vector<std::string_view> cells; reader.next(cells);) lines.push_back(reader.line());
  CHECK(lines == std::vector<long>{1, 2, 5});
}

TEST_CASE("broken quoting is refused with file and line") {
  CHECK(csv_refusal("a\n\"never closed\nb") == "x.csv:2: a quote is opened and never closed");
  CHECK(csv_refusal("a\n\"x\"y,b") == "x.csv:2: text stands behind a closing quote");
  CHECK(csv_refusal("\"a\"\rb") == "x.csv:1: text stands behind a closing quote");
}

TEST_CASE("a record of more cells than any export has is refused") {
  CHECK(csv_refusal(std::string(5000, ',')) == "x.csv:1: more cells than any export has");
}
