#include <doctest/doctest.h>

#include "input/encoding.hpp"
#include "input/html_text.hpp"

using namespace outdesk;

TEST_CASE("HTML becomes its text") {
  CHECK(text_of_html("<p>One</p><p>Two &amp; three</p>") == "One\n\nTwo & three");
  CHECK(text_of_html("a<br>b<br/>\n c") == "a\nb\nc");
  CHECK(text_of_html("<ul><li>x</li><li>y</li></ul>z") == "- x\n- y\n\nz");
  CHECK(text_of_html("<style>p { color: red }</style><script>alert('</p>')</script>left") == "left");
  CHECK(text_of_html("&#1055;&#x43e;&laquo;&nbsp;&raquo;") == "По« »");
  CHECK(text_of_html("<!-- <p>no</p> -->yes") == "yes");
}

TEST_CASE("what is no HTML stays") {
  CHECK(text_of_html("1 < 2 && 3 > 2") == "1 < 2 && 3 > 2");
  CHECK(text_of_html("&unknown; &; &#; &#xZZ; &#99999999;") == "&unknown; &; &#; &#xZZ; &#99999999;");
  CHECK(text_of_html("&#0;&#xD800;&#x110000;") == "&#0;&#xD800;&#x110000;");
  CHECK(text_of_html("cut <b") == "cut");
  CHECK(text_of_html("") == "");
}

TEST_CASE("a text in another encoding is read, and bytes that mean nothing are marked") {
  CHECK(decoded("\xCF\xF0\xE8\xED\xF2\xE5\xF0", "windows-1251") == "Принтер");
  CHECK(decoded("a\xFF\xE9z", "ascii") == "a\uFFFD\uFFFDz");
  CHECK(is_encoding("koi8-r"));
  CHECK_FALSE(is_encoding("klingon-8"));
  CHECK_FALSE(is_encoding("utf-8//TRANSLIT"));
  CHECK_FALSE(is_encoding(""));
}
