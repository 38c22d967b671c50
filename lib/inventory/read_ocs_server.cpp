#include "inventory/read_ocs_server.hpp"

#include <cstdint>
#include <nlohmann/json.hpp>
#include <set>

#include "base/error.hpp"
#include "base/text.hpp"
#include "input/json.hpp"

namespace outdesk {

namespace {

constexpr std::size_t kMostComputers = 200'000;

/// [{"ID": 3}, …]; numbers may be texts, as DBI gives them.
std::set<std::int64_t> computer_ids(const std::string& answer, const std::string& source) {
  std::set<std::int64_t> ids;
  Json list = parse_json(answer, source);
  if (list.is_null()) return ids;
  for (const JsonNode& item : JsonNode(list, source).items()) {
    JsonNode id = item.at("ID");
    auto number = parse_count(id.is_text() ? id.text() : std::to_string(id.integer()));
    if (!number) id.fail("must be the number of a computer");
    ids.insert(*number);
    if (ids.size() > kMostComputers) throw InputError(source, 0, "more than " + std::to_string(kMostComputers) + " computers");
  }
  return ids;
}

}  // namespace

InventoryReceipt read_ocs_server(const AskOcs& ask, const std::string& server, const Zone& zone, const TakeDevice& take) {
  InventoryReceipt receipt;
  receipt.form = "ocs rest";
  for (std::int64_t id : computer_ids(ask("/v1/computers/listID"), server + ", list of computers")) {
    std::string name = server + ", computer " + std::to_string(id);
    std::string answer = ask("/v1/computer/" + std::to_string(id));
    // Deleted since the list was made.
    if (trimmed(answer) == "null") continue;
    if (!parse_json(answer, name).contains(std::to_string(id))) throw InputError(name, 0, "the answer is about another computer", "look for a cache between here and the server");
    InventoryReceipt one = read_inventory_bytes(answer, name, zone, take);
    receipt.devices += one.devices;
    for (const auto& note : one.notes) receipt.notes.push_back("computer " + std::to_string(id) + ": " + note);
  }
  return receipt;
}

}  // namespace outdesk
