#include <doctest/doctest.h>

#include "../refusal.hpp"
#include "sample_contract.hpp"

using namespace outdesk;

namespace {

Json assets_and_standards() {
  Json json = sample_contract();
  json["assets"] = Json::parse(R"({
    "unseen_after": "14d", "warn_before": "30d", "watched": ["computer", "server"],
    "roles": [{"role": "Бухгалтерия", "kinds": ["computer"], "names": ["BUH-*"], "places": ["Офис*"], "departments": ["Бухгалтерия"],
               "agreed": ["7-Zip*", {"name": "1C*", "versions": ">=8.3, <9"}], "refused": ["*Torrent*"], "required": [{"name": "Kaspersky*", "versions": ">=11"}]},
              {"role": "Остальные"}],
    "licences": [{"licence": "Microsoft Office", "programs": ["Microsoft Office*"], "owned": 25, "until": "2026-12-31"}],
    "spares": [{"spare": "Блоки питания", "fits": "*блок питания*", "minimum": 2}]})");
  json["standards"] = Json::parse(R"([
    {"kind": "access", "title": "Доступ к папкам", "document": "Приложение 3", "metric": "Уволенных с доступом", "source": "access.dismissed", "limit": 0,
     "agreed_on": "2026-01-15", "reviewed_on": "2026-03-01", "review_every": "90d", "owner": "Попова О. О."},
    {"kind": "personal_devices", "title": "Личные устройства", "metric": "Телефонов без пароля", "source": "told", "limit": 3, "told": 2, "told_on": "2026-02-01"},
    {"kind": "strategy", "title": "Стратегия на год", "agreed_on": "2026-01-20"}])");
  return json;
}

std::string refused(const char* pointer, Json value) {
  Json json = assets_and_standards();
  json[Json::json_pointer(pointer)] = std::move(value);
  return advice_of([&] { read(json); });
}

std::string refused_without(const char* pointer) {
  Json json = assets_and_standards();
  Json::json_pointer where(pointer);
  json.at(where.parent_pointer()).erase(where.back());
  return advice_of([&] { read(json); });
}

}  // namespace

TEST_CASE("what was agreed about equipment is read") {
  Contract contract = read(assets_and_standards());
  REQUIRE(contract.assets.has_value());
  const AssetTerms& terms = *contract.assets;
  CHECK(terms.unseen_after == Seconds{14 * kDay});
  CHECK(terms.warn_before == Seconds{30 * kDay});
  CHECK(terms.watched == std::vector<std::string>{"computer", "server"});
  REQUIRE(terms.roles.size() == 2);
  CHECK(terms.roles[0].name == "Бухгалтерия");
  CHECK(terms.roles[0].departments == std::vector<std::string>{"Бухгалтерия"});
  REQUIRE(terms.roles[0].agreed.size() == 2);
  CHECK(terms.roles[0].agreed[0].name == "7-Zip*");
  CHECK(terms.roles[0].agreed[1].versions == ">=8.3, <9");
  CHECK(terms.roles[0].refused[0].name == "*Torrent*");
  CHECK(terms.roles[0].required[0].versions == ">=11");
  CHECK(terms.licences[0].owned == 25);
  CHECK(to_text(*terms.licences[0].until) == "2026-12-31");
  CHECK(terms.spares[0].fits == "*блок питания*");
  CHECK(terms.spares[0].minimum == 2);
}

TEST_CASE("a contract without equipment asks for nothing, an empty one has the usual lengths") {
  CHECK_FALSE(read(sample_contract()).assets.has_value());
  CHECK(read(sample_contract()).standards.empty());
  Contract contract = read(with("/assets", Json::object()));
  CHECK_FALSE(contract.assets->unseen_after.has_value());
  CHECK(contract.assets->warn_before == Seconds{60 * kDay});
}

TEST_CASE("standards are read, and yearly documents are reviewed yearly") {
  Contract contract = read(assets_and_standards());
  REQUIRE(contract.standards.size() == 3);
  const StandardTerms& access = contract.standards[0];
  CHECK(name_of(access.kind) == "access");
  CHECK(access.source == "access.dismissed");
  CHECK(access.limit == 0);
  CHECK(access.review_every == Seconds{90 * kDay});
  CHECK(access.owner == "Попова О. О.");
  CHECK(contract.standards[1].told == 2);
  CHECK_FALSE(contract.standards[1].agreed_on.has_value());
  CHECK_FALSE(contract.standards[1].review_every.has_value());
  CHECK(contract.standards[2].review_every == Seconds{365 * kDay});
}

TEST_CASE("what is wrong in the terms of equipment is refused with its path") {
  CHECK(refused("/assets/roles/0/agreed/1/versions", ">=") == "c.json: 'assets.roles[0].agreed[1].versions': has no version behind '>='");
  CHECK(refused("/assets/roles/0/kinds/0", "computr").find("'assets.roles[0].kinds[0]'") != std::string::npos);
  CHECK(refused("/assets/rolles", Json::array()) == "c.json: 'assets.rolles': unknown key | did you mean 'roles'?");
  struct { const char* path; Json value; } cases[] = {
      {"/assets/unseen_after", "0s"}, {"/assets/unseen_after", "14"}, {"/assets/unseen_after", "99999999d"}, {"/assets/warn_before", "4000d"}, {"/assets/watched/0", "tablet"}, {"/assets/watched/0", "licence"},
      {"/assets/watched/1", "computer"}, {"/assets/roles/0/role", " "}, {"/assets/roles/1/role", "бухгалтерия"}, {"/assets/roles/0/x", 1}, {"/assets/roles/0/names/0", ""},
      {"/assets/roles/0/names/0", std::string(201, 'x')}, {"/assets/roles/0/agreed/0", 7}, {"/assets/roles/0/agreed/1/x", 1}, {"/assets/roles/0/refused", "all"},
      {"/assets/licences/0/owned", -1}, {"/assets/licences/0/owned", 2'000'000'000}, {"/assets/licences/0/programs", Json::array()}, {"/assets/licences/0/until", "2026-02-30"},
      {"/assets/licences/0/x", 1}, {"/assets/spares/0/minimum", -1}, {"/assets/spares/0/fits", ""}, {"/assets/spares/0/x", 1}, {"/assets", "all"}};
  for (const auto& wrong : cases) CHECK_MESSAGE(refused(wrong.path, wrong.value).rfind("c.json: 'assets", 0) == 0, wrong.path << " " << wrong.value.dump());
  for (const char* path : {"/assets/roles/0/role", "/assets/licences/0/licence", "/assets/licences/0/programs", "/assets/licences/0/owned", "/assets/spares/0/fits", "/assets/spares/0/minimum",
                           "/assets/roles/0/agreed/1/name"})
    CHECK_MESSAGE(refused_without(path).find("is missing") != std::string::npos, path);
}

TEST_CASE("lists without bounds are refused") {
  CHECK(refused("/assets/roles/0/agreed", Json(std::vector<std::string>(2001, "x"))).find("2000 entries at most") != std::string::npos);
  CHECK(refused("/assets/spares", Json(std::vector<int>(1001))).find("1000 entries at most") != std::string::npos);
  CHECK(refused("/standards", Json(std::vector<int>(201))).find("200 entries at most") != std::string::npos);
}

TEST_CASE("what is wrong in a standard is refused with its path") {
  CHECK(refused("/standards/1/source", "access.unread") == "c.json: 'standards[1].told': is for a 'source' of \"told\" alone");
  CHECK(refused("/standards/2/limit", 1) == "c.json: 'standards[2].limit': limits a figure, and there is no 'source' for one | name it, or \"told\" where somebody tells it");
  CHECK(refused("/standards/1/reviewed_on", "2026-03-01").find("'standards[1].reviewed_on': is of a standard that was never agreed") != std::string::npos);
  struct { const char* path; Json value; } cases[] = {{"/standards/0/kind", "spares"}, {"/standards/0/title", ""}, {"/standards/0/source", "access.everything"}, {"/standards/0/limit", -1},
                                                       {"/standards/0/reviewed_on", "2026-01-14"}, {"/standards/0/review_every", "0s"}, {"/standards/0/review_every", "5h"},
                                                       {"/standards/0/x", 1}, {"/standards/2/title", "доступ к папкам"}, {"/standards", Json::object()}};
  for (const auto& wrong : cases) CHECK_MESSAGE(refused(wrong.path, wrong.value).rfind("c.json: 'standards", 0) == 0, wrong.path << " " << wrong.value.dump());
  for (const char* path : {"/standards/0/kind", "/standards/0/title", "/standards/0/metric", "/standards/1/told_on", "/standards/1/told"})
    CHECK_MESSAGE(refused_without(path).find("is missing") != std::string::npos, path);
}
