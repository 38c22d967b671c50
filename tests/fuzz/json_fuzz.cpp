// JSON of any bytes: refused with its line, or written and read again the same, and never deeper than promised.
#include "fuzzed.hpp"

namespace {

using namespace outdesk;

int depth_of(const Json& json) {
  int deepest = 0;
  for (const Json& inner : json)
    if (json.is_structured()) deepest = std::max(deepest, depth_of(inner));
  return json.is_structured() ? deepest + 1 : 0;
}

/// Every getter gives a value or a refusal that names the file and a line that is there.
void ask(const JsonNode& node, std::size_t size, long lines, int budget) {
  auto asked = [&](auto get) {
    try {
      get();
    } catch (const InputError& error) {
      require_clear(error, "fuzz", size);
      long line = line_in(error, "fuzz");
      require(line >= 1 && line <= lines);
    }
  };
  asked([&] { require(unstorable(node.text()).empty()); });
  asked([&] { require(unstorable(node.multiline_text(), true).empty()); });
  asked([&] { (void)node.integer(); });
  asked([&] { (void)node.boolean(); });
  asked([&] { require(node.duration().count >= 0); });
  asked([&] { require(node.decimal().nano >= 0); });
  asked([&] { require(node.date().ok()); });
  asked([&] { (void)node.instant(); });
  asked([&] { node.only({"a", "outdesk"}); });
  if (budget <= 0) return;
  if (node.is_array())
    for (const JsonNode& item : node.items()) ask(item, size, lines, --budget);
  if (node.is_object())
    for (const auto& [key, member] : node.members()) ask(member, size, lines, --budget);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  std::string text(as_text(data, size));
  long lines = std::count(text.begin(), text.end(), '\n') + 1;
  try {
    Json json = parse_json(text, "fuzz");
    require(depth_of(json) <= 65);
    std::string written = json.dump();
    require(parse_json(written, "again") == json);
    ask(JsonNode(json, "fuzz", {}, 0, &text), size, lines, 20);
  } catch (const InputError& error) {
    require_clear(error, "fuzz", size);
    long line = line_in(error, "fuzz");
    require(line >= 1 && line <= lines);
  }
  return 0;
}
