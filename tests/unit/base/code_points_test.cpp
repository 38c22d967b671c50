#include <doctest/doctest.h>

#include "base/text.hpp"

using namespace outdesk;

TEST_CASE("a code point is read with the bytes it takes; none where the bytes are not UTF-8") {
  std::string text = "aя€😀\xff";
  CHECK(code_point_at(text, 0).value == U'a');
  CHECK(code_point_at(text, 1).value == U'я');
  CHECK(code_point_at(text, 3).value == U'€');
  CHECK(code_point_at(text, 6).value == U'😀');
  CHECK(code_point_at(text, 6).size == 4);
  CHECK(code_point_at(text, 10).size == 0);
  CHECK(code_point_at("\xe2\x82", 0).size == 0);
}

TEST_CASE("characters that deceive the eye are known, letters and spaces are not among them") {
  for (char32_t c : {U'\x1b', U'\x7f', U'\u009b', U'\u202e', U'\u2028', U'\u200b', U'\ufeff', U'\U000e0041'})
    CHECK(is_deceptive(c));
  for (char32_t c : {U'a', U'я', U' ', U'\u00a0', U'́', U'日'}) CHECK_FALSE(is_deceptive(c));
}

TEST_CASE("base64 is that of RFC 4648") {
  const char* plain[] = {"", "f", "fo", "foo", "foob", "fooba", "foobar"};
  const char* coded[] = {"", "Zg==", "Zm8=", "Zm9v", "Zm9vYg==", "Zm9vYmE=", "Zm9vYmFy"};
  for (int i = 0; i < 7; ++i) CHECK(base64(plain[i]) == coded[i]);
  CHECK(base64("\xff\xfe\xfd") == "//79");
}
