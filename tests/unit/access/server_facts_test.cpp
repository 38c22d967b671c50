// Facts of a server and identities as the one text that stores and files keep, there and back.
#include "access/server_facts.hpp"

#include <doctest/doctest.h>

#include <random>

#include "../refusal.hpp"
#include "access/identities_text.hpp"

using namespace outdesk;

namespace {

std::string odd_text(std::mt19937& random) {
  static const char* kParts[] = {"a", "Б", "\"", "\\", "/", "'", " ", "\xEF\xBF\xBD", "😀", "=", "}", "]", ":", ",", "ё", "$"};
  std::string text;
  for (unsigned i = random() % 6; i > 0; --i) text += kParts[random() % std::size(kParts)];
  return text;
}

std::string odd_bytes(std::mt19937& random) {
  std::string bytes;
  for (unsigned i = random() % 40; i > 0; --i) bytes += static_cast<char>(random());
  return bytes;
}

Sid odd_sid(std::mt19937& random) { return Sid{5, {21, static_cast<std::uint32_t>(random()), static_cast<std::uint32_t>(random()), 0xFFFFFFFF, static_cast<std::uint32_t>(random() % 3000)}}; }

}  // namespace

TEST_CASE("facts: there and back, whatever they are") {
  std::mt19937 random(3);
  for (int round = 0; round < 500; ++round) {
    ServerFacts facts;
    facts.system = random() % 2 ? System::windows : System::posix;
    facts.samba = random() % 2;
    facts.source = odd_text(random);
    for (unsigned i = random() % 3; i > 0; --i) facts.shares.push_back({odd_text(random), odd_text(random), odd_bytes(random), {odd_text(random)}});
    if (random() % 2) facts.settings = "[global]\n\tworkgroup = X\n" + odd_text(random);
    facts.share = odd_text(random);
    for (unsigned i = random() % 3; i > 0; --i) facts.remarks.push_back(odd_text(random));
    std::string text = facts_text(facts);
    REQUIRE(parse_facts(text, "kept") == facts);
    CHECK(facts_text(parse_facts(text, "kept")) == text);
  }
}

TEST_CASE("facts: a plain scan has none, and any single fact is some") {
  CHECK(facts_text({}) == "");
  CHECK(parse_facts("", "kept") == ServerFacts{});
  std::vector<ServerFacts> single(7);
  single[0].system = System::windows, single[1].samba = true, single[2].source = "x", single[3].shares.push_back({}), single[4].settings = "x", single[5].share = "x", single[6].remarks.push_back("");
  for (const ServerFacts& facts : single) {
    CHECK(facts_text(facts) != "");
    CHECK(parse_facts(facts_text(facts), "kept") == facts);
  }
}

TEST_CASE("facts: settings of a megabyte and lines that end as on Windows come back as they were read") {
  ServerFacts facts;
  facts.settings = "[global]\n" + std::string(1 << 20, 'x') + " = 1\n";
  CHECK(parse_facts(facts_text(facts), "kept") == facts);
}

TEST_CASE("facts: no other text passes for them") {
  const std::string good = R"({"system":"windows","samba":false,"source":"icacls","shares":[],"settings":"","share":"","remarks":[]})";
  CHECK(parse_facts(good, "kept").system == System::windows);
  for (const char* bad : {"[]", "{}", "null", "x", R"({"system":"os2","samba":false,"source":"","shares":[],"settings":"","share":"","remarks":[]})",
                          R"({"system":"posix","samba":0,"source":"","shares":[],"settings":"","share":"","remarks":[]})",
                          R"({"system":"posix","samba":false,"source":"","shares":[{"name":"a","path":"","descriptor":"***","unresolved":[]}],"settings":"","share":"","remarks":[]})",
                          R"({"system":"posix","samba":false,"source":"","shares":[{"name":"a"}],"settings":"","share":"","remarks":[]})",
                          R"({"system":"posix","samba":false,"source":"","shares":[],"settings":"","share":"","remarks":[],"more":1})"})
    CHECK_MESSAGE(problem_of([&] { parse_facts(bad, "kept"); }).rfind("kept", 0) == 0, bad);
  for (std::size_t size = 1; size < good.size(); ++size) CHECK_THROWS_AS(parse_facts(good.substr(0, size), "kept"), InputError);
}

TEST_CASE("identities: there and back, of both worlds") {
  std::mt19937 random(4);
  for (int round = 0; round < 500; ++round) {
    Identities identities;
    for (unsigned i = random() % 3; i > 0; --i) identities.accounts.push_back({odd_text(random), static_cast<std::uint32_t>(random() % 2 ? 0xFFFFFFFE : random() % 5000), 7, odd_text(random)});
    for (unsigned i = random() % 3; i > 0; --i) identities.groups.push_back({odd_text(random), static_cast<std::uint32_t>(random() % 5000), {odd_text(random)}});
    for (unsigned i = random() % 3; i > 0; --i)
      identities.users.push_back({odd_sid(random), random() % 2 ? odd_sid(random) : Sid(), odd_text(random), odd_text(random), {odd_sid(random)}, random() % 2 == 0, random() % 2 == 0});
    for (unsigned i = random() % 3; i > 0; --i) identities.nt_groups.push_back({odd_sid(random), odd_text(random), random() % 2 == 0, {odd_sid(random), odd_sid(random)}});
    if (random() % 2) identities.machine = odd_sid(random);
    if (random() % 2) identities.domain = odd_sid(random);
    for (unsigned i = random() % 3; i > 0; --i) identities.remarks.push_back(odd_text(random));
    std::string text = identities_text(identities);
    REQUIRE(parse_identities(text, "kept") == identities);
    CHECK(identities_text(parse_identities(text, "kept")) == text);
  }
}

TEST_CASE("identities: what is no SID is refused with its place") {
  auto with = [](const std::string& windows) { return R"({"kind":"posix","accounts":[],"groups":[],"windows":)" + windows + "}"; };
  CHECK(problem_of([&] { parse_identities(with(R"({"users":[],"groups":[],"machine":"","domain":""})"), "kept"); }) == "");
  CHECK(problem_of([&] { parse_identities(with(R"({"users":[["S-1-x","","","",[],false,false]],"groups":[],"machine":"","domain":""})"), "kept"); }) == "kept: 'windows.users[0][0]': must be a SID");
  for (const char* bad : {R"([])", R"({})", R"({"users":[["S-1-5-21-1","","a","b",[],false]],"groups":[],"machine":"","domain":""})", R"({"users":[],"groups":[],"machine":"x","domain":""})",
                          R"({"users":[],"groups":[["S-1-5-21-1","g",1,[]]],"machine":"","domain":""})"})
    CHECK_THROWS_AS(parse_identities(with(bad), "kept"), InputError);
  // An account and a group without a SID would be nobody whom a token could hold.
  CHECK_THROWS_AS(parse_identities(with(R"({"users":[["","","a","b",[],false,false]],"groups":[],"machine":"","domain":""})"), "kept"), InputError);
  CHECK_THROWS_AS(parse_identities(with(R"({"users":[],"groups":[["","g",true,[]]],"machine":"","domain":""})"), "kept"), InputError);
}
