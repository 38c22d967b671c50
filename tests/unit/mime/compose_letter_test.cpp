#include <doctest/doctest.h>

#include "base/text.hpp"
#include "mime/compose_letter.hpp"
#include "mime/read_message.hpp"

using namespace outdesk;

namespace {

Letter made_letter() {
  Letter letter;
  letter.from = "reports@msp.example";
  letter.to = {"director@romashka.example", "deputy@romashka.example"};
  letter.subject = "ИТ за сентябрь 2025: 3 решения, €";
  letter.message_id = "romashka-2025-09-director-r1@msp.example";
  letter.date = Instant{1759730400};
  letter.text = "Сентябрь прошёл ровно.\nВ срок закрыто 147 из 152 заявок.";
  letter.attachment_name = "romashka_2025-09_r1.zip";
  letter.attachment = std::string("PK\3\4\0\0", 6) + std::string(300, '\xff');
  return letter;
}

}  // namespace

TEST_CASE("a letter with an archive is the same bytes again, and says who, when and what in UTF-8") {
  std::string bytes = composed_letter(made_letter());
  CHECK(bytes == composed_letter(made_letter()));
  std::string head = bytes.substr(0, bytes.find("\n\n"));
  CHECK(head.find("From: reports@msp.example\n") != head.npos);
  CHECK(head.find("To: director@romashka.example, deputy@romashka.example\n") != head.npos);
  CHECK(head.find("Date: Mon, 06 Oct 2025 06:00:00 +0000\n") != head.npos);
  CHECK(head.find("Message-Id: <romashka-2025-09-director-r1@msp.example>\n") != head.npos);
  CHECK(head.find("Auto-Submitted: auto-generated\n") != head.npos);
  CHECK(folded(head).find("subject: =?utf-8?") != head.npos);
  CHECK(bytes.find('\r') == bytes.npos);
  // GMime would write windows-1251 or iso-8859-5 where the letters allow it.
  CHECK(folded(bytes).find("windows") == bytes.npos);
  CHECK(folded(bytes).find("iso-8859") == bytes.npos);
  for (char c : bytes) CHECK_FALSE(static_cast<unsigned char>(c) > '~');
  for (auto line : split(bytes, '\n')) CHECK(line.size() <= 998);
}

TEST_CASE("what was written is read again") {
  Letter letter = made_letter();
  MailMessage read = read_message(composed_letter(letter));
  CHECK(read.from.address == letter.from);
  CHECK(read.subject == letter.subject);
  CHECK(read.message_id == letter.message_id);
  CHECK(read.text == letter.text + "\n");
  REQUIRE(read.attachments.size() == 1);
  CHECK(read.attachments[0].name == letter.attachment_name);
  CHECK(read.attachments[0].bytes == letter.attachment);
}

TEST_CASE("plain words go as they are; no file, no parts") {
  Letter letter = made_letter();
  letter.attachment_name.clear();
  letter.subject = "IT in September 2025";
  letter.text = "September had no stoppages.\n";
  std::string bytes = composed_letter(letter);
  CHECK(bytes.find("Subject: IT in September 2025\n") != bytes.npos);
  CHECK(bytes.find("Content-Type: text/plain; charset=utf-8\n") != bytes.npos);
  CHECK(bytes.ends_with("\n\nSeptember had no stoppages.\n"));
  CHECK(bytes.find("multipart") == bytes.npos);
}

TEST_CASE("a hostile subject makes no header, and a hostile text no part") {
  Letter letter = made_letter();
  letter.subject = "a\r\nBcc: everybody@else.example\r\n\r\nbody\x1b[31m\xff";
  std::string bytes = composed_letter(letter);
  CHECK(bytes.find("\nBcc:") == bytes.npos);
  letter.subject = "a";
  std::string boundary = bytes.substr(bytes.find("=_outdesk_"), 42);
  letter.text = "--" + boundary + "\nContent-Type: text/html\n\n<b>\n--" + boundary + "--\n\x1b]0;x\x07\n";
  MailMessage read = read_message(composed_letter(letter));
  CHECK(read.attachments.size() == 1);
  CHECK(read.text.find("Content-Type: text/html") != read.text.npos);
  CHECK(read.text.find('\x1b') == read.text.npos);
}
