#include "package/messages.hpp"

#include <doctest/doctest.h>
#include <stdexcept>

using namespace outdesk;
using namespace std::chrono;

namespace {
const Messages& russian() {
  static const Messages messages(Language::ru);
  return messages;
}
const Messages& english() {
  static const Messages messages(Language::en);
  return messages;
}
}  // namespace

TEST_CASE("both catalogues have the same messages, and every pattern is one that ICU takes") {
  CHECK(russian().keys() == english().keys());
  CHECK(russian().keys().size() > 100);
  for (const std::string& key : russian().keys()) {
    CHECK_NOTHROW(russian().places(key));
    CHECK_NOTHROW(english().places(key));
  }
}

TEST_CASE("a message has the same places in both languages, words for numbers aside") {
  auto places = [](const Messages& messages, const std::string& key) {
    std::vector<std::string> found;
    for (std::string place : messages.places(key)) {
      if (place.ends_with("_words_capital")) place.resize(place.size() - 8);
      if (!place.ends_with("_text") && !place.ends_with("_words")) found.push_back(place);
    }
    std::sort(found.begin(), found.end());
    return found;
  };
  for (const std::string& key : russian().keys())
    CHECK_MESSAGE(places(russian(), key) == places(english(), key), key);
}

TEST_CASE(
    "patterns leave the writing of numbers to us, and plurals in Russian have all their forms") {
  for (const Messages* messages : {&russian(), &english()})
    for (const std::string& key : messages->keys()) {
      std::string pattern = messages->pattern(key);
      CHECK_MESSAGE(pattern.find('#') == std::string::npos, key);
      CHECK_MESSAGE(pattern.find('\'') == std::string::npos, key);
      CHECK_MESSAGE(pattern.find(", number") == std::string::npos, key);
      if (pattern.find(", plural,") == std::string::npos) continue;
      std::vector<std::string> forms = {"one {", "other {"};
      if (messages->language() == Language::ru) forms.insert(forms.end(), {"few {", "many {"});
      for (const std::string& form : forms)
        CHECK_MESSAGE(pattern.find(form) != std::string::npos, key);
    }
}

TEST_CASE("Russian plurals carry their verb: 1, 2, 5, 11, 21, 101, 111") {
  auto ask = [](std::int64_t n) {
    return russian()("lead.ask",
                     {{"n", n}, {"n_words", russian().in_words(n)}, {"n_words_capital", ""}});
  };
  CHECK(ask(1) == "От вас нужно одно решение");
  CHECK(ask(2) == "От вас нужны два решения");
  CHECK(ask(3) == "От вас нужны три решения");
  CHECK(ask(5) == "От вас нужно пять решений");
  CHECK(ask(11) == "От вас нужно 11 решений");
  CHECK(ask(21) == "От вас нужно 21 решение");
  auto devices = [](std::int64_t n) { return russian()("tile.assets.figure", {{"n", n}}); };
  CHECK(devices(0) == "0 устройств");
  CHECK(devices(1) == "1 устройство");
  CHECK(devices(101) == "101 устройство");
  CHECK(devices(111) == "111 устройств");
  CHECK(devices(1234) == "1\u00A0234 устройства");
}

TEST_CASE("English plurals") {
  CHECK(english()("tile.assets.figure", {{"n", std::int64_t{1}}}) == "1 device");
  CHECK(english()("tile.assets.figure", {{"n", std::int64_t{1234}}}) == "1,234 devices");
}

TEST_CASE("months stand in the nominative alone and in the genitive beside a day") {
  CHECK(russian().month(2025y / September) == "сентябрь\u00A02025");
  CHECK(russian().month_capital(2025y / May) == "Май");
  CHECK(russian().day(2025y / September / 3) == "3\u00A0сентября");
  CHECK(russian().days(2025y / September / 21, 2025y / September / 30) == "21–30\u00A0сентября");
  CHECK(russian().days(2025y / September / 30, 2025y / October / 2) ==
        "30\u00A0сентября–2\u00A0октября");
  CHECK(english().month(2025y / September) == "September\u00A02025");
  CHECK(english().day(2025y / September / 3) == "3\u00A0September");
}

TEST_CASE("lists and numbers in words") {
  CHECK(russian().list({"a", "b", "c"}) == "a, b и c");
  CHECK(russian().list({"a", "b"}) == "a и b");
  CHECK(russian().list({"a"}) == "a");
  CHECK(english().list({"a", "b"}) == "a and b");
  CHECK(russian().in_words(1) == "одно");
  CHECK(english().in_words(3) == "three");
  CHECK(russian().in_words(12) == "12");
  CHECK(with_capital("ёлка") == "Ёлка");
  CHECK(with_capital("") == "");
}

TEST_CASE("what stands in a place is text, whatever it holds") {
  std::string hostile = "{n, plural, other {x}} '{'";
  CHECK(russian()("quoted", {{"text", hostile}}) == "«" + hostile + "»");
}

TEST_CASE("an unknown key and an empty place are errors of the program") {
  CHECK_THROWS_AS(russian()("no.such.key"), std::logic_error);
  CHECK_THROWS_AS(russian()("quoted"), std::logic_error);
}
