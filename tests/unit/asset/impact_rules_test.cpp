#include "asset/impact_rules.hpp"

#include <doctest/doctest.h>

using namespace outdesk;

namespace {

Asset asset(const std::string& key, std::vector<std::string> depends_on, AssetState state = AssetState::in_use) {
  Asset made{1, key, {}};
  for (auto& to : depends_on) made.head.depends_on.insert({to});
  made.head.state = state;
  return made;
}

std::vector<std::string> keys_of(const std::vector<Asset>& assets, const std::string& of) {
  std::vector<std::string> keys;
  for (const auto& affected : impact_of(assets, of)) keys.push_back(assets[affected.asset].key + "<" + std::to_string(affected.through.size()));
  return keys;
}

}  // namespace

TEST_CASE("trouble with the database server is trouble with all that stands on it") {
  std::vector<Asset> assets = {asset("1c", {"db"}), asset("db", {"host"}), asset("host", {}), asset("crm", {"db", "mail"}), asset("mail", {}), asset("old", {"db"}, AssetState::written_off)};
  CHECK(keys_of(assets, "db") == std::vector<std::string>{"1c<1", "crm<1"});
  CHECK(keys_of(assets, "host") == std::vector<std::string>{"db<1", "1c<2", "crm<2"});
  CHECK(impact_of(assets, "host")[1].through == std::vector<std::string>{"host", "db"});
  CHECK(keys_of(assets, "1c").empty());
}

TEST_CASE("things that depend on each other are walked once") {
  std::vector<Asset> assets = {asset("a", {"b"}), asset("b", {"c"}), asset("c", {"a"})};
  CHECK(keys_of(assets, "a") == std::vector<std::string>{"c<1", "b<2"});
}

TEST_CASE("a server in repair marks all that stands on it") {
  std::vector<Asset> assets = {asset("1c", {"db"}), asset("db", {"host"}), asset("host", {}, AssetState::in_repair), asset("mail", {})};
  auto marked = troubled_by(assets);
  CHECK(marked.size() == 2);
  CHECK(marked["1c"] == std::vector<std::string>{"host"});
  CHECK(marked["db"] == std::vector<std::string>{"host"});
}
