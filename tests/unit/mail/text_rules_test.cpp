#include <doctest/doctest.h>

#include "base/text.hpp"
#include "mail/charset_rules.hpp"
#include "mail/mail_text_rules.hpp"
#include "mail/plain_text_rules.hpp"

namespace outdesk {

TEST_CASE("control characters become pictures, and bytes that mean nothing are marked") {
  CHECK(visible_text(std::string("a\0b\x1b[1m\x7f", 8)) == "a␀b␛[1m␡");
  CHECK(visible_text("a\xff\xc2\x9b" "b") == "a��b");
  CHECK(visible_text("one\r\ntwo\rthree\tx", true) == "one\ntwo\nthree\tx");
  CHECK(visible_text("one\ntwo") == "one␊two");
  CHECK(one_line("  a \r\n\t b\n") == "a b");
  std::string all;
  for (int c = 0; c < 256; ++c) all += static_cast<char>(c);
  CHECK(unstorable(visible_text(all)).empty());
  CHECK(unstorable(visible_text(all, true), true).empty());
}

TEST_CASE("names of attachments stay in their folder") {
  CHECK(clean_file_name("../../etc/passwd", "x") == "passwd");
  CHECK(clean_file_name("..\\..\\windows.ini", "x") == "windows.ini");
  for (const char* none : {"", "..", ".", "...", "a/", "  "}) CHECK(clean_file_name(none, "part-1.bin") == "part-1.bin");
  CHECK(clean_file_name("a\x01" "b.txt", "x") == "a_b.txt");
  CHECK(clean_file_name("gpj.\xE2\x80\xAE" "exe", "x") == "gpj._exe");
  std::string long_name = clean_file_name(std::string(5000, 'a') + ".pdf", "x");
  CHECK(long_name.size() == 200);
  CHECK(long_name.ends_with(".pdf"));
  CHECK(invalid_utf8(clean_file_name(replaced(std::string(300, 'x'), "x", "ж"), "x")) == std::string::npos);
}

TEST_CASE("text is cut between characters") {
  CHECK(start_of("жж", 3) == "ж");
  CHECK(start_of("ж", 1) == "");
  CHECK(start_of("abc", 10) == "abc");
}

TEST_CASE("charsets under the names that messages use") {
  CHECK(charset_name("US-ASCII") == "UTF-8");
  CHECK(charset_name("cp-1251") == "CP1251");
  CHECK(charset_name("Windows-1251") == "CP1251");
  CHECK(charset_name("gb2312") == "GB18030");
  CHECK(charset_name("ks_c_5601-1987") == "CP949");
  CHECK(charset_name("koi8-r") == "koi8-r");
  for (const char* none : {"", "../../../tmp/evil", "a/b", "UTF-8//TRANSLIT", "a b", "x..y"}) CHECK(charset_name(none) == "");
  CHECK(charset_name(std::string(100, 'a')) == "");
}

TEST_CASE("Russian without a charset is told by its letters") {
  CHECK(guessed_charset("\xD0\xD2\xC9\xD7\xC5\xD4 \xD4\xC5\xD3\xD4") == "KOI8-R");        // привет тест
  CHECK(guessed_charset("\xEF\xF0\xE8\xE2\xE5\xF2 \xF2\xE5\xF1\xF2") == "WINDOWS-1251");
  CHECK(guessed_charset("M\xFCller fr\xE4gt nach dem Dr\xFC" "cker") == "WINDOWS-1252");
  CHECK(guessed_charset("\xF0\xD2\xC9\xCE\xD4\xC5\xD2") == "KOI8-R");                      // Принтер
  CHECK(guessed_charset("\xCF\xF0\xE8\xED\xF2\xE5\xF0") == "WINDOWS-1251");
}

TEST_CASE("lines that were broken softly are joined (RFC 3676)") {
  CHECK(unflowed("one \ntwo\nthree", false) == "one two\nthree");
  CHECK(unflowed("on \ne", true) == "one");
  CHECK(unflowed("> quoted \n> line\nmine", false) == "> quoted line\nmine");
  CHECK(unflowed("text\n-- \nOlga", false) == "text\n-- \nOlga");
  CHECK(unflowed(" >stuffed", false) == ">stuffed");
}

TEST_CASE("uuencoded files are taken out of the text") {
  std::string text = "see below\nbegin 644 cat.txt\n#0V%T\n`\nend\nbye";
  auto files = take_uu_files(text);
  REQUIRE(files.size() == 1);
  CHECK(files[0].name == "cat.txt");
  CHECK(files[0].bytes == "Cat");
  CHECK(text == "see below\nbye");
  std::string words = "begin 644 lines of prose\nthat never end\n";
  CHECK(take_uu_files(words).empty());
  CHECK(words == "begin 644 lines of prose\nthat never end\n");
}

TEST_CASE("a signed text is read without its frame") {
  CHECK(without_pgp_frame("-----BEGIN PGP SIGNED MESSAGE-----\nHash: SHA1\n\nhello\n- -- \nOlga\n-----BEGIN PGP SIGNATURE-----\nxyz\n-----END PGP SIGNATURE-----") == "hello\n-- \nOlga");
  CHECK(without_pgp_frame("plain") == "plain");
}

}  // namespace outdesk
