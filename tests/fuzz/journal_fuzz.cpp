// Journals of any bytes: a line that was read comes back the same from its canonical form, and a refusal names the line.
#include "fuzzed.hpp"
#include "ticket/import.hpp"
#include "ticket/journal_line.hpp"

namespace {

using namespace outdesk;

void check_line(const JournalLine& line) {
  std::string canonical = canonical_line(line);
  require(unstorable(canonical).empty());  // one line, and nothing a terminal would act on
  JournalLine again = read_journal_line(canonical, "again", 1, "");
  require(canonical_line(again) == canonical && again.event.at == line.event.at && again.event.entered == line.event.entered);
  Event checked = checked_event(line.event, "checked", 1);
  require(checked.fields.str() == line.event.fields.str());
}

void read_whole(std::string_view content, const std::string& client) {
  ImportReceipt receipt;
  std::int64_t lines = 0;
  long last = 0;
  LineSink sink = [&](JournalLine&& line, long number) {
    require(number > last && (client.empty() || line.client == client));
    last = number;
    ++lines;
    check_line(line);
  };
  try {
    read_journal(content, "fuzz", client, receipt, sink, [](std::size_t, std::size_t) {});
    require(receipt.rows == lines);
  } catch (const InputError& error) {
    require_clear(error, "fuzz", content.size());
    long number = line_in(error, "fuzz");
    require(number > last && number <= std::count(content.begin(), content.end(), '\n') + 1);
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  for (const char* client : {"", "acme"}) read_whole(as_text(data, size), client);
  (void)read_file_line(as_text(data, size));
  return 0;
}
