#include <doctest/doctest.h>

#include "mail/quote_rules.hpp"

namespace outdesk {

TEST_CASE("quoted text and the line that introduces it are folded away") {
  CHECK(without_quotes("Works now, thanks.\n\nOn Mon, 5 Oct 2026, Support <s@msp.example> wrote:\n> Is it on?\n> Regards\n") == "Works now, thanks.");
  CHECK(without_quotes("Danke!\n\nAm 05.10.2026 um 10:00 schrieb Support:\n> Ist er an?\n") == "Danke!");
  CHECK(without_quotes("Спасибо!\n\n5 октября 2026 г., 10:00, Поддержка <s@msp.example> писал(а):\n> Включён?\n") == "Спасибо!");
  CHECK(without_quotes("Merci\n\nLe lun. 5 oct. 2026 à 10:00, Support <s@msp.example> a\nécrit :\n> Bonjour\n") == "Merci");
}

TEST_CASE("an answer between and below quotes is kept") {
  CHECK(without_quotes("> Is it on?\nYes.\n> Is there paper?\nNo.\n") == "Yes.\nNo.");
  CHECK(without_quotes("Support wrote:\n> Which printer?\n\nThe one in room 5.\n") == "The one in room 5.");
}

TEST_CASE("what stands below a header of Outlook is the message that is answered") {
  const char* blocks[] = {
      "Still silent.\n\n-----Original Message-----\nFrom: Support\nSent: Monday\nold text\n",
      "Still silent.\n\nVon: Support [mailto:s@msp.example]\nGesendet: Montag\nAn: Olga\nBetreff: AW: Drucker\n\nold text\n",
      "Still silent.\n\nОт: Поддержка\nОтправлено: 5 октября\nКому: Ольга\nТема: Принтер\n\nold text\n",
      "Still silent.\n\n________________________________\nFrom: Support\nDate: Monday\nTo: Olga\nSubject: printer\n\nold text\n",
      "Still silent.\n\n-------- Исходное сообщение --------\nold text\n"};
  for (const char* text : blocks) CHECK(without_quotes(text) == "Still silent.");
}

TEST_CASE("a signature goes, and what is answered below a quote after it stays") {
  CHECK(without_quotes("Help\n-- \nOlga\nRomashka\n") == "Help");
  CHECK(without_quotes("Help\n--\nOlga\n") == "Help");
  CHECK(without_quotes("Top\n-- \nOlga\n> quoted\nBelow\n") == "Top\nBelow");
}

TEST_CASE("a line of two dashes above a long rest is a line of the letter") {
  std::string rest;
  for (int i = 0; i < 20; ++i) rest += "line\n";
  CHECK(without_quotes("Part one\n--\n" + rest).find("line\nline") != std::string::npos);
}

TEST_CASE("where nothing would be left the text is kept whole") {
  CHECK(without_quotes("> all of it\n> is quoted\n") == "> all of it\n> is quoted");
  CHECK(without_quotes("-----Original Message-----\nFrom: a\n\nforwarded\n") == "-----Original Message-----\nFrom: a\n\nforwarded");
  CHECK(without_quotes("") == "");
}

TEST_CASE("ordinary words are no header and no introduction") {
  std::string text = "From: the first floor nobody can print.\nWe wrote:\nnothing yet";
  CHECK(without_quotes(text) == text);
  std::string told = "On Monday he wrote:\nplease order toner\nand so we did";
  CHECK(without_quotes(told) == told);
}

}  // namespace outdesk
