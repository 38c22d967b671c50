// Tables of any bytes: cells that are written as CSV are read again the same; agreed rights and owners' decisions are
// refused with their row, or can be stored.
#include "access/read_agreed.hpp"
#include "fuzzed.hpp"
#include "input/cell_table.hpp"
#include "input/csv.hpp"
#include "output/csv_cell.hpp"

namespace {

using namespace outdesk;

/// Rows come back but for the blank ones (a row of one empty cell is written as one), and cells but for the ' before what a spreadsheet would run.
void write_again(const CellTable& table) {
  std::string text;
  std::vector<std::vector<std::string>> expected;
  for (const auto& row : table.rows) {
    if (row.size() == 1 && row[0].empty()) continue;
    expected.push_back(row);
    for (std::size_t i = 0; i < row.size(); ++i) text += (i ? "," : "") + csv_quoted(row[i]);
    text += "\r\n";
  }
  if (delimiter_of(text) != ',') return;  // a first row with more semicolons than commas
  if (text.starts_with("\xEF\xBB\xBF")) return;  // the mark of the encoding, twice: the second one is a text's first letter
  CellTable again = read_csv_table(text, "again");
  require(again.rows == expected);
}

void check_line(const AgreedLine& line) {
  require(!line.path.empty() && !line.who.empty() && unstorable(line.path + line.who + line.approved_by + line.place).empty());
  require(!line.until || line.until->ok());
  require(line.level != Level::unread && line.level != Level::denied);
}

void check_decision(const AccessDecision& one) {
  require(one.decision == "confirm" || one.decision == "revoke" || one.decision == "clarify");
  require(!one.path.empty() && !one.account.empty() && one.first_seen.ok() && unstorable(one.path + one.account + one.was + one.now + one.comment).empty());
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  std::string_view text = as_text(data, size);
  CellTable table;
  if (refused("fuzz", size, [&] { table = read_csv_table(text, "fuzz"); })) return 0;
  require(table.rows.size() == table.numbers.size());
  for (const auto& row : table.rows)
    for (const std::string& cell : row) {
      std::string inert = defused(cell);
      require(defused(inert) == inert && inert.size() >= cell.size());
      require(inert.empty() || std::string_view("=+-@\t\r").find(inert[0]) == std::string_view::npos);
    }
  write_again(table);
  refused("fuzz", size, [&] { for (const AgreedLine& line : read_agreed({table}, "fuzz")) check_line(line); });
  refused("fuzz", size, [&] { for (const AccessDecision& one : read_decisions({table}, "fuzz")) check_decision(one); });
  return 0;
}
