#include "access/server_facts.hpp"

#include <nlohmann/json.hpp>

#include "base/text.hpp"
#include "input/json.hpp"

namespace outdesk {

namespace {

std::vector<std::string> texts_in(const JsonNode& node) {
  std::vector<std::string> texts;
  for (const JsonNode& item : node.items()) texts.push_back(item.text());
  return texts;
}

std::string bytes_in(const JsonNode& node) {
  auto bytes = from_base64(node.text());
  if (!bytes) node.fail("must be base64");
  return *bytes;
}

}  // namespace

std::string facts_text(const ServerFacts& facts) {
  if (facts == ServerFacts{}) return "";
  Json shares = Json::array();
  for (const auto& share : facts.shares) shares.push_back({{"name", share.name}, {"path", share.path}, {"descriptor", base64(share.descriptor)}, {"unresolved", share.unresolved}});
  return Json{{"system", facts.system == System::windows ? "windows" : "posix"}, {"samba", facts.samba}, {"source", facts.source}, {"shares", shares},
              {"settings", facts.settings}, {"share", facts.share}, {"remarks", facts.remarks}}.dump();
}

ServerFacts parse_facts(std::string_view text, const std::string& source) {
  ServerFacts facts;
  if (text.empty()) return facts;
  Json json = parse_json(text, source);
  JsonNode node(json, source);
  node.only({"system", "samba", "source", "shares", "settings", "share", "remarks"});
  facts.system = node.at("system").one_of({"posix", "windows"}) == "windows" ? System::windows : System::posix;
  facts.samba = node.at("samba").boolean();
  facts.source = node.at("source").text();
  for (const JsonNode& share : node.at("shares").items())
    facts.shares.push_back({share.at("name").text(), share.at("path").text(), bytes_in(share.at("descriptor")), texts_in(share.at("unresolved"))});
  facts.settings = node.at("settings").multiline_text();
  facts.share = node.at("share").text();
  facts.remarks = texts_in(node.at("remarks"));
  return facts;
}

}  // namespace outdesk
