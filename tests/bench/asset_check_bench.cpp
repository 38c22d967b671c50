// asset_check_bench [ASSETS [PROGRAMS]]   10,000 computers with 200 programs each, out of 20,000 distinct ones, against five
// roles of 60 programs and 50 licences: how long the check takes.  Nothing is judged.
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <random>
#include <set>
#include <string>

#include "asset/check_rules.hpp"

using namespace outdesk;

namespace {

AssetTerms agreed_terms() {
  AssetTerms terms;
  terms.unseen_after = Seconds{14 * kDay};
  for (int r = 0; r < 5; ++r) {
    RoleTerms role;
    role.name = "role " + std::to_string(r);
    role.names = {"PC-*" + std::to_string(r), "PC-*" + std::to_string(r + 5)};
    for (int p = 0; p < 41; ++p) role.agreed.push_back({"product " + std::to_string(r * 50 + p) + "*", ""});
    for (int p = 1; p < 10; ++p) role.agreed.push_back({"program " + std::to_string(p) + "*", p == 3 ? ">=1" : ""});  // most fit the last ones
    for (int p = 0; p < 5; ++p) role.refused.push_back({"*game " + std::to_string(p) + "*", ""});
    for (int p = 0; p < 5; ++p) role.required.push_back({"program " + std::to_string(p) + "?", ">=1"});
    terms.roles.push_back(std::move(role));
  }
  for (int l = 0; l < 50; ++l) terms.licences.push_back({"licence " + std::to_string(l), {{"program " + std::to_string(l * 10) + "*", ""}}, 100, {}});
  return terms;
}

std::vector<Asset> computers(std::uint32_t count, Instant now) {
  std::vector<Asset> assets(count);
  for (std::uint32_t i = 0; i < count; ++i) {
    assets[i].key = assets[i].head.name = "PC-" + std::to_string(i);
    assets[i].head.kind = AssetKind::computer;
    assets[i].head.registered = i % 50 != 0;
    assets[i].head.serial = "SN" + std::to_string(i % (count - count / 100));
    assets[i].head.first_seen = assets[i].head.last_seen = now - Seconds{i % 20 * std::int64_t{kDay}};
  }
  return assets;
}

ProgramLists installed(std::uint32_t count, std::uint32_t each) {
  constexpr std::uint32_t kDistinct = 20'000;
  std::mt19937 random(8);
  ProgramLists lists;
  for (std::uint32_t p = 0; p < kDistinct; ++p)
    lists.programs.push_back({p % 400 ? "Program " + std::to_string(p / 4) + " for everybody" : "The game " + std::to_string(p % 10), std::to_string(p % 4) + ".0." + std::to_string(p), "Publisher"});
  for (std::uint32_t i = 0; i < count; ++i) {
    std::set<std::uint32_t> list;
    while (list.size() < each) list.insert(random() % kDistinct);
    lists.of.emplace_back(std::vector<std::uint32_t>(list.begin(), list.end()));
  }
  return lists;
}

}  // namespace

int main(int argc, char** argv) {
  auto count = static_cast<std::uint32_t>(argc > 1 ? std::atoi(argv[1]) : 10'000), each = static_cast<std::uint32_t>(argc > 2 ? std::atoi(argv[2]) : 200);
  Instant now = *parse_instant("2026-10-01T00:00:00Z");
  AssetTerms terms = agreed_terms();
  std::vector<Asset> assets = computers(count, now);
  ProgramLists lists = installed(count, each);
  auto begin = std::chrono::steady_clock::now();
  CheckedAssets checked = check_assets(terms, assets, lists, now, Zone::named("Europe/Moscow"));
  auto took = std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::steady_clock::now() - begin);
  std::printf("%u assets, %u programs each: %lld ms, %zu findings\n", count, each, static_cast<long long>(took.count()), checked.findings.size());
  return 0;
}
