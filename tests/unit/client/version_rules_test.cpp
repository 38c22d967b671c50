#include <doctest/doctest.h>

#include <cstdlib>
#include <functional>
#include <random>
#include <string>
#include <string_view>
#include <vector>

#include "client/version_rules.hpp"

using namespace outdesk;

TEST_CASE("a pattern fits the whole text, case aside") {
  CHECK(fits_pattern("7-Zip 19.00 (x64)", "7-zip*"));
  CHECK(fits_pattern("Антивирус Касперского", "АНТИВИРУС*"));
  CHECK(fits_pattern("Полёт", "полет"));
  CHECK(fits_pattern("", ""));
  CHECK(fits_pattern("", "*"));
  CHECK(fits_pattern("abc", "*b*"));
  CHECK(fits_pattern("abc", "***"));
  CHECK(fits_pattern("aXbXc", "a*b*c"));
  CHECK_FALSE(fits_pattern("7-Zip 19.00", "7-zip"));
  CHECK_FALSE(fits_pattern("my 7-Zip", "7-zip*"));
  CHECK_FALSE(fits_pattern("abc", ""));
  CHECK_FALSE(fits_pattern("abc", "abcd*"));
}

TEST_CASE("a pattern fits as the definition of its signs has it, for any text") {
  // By the definition: a star is nothing, or one character and a star.
  std::function<bool(const std::u32string&, const std::u32string&)> fits = [&](const std::u32string& text, const std::u32string& pattern) -> bool {
    if (pattern.empty()) return text.empty();
    if (pattern[0] == '*') return fits(text, pattern.substr(1)) || (!text.empty() && fits(text.substr(1), pattern));
    return !text.empty() && (pattern[0] == '?' || pattern[0] == text[0]) && fits(text.substr(1), pattern.substr(1));
  };
  auto bytes = [](const std::u32string& text) {
    std::string made;
    for (char32_t c : text) made += c == U'ж' ? "ж" : std::string(1, static_cast<char>(c));
    return made;
  };
  std::mt19937 random(3);
  auto word = [&](std::u32string_view letters, unsigned longest) {
    std::u32string made;
    for (unsigned n = static_cast<unsigned>(random() % (longest + 1)); n > 0; --n) made += letters[random() % letters.size()];
    return made;
  };
  int fitting = 0;
  for (int i = 0; i < 20'000; ++i) {
    std::u32string text = word(U"abж", 8), pattern = word(U"abж**?", 6);
    bool expected = fits(text, pattern);
    fitting += expected;
    if (fits_pattern(bytes(text), bytes(pattern)) != expected) FAIL_CHECK(bytes(text) << " against " << bytes(pattern));
  }
  CHECK(fitting > 1000);
}

TEST_CASE("a question mark is one character, not one byte") {
  CHECK(fits_pattern("1С", "1?"));
  CHECK(fits_pattern("ПК-017", "?К-?1?"));
  CHECK(fits_pattern("ядро", "*?ро"));
  CHECK_FALSE(fits_pattern("1С", "1??"));
  CHECK_FALSE(fits_pattern("", "?"));
}

TEST_CASE("a pattern of many stars does not take for ever") {
  std::string stars;
  for (int i = 0; i < 50; ++i) stars += "*a";
  CHECK_FALSE(fits_pattern(std::string(100'000, 'a') + "b", stars + "c"));
  CHECK(fits_pattern(std::string(100'000, 'a'), stars));
}

TEST_CASE("versions in the order of their release") {
  // Each is older than all that follow.
  const std::vector<const char*> order = {"1.0dev1", "1.0-alpha", "1.0a2", "1.0b1", "1.0rc1", "1.0-rc.2", "1.0",     "1.0a",
                                          "1.0c",    "1.0.0",     "1.0.1", "1.2",   "1.10",   "v3.1",     "3.1.1",   "10.0.19045.3803",
                                          "2021",    "2021 R2",   "2022"};
  for (std::size_t i = 0; i < order.size(); ++i)
    for (std::size_t j = i + 1; j < order.size(); ++j) {
      CHECK_MESSAGE(compare_versions(order[i], order[j]) < 0, order[i] << " < " << order[j]);
      CHECK_MESSAGE(compare_versions(order[j], order[i]) > 0, order[j] << " > " << order[i]);
    }
  CHECK(compare_versions("", "0") < 0);
  CHECK(compare_versions("10.0.19045.3803", "10.0.2") > 0);
  CHECK(compare_versions("10.0.19045.3803", "10.0.19045") > 0);
}

TEST_CASE("what says the same is equal") {
  CHECK(compare_versions("1.0", "1-0") == 0);
  CHECK(compare_versions("01.000", "1.0") == 0);
  CHECK(compare_versions("1.0RC1", "1.0-rc.1") == 0);
  CHECK(compare_versions("v3.1", "3.1") == 0);
  CHECK(compare_versions("1.0 alpha 2", "1.0a2") == 0);
  CHECK(compare_versions("", "...") == 0);
  CHECK(compare_versions("vlc", "lc") != 0);
}

TEST_CASE("numbers of any length are compared as numbers") {
  std::string nines(100'000, '9'), more = "1" + std::string(100'000, '0');
  CHECK(compare_versions("1." + nines, "1." + more) < 0);
  CHECK(compare_versions("1." + more, "1." + nines) > 0);
  CHECK(compare_versions("1.00000000000000000000000000000018446744073709551616", "1.18446744073709551616") == 0);
}

TEST_CASE("dotted numbers are in dpkg's order") {
  if (std::system("dpkg --version >/dev/null 2>&1") != 0) {
    MESSAGE("skipped: dpkg is not installed");
    return;
  }
  std::mt19937 random(8);
  std::string script;
  for (int i = 0; i < 150; ++i) {
    std::string two[2];
    for (std::string& version : two) {
      version = std::to_string(random() % 3);
      for (unsigned parts = random() % 4; parts > 0; --parts) version += "." + std::string(random() % 4 == 0 ? "0" : "") + std::to_string(random() % 12);
      if (random() % 5 == 0) version += static_cast<char>('c' + random() % 3);
    }
    auto order = compare_versions(two[0], two[1]);
    std::string sign = order < 0 ? "lt" : order > 0 ? "gt" : "eq";
    script += "dpkg --compare-versions " + two[0] + " " + sign + " " + two[1] + " || { echo '" + two[0] + " is not " + sign + " " + two[1] + "'; exit 1; }\n";
  }
  CHECK(std::system(script.c_str()) == 0);
}

TEST_CASE("conditions on versions") {
  CHECK(version_fits("24.09", ">=19, <25"));
  CHECK_FALSE(version_fits("25.0", ">=19, <25"));
  CHECK_FALSE(version_fits("18.99", ">=19,<25"));
  CHECK(version_fits("7.2", "=7.2"));
  CHECK_FALSE(version_fits("7.2.1", "=7.2"));
  CHECK(version_fits("7.2.1", "!=7.2"));
  CHECK(version_fits("10.0.19045", "10.*"));
  CHECK_FALSE(version_fits("11.0", "10.*"));
  CHECK(version_fits("9", "<10"));
  CHECK(version_fits("2", "<=2"));
  CHECK(version_fits("3", "> 2"));
  CHECK(version_fits("", ""));
  CHECK(version_fits("anything", " "));
  CHECK_FALSE(version_fits("", ">=0"));
  CHECK_FALSE(version_fits("", "*"));
}

TEST_CASE("what is no condition is told so") {
  for (const char* good : {"", ">=19, <25", "=7.2", "10.*", "!=1", "2021 R2", ">= 2021 R2"}) CHECK_MESSAGE(not_a_version_condition(good) == "", good);
  for (const char* bad : {">=", ",", ">1,", ">>1", "=>1", ">1.*", "1<2", ">latest"}) CHECK_MESSAGE(not_a_version_condition(bad) != "", bad);
  CHECK(not_a_version_condition(std::string(201, '1')) != "");
  CHECK(not_a_version_condition(">=") == "has no version behind '>='");
}
