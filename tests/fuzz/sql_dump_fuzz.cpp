// Plain SQL dumps of any bytes, in both dialects: the same is learned of them however they are cut into pieces.
#include "fuzzed.hpp"
#include "verify/sql_dump_scan.hpp"
#include "verify/sqlite_header.hpp"

namespace {

using namespace outdesk;

std::string learned(std::string_view text, SqlDialect dialect, std::size_t piece) {
  SqlDumpScan scan(dialect);
  for (std::size_t at = 0; at < text.size(); at += piece) scan.feed(text.substr(at, piece));
  scan.finish();
  std::string all = std::to_string(scan.tables_made()) + "|" + std::to_string(scan.closed()) + "|" + scan.cut() + "|" + std::to_string(scan.unsafe_count()) + "|" +
                    std::to_string(scan.stray_rows()) + "|" + scan.odd_row() + "|" + std::to_string(scan.zero_at().value_or(-1)) + "|" + std::to_string(scan.overflowed());
  for (const auto& [table, rows] : scan.rows()) {
    require(rows >= 0);
    all += "|" + table + "=" + std::to_string(rows);
  }
  require(scan.unsafe().size() <= 10 && static_cast<std::int64_t>(scan.unsafe().size()) <= scan.unsafe_count());
  for (const std::string& what : scan.unsafe()) all += "|" + what;
  return all;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  std::string_view text = as_text(data, size);
  for (SqlDialect dialect : {SqlDialect::postgres, SqlDialect::mysql}) {
    std::string whole = learned(text, dialect, size + 1);
    for (std::size_t piece : {1, 5, 64}) require(learned(text, dialect, piece) == whole);
  }
  if (auto header = sqlite_header(text)) require(header->page_size >= 512 && header->page_size <= 65536 && header->pages >= 0);
  (void)names_super_journal(text);
  return 0;
}
