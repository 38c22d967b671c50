#include <doctest/doctest.h>

#include "base/text.hpp"

using namespace outdesk;

TEST_CASE("valid UTF-8 has no offset of a bad byte") {
  CHECK(invalid_utf8("Принтер 打印机 🖨") == std::string_view::npos);
  CHECK(invalid_utf8("") == std::string_view::npos);
}

TEST_CASE("bytes that RFC 3629 forbids are found at their offset") {
  CHECK(invalid_utf8("ab\xFF") == 2);
  CHECK(invalid_utf8("\xC0\x80") == 0);          // overlong NUL
  CHECK(invalid_utf8("\xE0\x80\xAF") == 0);      // overlong slash
  CHECK(invalid_utf8("\xF0\x80\x80\xAF") == 0);
  CHECK(invalid_utf8("x\xED\xA0\x80") == 1);     // a surrogate
  CHECK(invalid_utf8("\xF4\x90\x80\x80") == 0);  // past U+10FFFF
  CHECK(invalid_utf8("\xD0") == 0);              // cut short
  CHECK(invalid_utf8("\xD0\xD0\xB0") == 0);
  CHECK(invalid_utf8("\x80") == 0);
}

TEST_CASE("control characters may not be stored, and the reason names code and byte") {
  CHECK(unstorable("bell\a") == "control character U+0007 at byte 5");
  CHECK(unstorable("\x7F") == "control character U+007f at byte 1");
  CHECK(unstorable("a\xC2\x85") == "control character U+0085 at byte 2");  // C1
  CHECK(unstorable("a\nb") == "control character U+000a at byte 2");
  CHECK(unstorable(std::string_view("a\0b", 3)) == "control character U+0000 at byte 2");
  CHECK(unstorable("a\xFF") == "not valid UTF-8 at byte 2");
  CHECK(unstorable("U+00A0 is no control: \xC2\xA0").empty());
}

TEST_CASE("bodies may hold newlines and tabs, but no carriage return") {
  CHECK(unstorable("a\n\tb", true).empty());
  CHECK_FALSE(unstorable("a\r\nb", true).empty());
}

TEST_CASE("what cannot be refused is stored with U+FFFD in place of each bad byte") {
  CHECK(storable("a\xFF\x07" "b") == "a\uFFFD\uFFFD" "b");
  CHECK(storable("line\nline", false) == "line\uFFFDline");
  CHECK(storable("line\nline", true) == "line\nline");
  CHECK(unstorable(storable("\xED\xA0\x80\xC2\x9B")).empty());
}

TEST_CASE("printable text executes nothing on a terminal") {
  CHECK(printable("\x1B[31mred\x07") == "\\u{1b}[31mred\\u{7}");
  CHECK(printable("\xC2\x9B" "31m") == "\\u{9b}31m");
  CHECK(printable("exe\u202Efdp") == "exe\\u{202e}fdp");
  CHECK(printable("zero\u200Bwidth") == "zero\\u{200b}width");
  CHECK(printable("tag\U000E0041") == "tag\\u{e0041}");
  CHECK(printable("\xFE") == "\\x{fe}");
  CHECK(printable("Ёлка é 漢") == "Ёлка é 漢");
}

TEST_CASE("width counts columns, not bytes") {
  CHECK(display_width("Принтер") == 7);
  CHECK(display_width("漢字") == 4);
  CHECK(display_width("e\u0301") == 1);
}

TEST_CASE("text is cut to its columns with an ellipsis") {
  CHECK(fitted("Принтер", 7) == "Принтер");
  CHECK(fitted("Принтер", 4) == "При…");
  CHECK(fitted("漢字漢字", 4) == "漢…");
  CHECK(fitted("ab", 1) == "…");
  CHECK(fitted("ab", 0).empty());
}

TEST_CASE("folded text finds words whatever their case, and ё as е") {
  CHECK(folded("ПРИНТЕР Ёж ёж") == "принтер еж еж");
  CHECK(folded("Straße ÄÖÜ") == "straße äöü");
  CHECK(folded("ΑΒΓ Ѓ Ѣ") == "αβγ ѓ ѣ");
  CHECK(folded("×") == "×");
}

TEST_CASE("counts are plain digits within 64 bits") {
  CHECK(parse_count("0042") == 42);
  CHECK(parse_count("9223372036854775807") == INT64_MAX);
  for (const char* bad : {"", "-1", "+1", " 1", "1 ", "1e3", "0x10", "9223372036854775808", "１"})
    CHECK_FALSE(parse_count(bad));
}

TEST_CASE("the nearest word is at most two edits away, one for short words") {
  std::vector<std::string> known = {"ticket", "client", "store", "set"};
  CHECK(nearest("tiket", known) == "ticket");
  CHECK(nearest("clinet", known) == "client");
  CHECK(nearest("sett", known) == "set");
  CHECK(nearest("sxx", known).empty());
  CHECK(nearest("whatever", known).empty());
}

TEST_CASE("splitting keeps empty pieces and joining is its inverse") {
  CHECK(split("a,,b", ',') == std::vector<std::string_view>{"a", "", "b"});
  CHECK(split("", ',') == std::vector<std::string_view>{""});
  CHECK(join({"a", "", "b"}, ",") == "a,,b");
  CHECK(trimmed(" \t a b \r\n") == "a b");
  CHECK(replaced("aXbXX", "X", "-X-") == "a-X-b-X--X-");
}

// "Zh==" was read as "f", and written again it was another text: two forms of one snapshot.
TEST_CASE("base64 is read in the one form that is written") {
  CHECK(from_base64("Zg==") == "f");
  CHECK(from_base64("Zm9vYmFy") == "foobar");
  for (const char* other : {"Zh==", "Zm9=", "Zg=", "Zg", "Z===", "====", "Zg==Zg==", "Zm9v\n"}) CHECK_FALSE(from_base64(other));
}

TEST_CASE("base64 and hexadecimal agree with RFC 4648") {
  CHECK(base64("") == "");
  CHECK(base64("f") == "Zg==");
  CHECK(base64("fo") == "Zm8=");
  CHECK(base64("foobar") == "Zm9vYmFy");
  CHECK(hex(std::string_view("\x00\xFF\x10", 3)) == "00ff10");
}
