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

TEST_CASE("a page as text: no script, no style, links and lists readable") {
  CHECK(text_of_html("<html><head><title>t</title><style>p{}</style></head><body><p>One &amp; two<br>three</p><script>alert('<p>x</p>')</script><!-- no --></body></html>") == "One & two\nthree");
  CHECK(text_of_html("<a href=\"https://example.org/?a=1&amp;b=2\">here</a>") == "here (https://example.org/?a=1&b=2)");
  CHECK(text_of_html("<a href='https://example.org'>https://example.org</a>") == "https://example.org");
  CHECK(text_of_html("<a href=\"javascript:alert(1)\">here</a>") == "here");
  CHECK(text_of_html("<blockquote>old<br>text</blockquote>new") == "> old\n> text\n\nnew");
  CHECK(text_of_html("<table><tr><td>1</td><td>2</td></tr><tr><td>3</td></tr></table>") == "1 2\n3");
  CHECK(text_of_html("&#1055;&#x440;&eacute;&nosuch; 1 < 2") == "Прé&nosuch; 1 < 2");
  CHECK(text_of_html("<p title=\"a > b\">x</p>") == "x");
  CHECK(text_of_html("<head>never closed") == "never closed");
  CHECK(text_of_html("<script>never closed") == "");
}

TEST_CASE("what is no HTML stays") {
  CHECK(text_of_html("1 < 2 && 3 > 2") == "1 < 2 && 3 > 2");
  CHECK(text_of_html("&unknown; &; &#; &#xZZ; &#x;") == "&unknown; &; &#; &#xZZ; &#x;");
  CHECK(text_of_html("&#0;&#xD800;&#x110000;&#99999999;") == "\uFFFD\uFFFD\uFFFD\uFFFD");
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
