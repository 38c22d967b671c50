#include "access/identities_text.hpp"

#include <nlohmann/json.hpp>

#include "input/json.hpp"

namespace outdesk {

namespace {

std::uint32_t id_of(const JsonNode& node) {
  std::int64_t id = node.integer();
  if (id < 0 || id > 0xFFFFFFFEll) node.fail("must be a number from 0 to 4294967294");
  return static_cast<std::uint32_t>(id);
}

std::vector<JsonNode> parts_of(const JsonNode& node, std::size_t count) {
  auto parts = node.items();
  if (parts.size() != count) node.fail("must have " + std::to_string(count) + " parts");
  return parts;
}

}  // namespace

std::string identities_text(const PosixIdentities& identities) {
  Json accounts = Json::array(), groups = Json::array();
  for (const auto& account : identities.accounts) accounts.push_back({account.name, account.uid, account.gid, account.full_name});
  for (const auto& group : identities.groups) groups.push_back({group.name, group.gid, group.members});
  return Json{{"kind", "posix"}, {"accounts", accounts}, {"groups", groups}}.dump();
}

PosixIdentities parse_identities(std::string_view text, const std::string& source) {
  Json json = parse_json(text, source);
  JsonNode file(json, source);
  file.at("kind").one_of({"posix"});
  PosixIdentities identities;
  for (const JsonNode& node : file.at("accounts").items()) {
    auto parts = parts_of(node, 4);
    identities.accounts.push_back({parts[0].text(), id_of(parts[1]), id_of(parts[2]), parts[3].text()});
  }
  for (const JsonNode& node : file.at("groups").items()) {
    auto parts = parts_of(node, 3);
    PosixGroup group{parts[0].text(), id_of(parts[1]), {}};
    for (const JsonNode& member : parts[2].items()) group.members.push_back(member.text());
    identities.groups.push_back(std::move(group));
  }
  return identities;
}

}  // namespace outdesk
