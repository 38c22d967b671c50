// Exports of any bytes through the shipped mappings, which the first byte chooses; and mappings of any bytes.
#include <nlohmann/json.hpp>

#include "base/error.hpp"
#include "base/shipped.hpp"
#include "ticket/import.hpp"

namespace {

using namespace outdesk;

const std::vector<Mapping>& shipped_mappings() {
  static const std::vector<Mapping> mappings = [] {
    std::vector<Mapping> read;
    for (const auto& file : shipped_files("import/")) read.push_back(load_mapping(file.substr(7, file.size() - 12)));
    return read;
  }();
  return mappings;
}

void read_export(std::string_view content, const Mapping& mapping) {
  ImportReceipt receipt;
  std::unordered_map<std::string, KnownTicket> ids = {{"1", {"T-1", "a"}}};
  MappedFile file{"fuzz", "acme", mapping, "fuzz", &ids};
  LineSink sink = [](JournalLine&& line, long) { (void)canonical_line(line); };
  try {
    read_mapped(content, file, receipt, sink, [](std::size_t, std::size_t) {});
  } catch (const Error&) {
    return;
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (!size) return 0;
  std::string_view content(reinterpret_cast<const char*>(data) + 1, size - 1);
  const auto& mappings = shipped_mappings();
  if (std::size_t choice = data[0] % (mappings.size() + 1); choice < mappings.size()) {
    read_export(content, mappings[choice]);
    return 0;
  }
  try {
    Json json = parse_json(content, "fuzz.json");
    Mapping mapping = read_mapping(JsonNode(json, "fuzz.json"));
    read_export("id,at,text\n1,2026-10-01,x\n", mapping);
  } catch (const Error&) {
    return 0;
  }
  return 0;
}
