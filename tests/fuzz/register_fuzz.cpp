// Registers of any bytes through the shipped mapping, or, where the first byte is odd, mappings of any bytes.
#include <cstdint>
#include <nlohmann/json.hpp>

#include "asset/read_register.hpp"
#include "base/error.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace outdesk;
  if (!size) return 0;
  static const RegisterMapping standard = load_register_mapping("standard");
  std::string_view content(reinterpret_cast<const char*>(data) + 1, size - 1);
  try {
    if (data[0] % 2 == 0) {
      (void)devices_of(read_csv_table(content, "fuzz.csv"), standard);
      return 0;
    }
    Json json = parse_json(content, "fuzz.json");
    RegisterMapping mapping = read_register_mapping(JsonNode(json, "fuzz.json"));
    (void)devices_of(read_csv_table("Asset,Name,Kind,State\n1,x,pc,spare\n", "fuzz.csv"), mapping);
  } catch (const Error&) {
    return 0;
  }
  return 0;
}
